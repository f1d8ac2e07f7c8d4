// A reviewer's corrections: kept in this page (and by the browser, where it allows), downloaded as corrections.csv.
const EDITABLE = ["value", "value_max", "unit", "comparator", "basis", "dimension", "year", "quarter", "indicator"];
const CHOICES = {
  comparator: ["eq", "ge", "gt", "le", "lt", "approx", "range"],
  basis: ["", "level", "added", "flow", "growth", "reduction"],
  dimension: ["count", "money", "ratio", "duration", "data_size", "length", "area", "mass", "energy", "other"],
};
const NO_TARGET = [
  "parameter",
  "reference",
  "list_number",
  "year",
  "date",
  "quarter",
  "ordinal",
  "grade",
  "name",
  "indefinite",
  "word",
  "unknown",
];
const LABELS = {
  value: "c_value",
  value_max: "c_value_max",
  unit: "c_unit",
  comparator: "c_comparator",
  basis: "c_basis",
  dimension: "c_dimension",
  year: "year_label",
  quarter: "c_quarter",
  indicator: "c_indicator",
  kind: "c_kind",
};
const store = `policy-pledges:${ROWS.documents.map((row) => row.source_sha256.slice(0, 12)).join()}`;
const corrections = new Map(); // target_id → lines

function remember() {
  try {
    localStorage.setItem(store, JSON.stringify([...corrections]));
  } catch (error) {
    say(String(error));
  } // storage may be forbidden for files
}
function recall() {
  try {
    for (const [key, lines] of JSON.parse(localStorage.getItem(store) || "[]"))
      if (targets.has(key)) corrections.set(key, lines);
  } catch (error) {
    say(String(error));
  }
}
// A number as people write it: 500万, 1.86万, 2,000, 3亿元, ５００; null where it is none.
const TIMES = { 十: 1e1, 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8, 元: 1 };
function readNumber(text) {
  const found = /^(-?\d+(?:\.\d+)?)([十百千万亿]*)元?$/.exec(text.normalize("NFKC").replace(/[,，\s]/g, ""));
  if (!found) return null;
  const value = [...found[2]].reduce((number, scale) => number * TIMES[scale], Number(found[1]));
  return String(Number(value.toPrecision(15)));
}
const NUMBERS = ["value", "value_max"];
function check(input) {
  const text = input.value.trim();
  const wrong = text ? readNumber(text) === null : input.name === "value";
  input.setCustomValidity(wrong ? t("edit_number") : "");
  const means = input.parentElement.querySelector(".means");
  means.textContent = !wrong && text && readNumber(text) !== text ? `= ${readNumber(text)}` : "";
}
const asText = (value) => (value === null || value === undefined ? "" : String(value));

function field(name, row) {
  const id = `edit-${name}`;
  const value = asText(row[name]);
  const input = CHOICES[name]
    ? el(
        "select",
        { id, name },
        CHOICES[name].map((choice_) =>
          el("option", { value: choice_, selected: choice_ === value }, choice_ ? valueLabel(choice_) : "—"),
        ),
      )
    : el("input", {
        id,
        name,
        value,
        inputmode: NUMBERS.includes(name)
          ? "decimal"
          : ["year", "quarter"].includes(name)
            ? "numeric"
            : null,
        on: NUMBERS.includes(name) ? { input: (event) => check(event.target) } : null,
      });
  return el("label", { for: id }, el("span", {}, t(LABELS[name]), el("small", { class: "means" })), input);
}

function openEdit(row) {
  const dialog = at("edit");
  const edited = { ...row };
  for (const line of corrections.get(row.target_id) || []) edited[line.field] = line.new;
  const kind = el(
    "select",
    { id: "edit-kind", name: "kind" },
    el("option", { value: "" }, t("edit_keep")),
    NO_TARGET.map((value) => el("option", { value, selected: edited.kind === value }, valueLabel(value))),
  );
  const note = el("input", {
    id: "edit-note",
    name: "note",
    value: (corrections.get(row.target_id) || [{ note: "" }])[0].note,
  });
  const form = el(
    "form",
    { method: "dialog", on: { submit: () => keep(row, form) } },
    el("h2", { id: "edit-title" }, t("edit_title")),
    el("blockquote", SAID, drawContext(row)),
    el("p", { class: "note" }, t("edit_note")),
    el(
      "div",
      { class: "grid" },
      EDITABLE.map((name) => field(name, edited)),
    ),
    el("label", { for: "edit-kind" }, el("span", {}, t("edit_kind")), kind),
    el("label", { for: "edit-note" }, el("span", {}, t("edit_reason")), note),
    el(
      "div",
      { class: "buttons" },
      el("button", { type: "button", class: "quiet", on: { click: () => dialog.close() } }, t("cancel")),
      el("button", { type: "submit", id: "edit-save" }, t("save")),
    ),
  );
  clear(dialog, form);
  dialog.showModal();
}

function keep(row, form) {
  const values = new FormData(form);
  const hash = DATA.hashes[inCell(row)];
  const lines = [];
  const add = (name, old, new_) =>
    lines.push({
      key: row.target_id,
      source_sha256: hash,
      field: name,
      old,
      new: new_,
      note: values.get("note").trim(),
    });
  if (values.get("kind")) add("kind", "target", values.get("kind"));
  else
    for (const name of EDITABLE)
    {
      const text = values.get(name).trim();
      const value = NUMBERS.includes(name) && text ? readNumber(text) : text;
      if (value !== asText(row[name])) add(name, asText(row[name]), value);
    }
  if (lines.length) corrections.set(row.target_id, lines);
  else corrections.delete(row.target_id);
  remember();
  stale();
  drawTabs();
  document.querySelector(`.view:not([hidden]) .edit[data-key="${CSS.escape(row.target_id)}"]`)?.focus();
}
// As in the CSV files: what a spreadsheet would run or turn into a date has an apostrophe in front.
const ACTIVE = /^(?:['=+\-@\t\r]|\d{1,2}[-/:]\d{1,4}$|\d{1,4}[-/:]\d{1,2}$|\d{1,2}[-/:]\d{1,2}[-/:]\d{1,4}$|\d{12,}$)/;
const mark = (text) => (ACTIVE.test(text) ? `'${text}` : text);
const quote = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const makeCsv = (docId) =>
  writeCsv([DATA.corrections, ...allLines(docId).map((line) => DATA.corrections.map((name) => line[name]))]).replaceAll("\r\n", "\n");
const allLines = (docId) =>
  [...corrections.values()]
    .flat()
    .filter((line) => !docId || measures.get(targets.get(line.key).measure_id).doc_id === docId);

function download(docId) {
  save(makeCsv(docId), "text/csv", correctionsFile(documents.get(docId)).split("/").pop());
}
const correctionsFile = (doc) => `${doc.source_path.replace(/\.[^./]*$/, "")}.corrections.csv`;

const correctedValue = (value) =>
  DATA.labels.values[value] ? valueLabel(value) : /^-?\d/.test(value) ? value : value ? said(value) : "—";

function drawCorrections() {
  const lines = allLines();
  const docs = [...documents.values()].filter((doc) => allLines(doc.doc_id).length);
  const heads = ["c_indicator", "col_field", "col_old", "col_new", "edit_reason"];
  clear(
    at("view-corrections"),
    el("h2", {}, t("corrections")),
    ...(lines.length ? docs : [...documents.values()].slice(0, 1)).map((doc) =>
      el("p", { class: "note" }, t("corrections_note"), " ", said(correctionsFile(doc), "code")),
    ),
    lines.length ? null : el("p", { class: "nothing" }, t("corrections_none")),
    lines.length
      ? el(
          "div",
          { class: "scroll", tabindex: 0, role: "region", "aria-label": t("corrections") },
          el(
            "table",
            { class: "corrected" },
            el(
              "thead",
              {},
              el(
                "tr",
                {},
                heads.map((name) => el("th", { scope: "col" }, t(name))),
                el("td"),
              ),
            ),
            el(
              "tbody",
              {},
              lines.map((line) =>
                el(
                  "tr",
                  {},
                  el("td", {}, link(`row:${line.key}`, SAID, targets.get(line.key).indicator || line.key)),
                  el("td", {}, t(LABELS[line.field])),
                  el("td", {}, correctedValue(line.old)),
                  el("td", { class: "new" }, correctedValue(line.new)),
                  el("td", SAID, line.note),
                  el(
                    "td",
                    {},
                    el(
                      "button",
                      {
                        type: "button",
                        class: "quiet",
                        on: {
                          click: () => {
                            corrections.delete(line.key);
                            remember();
                            stale();
                            drawTabs();
                          },
                        },
                      },
                      t("remove"),
                    ),
                  ),
                ),
              ),
            ),
          ),
        )
      : null,
    ...docs.map((doc) =>
      el(
        "button",
        { type: "button", class: "download", on: { click: () => download(doc.doc_id) } },
        t("download"),
        docs.length > 1 ? [" · ", said(doc.title)] : "",
      ),
    ),
  );
}

// A reviewer's corrections: kept in this page (and by the browser, where it allows), downloaded as corrections.csv.
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
  meaning: "c_meaning",
  department: "unit_label",
  role: "c_role",
};
const store = `policy-pledges:${ROWS.documents.map((row) => row.source_sha256.slice(0, 12)).join()}`;
const corrections = new Map(); // key of a target or a responsibility → lines
const subjectOf = (key) => targets.get(key) || parts.get(key);

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
      if (subjectOf(key)) corrections.set(key, lines);
  } catch (error) {
    say(String(error));
  }
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
    .filter((line) => !docId || measures.get(subjectOf(line.key).measure_id).doc_id === docId);

function download(docId) {
  save(makeCsv(docId), "text/csv", correctionsFile(documents.get(docId)).split("/").pop());
}
const correctionsFile = (doc) => `${doc.source_path.replace(/\.[^./]*$/, "")}.corrections.csv`;

const correctedValue = (value) =>
  DATA.labels.values[value] ? valueLabel(value) : /^-?\d/.test(value) ? value : value ? said(value) : "—";

function subjectLink(key) {
  const row = subjectOf(key);
  if (targets.has(key)) return link(`row:${key}`, SAID, row.indicator || row.text);
  return link(`cell:${inCell(row)}`, SAID, `${measureName(row.measure_id)} ${row.text}`);
}

function drawCorrections() {
  const lines = allLines();
  const docs = [...documents.values()].filter((doc) => allLines(doc.doc_id).length);
  const heads = ["col_what", "col_field", "col_old", "col_new", "edit_reason"];
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
                  el("td", {}, subjectLink(line.key)),
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

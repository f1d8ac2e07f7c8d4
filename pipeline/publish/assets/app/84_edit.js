// The dialogs of a correction: of a target, with a number or in words, and of who is responsible.
const EDITABLE = ["value", "value_max", "unit", "comparator", "basis", "dimension", "year", "quarter", "indicator"];
const EDITABLE_WORDS = ["meaning", "value", "unit", "comparator", "basis", "dimension", "year", "quarter", "indicator"];
const CHOICES = {
  comparator: ["eq", "ge", "gt", "le", "lt", "approx", "range"],
  basis: ["", "level", "added", "flow", "growth", "reduction"],
  dimension: ["count", "money", "ratio", "duration", "data_size", "length", "area", "mass", "energy", "other"],
  meaning: Object.keys(DATA.meanings),
};
const NO_TARGET = ["parameter", "reference", "list_number", "year", "date", "quarter", "ordinal", "grade", "name", "indefinite", "word", "unknown"];
const NUMBERS = ["value", "value_max"];

// A number as people write it: 500万, 1.86万, 2,000, 3亿元, ５００; null where it is none.
const TIMES = { 十: 1e1, 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8, 元: 1 };
function readNumber(text) {
  const found = /^(-?\d+(?:\.\d+)?)([十百千万亿]*)元?$/.exec(text.normalize("NFKC").replace(/[,，\s]/g, ""));
  if (!found) return null;
  const value = [...found[2]].reduce((number, scale) => number * TIMES[scale], Number(found[1]));
  return String(Number(value.toPrecision(15)));
}
const asText = (value) => (value === null || value === undefined ? "" : String(value));
// What was extracted; a target in words has the kind of its number besides.
const readAs = (row, name) => asText(name === "dimension" && row.dimension === WORDING ? row.number_dimension : row[name]);
const choicesOf = (row, name) => (row.dimension === WORDING && name === "comparator" ? CHOICES[name].filter((word) => word !== "range") : CHOICES[name]);

function check(input, isNeeded) {
  const text = input.value.trim();
  const wrong = text ? readNumber(text) === null : isNeeded;
  input.setCustomValidity(wrong ? t("edit_number") : "");
  const means = input.parentElement.querySelector(".means");
  means.textContent = !wrong && text && readNumber(text) !== text ? `= ${readNumber(text)}` : "";
}
const pickOne = (name, options, value, on) =>
  el(
    "select",
    { id: `edit-${name}`, name, on },
    options.map(([choice_, text]) => el("option", { value: choice_, selected: choice_ === value }, text)),
  );
function typeIn(name, value, row) {
  const isNumber = NUMBERS.includes(name);
  const isNeeded = name === "value" && row.dimension !== WORDING;
  const mode = isNumber ? "decimal" : ["year", "quarter"].includes(name) ? "numeric" : null;
  return el("input", { id: `edit-${name}`, name, value, inputmode: mode, on: isNumber ? { input: (event) => check(event.target, isNeeded) } : null });
}
const labelled = (name, label, ...inner) => el("label", { for: `edit-${name}` }, el("span", {}, label, el("small", { class: "means" })), ...inner);
function field(name, row, value) {
  const options = choicesOf(row, name)?.map((choice_) => [choice_, choice_ ? valueLabel(choice_) : "—"]);
  const on = name === "meaning" ? { change: (event) => takeMeaning(event.target) } : null;
  return labelled(name, t(LABELS[name]), options ? pickOne(name, options, value, on) : typeIn(name, value, row));
}
// Other words mean another number: its value, unit and kind are put in.
function takeMeaning(select) {
  const [value, unit, dimension, comparator] = DATA.meanings[select.value];
  for (const [name, text] of Object.entries({ value, unit, dimension, comparator })) select.form.elements[name].value = text;
}

const linesOf = (key) => corrections.get(key) || [];
const editedValue = (key, name, otherwise) => linesOf(key).find((line) => line.field === name)?.new ?? otherwise;
const drawNote = (key) =>
  labelled("note", t("edit_reason"), el("input", { id: "edit-note", name: "note", value: linesOf(key)[0]?.note ?? "" }));
function openDialog(title, onSubmit, ...inner) {
  const dialog = at("edit");
  const close = el("button", { type: "button", class: "quiet", on: { click: () => dialog.close() } }, t("cancel"));
  const form = el(
    "form",
    { method: "dialog", on: { submit: () => onSubmit(new FormData(form)) } },
    el("h2", { id: "edit-title" }, title),
    ...inner,
    el("div", { class: "buttons" }, close, el("button", { type: "submit", id: "edit-save" }, t("save"))),
  );
  clear(dialog, form);
  dialog.showModal();
}
function keepLines(key, hash, lines, note) {
  if (lines.length) corrections.set(key, lines.map(([name, old, new_]) => ({ key, source_sha256: hash, field: name, old, new: new_, note: note.trim() })));
  else corrections.delete(key);
}
function redraw(focus) {
  remember();
  stale();
  drawTabs();
  document.querySelector(`.view:not([hidden]) ${focus}`)?.focus();
}

function openEdit(row) {
  const columns = row.dimension === WORDING ? EDITABLE_WORDS : EDITABLE;
  const key = row.target_id;
  const kinds = [["", t("edit_keep")], ...NO_TARGET.map((value) => [value, valueLabel(value)])];
  openDialog(
    t("edit_title"),
    (values) => keep(row, columns, values),
    el("blockquote", SAID, drawContext(row)),
    el("p", { class: "note" }, t("edit_note")),
    el("div", { class: "grid" }, columns.map((name) => field(name, row, editedValue(key, name, readAs(row, name))))),
    labelled("kind", t("edit_kind"), pickOne("kind", kinds, editedValue(key, "kind", ""))),
    drawNote(key),
  );
}
function keep(row, columns, values) {
  const changed = (name) => {
    const text = values.get(name).trim();
    const value = NUMBERS.includes(name) && text ? readNumber(text) : text;
    return value === readAs(row, name) ? [] : [[name, readAs(row, name), value]];
  };
  const lines = values.get("kind") ? [["kind", "target", values.get("kind")]] : columns.flatMap(changed);
  keepLines(row.target_id, DATA.hashes[inCell(row)], lines, values.get("note"));
  redraw(`.edit[data-key="${CSS.escape(row.target_id)}"]`);
}

// Who is responsible: one of the measure's departments is chosen; the same words of the document are corrected with it.
const sameWords = (part) => ROWS.responsibilities.filter((other) => other.doc_id === part.doc_id && other.department_id === part.department_id && other.text === part.text);
const nameOfPart = (part) => units.get(part.department_id).name;
function openUnits(measureId, chosen) {
  const own = partsOf.get(measureId) || [];
  const part = parts.get(chosen) || own.find((one) => units.get(one.department_id).resolution === "unresolved") || own[0];
  const key = part.responsibility_id;
  const options = own.map((one) => [one.responsibility_id, `${valueLabel(one.role)} · ${nameOfPart(one)}`]);
  const known = el("datalist", { id: "edit-known" }, ROWS.departments.map((unit) => el("option", { value: unit.name })));
  const same = sameWords(part).length;
  const name = el("input", { id: "edit-department", name: "department", list: "edit-known", value: editedValue(key, "department", nameOfPart(part)) });
  openDialog(
    t("edit_unit_title"),
    (values) => keepUnit(part, values),
    el("blockquote", SAID, `${measureName(measureId)} ${shorten(measureText(measures.get(measureId)), 80)}`),
    el("p", { class: "note" }, t("edit_unit_note")),
    labelled("part", t("edit_unit_which"), pickOne("part", options, key, { change: (event) => openUnits(measureId, event.target.value) })),
    el(
      "div",
      { class: "grid two" },
      labelled("department", t("edit_unit_name"), name),
      labelled("role", t("c_role"), pickOne("role", RANKS.map((role) => [role, valueLabel(role)]), editedValue(key, "role", part.role))),
    ),
    known,
    el("p", { class: "note" }, t("edit_unit_written"), " ", said(part.text), same > 1 ? ` · ${t("edit_unit_same", same)}` : ""),
    drawNote(key),
  );
}
function keepUnit(part, values) {
  const name = values.get("department").trim();
  for (const one of sameWords(part)) {
    const isThis = one === part;
    const lines = name === nameOfPart(one) ? [] : [["department", nameOfPart(one), name]];
    const role = isThis ? values.get("role") : editedValue(one.responsibility_id, "role", one.role);
    if (role !== one.role) lines.push(["role", one.role, role]);
    keepLines(one.responsibility_id, DATA.hashes[inCell(one)], lines, values.get("note"));
  }
  redraw(`.edit-units[data-measure="${CSS.escape(part.measure_id)}"]`);
}
const unitsButton = (measureId) =>
  (partsOf.get(measureId) || []).length
    ? el(
        "button",
        {
          type: "button",
          class: "quiet edit edit-units",
          "data-measure": measureId,
          title: t("edit_unit_title"),
          "aria-label": `${t("edit_unit_title")}${t("colon")}${measureName(measureId)}`,
          on: { click: () => openUnits(measureId) },
        },
        "✎",
      )
    : null;
const partsBadge = (measureId) => {
  const own = partsOf.get(measureId) || [];
  if (own.some((part) => corrections.has(part.responsibility_id))) return el("span", { class: "badge" }, t("marked"));
  const corrected = own.filter((part) => part.corrected);
  return corrected.length ? el("span", { class: "badge", title: corrected.map(extractedWords).join("\n") }, t("was_corrected")) : null;
};

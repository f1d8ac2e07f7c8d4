// Rows put in relation: measures to cells, units, targets; what a check says of a target.
const measures = new Map(ROWS.measures.map((row) => [row.measure_id, row]));
const documents = new Map(ROWS.documents.map((row) => [row.doc_id, row]));
const units = new Map(ROWS.departments.map((row) => [row.department_id, row]));
// A pledge is a target with a number, or one said in words (全覆盖) that mean a number.
const WORDING = "wording";
const pledges = [
  ...ROWS.targets,
  ...(ROWS.qualitative_targets || []).map((row) => ({
    ...row,
    dimension: WORDING,
    number_dimension: row.dimension,
    quarter: row.quarter ?? null,
    value_max: null,
  })),
];
const targets = new Map(pledges.map((row) => [row.target_id, row]));
const items = new Map(ROWS.plan_items.map((row) => [row.item_id, row]));
const parts = new Map(ROWS.responsibilities.map((row) => [row.responsibility_id, row]));
const cellsOf = grouped(ROWS.cells, (row) => row.measure_id);
const cells = new Map(ROWS.cells.map((row) => [`${row.measure_id}/${row.field}`, row]));
const inCell = (row) => `${row.measure_id}/${row.field}`;
const targetsIn = grouped(pledges, inCell);
const numeralsIn = grouped(ROWS.numerals, inCell);
const partsIn = grouped(ROWS.responsibilities, inCell);
const partsOf = grouped(ROWS.responsibilities, (row) => row.measure_id);
const KNOWN = new Set([
  "documents",
  "cells",
  "measures",
  "plan_items",
  "responsibilities",
  "departments",
  "targets",
  "qualitative_targets",
  "numerals",
  "checks",
]);
// Tables that came later and point into cells: marked in the list with all their columns.
const furtherIn = grouped(
  Object.entries(ROWS)
    .filter(([name]) => !KNOWN.has(name))
    .flatMap(([name, rows]) => rows.map((row) => ({ ...row, $table: name })))
    .filter((row) => row.field && row.end > row.start),
  inCell,
);
const years = [
  ...new Set([...pledges, ...ROWS.plan_items].map((row) => row.year ?? row.due_year ?? null).filter((year) => year !== null)),
].sort();

function unitsOf(measureId, roles) {
  const found = (partsOf.get(measureId) || []).filter((part) => roles.includes(part.role));
  return [...new Set(found.map((part) => part.department_id))].map((id) => units.get(id)).filter(Boolean);
}
const leads = (measureId) => unitsOf(measureId, ["lead", "responsible"]);
const helpers = (measureId) => unitsOf(measureId, ["cooperate"]);
const shortName = (unit) => unit.short_name || unit.name;

const loudChecks = ROWS.checks.filter((check) => check.status !== "pass");
const loudBy = new Map(); // key of what a check looked at → checks
for (const check of loudChecks)
  for (const key of check.evidence) loudBy.set(key, [...(loudBy.get(key) || []), check]);
const doubted = new Set(loudBy.keys());

function placeOf(key) {
  // Where in the document the row with this key stands: [hash, words].
  if (targets.has(key)) return [`fig:${key}`, `${targets.get(key).indicator || ""} ${targets.get(key).text}`];
  const row = items.get(key) || parts.get(key);
  if (row) return [`cell:${inCell(row)}`, row.text || `${measureName(row.measure_id)} ${fieldLabel(row.field)}`];
  if (measures.has(key)) return [`measure:${key}`, measureName(key)];
  if (cells.has(key))
    return [`cell:${key}`, `${measureName(cells.get(key).measure_id)} ${fieldLabel(cells.get(key).field)}`];
  return null;
}
const measureName = (measureId) =>
  measures.has(measureId) ? t("measure_n", measures.get(measureId).number) : measureId || "";
// Spans count characters (code points); JavaScript counts UTF-16 units. Most texts need no conversion.
const sliceText = (text, start, end) =>
  /[\ud800-\udbff]/.test(text) ? [...text].slice(start, end).join("") : text.slice(start, end);
const lengthOf = (text) => (/[\ud800-\udbff]/.test(text) ? [...text].length : text.length);

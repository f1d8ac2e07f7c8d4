// The index of many documents: a line a document, its targets for comparison, what its departments are for.
const WORDING = "wording"; // targets in words stand in the pages of the documents
const expand = (columns, values) => Object.fromEntries(columns.map((name, i) => [name, values[i]]));
const [DOCUMENT, TARGET] = DATA.columns;
const AT = Object.fromEntries(TARGET.map((name, i) => [name, i]));
const placeOf = (doc) => (doc.level === "national" ? "" : doc.code || "9");
// The whole country first, then by GB/T 2260.
const DOCS = DATA.documents
  .map(([values, rows], nth) => ({ ...expand(DOCUMENT, values), rows, nth }))
  .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : placeOf(a) > placeOf(b) ? 1 : a.nth - b.nth));
const EMPTY = { province: "", region: "", year: "", function: "", indicator: "", text: "" };
const filters = { ...EMPTY };
const isFiltered = () => Object.keys(EMPTY).some((name) => filters[name] !== "");

const pageOf = (doc, view = "", query = {}) => {
  const asked = new URLSearchParams(query);
  if (language !== "zh") asked.set("lang", language);
  return `${DATA.pages}${doc.page}.html${view || asked.size ? `#${view || "ledger"}${asked.size ? `?${asked}` : ""}` : ""}`;
};
const nameOfFunction = (key) => (DATA.functions[key] ? pick(DATA.functions[key]) : "");
const nameOfRow = (row) => row[AT.indicator_id] || row[AT.indicator] || "";
// The official name of an indicator, in both languages; of one that the catalogue has not, the document's words.
const nameOf = (one) => (DATA.indicators[one.key] ? [DATA.indicators[one.key][language === "zh" ? 0 : 1]] : null);
const baseOf = (row) => row[AT.base_value] ?? row[AT.value];
const baseUnitOf = (row) => row[AT.base_unit] ?? row[AT.unit];
const headOf = (doc) => [doc.title, doc.region, doc.province, doc.path, ...doc.rows.flatMap(wordsOfRow)];
const wordsOfRow = (row) => [row[AT.indicator], row[AT.indicator_id], ...(DATA.indicators[row[AT.indicator_id]] || [])];

function isShown(doc, without = "") {
  const asks = (name) => name !== without && filters[name];
  return (
    (!asks("province") || doc.province === filters.province) &&
    (!asks("region") || doc.region === filters.region) &&
    (!asks("year") || doc.years.includes(Number(filters.year))) &&
    (!asks("function") || doc.units.some(([name]) => name === filters.function)) &&
    (!filters.text || holdsAll(doc, () => headOf(doc)) || hitsIn(doc).length > 0)
  );
}
const shownDocs = () => DOCS.filter((doc) => isShown(doc));
const total = (docs, name) => docs.reduce((sum, doc) => sum + doc[name], 0);
const distinct = (values) => [...new Set(values.filter((value) => value !== null && value !== undefined && value !== ""))];
const regionsOf = (docs) => distinct(docs.filter((doc) => doc.level !== "national").map((doc) => doc.region));

// Indicators over documents: the key is the catalogue's, or the words themselves.
function indicatorsOf(docs) {
  const found = new Map(); // key → { key, words, docs, rows }
  for (const doc of docs)
    for (const row of doc.rows) {
      const key = nameOfRow(row);
      if (!key || (filters.function && row[AT.function] !== filters.function)) continue;
      if (filters.year && row[AT.year] !== null && row[AT.year] !== Number(filters.year)) continue;
      if (!found.has(key)) found.set(key, { key, words: row[AT.indicator] || key, docs: new Set(), rows: [] });
      const known = found.get(key);
      known.docs.add(doc);
      known.rows.push([doc, row]);
    }
  return [...found.values()].sort((a, b) => b.docs.size - a.docs.size || b.rows.length - a.rows.length);
}

// The index of many documents: a line a document, its targets for comparison, what its departments are for.
const WORDING = "wording"; // targets in words stand in the pages of the documents
const expand = (columns, values) => Object.fromEntries(columns.map((name, i) => [name, values[i]]));
const [DOCUMENT, TARGET] = DATA.columns;
const DOCS = DATA.documents.map(([values, rows]) => ({ ...expand(DOCUMENT, values), rows }));
const EMPTY = { province: "", region: "", year: "", function: "", indicator: "", text: "" };
const filters = { ...EMPTY };
const isFiltered = () => Object.keys(EMPTY).some((name) => filters[name] !== "");

const pageOf = (doc, hash = "") => `${DATA.pages}${doc.page}.html${hash || (language === "zh" ? "" : "#ledger?lang=en")}`;
const nameOfFunction = (key) => (DATA.functions[key] ? pick(DATA.functions[key]) : "");
const AT = Object.fromEntries(TARGET.map((name, i) => [name, i]));
const nameOfRow = (row) => row[AT.indicator_id] || row[AT.indicator] || "";
const textOfDoc = (doc) => [doc.title, doc.region, doc.province, doc.path, ...doc.rows.map((row) => row[AT.indicator])];

function isShown(doc, without = "") {
  const asks = (name) => name !== without && filters[name];
  return (
    (!asks("province") || doc.province === filters.province) &&
    (!asks("region") || doc.region === filters.region) &&
    (!asks("year") || (doc.first <= Number(filters.year) && Number(filters.year) <= doc.last)) &&
    (!asks("function") || doc.units.some(([name]) => name === filters.function)) &&
    holdsAll(doc, () => textOfDoc(doc))
  );
}
const shownDocs = () => DOCS.filter((doc) => isShown(doc));
const total = (docs, name) => docs.reduce((sum, doc) => sum + doc[name], 0);
const distinct = (values) => [...new Set(values.filter((value) => value !== null && value !== undefined && value !== ""))];

// Indicators over documents: the key is the catalogue's, or the words themselves.
function indicatorsOf(docs) {
  const found = new Map(); // key → { name, docs, rows }
  for (const doc of docs)
    for (const row of doc.rows) {
      const key = nameOfRow(row);
      if (!key || (filters.function && row[AT.function] !== filters.function)) continue;
      if (!found.has(key)) found.set(key, { key, name: row[AT.indicator] || key, docs: new Set(), rows: [] });
      const known = found.get(key);
      known.docs.add(doc);
      known.rows.push([doc, row]);
    }
  return [...found.values()].sort((a, b) => b.docs.size - a.docs.size || b.rows.length - a.rows.length);
}

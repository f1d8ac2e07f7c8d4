// The address says what is seen: `#ledger?unit=440800/commerce&year=2025`. It can be sent, and restores the view.
function readAddress() {
  const [place, query] = location.hash.slice(1).split("?", 2);
  return [decodeURIComponent(place), new URLSearchParams(query || "")];
}
function addressOf(view, own = filters) {
  const query = new URLSearchParams();
  for (const name of Object.keys(EMPTY)) if (own[name] !== EMPTY[name]) query.set(name, own[name]);
  if (filters.today) query.set("today", filters.today);
  if (language !== "zh") query.set("lang", language);
  return `#${view}${query.size ? `?${query}` : ""}`;
}
function writeAddress() {
  history.replaceState(null, "", addressOf(current));
  for (const tab of at("tabs").querySelectorAll("a")) tab.setAttribute("href", addressOf(tab.dataset.view));
}
// Take the filters of an address; tells whether they changed. What it names that is not there is left out.
const ALLOWED = {
  doc: (value) => documents.has(value),
  unit: (value) => units.has(value),
  role: (value) => value in ROLES_OF,
  due: (value) => value in DUE,
  status: (value) => ["look", "corrected", "marked"].includes(value),
};
function takeFilters(query) {
  const before = JSON.stringify([filters, language]);
  for (const name of Object.keys(EMPTY)) {
    const value = query.get(name) ?? EMPTY[name];
    filters[name] = value === EMPTY[name] || !ALLOWED[name] || ALLOWED[name](value) ? value : EMPTY[name];
  }
  filters.today = /^\d{4}-\d{2}-\d{2}$/.test(query.get("today") || "") ? query.get("today") : "";
  language = query.get("lang") === "en" ? "en" : "zh";
  return JSON.stringify([filters, language]) !== before;
}

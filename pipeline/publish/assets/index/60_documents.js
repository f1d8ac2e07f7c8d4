// Documents, and what their departments are for.
const tableOf = (className, label, heads, body) =>
  el(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": label },
    el("table", { class: className }, el("thead", {}, el("tr", {}, heads.map((name) => (name ? el("th", { scope: "col" }, name) : el("td"))))), body),
  );
const STATUS = { ok: "pass", failed: "fail" };
const spanOf = (years) => distinct([years[0], years[years.length - 1]]).join("–");
const ownUnit = (doc) => doc.units.find(([name]) => name === filters.function);

const MANY = 200; // rows that are drawn before somebody asks for all
let showsAll = false;

function drawDocRow(doc) {
  const unit = ownUnit(doc);
  const mine = unit ? pageOf(doc, "ledger", { unit: unit[1] }) : pageOf(doc);
  const cell = (name, ...children) => el("td", { class: "number", "data-label": t(name) }, ...children);
  return el(
    "tr",
    {},
    el(
      "td",
      { class: "title" },
      el("a", { href: mine, ...SAID }, showHits(doc.title || doc.path)),
      el("small", { class: "path" }, said(doc.path), doc.published ? ` · ${t("published_on", dayLabel(doc.published))}` : null),
      drawExcerpt(doc),
    ),
    el("td", { class: "place", ...SAID }, distinct([doc.province, doc.region]).join(" ") || "—"),
    cell("year_label", spanOf(doc.years) || "—"),
    el("td", { class: "state" }, el("span", { class: `status ${STATUS[doc.status] || doc.status}` }, valueLabel(doc.status))),
    cell(filters.function ? "led_measures" : "col_measures", el("a", { href: mine }, exact(unit ? unit[2] : doc.measures))),
    cell("targets", doc.targets ? el("a", { href: pageOf(doc, "targets") }, exact(doc.targets)) : "0"),
    cell("to_look_at", doc.look ? el("a", { href: pageOf(doc, "quality") }, exact(doc.look)) : "0"),
  );
}
const exact = (value, text) => el("data", { value }, text ?? plain(value));

function drawDocuments() {
  const shown = shownDocs();
  const body = el("tbody");
  const heads = ["document_label", "col_region", "year_label", "status_label", filters.function ? "led_measures" : "col_measures", "targets", "to_look_at"];
  const first = showsAll ? shown : shown.slice(0, MANY);
  drawInPieces("documents", first.map((doc) => () => body.append(drawDocRow(doc))), 100);
  return [
    el("h2", {}, t("documents")),
    el("p", { class: "bar" }, el("span", { class: "count", id: "doc-count" }, t("shown_documents", shown.length, DOCS.length))),
    ...drawRegions(shown),
    shown.length ? tableOf("documents", t("documents"), heads.map((name) => t(name)), body) : el("p", { class: "nothing" }, t("nothing")),
    first.length < shown.length ? el("button", { type: "button", class: "quiet", id: "show-all", on: { click: unfold } }, t("the_rest", shown.length - first.length)) : null,
  ];
}
function unfold() {
  showsAll = true;
  draw();
}
// Of very many documents each province has a page with its indicators.
function drawRegions(shown) {
  const pages = Object.entries(DATA.regions);
  if (!pages.length) return [];
  const links = pages
    .map(([code, name]) => [code, name, shown.filter((doc) => (doc.code || "other").startsWith(code)).length])
    .filter(([, , count]) => count)
    .map(([code, name, count]) => el("a", { class: "region", href: `${DATA.pages}regions/${code}.html` }, said(name), " ", el("small", {}, t("n_documents", count))));
  return [el("h3", {}, t("by_province")), el("nav", { class: "region-pages", "aria-label": t("by_province") }, links)];
}
function drawFunctions() {
  const shown = shownDocs();
  const counts = new Map(); // function → [documents, measures]
  for (const doc of shown)
    for (const [name, , measures] of doc.units) {
      if (!name) continue;
      const known = counts.get(name) || [new Set(), 0];
      counts.set(name, [known[0].add(doc), known[1] + measures]);
    }
  const rows = [...counts].sort((a, b) => b[1][1] - a[1][1]);
  const most = Math.max(1, ...rows.map(([, [, measures]]) => measures));
  const row = ([name, [docs, measures]]) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, el("a", { href: addressOf("documents", { function: name }) }, nameOfFunction(name) || name)),
      el("td", { class: "number" }, exact(docs.size)),
      el("td", { class: "number" }, exact(measures)),
      el("td", { class: "gauge" }, el("span", { style: `width:${(100 * measures) / most}%` })),
    );
  return [
    el("h2", {}, t("functions")),
    el("p", { class: "note" }, t("functions_note")),
    rows.length
      ? tableOf("matrix", t("functions"), [t("function_label"), t("documents"), t("led_measures"), ""], el("tbody", {}, rows.map(row)))
      : el("p", { class: "nothing" }, t("nothing")),
  ];
}

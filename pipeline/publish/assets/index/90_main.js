// Views, filters, the address, the language.
const VIEWS = { documents: drawDocuments, indicators: drawIndicators, functions: drawFunctions };
let current = "documents";

function addressOf(view, changes = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, ...changes })) if (value) query.set(name, value);
  if (language !== "zh") query.set("lang", language);
  return `#${view}${query.size ? `?${query}` : ""}`;
}
function choose(name, value) {
  filters[name] = value;
  if (name === "province") filters.region = "";
  history.replaceState(null, "", addressOf(current));
  if (name === "province") drawFilters();
  draw();
}
function choice(name, label, options) {
  const select = el(
    "select",
    { id: `filter-${name}`, on: { change: (event) => choose(name, event.target.value) } },
    options.map(([value, text]) => el("option", { value, selected: filters[name] === value, ...(value && name !== "function" ? SAID : {}) }, text)),
  );
  return el("label", { class: `choice choice-${name}` }, el("span", {}, label), select);
}
const options = (name, all) => [["", all], ...distinct(DOCS.filter((doc) => isShown(doc, name)).map((doc) => doc[name])).sort((a, b) => a.localeCompare(b, "zh-CN")).map((value) => [value, value])];
function drawFilters() {
  const span = distinct(DOCS.flatMap((doc) => doc.years)).sort().map(String);
  const known = distinct(DOCS.flatMap((doc) => doc.units.map(([name]) => name)));
  const search = el("input", { type: "search", id: "filter-text", placeholder: t(DATA.texts ? "index_hint" : "index_hint_titles"), value: filters.text, on: { input: (event) => choose("text", event.target.value) } });
  clear(
    at("filters"),
    el("label", { class: "choice choice-text" }, el("span", {}, t("search_label")), search),
    el("details", { class: "more beside", open: matchMedia("(min-width: 761px)").matches || Object.keys(EMPTY).some((name) => name !== "text" && name !== "indicator" && filters[name]) }, el("summary", {}, t("more_filters")),
    DATA.title ? null : choice("province", t("province_label"), options("province", t("all_provinces"))),
    choice("region", t("col_region"), options("region", t("all_regions"))),
    choice("year", t("year_label"), [["", t("all_years")], ...span.map((year) => [year, year])]),
    choice("function", t("function_label"), [["", t("all_functions")], ...known.map((name) => [name, nameOfFunction(name) || name]).sort((a, b) => a[1].localeCompare(b[1], "zh-CN"))])),
    el("button", { type: "button", class: "quiet", id: "clear", on: { click: reset } }, t("clear")),
  );
}
function reset() {
  Object.assign(filters, EMPTY);
  history.replaceState(null, "", addressOf(current));
  drawFilters();
  draw();
}
function filtersInWords() {
  const { province, region, year, text } = filters;
  const known = DATA.indicators[filters.indicator];
  const own = [province, region, year && period(Number(year), null), nameOfFunction(filters.function), known ? pick([known[1], known[0]]) : filters.indicator];
  return [...own, text && `“${text}”`].filter(Boolean);
}
function drawHead() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  at("tabs").setAttribute("aria-label", t("views"));
  const tiles = [
    [DOCS.length, "tile_documents"],
    [regionsOf(DOCS).length, "regions"],
    [total(DOCS, "measures"), "measures"],
    [total(DOCS, "targets"), "figures"],
    [total(DOCS, "look"), "problems"],
  ].filter(([count, name]) => count || name !== "regions");
  const button = el("button", { type: "button", id: "language", lang: language === "zh" ? "en" : "zh-CN", "data-said": true, on: { click: switchLanguage } }, t("switch"));
  clear(
    at("top"),
    el("a", { class: "skip", href: "#main" }, t("skip")),
    el(
      "div",
      { class: "masthead" },
      el("div", {}, el("p", { class: "eyebrow" }, t("subtitle")), DATA.title ? said(DATA.title, "h1") : el("h1", {}, t("several", DOCS.length))),
      button,
    ),
    el("dl", { class: "tiles" }, tiles.map(([count, name]) => el("div", { class: `tile of-${name}` }, el("dd", { class: "n" }, exact(count)), el("dt", { class: "what" }, t(name))))),
  );
  const problems = DATA.findings.map(([code, level, path, message]) =>
    el("li", { class: `problem ${level === "error" ? "fail" : "warn"}` }, el("span", { class: "what" }, code), el("span", { class: "message" }, pick(message)), said(path, "code")),
  );
  clear(at("bottom"), problems.length ? el("ol", { class: "problems" }, problems) : null, el("p", {}, t("made_by", DATA.version)));
}
function draw() {
  fetchTexts();
  at("clear").disabled = !isFiltered();
  clear(
    at("tabs"),
    ...Object.keys(VIEWS).map((name) => el("a", { href: addressOf(name, name === "indicators" ? { indicator: "" } : {}), "data-view": name, "aria-current": name === current ? "page" : null }, t(name))),
  );
  clear(at("main"), ...VIEWS[current]());
}
function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  history.replaceState(null, "", addressOf(current));
  drawAll();
}
function drawAll() {
  drawHead();
  drawFilters();
  draw();
}
function follow() {
  const [place, query] = location.hash.slice(1).split("?", 2);
  if (place && !VIEWS[place]) return;
  const asked = new URLSearchParams(query || "");
  current = place || "documents";
  for (const name of Object.keys(EMPTY)) filters[name] = asked.get(name) || "";
  language = asked.get("lang") === "en" ? "en" : "zh";
  drawAll();
}
addEventListener("hashchange", follow);
addEventListener("beforeprint", () => {
  if (current === "documents" && !showsAll) unfold();
  finish(current);
  clear(at("printed"), el("p", { class: "printed-title" }, DATA.title || t("several", DOCS.length)), el("p", {}, [t(current), ...filtersInWords(), t("shown_documents", shownDocs().length, DOCS.length), t("printed_on", dayLabel(new Intl.DateTimeFormat("sv-SE").format(new Date())))].join(" · ")));
});
follow();
document.documentElement.dataset.ready = "yes";

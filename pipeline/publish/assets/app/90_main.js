// Views, the way between them, keys, and the language.
const VIEWS = {
  ledger: drawTasks,
  document: drawDocument,
  targets: drawTargets,
  charts: drawCharts,
  quality: drawQuality,
  corrections: drawCorrections,
};
const fresh = new Set(); // views that show the filters as they are
const FIRST = tasks.length ? "ledger" : "quality"; // of a file that gave nothing, the reasons
let current = FIRST;

function drawHead() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  at("tabs").setAttribute("aria-label", t("views"));
  const [doc] = ROWS.documents;
  const span = years.length ? `${years[0]}–${years[years.length - 1]}` : "";
  const several = documents.size > 1;
  const inWords = pledges.length - ROWS.targets.length;
  const tiles = [
    [ROWS.measures.length, "measures", "document"],
    [tasks.length, "duties", "ledger"],
    [ROWS.departments.length, "units", "charts"],
    [pledges.length, "figures", "targets", inWords ? t("of_them", ROWS.targets.length, inWords) : ""],
    [ROWS.numerals.length, "numerals", "quality"],
    [findProblems(true).length, "problems", "quality"],
  ];
  const tile = ([count, name, view, more]) =>
    el(
      "a",
      { class: `tile ${name}`, href: addressOf(view, EMPTY), title: more || null },
      el("span", { class: "n" }, exact(count)),
      el("span", { class: "what" }, t(name), more ? el("small", {}, more) : null),
    );
  clear(
    at("top"),
    el("a", { class: "skip", href: "#main" }, t("skip")),
    el(
      "div",
      { class: "masthead" },
      el(
        "div",
        {},
        el("p", { class: "eyebrow" }, several || !doc?.region ? null : [said(doc.region), " · "], [span, t("subtitle")].filter(Boolean).join(" · ")),
        several || !doc ? el("h1", {}, several ? t("several", documents.size) : "Policy Pledges") : said(doc.title, "h1"),
      ),
      el(
        "button",
        { type: "button", id: "language", lang: language === "zh" ? "en" : "zh-CN", "data-said": true, on: { click: switchLanguage } },
        t("switch"),
      ),
    ),
    el("nav", { class: "tiles", "aria-label": t("counts") }, tiles.map(tile)),
  );
  clear(
    at("bottom"),
    el("p", {}, t("made_by", DATA.version)),
    ...ROWS.documents.slice(0, 5).map((row) => el("p", {}, said(row.source_path), ` · SHA-256 ${row.source_sha256}`)),
  );
}

// How much of each view the search finds.
const HITS = {
  ledger: () => shownTasks().length,
  document: () => shownMeasures().length,
  targets: () => shownTargets().length,
  quality: () => ROWS.checks.filter(isCheckShown).length,
};
function drawTabs() {
  const marked = allLines().length;
  const count = (name) => {
    if (name === "corrections") return marked ? el("span", { class: "badge" }, String(marked)) : null;
    return filters.text && HITS[name] ? el("span", { class: "hits" }, String(HITS[name]())) : null;
  };
  clear(
    at("tabs"),
    ...Object.keys(VIEWS).map((name) =>
      el("a", { href: addressOf(name), "data-view": name, "aria-current": name === current ? "page" : null }, t(name), count(name)),
    ),
    el("span", { class: "pager" }, pagerButton("previous", "‹", -1), pagerButton("next", "›", 1)),
  );
}
const pagerButton = (name, sign, step) =>
  el(
    "button",
    { type: "button", class: "quiet", id: name, title: t(name), "aria-label": t(name), on: { click: () => goToProblem(step) } },
    sign,
  );

// On a narrow screen the tabs are a strip: the open one is in sight.
function bringToSight(tabs) {
  const open = tabs.querySelector("[aria-current]");
  if (open) tabs.scrollLeft = open.offsetLeft - (tabs.clientWidth - open.offsetWidth) / 2;
}
function show(name) {
  current = name;
  for (const view of Object.keys(VIEWS)) at(`view-${view}`).hidden = view !== name;
  at("filters").hidden = name === "corrections";
  for (const tab of at("tabs").querySelectorAll("a")) {
    if (tab.dataset.view === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  bringToSight(at("tabs"));
  if (!fresh.has(name)) {
    fresh.add(name);
    VIEWS[name]();
  }
}
// The filters, the language or the corrections changed: what is seen is drawn now, the rest when it is asked for.
function stale() {
  hideCard();
  fresh.clear();
  drawTabs();
  show(current);
}
function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  drawAll();
  writeAddress();
  at("language").focus();
}
function drawAll() {
  drawHead();
  drawFilters();
  stale();
}

function flash(id) {
  const element = at(id);
  if (!element) return false;
  for (const other of document.querySelectorAll(".flash")) other.classList.remove("flash");
  const box = element.textContent ? element : element.parentElement;
  box.classList.add("flash");
  element.scrollIntoView({ block: "center", inline: "nearest" });
  element.focus({ preventScroll: true });
  return true;
}
const VIEW_OF = { row: "targets", fig: "document", cell: "document", measure: "document", check: "quality" };

function follow() {
  const [place, query] = readAddress();
  if (VIEWS[place] || !place) {
    if (takeFilters(query)) {
      current = place || FIRST;
      drawAll();
    } else show(place || FIRST);
    return;
  }
  const view = VIEW_OF[place.split(":")[0]];
  if (!view) return;
  show(view);
  finish(view);
  if (flash(place) || !isFiltered()) return;
  Object.assign(filters, EMPTY); // what is asked for was filtered away
  drawFilters();
  stale();
  finish(view);
  flash(place);
}
addEventListener("hashchange", follow);
document.addEventListener("click", (event) => {
  const anchor = event.target.closest?.('a[href^="#"]');
  if (anchor && anchor.hash === location.hash && !event.defaultPrevented) follow(); // the same place once more
  if (!event.target.closest?.(".figure, .mark, #card")) hideCard();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hideCard();
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea, dialog"))
    return;
  const action = { n: () => goToProblem(1), p: () => goToProblem(-1), "/": () => at("filter-text").focus() }[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});

recall();
takeFilters(readAddress()[1]);
drawAll();
follow();
document.documentElement.dataset.ready = "yes";

// Views, the way between them, keys, and the language.
const VIEWS = {
  targets: drawTargets,
  document: drawDocument,
  charts: drawCharts,
  quality: drawQuality,
  corrections: drawCorrections,
};
const fresh = new Set(); // views that show the filters as they are
let current = pledges.length ? "targets" : "quality"; // of a file that gave nothing, the reasons

function drawHead() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  const [doc] = ROWS.documents;
  const span = years.length ? `${years[0]}–${years[years.length - 1]}` : "";
  const several = documents.size > 1;
  const tiles = [
    [ROWS.measures.length, "measures"],
    [ROWS.plan_items.length, "items"],
    [ROWS.departments.length, "units"],
    [ROWS.targets.length, "figures"],
    [ROWS.numerals.length, "numerals"],
    [findProblems().length, "problems"],
  ];
  clear(
    at("top"),
    el("a", { class: "skip", href: "#main" }, t("skip")),
    el(
      "div",
      { class: "masthead" },
      el(
        "div",
        {},
        el("p", { class: "eyebrow" }, [several ? null : doc?.region, span, t("subtitle")].filter(Boolean).join(" · ")),
        el("h1", {}, several ? t("several", documents.size) : doc?.title || "Policy Pledges"),
      ),
      el(
        "button",
        { type: "button", id: "language", lang: language === "zh" ? "en" : "zh-CN", on: { click: switchLanguage } },
        t("switch"),
      ),
    ),
    el(
      "dl",
      { class: "tiles" },
      tiles.map(([count, name]) =>
        el("div", { class: `tile ${name}` }, el("dt", {}, t(name)), el("dd", {}, exact(count))),
      ),
    ),
  );
  clear(
    at("bottom"),
    el("p", {}, t("made_by", DATA.version)),
    ...ROWS.documents.slice(0, 5).map((row) => el("p", {}, `${row.source_path} · SHA-256 ${row.source_sha256}`)),
  );
}

function drawTabs() {
  const marked = allLines().length;
  clear(
    at("tabs"),
    ...Object.keys(VIEWS).map((name) =>
      el(
        "a",
        { href: `#${name}`, "data-view": name, "aria-current": name === current ? "page" : null },
        t(name),
        name === "corrections" && marked ? el("span", { class: "badge" }, String(marked)) : null,
      ),
    ),
    el(
      "span",
      { class: "pager" },
      el(
        "button",
        {
          type: "button",
          class: "quiet",
          id: "previous",
          title: t("previous"),
          "aria-label": t("previous"),
          on: { click: () => goToProblem(-1) },
        },
        "‹",
      ),
      el(
        "button",
        {
          type: "button",
          class: "quiet",
          id: "next",
          title: t("next"),
          "aria-label": t("next"),
          on: { click: () => goToProblem(1) },
        },
        "›",
      ),
    ),
  );
}

function show(name) {
  current = name;
  for (const view of Object.keys(VIEWS)) at(`view-${view}`).hidden = view !== name;
  for (const tab of at("tabs").querySelectorAll("a")) {
    if (tab.dataset.view === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  if (!fresh.has(name)) {
    fresh.add(name);
    VIEWS[name]();
  }
}
// The filters, the language or the corrections changed: what is seen is drawn now, the rest when it is asked for.
function stale() {
  hideCard();
  fresh.clear();
  show(current);
}

function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  drawAll();
  at("language").focus();
}
function drawAll() {
  drawHead();
  drawTabs();
  drawFilters();
  at("clear").disabled = !Object.values(filters).some(Boolean);
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
const VIEW_OF = { row: "targets", fig: "document", cell: "document", measure: "document" };

function follow() {
  const hash = decodeURIComponent(location.hash.slice(1));
  if (VIEWS[hash]) {
    show(hash);
    return;
  }
  const view = VIEW_OF[hash.split(":")[0]];
  if (!view) return;
  show(view);
  drawRest();
  drawRestOfTargets();
  if (flash(hash) || !Object.values(filters).some(Boolean)) return;
  clearFilters(); // what is asked for was filtered away
  drawRest();
  drawRestOfTargets();
  flash(hash);
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
addEventListener("beforeprint", () => {
  for (const [name, draw] of Object.entries(VIEWS))
    if (!fresh.has(name)) {
      fresh.add(name);
      draw();
    }
  drawRest();
  drawRestOfTargets();
});

recall();
drawAll();
follow();
document.documentElement.dataset.ready = "yes";

// Tables of sums and counts, every figure a link to its rows: tasks by department and year, money by indicator and year.
const link_ = (view, changes, ...children) => el("a", { href: addressOf(view, { ...filters, ...changes }) }, ...children);

function drawMatrix() {
  const counts = tasksByUnit(shownTasks());
  if (!counts.length) return [];
  const all = [...new Set(counts.flatMap(([, byYear]) => [...byYear.keys()]))].sort((a, b) => (a ?? 9999) - (b ?? 9999));
  const most = Math.max(...counts.flatMap(([, byYear]) => [...byYear.values()]));
  const cell = (unit, year, count) =>
    el(
      "td",
      { class: "number heat", style: count ? `--n:${(count / most).toFixed(2)}` : null },
      count ? link_("ledger", { unit: unit.department_id, year: String(year ?? "none") }, exact(count)) : "",
    );
  const head = [t("unit_label"), ...all.map((year) => period(year, null)), t("total")];
  return [
    el("h3", {}, t("heat")),
    el("p", { class: "note" }, t("heat_note", roleChips().find(([value]) => value === filters.role)[1])),
    el(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": t("heat") },
      el(
        "table",
        { class: "matrix" },
        el("thead", {}, el("tr", {}, head.map((name) => el("th", { scope: "col" }, name)))),
        el(
          "tbody",
          {},
          counts.map(([unit, byYear, total]) =>
            el(
              "tr",
              {},
              el("th", { scope: "row" }, link_("ledger", { unit: unit.department_id }, said(unit.name))),
              all.map((year) => cell(unit, year, byYear.get(year))),
              el("td", { class: "number" }, exact(total)),
            ),
          ),
        ),
      ),
    ),
  ];
}

function drawMoney(rows) {
  const sums = moneyByYear(rows);
  if (!sums.length) return [];
  const all = [...new Set(sums.flatMap(([, byYear]) => [...byYear.keys()]))].sort();
  const cell = (first, byYear, year) => {
    const found = byYear.get(year);
    if (!found) return el("td");
    const most = Math.max(...[...byYear.values()].map(([sum]) => sum));
    const single = found[1].length === 1 ? amount(found[1][0]) : withUnit(compact(found[0]), "CNY");
    const goal = found[1].length === 1 ? link(`row:${found[1][0].target_id}`, {}, exact(found[0], single)) : link_("targets", { dimension: "money", year: String(year), text: indicatorName(first) }, exact(found[0], single));
    return el("td", { class: "number" }, goal, el("i", { class: "part", style: `width:${Math.round((100 * found[0]) / most)}%` }));
  };
  const doc = (first) => (documents.size > 1 ? el("small", SAID, documents.get(measures.get(first.measure_id).doc_id).title) : null);
  return [
    el("h3", {}, t("money")),
    el("p", { class: "note" }, t("money_note")),
    el(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": t("money") },
      el(
        "table",
        { class: "matrix money-table" },
        el("thead", {}, el("tr", {}, [t("c_indicator"), t("c_basis"), ...all.map((year) => period(year, null))].map((name) => el("th", { scope: "col" }, name)))),
        el(
          "tbody",
          {},
          sums.map(([first, byYear]) =>
            el("tr", {}, el("th", { scope: "row" }, said(indicatorName(first)), doc(first)), el("td", {}, valueLabel(first.basis)), all.map((year) => cell(first, byYear, year))),
          ),
        ),
      ),
    ),
  ];
}

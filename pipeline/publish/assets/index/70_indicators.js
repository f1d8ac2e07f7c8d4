// An indicator over cities: one chart and one table, every figure a link to its place.
const targetOf = (row) => {
  const target = expand(TARGET, row);
  return { ...target, text: target.text || "" };
};
const goal = (doc, row) => el("a", { href: pageOf(doc, `#row${encodeURIComponent(`:${row[AT.target_id]}`)}`), title: doc.title }, dataOf(targetOf(row)));

function drawIndicators() {
  const found = indicatorsOf(shownDocs());
  const chosen = filters.indicator ? found.find((one) => one.key === filters.indicator) : null;
  return chosen ? drawIndicator(chosen) : drawIndicatorList(found);
}
function drawIndicatorList(found) {
  const shared = found.filter((one) => one.docs.size > 1);
  const body = el("tbody");
  const row = (one) => {
    const all = distinct(one.rows.map(([, values]) => values[AT.year])).sort();
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, el("a", { href: addressOf("indicators", { indicator: one.key }), ...SAID }, showHits(one.name))),
      el("td", { class: "number" }, exact(one.docs.size)),
      el("td", { class: "number" }, exact(one.rows.length)),
      el("td", { class: "number" }, distinct([all[0], all[all.length - 1]]).join("–")),
    );
  };
  drawInPieces("indicators", shared.map((one) => () => body.append(row(one))), 200);
  return [
    el("h2", {}, t("indicators")),
    el("p", { class: "note" }, Object.keys(DATA.regions).length ? t("indicators_by_province") : t("indicators_note", shared.length, found.length)),
    shared.length
      ? tableOf("matrix", t("indicators"), [t("c_indicator"), t("documents"), t("targets"), t("year_label")], body)
      : el("p", { class: "nothing" }, t("nothing")),
  ];
}
function drawIndicator(one) {
  const all = distinct(one.rows.map(([, row]) => row[AT.year])).sort();
  const count = (year) => new Set(one.rows.filter(([, row]) => row[AT.year] === year).map(([doc]) => doc)).size;
  const year = all.includes(Number(filters.year)) ? Number(filters.year) : [...all].sort((a, b) => count(b) - count(a) || b - a)[0];
  const docs = [...one.docs].sort((a, b) => String(a.region).localeCompare(String(b.region), "zh-CN"));
  const of = (doc, when) => one.rows.filter(([own, row]) => own === doc && row[AT.year] === when);
  const cells = (doc) => all.map((when) => el("td", { class: "number" }, of(doc, when).flatMap(([, row], i) => [i ? el("br") : "", goal(doc, row)])));
  return [
    el("p", { class: "bar" }, el("a", { href: addressOf("indicators", { indicator: "" }) }, t("all_indicators"))),
    said(one.name, "h2"),
    ...drawBars(one, year),
    tableOf(
      "matrix compared",
      one.name,
      [t("col_region"), ...all.map((when) => period(when, null))],
      el("tbody", {}, docs.map((doc) => el("tr", {}, el("th", { scope: "row" }, el("a", { href: pageOf(doc), ...SAID }, doc.region || doc.title)), cells(doc)))),
    ),
  ];
}
const MOST_BARS = 60; // the largest; all stand in the table
// Bars of one year, one base unit and one basis below each other: what can not be compared stands apart.
function drawBars(one, year) {
  const rows = one.rows.filter(([, row]) => row[AT.year] === year);
  return [...grouped(rows, ([, row]) => `${row[AT.base_unit]}\u0001${row[AT.basis]}`).values()].map((own) => {
    const sorted = [...own].sort((a, b) => b[1][AT.base_value] - a[1][AT.base_value]).slice(0, MOST_BARS);
    const most = Math.max(...sorted.map(([, row]) => Math.abs(row[AT.base_value]))) || 1;
    const notes = [period(year, null), unitLabel(own[0][1][AT.unit]), valueLabel(own[0][1][AT.basis])].filter(Boolean).join(" · ");
    return el(
      "figure",
      { class: "plot wide bars" },
      el("figcaption", {}, el("small", {}, notes)),
      el(
        "ol",
        {},
        sorted.map(([doc, row]) =>
          el(
            "li",
            {},
            el("span", { class: "of", ...SAID, title: doc.title }, doc.region || doc.title),
            el("span", { class: "track" }, el("i", { class: row[AT.dimension], style: `width:${Math.max(1, (100 * Math.abs(row[AT.base_value])) / most)}%` })),
            goal(doc, row),
          ),
        ),
      ),
    );
  });
}

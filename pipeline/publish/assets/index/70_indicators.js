// An indicator over places: one chart and one table, every figure a link to its place.
const targetOf = (row) => {
  const target = expand(TARGET, row);
  return { ...target, text: target.text || "" };
};
const goal = (doc, row) => el("a", { href: pageOf(doc, encodeURIComponent(`row:${doc.doc_id}/${row[AT.key]}`)) }, dataOf(targetOf(row)));
const yearOf = (row) => row[AT.year];
const byYear = (a, b) => (a ?? 9999) - (b ?? 9999);
const yearsIn = (rows) => [...new Set(rows.map(([, row]) => yearOf(row)))].sort(byYear);

function drawIndicators() {
  const found = indicatorsOf(shownDocs());
  const chosen = filters.indicator ? found.find((one) => one.key === filters.indicator) : null;
  return chosen ? drawIndicator(chosen) : drawIndicatorList(found);
}
const linkTo = (one) => {
  const name = nameOf(one);
  return el("a", { href: addressOf("indicators", { indicator: one.key }), ...(name ? {} : SAID) }, showHits(name ? name[0] : one.words));
};
function drawIndicatorList(found) {
  const isAsked = (one) => !filters.text || hasAll(fold(one.rows.flatMap(([, row]) => wordsOfRow(row)).join("\n")));
  const known = found.filter((one) => DATA.indicators[one.key]);
  const asked = known.filter(isAsked);
  const own = asked.length ? asked : known; // a question that names no indicator asks for documents
  const [shared, alone] = [own.filter((one) => one.docs.size > 1), own.filter((one) => one.docs.size === 1)];
  const row = (one) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, linkTo(one)),
      el("td", { class: "number" }, exact(one.docs.size)),
      el("td", { class: "number" }, exact(one.rows.length)),
      el("td", { class: "number" }, spanOf(yearsIn(one.rows).filter(Boolean)) || "—"),
    );
  const list = (name, all) => {
    const body = el("tbody");
    drawInPieces(name, all.map((one) => () => body.append(row(one))), 200);
    return tableOf("matrix indicators", t(name), [t("c_indicator"), t("documents"), t("targets"), t("year_label")], body);
  };
  const others = found.filter((one) => !DATA.indicators[one.key] && one.docs.size > 1 && isAsked(one));
  const fold_ = (name, all) =>
    all.length ? el("details", { class: "rest", id: name, open: !shared.length }, el("summary", {}, t(name, all.length)), list(name, all)) : null;
  return [
    el("h2", {}, t("indicators")),
    el("p", { class: "note" }, Object.keys(DATA.regions).length ? t("indicators_by_province") : t("indicators_note", shared.length)),
    shared.length ? list("indicators", shared) : null,
    fold_("indicators_alone", alone),
    fold_("indicators_in_words", others),
    own.length || others.length || Object.keys(DATA.regions).length ? null : el("p", { class: "nothing" }, t("nothing")),
  ];
}
function drawIndicator(one) {
  const all = yearsIn(one.rows);
  const count = (year) => new Set(one.rows.filter(([, row]) => yearOf(row) === year).map(([doc]) => doc)).size;
  const year = all.includes(Number(filters.year)) ? Number(filters.year) : [...all].sort((a, b) => count(b) - count(a) || byYear(a, b))[0];
  const docs = [...one.docs].sort((a, b) => DOCS.indexOf(a) - DOCS.indexOf(b));
  const bases = new Set(one.rows.map(([, row]) => row[AT.basis]));
  const basis = (row) => (bases.size > 1 && row[AT.basis] ? el("small", {}, valueLabel(row[AT.basis])) : null);
  const of = (doc, when) => one.rows.filter(([own, row]) => own === doc && yearOf(row) === when);
  const figure = ([doc, row]) => el("div", { class: "goal" }, goal(doc, row), row[AT.quarter] ? el("small", {}, quarterLabel(row[AT.quarter])) : null, basis(row));
  const head = (doc) => el("th", { scope: "row" }, el("a", { href: pageOf(doc), ...SAID }, doc.region || doc.title), doc.region ? el("small", SAID, doc.title) : null);
  const name = nameOf(one);
  return [
    el("p", { class: "bar" }, el("a", { href: addressOf("indicators", { indicator: "" }) }, t("all_indicators"))),
    name ? el("h2", {}, name[0]) : said(one.words, "h2"),
    ...drawBars(one, year),
    tableOf(
      "matrix compared",
      name ? name[0] : one.words,
      [t("col_region"), ...all.map((when) => period(when, null))],
      el("tbody", {}, docs.map((doc) => el("tr", {}, head(doc), all.map((when) => el("td", { class: "number" }, of(doc, when).map(figure)))))),
    ),
  ];
}
const MOST_BARS = 60; // the largest; all stand in the table
// Bars of one year, one base unit and one basis below each other: what can not be compared stands apart, what is alone in the table.
function drawBars(one, year) {
  const rows = one.rows.filter(([, row]) => yearOf(row) === year && !row[AT.quarter]);
  const groups = [...grouped(rows, ([, row]) => `${baseUnitOf(row)}\u0001${row[AT.basis]}`).values()];
  return groups.filter((own) => new Set(own.map(([doc]) => doc)).size > 1).map((own) => {
    const sorted = [...own].sort((a, b) => baseOf(b[1]) - baseOf(a[1])).slice(0, MOST_BARS);
    const most = Math.max(...sorted.map(([, row]) => Math.abs(baseOf(row)))) || 1;
    const notes = [period(year, null), valueLabel(own[0][1][AT.basis])].filter(Boolean).join(" · ");
    const width = (row) => `width:${Math.max(1, (100 * Math.abs(baseOf(row))) / most)}%`;
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
            el("span", { class: "track" }, el("i", { class: row[AT.dimension], style: width(row) })),
            goal(doc, row),
          ),
        ),
      ),
    );
  });
}

// Small multiples: a chart a series, drawn as SVG from its rows; each has its numbers as a table below it.
const SVG = "http://www.w3.org/2000/svg";
function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}
const TOP = 46;
const BASE = 148; // y of the axis
const HEIGHT = 176;
const LEFT = 8;
const FEW = 24;
let showsAll = false;

const labelOf = (row) => amount({ ...row, unit: row.unit === "%" || row.unit === "‰" ? row.unit : null });

// A mark of one row: a bar for a volume of the period, a point for a level; hollow and dashed where the measure's own text says it.
function drawPoint(row, x, y, width) {
  const own = isOwnText(row) ? " own" : "";
  const kind = `${row.dimension}${own}${INCLUDES.has(row.comparator) ? "" : " open"}`;
  const parts = [];
  if (FLOWS.has(row.basis) && !own)
    parts.push(svg("rect", { class: `bar ${kind}`, x: x - width / 2, y: y(row.value), width, height: Math.max(1, BASE - y(row.value)), rx: 2 }));
  else parts.push(svg("circle", { class: `dot ${kind}`, cx: x, cy: y(row.value), r: own ? 6 : 4.5 }));
  if (row.value_max !== null && row.value_max !== undefined)
    parts.push(svg("path", { class: `bound ${kind}`, d: `M${x - 5},${y(row.value_max)}h10m-5,0V${y(row.value)}m-5,0h10` }));
  if (!own) parts.push(drawBound(row, x, y(row.value), kind));
  return svg("g", {}, svg("title", {}, `${due(row)}${t("colon")}${amount(row)}`), ...parts);
}
// An arrow up: at least, more than; down: at most, less than; a filled head includes the number. About: a wave.
function drawBound(row, x, at_, kind) {
  const up = ["ge", "gt"].includes(row.comparator);
  if (row.comparator === "approx") return svg("path", { class: `bound ${kind}`, d: `M${x - 8},${at_ - 6}q4,-4 8,0t8,0` });
  if (!up && !["le", "lt"].includes(row.comparator)) return null;
  const tip = up ? at_ - 15 : at_ + 15;
  const from = up ? at_ - 5 : at_ + 5;
  const head = up ? `M${x - 4},${tip + 6}L${x},${tip}L${x + 4},${tip + 6}Z` : `M${x - 4},${tip - 6}L${x},${tip}L${x + 4},${tip - 6}Z`;
  return svg("g", {}, svg("path", { class: `bound ${kind}`, d: `M${x},${from}V${up ? tip + 6 : tip - 6}` }), svg("path", { class: `head ${kind}`, d: head }));
}
function drawSeriesChart(series, title) {
  const step = series.periods.length > 6 ? 74 : Math.max(70, 300 / series.periods.length);
  const width = LEFT * 2 + step * series.periods.length;
  const top = Math.max(...series.rows.map((row) => Math.abs(row.value_max ?? row.value))) || 1;
  const y = (value) => BASE - (Math.max(0, value) / top) * (BASE - TOP);
  const x = (row) => LEFT + step * (series.periods.indexOf(periodOf(row)) + 0.5);
  const planned = series.rows.filter((row) => !isOwnText(row));
  const isLine = planned.length > 1 && !FLOWS.has(series.first.basis);
  const line = isLine ? svg("polyline", { class: `line ${series.first.dimension}`, points: planned.map((row) => `${x(row)},${y(row.value)}`).join(" ") }) : null;
  const labels = [...grouped(series.rows, periodOf).values()].flatMap((rows) =>
    [...new Map(rows.map((row) => [labelOf(row), row])).values()].map((row, i) => {
      const highest = Math.min(...rows.map((one) => y(one.value_max ?? one.value) - (["ge", "gt"].includes(one.comparator) ? 16 : 8)));
      return svg("text", { class: `label${isOwnText(row) ? " own" : ""}`, x: x(row), y: highest - 2 - i * 12, "text-anchor": "middle" }, labelOf(row));
    }),
  );
  const tick = (i, text, line) =>
    svg("text", { class: "tick", x: LEFT + step * (i + 0.5), y: BASE + 14 + line * 13, "text-anchor": "middle" }, text);
  const ticks = series.periods.flatMap((name, i) => {
    const [year, quarter] = name.split("Q");
    if (!quarter) return [tick(i, year, 0)];
    const isNew = !i || series.periods[i - 1].slice(0, 4) !== year;
    return [tick(i, quarterLabel(quarter), 0), isNew ? tick(i, year, 1) : null];
  });
  const drawing = svg(
    "svg",
    { class: "chart", viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": title, ...SAID },
    svg("line", { class: "axis", x1: LEFT, x2: width - LEFT, y1: BASE, y2: BASE }),
    line,
    series.rows.map((row) => drawPoint(row, x(row), y, Math.min(34, step * 0.45))),
    labels,
    ticks,
  );
  if (series.periods.length > 6) drawing.style.minWidth = `${width * 0.9}px`;
  return drawing;
}

const numberTable = (heads, rows) =>
  el(
    "details",
    { class: "numbers" },
    el("summary", {}, t("as_table")),
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell) => el("td", {}, cell))))),
    ),
  );
const exact = (value, text) => el("data", { value }, text ?? plain(value));

function drawPlot(series) {
  const { first } = series;
  const name = indicatorName(first);
  const notes = [unitLabel(first.unit), valueLabel(first.basis)].filter(Boolean).join(" · ");
  const doc = documents.get(measures.get(first.measure_id).doc_id);
  const heads = [t("col_period"), t("stated_in"), t("col_value")];
  const rows = series.rows.map((row) => [due(row), isOwnText(row) ? t("own_text") : fieldLabel(row.field), link(`fig:${row.target_id}`, {}, dataOf(row))]);
  return el(
    "figure",
    { class: `plot${series.periods.length > 6 ? " wide" : ""}` },
    el("figcaption", {}, said(name), notes ? el("small", {}, notes) : null),
    el("div", { class: "scroll-x", tabindex: series.periods.length > 6 ? 0 : null }, drawSeriesChart(series, `${name} ${notes}`)),
    el(
      "p",
      { class: "note" },
      documents.size > 1 ? [said(doc.title), " · "] : null,
      link(`measure:${first.measure_id}`, {}, measureName(first.measure_id)),
      " · ",
      said(leads(first.measure_id).map(shortName).join("、")),
    ),
    numberTable(heads, rows),
  );
}
function drawTrends(found) {
  const shown = showsAll ? found : found.slice(0, FEW);
  const more = () => {
    showsAll = true;
    drawCharts();
  };
  return [
    el("h3", {}, t("trend")),
    el("p", { class: "note legend-note" }, t("trend_note")),
    el("div", { class: "plots" }, shown.map(drawPlot)),
    found.length > shown.length ? el("button", { type: "button", class: "quiet", on: { click: more } }, t("show_all", found.length)) : null,
    found.length ? null : el("p", { class: "nothing" }, t("no_chart")),
  ];
}

function drawCharts() {
  const shown = shownTargets();
  const rows = shown.filter((row) => row.dimension !== WORDING);
  const found = findSeries(rows);
  const drawn = found.reduce((sum, series) => sum + series.rows.length, 0);
  clear(
    at("view-charts"),
    el("h2", {}, t("charts")),
    el(
      "p",
      { class: "bar" },
      el("span", { class: "count" }, el("a", { href: addressOf("targets") }, t("shown", shown.length, pledges.length))),
      el("span", { class: "count" }, t("charted", found.length, drawn, shown.length - drawn)),
      printButton(),
    ),
    ...drawMatrix(),
    ...drawTrends(found),
    ...drawMoney(rows),
  );
}

// The charts, drawn by Apache ECharts. Each has its numbers as a table below it.
const COLOURS = {
  count: "#b7791f",
  money: "#2f855a",
  ratio: "#2b6cb0",
  duration: "#6b46c1",
  data_size: "#2c7a7b",
  other: "#718096",
};
const INK = "#2d2a26";
const FONT = 'system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';
const colourOf = (row) => COLOURS[row.dimension] || COLOURS.other;
const SECOND = "#c05621";
const live = [];
const FEW = 12;
let showsAll = false;

function mountChart(holder, option, height) {
  holder.style.height = `${height}px`;
  const chart = echarts.init(holder, null, { renderer: "svg", width: holder.clientWidth || 680, height });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: FONT, color: INK },
    aria: { enabled: true },
    ...option,
  });
  live.push({ chart, holder });
}
// The library sets a tooltip that is a string as HTML; an element it takes as it is.
const tip = (text) => el("span", {}, text);
// Sign and number, as short as a chart needs it.
const brief = (row) =>
  `${SIGNS[row.comparator] || ""}${compact(row.value)}${row.value_max === null ? "" : `–${compact(row.value_max)}`}${["%", "‰"].includes(row.unit) ? row.unit : ""}`;
const periodLabel = (period) => (period.includes("Q") ? `${period.slice(0, 4)}\nQ${period.slice(5)}` : period);

function drawSeriesChart(chart) {
  const [first] = chart;
  const periods = first.periods;
  const top = Math.max(...chart.map(largest));
  const onRight = (series) => chart.length > 1 && largest(series) * 20 <= top;
  const right = chart.some(onRight);
  const axis = (colour) => ({
    type: "value",
    axisLabel: { formatter: compact, color: colour, hideOverlap: true },
    splitLine: { lineStyle: { color: "#ece7dd" } },
  });
  const unit = unitLabel(first.unit);
  return {
    grid: { left: 8, right: 12, top: chart.length > 1 ? 52 : 34, bottom: 6, containLabel: true },
    legend: chart.length > 1 ? { top: 0, type: "scroll", textStyle: { fontSize: 11 } } : undefined,
    tooltip: {
      trigger: "item",
      confine: true,
      formatter: (point) => tip(`${periodLabel(point.name).replace("\n", " ")}: ${point.data.words}`),
    },
    xAxis: {
      type: "category",
      data: periods,
      axisLabel: { formatter: periodLabel, fontSize: 11, interval: 0, hideOverlap: false },
      axisTick: { show: false },
    },
    yAxis: [
      { ...axis(INK), name: unit, nameTextStyle: { align: "left", fontSize: 11 } },
      ...(right ? [{ ...axis(SECOND), splitLine: { show: false } }] : []),
    ],
    series: chart.map((series, i) => {
      const colour = i ? SECOND : colourOf(series.rows[0]);
      const asLine = !FLOWS.has(series.basis) || onRight(series);
      const dense = periods.length > 6;
      const words = grouped(series.rows, (row) => `${due(row)}`);
      const points = series.rows.map((row) => {
        const same = words.get(due(row)); // the measure's own figure beside the plan's: one label for both
        const label = same[same.length - 1] === row ? [...new Set(same.map(brief))].join(" / ") : "";
        const open = !INCLUDES.has(row.comparator);
        const period = row.year + (row.quarter ? `Q${row.quarter}` : "");
        const style = open
          ? { color: "#fffdf8", borderColor: colour, borderWidth: 2, borderType: asLine ? "solid" : "dashed" }
          : { color: colour, borderColor: colour, borderWidth: asLine ? 1 : 0 };
        return {
          value: [period, row.value_max ?? row.value],
          words: amount(row),
          label_: label,
          symbol: symbolOf(row),
          itemStyle: style,
        };
      });
      return {
        name: series.name,
        type: asLine ? "line" : "bar",
        yAxisIndex: onRight(series) ? 1 : 0,
        data: points,
        symbolSize: 11,
        barMaxWidth: 34,
        color: colour,
        lineStyle: { width: 2, color: colour },
        label: {
          show: !dense && chart.length === 1,
          position: "top",
          formatter: (point) => point.data.label_,
          fontSize: 11,
          color: INK,
        },
      };
    }),
  };
}

const numberTable = (heads, rows) =>
  el(
    "details",
    { class: "numbers" },
    el("summary", {}, t("as_table")),
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          heads.map((head) => el("th", { scope: "col" }, head)),
        ),
      ),
      el(
        "tbody",
        {},
        rows.map((row) =>
          el(
            "tr",
            {},
            row.map((cell) => el("td", {}, cell)),
          ),
        ),
      ),
    ),
  );
const exact = (value, text) => el("data", { value }, text ?? plain(value));

function figure(title, note, className) {
  const holder = el("div", { class: "chart", role: "img", "aria-label": title });
  return {
    holder,
    box: el(
      "figure",
      { class: `plot ${className || ""}` },
      el("figcaption", {}, title),
      note ? el("p", { class: "note" }, note) : null,
      el("div", { class: "scroll-x", tabindex: 0, role: "group", "aria-label": title }, holder),
    ),
  };
}

function drawTrends(rows) {
  const charts = findCharts(rows);
  const shown = showsAll ? charts : charts.slice(0, FEW);
  const after = [];
  const boxes = shown.map((chart) => {
    const [first] = chart;
    const unit = unitLabel(first.unit);
    const isLong = first.periods.length > 8;
    const { holder, box } = figure(
      `${[...new Set(chart.map((series) => series.name))].join("、")}${unit ? `（${unit}）` : ""}`,
      null,
      isLong ? "wide long" : "",
    );
    box.append(
      el(
        "p",
        { class: "note" },
        link(`measure:${first.measure}`, {}, measureName(first.measure)),
        ` · ${leads(first.measure).map(shortName).join("、")}`,
      ),
      numberTable(
        [t("col_period"), t("c_indicator"), t("col_value")],
        chart.flatMap((series) =>
          series.rows.map((row) => [due(row), series.name, link(`fig:${row.target_id}`, {}, dataOf(row))]),
        ),
      ),
    );
    after.push(() => mountChart(holder, drawSeriesChart(chart), 230));
    return box;
  });
  const more =
    charts.length > shown.length
      ? el(
          "button",
          {
            type: "button",
            class: "quiet",
            on: {
              click: () => {
                showsAll = true;
                drawCharts();
              },
            },
          },
          t("show_all", charts.length),
        )
      : null;
  return {
    nodes: [
      el("h3", {}, t("trend")),
      el("p", { class: "note" }, t("trend_note")),
      el("div", { class: "plots" }, boxes),
      more,
      charts.length ? null : el("p", { class: "nothing" }, t("no_chart")),
    ],
    after,
  };
}

function drawCharts() {
  for (const { chart } of live.splice(0)) chart.dispose();
  const rows = shownTargets().filter((row) => row.dimension !== WORDING);
  const drawn = [drawTrends(rows), drawMoney(rows), drawHeat(rows), drawNetwork(rows)];
  clear(
    at("view-charts"),
    el("h2", {}, t("charts")),
    el("p", { class: "bar" }, el("span", { class: "count" }, t("shown", rows.length, ROWS.targets.length))),
    ...drawn.flatMap(({ nodes }) => nodes),
  );
  for (const mount of drawn.flatMap(({ after }) => after)) mount();
}
let resizing = 0;
addEventListener("resize", () => {
  clearTimeout(resizing);
  resizing = setTimeout(() => {
    for (const { chart, holder } of live) chart.resize({ width: holder.clientWidth || 680 });
  }, 120);
});

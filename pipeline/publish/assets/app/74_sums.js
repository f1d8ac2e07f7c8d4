// The charts of sums and counts: money by year, targets by unit and year, who works with whom.
function drawMoney(rows) {
  const sums = moneyByYear(rows).slice(0, 12);
  if (!sums.length) return { nodes: [], after: [] };
  const all = [...new Set(sums.flatMap(([, byYear]) => [...byYear.keys()]))].sort();
  const { holder, box } = figure(t("money"), t("money_note"), "wide");
  box.append(
    numberTable(
      [t("c_indicator"), ...all.map(String)],
      sums.map(([name, byYear]) => [
        name,
        ...all.map((year) => (byYear.has(year) ? exact(byYear.get(year), compact(byYear.get(year))) : "")),
      ]),
    ),
  );
  const palette = [
    "#2f855a",
    "#b7791f",
    "#2b6cb0",
    "#c05621",
    "#6b46c1",
    "#2c7a7b",
    "#97266d",
    "#718096",
    "#975a16",
    "#285e61",
    "#9c4221",
    "#44337a",
  ];
  const option = {
    color: palette,
    legend: { type: "scroll", bottom: 0, textStyle: { fontSize: 11 } },
    grid: { left: 8, right: 16, top: 34, bottom: 40, containLabel: true },
    tooltip: {
      trigger: "item",
      confine: true,
      formatter: (point) => tip(`${point.name} ${point.seriesName}: ${compact(point.value)}${unitLabel("CNY")}`),
    },
    xAxis: { type: "category", data: all.map(String), axisTick: { show: false } },
    yAxis: {
      type: "value",
      name: unitLabel("CNY"),
      axisLabel: { formatter: compact },
      splitLine: { lineStyle: { color: "#ece7dd" } },
    },
    series: sums.map(([name, byYear]) => ({
      name,
      type: "bar",
      stack: "all",
      barMaxWidth: 72,
      data: all.map((year) => byYear.get(year) ?? null),
    })),
  };
  return { nodes: [box], after: [() => mountChart(holder, option, 340)] };
}

function drawHeat(rows) {
  const counts = targetsByUnit(rows).slice(0, 40);
  if (!counts.length) return { nodes: [], after: [] };
  const all = [...new Set(counts.flatMap(([, byYear]) => [...byYear.keys()]))].sort((a, b) =>
    String(a).localeCompare(String(b)),
  );
  const { holder, box } = figure(t("heat"), t("heat_note"), "wide");
  box.append(
    numberTable(
      [t("col_lead"), ...all.map(String)],
      counts.map(([name, byYear]) => [name, ...all.map((year) => (byYear.has(year) ? exact(byYear.get(year)) : ""))]),
    ),
  );
  const names = counts.map(([name]) => name).reverse();
  const data = counts.flatMap(([name, byYear]) => [...byYear].map(([year, count]) => [String(year), name, count]));
  const option = {
    grid: { left: 8, right: 16, top: 30, bottom: 8, containLabel: true },
    tooltip: { confine: true, formatter: (cell) => tip(`${cell.value[1]} ${cell.value[0]}: ${cell.value[2]}`) },
    xAxis: {
      type: "category",
      position: "top",
      data: all.map(String),
      axisTick: { show: false },
      axisLine: { show: false },
    },
    yAxis: {
      type: "category",
      data: names,
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { fontSize: 11, width: 200, overflow: "truncate" },
    },
    visualMap: {
      show: false,
      min: 0,
      max: Math.max(...data.map((cell) => cell[2])),
      inRange: { color: ["#fdf3e3", "#e8a87c", "#a3291f"] },
    },
    series: [
      {
        type: "heatmap",
        data,
        label: { show: true, fontSize: 11 },
        itemStyle: { borderColor: "#fffdf8", borderWidth: 2 },
      },
    ],
  };
  return { nodes: [box], after: [() => mountChart(holder, option, 60 + names.length * 26)] };
}

function drawNetwork(rows) {
  const ids = new Set(rows.map((row) => row.measure_id));
  const isFiltered = Object.values(filters).some(Boolean);
  const pairs = pairsOfUnits(isFiltered ? ids : measures.keys()).slice(0, 120);
  if (!pairs.length) return { nodes: [], after: [] };
  const { holder, box } = figure(t("network"), t("network_note"), "wide network");
  box.append(
    numberTable(
      [t("col_lead"), t("col_with"), t("measures")],
      pairs.map(({ lead, helper, count }) => [lead.name, helper.name, exact(count)]),
    ),
  );
  const weight = new Map();
  for (const { lead, helper, count } of pairs)
    for (const unit of [lead, helper]) weight.set(unit, (weight.get(unit) || 0) + count);
  const leading = new Set(pairs.map(({ lead }) => lead));
  const nodes = [...weight].map(([unit, count]) => ({
    id: unit.department_id,
    name: shortName(unit),
    value: count,
    symbolSize: 8 + Math.sqrt(count) * 4,
    itemStyle: { color: leading.has(unit) ? "#a3291f" : "#c9b79c" },
  }));
  const option = {
    tooltip: {
      confine: true,
      formatter: (point) => tip(point.dataType === "edge" ? t("together", point.data.value) : point.name),
    },
    series: [
      {
        type: "graph",
        layout: "circular",
        circular: { rotateLabel: true },
        roam: false,
        left: 150,
        right: 150,
        top: 130,
        bottom: 130,
        data: nodes,
        edges: pairs.map(({ lead, helper, count }) => ({
          source: lead.department_id,
          target: helper.department_id,
          value: count,
          lineStyle: { width: Math.min(8, 0.6 + count) },
        })),
        label: { show: true, position: "right", fontSize: 11, color: INK },
        lineStyle: { color: "#a3291f", opacity: 0.28, curveness: 0.25 },
        emphasis: { focus: "adjacency", lineStyle: { opacity: 0.9 } },
      },
    ],
  };
  return { nodes: [box], after: [() => mountChart(holder, option, 680)] };
}

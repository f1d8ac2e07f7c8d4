// What the charts draw: the shown targets as series over years and quarters, sums of money, counts.
const INCLUDES = new Set(["eq", "ge", "le", "range", "approx"]); // comparators that include their number
const FLOWS = new Set(["flow", "added", "growth", "reduction"]); // volumes of a period: bars
const indicatorName = (row) => row.indicator || row.text;

function findSeries(rows) {
  const dated = rows.filter((row) => row.year !== null);
  const groups = grouped(dated, (row) => row.series_id);
  const found = [...groups.values()].map((points) => {
    const periods = [...new Set(points.map((row) => row.year + (row.quarter ? `Q${row.quarter}` : "")))].sort();
    return {
      rows: points,
      periods,
      name: indicatorName(points[0]),
      unit: points[0].unit,
      basis: points[0].basis,
      measure: points[0].measure_id,
    };
  });
  return found.filter((series) => series.periods.length > 1);
}
// Series of one measure with the same unit and periods share a chart: an amount and its subsidy.
function findCharts(rows) {
  const charts = [
    ...grouped(findSeries(rows), (series) =>
      [series.measure, series.unit, series.periods.join()].join("\u0001"),
    ).values(),
  ];
  return charts.sort((a, b) => b[0].periods.length - a[0].periods.length);
}

const largest = (series) => Math.max(...series.rows.map((row) => row.value_max ?? row.value));
const symbolOf = (row) =>
  ({ ge: "triangle", gt: "triangle", le: "path://M0,0L10,0L5,9Z", lt: "path://M0,0L10,0L5,9Z", approx: "diamond" })[
    row.comparator
  ] || "circle";

function moneyByYear(rows) {
  const paid = rows.filter((row) => row.dimension === "money" && row.year !== null && row.restates === null);
  const sums = new Map(); // indicator and basis → year → sum; quarters are left out where the year itself is stated
  for (const group of grouped(paid, (row) =>
    [row.series_id, row.year].join("\u0001"),
  ).values()) {
    const whole = group.filter((row) => row.quarter === null);
    const counted = whole.length
      ? whole
      : group.some((row) => row.quarter !== null)
        ? group.filter((row) => row.quarter !== null)
        : group;
    const name = indicatorName(group[0]);
    if (!sums.has(name)) sums.set(name, new Map());
    const byYear = sums.get(name);
    byYear.set(group[0].year, (byYear.get(group[0].year) || 0) + counted.reduce((sum, row) => sum + row.value, 0));
  }
  return [...sums].sort((a, b) => Math.max(...b[1].values()) - Math.max(...a[1].values()));
}

function targetsByUnit(rows) {
  const counts = new Map();
  for (const row of rows) {
    for (const unit of leads(row.measure_id)) {
      if (!counts.has(unit.name)) counts.set(unit.name, new Map());
      const byYear = counts.get(unit.name);
      const year = row.year ?? t("no_year");
      byYear.set(year, (byYear.get(year) || 0) + 1);
    }
  }
  const total = (byYear) => [...byYear.values()].reduce((sum, count) => sum + count, 0);
  return [...counts].sort((a, b) => total(b[1]) - total(a[1]));
}

function pairsOfUnits(measureIds) {
  const pairs = new Map();
  for (const id of measureIds) {
    for (const lead of leads(id)) {
      for (const helper of helpers(id)) {
        if (lead === helper) continue;
        const key = `${lead.department_id}\u0001${helper.department_id}`;
        if (!pairs.has(key)) pairs.set(key, { lead, helper, count: 0 });
        pairs.get(key).count += 1;
      }
    }
  }
  return [...pairs.values()].sort((a, b) => b.count - a.count);
}

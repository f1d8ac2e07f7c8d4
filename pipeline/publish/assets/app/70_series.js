// What the charts draw: the shown targets as series over years and quarters; what a department has to do by year.
const INCLUDES = new Set(["eq", "ge", "le", "range", "approx"]); // comparators that include their number
const FLOWS = new Set(["flow", "added", "growth", "reduction"]); // volumes of a period: bars
const indicatorName = (row) => row.indicator || row.text;
const isOwnText = (row) => !row.item_id; // of the measure itself, not of a year's plan
const periodOf = (row) => `${row.year}${row.quarter ? `Q${row.quarter}` : ""}`;

function findSeries(rows) {
  const dated = rows.filter((row) => row.year !== null && row.value !== null);
  const found = [...grouped(dated, (row) => row.series_id).values()].map((points) => ({
    rows: [...points].sort((a, b) => periodOf(a).localeCompare(periodOf(b))),
    periods: [...new Set(points.map(periodOf))].sort(),
    first: points[0],
  }));
  return found.filter((series) => series.periods.length > 1);
}

// Money of one indicator and one basis, of one document, by year: [row to name it by, year → [sum, rows]].
function moneyByYear(rows) {
  const paid = rows.filter((row) => row.dimension === "money" && row.year !== null && row.restates === null);
  const kinds = grouped(paid, (row) =>
    [measures.get(row.measure_id).doc_id, row.indicator_id || indicatorName(row), row.basis].join("\u0001"),
  );
  return [...kinds.values()].map((own) => {
    const sums = new Map();
    for (const [, same] of grouped(own, (row) => `${row.series_id}\u0001${row.year}`)) {
      const counted = countedOnce(same);
      const known = sums.get(same[0].year) || [0, []];
      sums.set(same[0].year, [known[0] + counted.reduce((sum, row) => sum + row.value, 0), [...known[1], ...counted]]);
    }
    return [own[0], sums];
  });
}
// Of a series' figures for a year the year's before its quarters'; of quarters of a level the last.
function countedOnce(same) {
  const whole = same.filter((row) => row.quarter === null);
  if (whole.length) return whole;
  if (FLOWS.has(same[0].basis)) return same;
  const last = Math.max(...same.map((row) => row.quarter));
  return same.filter((row) => row.quarter === last);
}

function tasksByUnit(shown) {
  const counts = new Map(); // unit → year → tasks
  for (const task of shown) {
    for (const [id, role] of rolesOf(task.measure.measure_id)) {
      if (!inRoles(role) || !units.has(id) || (filters.unit && filters.unit !== id)) continue;
      if (!counts.has(id)) counts.set(id, new Map());
      counts.get(id).set(task.year, (counts.get(id).get(task.year) || 0) + 1);
    }
  }
  const total = (byYear) => [...byYear.values()].reduce((sum, count) => sum + count, 0);
  return [...counts].map(([id, byYear]) => [units.get(id), byYear, total(byYear)]).sort((a, b) => b[2] - a[2]);
}

// The search: every word that was asked for stands in the texts, indicators and names that belong to a row.
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
const wordsAsked = () => filters.text.split(/\s+/).map(fold).filter(Boolean);
const held = new Map(); // what the search looks through, by row; made when it is first needed
const holdsAll = (key, make) => {
  if (!filters.text) return true;
  if (!held.has(key)) held.set(key, fold(make().filter(Boolean).join("\n")));
  return wordsAsked().every((word) => held.get(key).includes(word));
};
const namesOf = (unit) => [unit.name, unit.short_name, ...(unit.aliases || []), ...(DATA.names[unit.department_id] || [])];
const namesIn = (measureId) => [...rolesOf(measureId).keys()].flatMap((id) => (units.has(id) ? namesOf(units.get(id)) : []));
const indicatorWords = (row) => [row.indicator, row.indicator_id, ...(DATA.indicators[row.indicator_id] || [])];

const matchesMeasure = (measure) =>
  holdsAll(measure, () => [
    ...(cellsOf.get(measure.measure_id) || []).map((cell) => cell.text),
    measure.section,
    ...namesIn(measure.measure_id),
  ]);
const matchesTarget = (row) =>
  holdsAll(row, () => [
    row.context,
    row.text,
    row.unit,
    ...indicatorWords(row),
    ...leads(row.measure_id).flatMap(namesOf),
    measureName(row.measure_id),
  ]);
const matchesTask = (task) =>
  holdsAll(task, () => [
    textOf(task),
    (cells.get(`${task.measure.measure_id}/measure`) || {}).text,
    task.measure.section,
    task.measure.task,
    task.measure.deadline,
    ...task.targets.flatMap(indicatorWords),
    ...namesIn(task.measure.measure_id),
  ]);

function showHits(text) {
  // The words of the question, marked in a text. Folding keeps the length of what is written in Chinese.
  const asked = wordsAsked();
  const plainText = text.normalize("NFKC").toLowerCase();
  if (!asked.length || plainText.length !== text.length) return [text];
  const nodes = [];
  let position = 0;
  while (position < text.length) {
    const found = asked
      .map((word) => [plainText.indexOf(word, position), word.length])
      .filter(([start]) => start >= 0)
      .sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
    if (!found) break;
    nodes.push(text.slice(position, found[0]), el("mark", { class: "hit" }, text.substr(...found)));
    position = found[0] + found[1];
  }
  return [...nodes, text.slice(position)];
}

// The search: every word that was asked for stands in the texts, indicators and names that belong to a row; as a whole, or
// in the words that it is made of (居民收入 finds 城乡居民人均可支配收入).
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
const wordsAsked = () => filters.text.split(/\s+/).map(fold).filter(Boolean);
// The words of the page's own texts, as `pledges search` cuts them (jieba); a page without them cuts as the browser does.
const VOCABULARY = new Set(DATA.vocabulary ? DATA.vocabulary.split(" ") : []);
const LONGEST = Math.max(0, ...[...VOCABULARY].map((word) => word.length));
const cutAlready = new Map();
function cutWord(word) {
  if (!cutAlready.has(word)) cutAlready.set(word, VOCABULARY.size ? cutByVocabulary(word) : cutByBrowser(word));
  return cutAlready.get(word);
}
// A single character is no word: it stays with what stands before it (充电桩 is not 充电 and 桩).
function cutByBrowser(word) {
  if (!Intl.Segmenter) return [word];
  const pieces = [];
  for (const { segment } of new Intl.Segmenter("zh", { granularity: "word" }).segment(word)) {
    if (pieces.length && (segment.length === 1 || pieces[pieces.length - 1].length === 1)) pieces[pieces.length - 1] += segment;
    else pieces.push(segment);
  }
  return pieces;
}
function cutByVocabulary(word) {
  // The fewest characters outside of known words, then the fewest words; what no word covers stays together.
  const best = [{ cost: 0, pieces: [] }];
  for (let end = 1; end <= word.length; end += 1) {
    const { cost, pieces, isOpen } = best[end - 1];
    const last = word[end - 1];
    best[end] = { cost: cost + 1000, pieces: isOpen ? [...pieces.slice(0, -1), pieces.at(-1) + last] : [...pieces, last], isOpen: true };
    for (let start = Math.max(0, end - LONGEST); start < end - 1; start += 1) {
      const piece = word.slice(start, end);
      if (VOCABULARY.has(piece) && best[start].cost + 1 < best[end].cost)
        best[end] = { cost: best[start].cost + 1, pieces: [...best[start].pieces, piece], isOpen: false };
    }
  }
  return best[word.length].pieces;
}
const hasWord = (text, word) => text.includes(word) || (cutWord(word).length > 1 && cutWord(word).every((piece) => text.includes(piece)));
const hasAll = (text) => wordsAsked().every((word) => hasWord(text, word));
const held = new Map(); // what the search looks through, by row; made when it is first needed
const holdsAll = (key, make) => {
  if (!filters.text) return true;
  if (!held.has(key)) held.set(key, fold(make().filter(Boolean).join("\n")));
  return hasAll(held.get(key));
};
const namesOf = (unit) => [unit.name, unit.short_name, ...(unit.aliases || []), ...(DATA.names[unit.department_id] || [])];
const namesIn = (measureId) => [...rolesOf(measureId).keys()].flatMap((id) => (units.has(id) ? namesOf(units.get(id)) : []));
const indicatorWords = (row) => [row.indicator, row.indicator_id, ...(DATA.indicators[row.indicator_id] || [])];

const indicatorsIn = typeof pledges === "undefined" ? new Map() : grouped(pledges, (row) => row.measure_id);

const matchesMeasure = (measure) =>
  holdsAll(measure, () => [
    ...(cellsOf.get(measure.measure_id) || []).map((cell) => cell.text),
    measure.section,
    ...(indicatorsIn.get(measure.measure_id) || []).flatMap(indicatorWords),
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
  const plainText = text.normalize("NFKC").toLowerCase();
  const asked = wordsAsked().flatMap((word) => (plainText.includes(word) ? [word] : cutWord(word)));
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

// The texts of all documents: fetched when somebody searches, a script beside the page. Of each document the names of its
// departments first, then its sections, measures and plans.
const LINES = new Map(); // doc → [[folded, text], …]
let isFetched = false;
function fetchTexts() {
  if (isFetched || !DATA.texts || !filters.text) return;
  isFetched = true;
  const take = () => {
    for (const doc of DOCS) LINES.set(doc, globalThis.pledgeTexts[doc.nth].map((text) => [fold(text), text]));
    delete globalThis.pledgeTexts;
    draw();
  };
  document.head.append(el("script", { src: DATA.texts, on: { load: take } }));
}
const found_ = { text: "", hits: new Map() }; // of the question that was asked last
function hitsIn(doc) {
  if (found_.text !== filters.text) Object.assign(found_, { text: filters.text, hits: new Map() });
  if (!LINES.has(doc)) return [];
  if (!found_.hits.has(doc)) found_.hits.set(doc, LINES.get(doc).filter(([folded]) => hasAll(folded)));
  return found_.hits.get(doc);
}
const BEFORE = 16; // characters of a text before what was found in it, and after
const AFTER = 64;
function drawExcerpt(doc) {
  const hits = filters.text ? hitsIn(doc) : [];
  if (!hits.length) return null;
  const isWhole = ([folded]) => wordsAsked().every((word) => folded.includes(word));
  const texts = hits.filter((hit) => hit !== LINES.get(doc)[0]);
  const own = texts.find(isWhole) || texts[0] || hits[0];
  const text = own[1].replace(/\s+/g, " ");
  const folded = text.normalize("NFKC").toLowerCase();
  const pieces = wordsAsked().flatMap((word) => [word, ...cutWord(word)]);
  const known = pieces.filter((word) => folded.includes(word)).sort((a, b) => b.length - a.length);
  const start = Math.max(0, (known.length ? folded.indexOf(known[0]) : 0) - BEFORE);
  const end = start + BEFORE + AFTER;
  return el(
    "a",
    { class: "excerpt", href: pageOf(doc, "ledger", { text: filters.text, role: "all" }) },
    el("span", SAID, start ? "…" : null, showHits(text.slice(start, end)), end < text.length ? "…" : null),
    hits.length > 1 ? el("small", {}, t("n_places", hits.length)) : null,
  );
}

// What everything stands on: the data, the language, and making elements. Texts are set as text, never as HTML.
const DATA = JSON.parse(document.getElementById("data").textContent);
const ROWS = {};
for (const [name, table] of Object.entries(DATA.tables)) {
  ROWS[name] = table.rows.map((row) => Object.fromEntries(table.columns.map((column, i) => [column, row[i]])));
}
let language = "zh";
const pick = (label) => (label ? label[language === "zh" ? 1 : 0] : "");
const t = (key, ...values) => values.reduce((text, value) => text.replace("{}", value), pick(DATA.words[key]));
const valueLabel = (value) =>
  value === null || value === undefined ? "" : pick(DATA.labels.values[value]) || String(value);

function fieldLabel(field) {
  const { kind, year, quarter, nth } = DATA.fields[field] || { kind: field };
  const label = year ? t("year_plan", year) : pick(DATA.labels.fields[kind]);
  if (!label) return field.replace(/^other:/, "");
  return [label + (language === "zh" ? "" : " ") + (quarter ? quarterLabel(quarter) : ""), nth > 1 ? nth : ""]
    .join(" ")
    .trim();
}
const quarterLabel = (quarter) => t(`quarter_${quarter}`);
// What the document says, or what somebody is called: never translated, so marked as Chinese in the English page.
const SAID = { lang: "zh-CN", "data-said": true };
const said = (text, tag = "span") => el(tag, SAID, text);

function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [type, handler] of Object.entries(value)) element.addEventListener(type, handler);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}
const clear = (element, ...children) => (element.replaceChildren(...children.filter(Boolean)), element);
const at = (id) => document.getElementById(id);
const say = (text) => {
  at("live").textContent = text;
};
const link = (hash, attributes, ...children) =>
  el("a", { href: `#${encodeURIComponent(hash)}`, ...attributes }, ...children);
const grouped = (rows, key) => {
  const groups = new Map();
  for (const row of rows) {
    const name = key(row);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(row);
  }
  return groups;
};
// A long view is drawn a piece at a time, so that the page answers; whoever needs all of it calls `finish`.
const drawers = {};
function drawInPieces(view, jobs, size) {
  const own = {};
  const draw = (count) => {
    for (let i = 0; i < count && jobs.length; i += 1) jobs.shift()();
  };
  const goOn = () => {
    if (drawers[view] !== own || !jobs.length) return;
    draw(size);
    requestAnimationFrame(goOn);
  };
  own.finish = () => draw(jobs.length);
  drawers[view] = own;
  draw(size);
  goOn();
}
const finish = (view) => drawers[view]?.finish();

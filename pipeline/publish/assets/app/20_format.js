// Numbers as officials write them: 超过1000万件, 不少于5000万元, 三分之一以上. One function for table, chart, card and export;
// the exact value stands in the `value` of the <data> element. `publish/wording.py` writes the same.
const SCALES = {
  zh: [
    [1e8, "亿", 4],
    [1e4, "万", 2],
  ],
  en: [
    [1e9, " billion", 4],
    [1e6, " million", 4],
  ],
};
const FORMATS = {
  zh: new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 2, useGrouping: false }),
  en: new Intl.NumberFormat("en", { maximumFractionDigits: 2 }),
};
const plain = (number) => FORMATS[language].format(number);
const trim = (number, places) => String(Number(number.toFixed(places)));

function compact(number) {
  // 10000000 → 1000万; only where nothing is lost.
  for (const [size, word, places] of SCALES[language]) {
    const scaled = Number((number / size).toFixed(places));
    if (Math.abs(number) >= size && Math.abs(scaled * size - number) < 1e-6 * size) return `${trim(scaled, places)}${word}`;
  }
  return plain(number);
}
function unitLabel(unit) {
  if (language === "zh") return { CNY: "元", pp: "个百分点", 工作日: "个工作日" }[unit] || unit || "";
  return unit === "CNY" ? "yuan" : (DATA.units[unit] ?? (/[一-鿿]/.test(unit || "") ? "" : unit || ""));
}
const FRACTION = /分之/;
function withUnit(text, unit) {
  const label = unitLabel(unit);
  if (language === "zh" || !label || /^[%‰]/.test(label)) return text + label;
  return unit === "CNY" ? `CNY ${text}` : `${text} ${label}`;
}
function compare(comparator, text, isRate) {
  const word = DATA.words[`say_${comparator}${isRate ? "_rate" : ""}`] || DATA.words[`say_${comparator}`];
  return word ? pick(word).replace("{}", text) : text;
}
function amount(row) {
  if (row.dimension === WORDING) return row.text;
  const isRate = row.dimension === "ratio";
  if (language === "zh" && isRate && FRACTION.test(row.text || ""))
    return row.comparator === "ge" ? `${row.text}以上` : compare(row.comparator, row.text, true);
  const upper = row.value_max ?? null;
  const dash = language === "zh" ? "-" : "–";
  const number = upper === null ? compact(row.value) : `${compact(row.value)}${dash}${compact(upper)}`;
  return compare(row.comparator, withUnit(number, row.unit), isRate);
}
// The exact value, for who points at it.
const exactly = (row) =>
  row.value === null || row.value === undefined || row.dimension === WORDING
    ? null
    : `${SIGNS[row.comparator] || "="} ${row.value}${row.value_max == null ? "" : `–${row.value_max}`} ${unitLabel(row.unit)}`.trim();
const SIGNS = { ge: "≥", gt: ">", le: "≤", lt: "<", approx: "≈" };
const dataOf = (row) =>
  el(
    "data",
    {
      value: row.value ?? "",
      "data-max": row.value_max,
      title: exactly(row),
      ...(row.dimension === WORDING ? SAID : {}),
    },
    amount(row),
  );

function period(year, quarter) {
  if (year === null) return t("no_year");
  if (!quarter) return language === "zh" ? `${year}年` : String(year);
  return language === "zh" ? `${year}年${quarterLabel(quarter)}` : `${quarterLabel(quarter)} ${year}`;
}
const due = (row) => period(row.year, row.quarter);
function dayLabel(day) {
  const [year, month, date] = day.match(/\d+/g).map(Number);
  if (language === "zh") return `${year}年${month}月${date}日`;
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" }).format(new Date(year, month - 1, date));
}

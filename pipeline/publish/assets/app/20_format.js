// Numbers as people read them; the exact value stands in the `value` of the <data> element.
const SIGNS = { ge: "≥", gt: ">", le: "≤", lt: "<", approx: "≈" };
const plain = (number) =>
  new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en", { maximumFractionDigits: 2 }).format(number);

function compact(number) {
  const scales =
    language === "zh"
      ? [
          [1e8, "亿"],
          [1e4, "万"],
        ]
      : [
          [1e9, "bn"],
          [1e6, "m"],
        ];
  const scale = scales.find(([size]) => Math.abs(number) >= size && Number.isInteger((number / size) * 1e4));
  return scale ? `${plain4(number / scale[0])}${language === "zh" ? "" : " "}${scale[1]}` : plain(number);
}
const plain4 = (number) =>
  new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en", { maximumFractionDigits: 4 }).format(number);

function unitLabel(unit) {
  if (unit === "CNY") return language === "zh" ? "元" : "yuan";
  return unit === "pp" && language === "zh" ? "个百分点" : unit || "";
}

function amount(row) {
  // Sign, number, unit: "≥ 18,600 个"; the words themselves where they are the target.
  if (row.dimension === WORDING) return row.text;
  const number = row.unit === "CNY" ? compact : plain;
  const upper = row.value_max === null || row.value_max === undefined ? "" : `–${number(row.value_max)}`;
  const sign = SIGNS[row.comparator] ? `${SIGNS[row.comparator]} ` : "";
  const unit = unitLabel(row.unit);
  const space = unit && !(unit === "%" || unit === "‰" || (language === "zh" && row.unit === "CNY")) ? " " : "";
  return `${sign}${number(row.value)}${upper}${space}${unit}`;
}
const dataOf = (row) => el("data", { value: row.value ?? "", "data-max": row.value_max }, amount(row));

function due(row) {
  if (row.year === null) return t("no_year");
  const quarter = row.quarter ? t("quarter", row.quarter) : "";
  return language === "zh" ? `${row.year}年${quarter}` : `${row.year}${quarter ? ` ${quarter}` : ""}`;
}

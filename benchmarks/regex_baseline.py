"""The honest bar: the regular expression that an analyst writes in an afternoon. It uses nothing of the project.

Numeral + scale + unit, comparator words before and after, years and names with Latin letters taken out.
"""

from __future__ import annotations

import re

NAME = "regex baseline"
SCALES = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
CHINESE = dict(zip("零一二两三四五六七八九", (0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
UNITS = (
    "个百分点|个工作日|工作日|万元|元|美元|%|‰|人次|人|户次|户|家次|家|个月|小时|分钟|个|件|条|项|场次|场|座|所|名|公里|平方米|平方公里|"
    "亩|吨标准煤|吨|千瓦时|千瓦|台|套|辆|张|枚|种|节|天|年|次|期|批|处|栋|套|公顷|立方米|米|倍|TB|GB|艘|份|本|篇|间|部|门|艘|班|位|只|头|株|笔"
)
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?|[一二两三四五六七八九十]{1,3}"
PATTERN = re.compile(
    rf"(?P<before>超过|超|突破|高于|不少于|不低于|至少|不超过|不高于|低于|少于|约|近)?(?<![\d.A-Za-z第])\s*"
    rf"(?P<number>{NUMBER})(?:\s*[-—~至]\s*(?P<most>{NUMBER}))?\s*(?P<more>余|多)?(?P<scale>万亿|[十百千]?万|亿|千|百)?"
    rf"(?P<more2>余|多)?\s*(?P<unit>{UNITS})\s*(?P<after>以上|或以上|以下|以内|左右)?"
)
BEFORE = {
    "超过": "gt",
    "超": "gt",
    "突破": "gt",
    "高于": "gt",
    "不少于": "ge",
    "不低于": "ge",
    "至少": "ge",
    "不超过": "le",
    "不高于": "le",
    "低于": "lt",
    "少于": "lt",
    "约": "approx",
    "近": "approx",
}
AFTER = {"以上": "ge", "或以上": "ge", "以下": "le", "以内": "le", "左右": "approx"}
PUBLISHED = {"元": "CNY", "万元": "CNY", "美元": "USD", "个百分点": "pp", "个工作日": "工作日", "倍": "%"}


def read_number(text: str) -> float:
    """Read an Arabic number or a Chinese one below 100."""
    if text[0].isdigit():
        return float(text.replace(",", ""))
    tens, ten, ones = text.rpartition("十")
    return float((CHINESE.get(tens, 1) * 10 if ten else 0) + CHINESE.get(ones, 0))


def read(text: str) -> list[dict[str, object]]:
    """Find the quantities of a text: value, value_max, unit, comparator."""
    found: list[dict[str, object]] = []
    for match in PATTERN.finditer(text):
        unit, number = match["unit"], match["number"]
        if unit == "年" and len(number) == 4:
            continue
        factor = SCALES[match["scale"] or ""] * (10**4 if unit == "万元" else 100 if unit == "倍" else 1)
        most = read_number(match["most"]) * factor if match["most"] else None
        is_about = match["more"] or match["more2"]
        comparator = AFTER.get(match["after"] or "") or BEFORE.get(match["before"] or "")
        comparator = comparator or ("range" if most else "approx" if is_about else "eq")
        found.append(
            {
                "value": read_number(number) * factor,
                "value_max": most,
                "unit": PUBLISHED.get(unit, unit),
                "comparator": comparator,
            }
        )
    return found

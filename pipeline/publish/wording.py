"""A row in the words of the people who work with it, in Chinese: what a target is, who somebody is.

Numbers as officials write them, as the page does (`assets/app/20_format.js`): 超过1000万件, 不少于5000万元, 三分之一以上.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.model import Department, Responsibility, Target
from pipeline.publish.page_words import PAGE
from schemas import labels

_SCALES = ((1e8, "亿", 4), (1e4, "万", 2))  # size, word, decimals that it may have
UNIT_WORDS = {"CNY": "元", "pp": "个百分点", "工作日": "个工作日"}
_FRACTION = "分之"


def write_number(value: float) -> str:
    """A number without its needless zeros, in 万 or 亿 where that loses nothing: 4500万, 18.6."""
    for size, word, places in _SCALES:
        scaled = round(value / size, places)
        if abs(value) >= size and abs(scaled * size - value) < 1e-6 * size:
            return f"{_trim(scaled, places)}{word}"
    return _trim(value, 2)


def _trim(value: float, places: int) -> str:
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_value(target: Target | Mapping[str, Any]) -> str:
    """The value with its comparator and its unit: 超过120条; `target` is a record or a published row."""
    row = target if isinstance(target, Mapping) else {name: getattr(target, name) for name in VALUE_COLUMNS}
    comparator, is_rate = row["comparator"], row["dimension"] == "ratio"
    if is_rate and _FRACTION in row["text"]:
        return f"{row['text']}以上" if comparator == "ge" else _compare(comparator, row["text"], is_rate)
    upper = f"-{write_number(float(row['value_max']))}" if row["value_max"] is not None else ""
    unit = row["unit"] or ""
    return _compare(comparator, f"{write_number(float(row['value']))}{upper}{UNIT_WORDS.get(unit, unit)}", is_rate)


VALUE_COLUMNS = ("comparator", "dimension", "text", "value", "value_max", "unit")


def _compare(comparator: str, text: str, is_rate: bool) -> str:
    word = (PAGE.get(f"say_{comparator}_rate") if is_rate else None) or PAGE.get(f"say_{comparator}")
    return word.zh.replace("{}", text) if word else text


def write_period(year: int | None, quarter: int | None) -> str:
    """When: 2022年第三季度; empty where nothing is said."""
    return (f"{year}年" if year else "") + (PAGE[f"quarter_{quarter}"].zh if quarter else "")


def describe_target(target: Target) -> str:
    """A target in a line: `公共充电桩：超过120条，2022年，新增`."""
    basis = labels.of(target.basis).zh if target.basis else ""
    rest = "，".join(part for part in (write_value(target), write_period(target.year, target.quarter), basis) if part)
    return f"{target.indicator or '未写明指标'}：{rest}"


def describe_part(part: Responsibility, department: Department) -> str:
    """Who is meant, and what for: `湛江市商务局（牵头）`."""
    name = department.name if department.resolution != "unresolved" else f"{department.name}（未识别）"
    return f"{name}，{labels.of(part.role).zh}"

"""A row in the words of the people who work with it, in Chinese: what a target is, who somebody is."""

from __future__ import annotations

from decimal import Decimal

from pipeline.model import Department, Responsibility, Target
from schemas import labels

_SIGNS = {"eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "约 ", "range": ""}
_UNITS = {"CNY": "元", "pp": "个百分点"}


def write_number(value: Decimal | float) -> str:
    """A number with its thousands apart and no needless zeros: 45,000,000."""
    text = f"{Decimal(str(value)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_value(target: Target) -> str:
    """The value with its sign and its unit: `>120条`."""
    upper = f"-{write_number(target.value_max)}" if target.value_max is not None else ""
    unit = target.unit or ""
    return f"{_SIGNS[target.comparator]}{write_number(target.value)}{upper}{_UNITS.get(unit, unit)}"


def describe_target(target: Target) -> str:
    """A target in a line: `公共充电桩：>120条（大于），2022年，新增`."""
    comparator = labels.of(target.comparator).zh if target.comparator != "eq" else ""
    when = f"{target.year}年" if target.year else ""
    when += f"第{target.quarter}季度" if target.quarter else ""
    basis = labels.of(target.basis).zh if target.basis else ""
    value = write_value(target) + (f"（{comparator}）" if comparator else "")
    rest = "，".join(part for part in (value, when, basis) if part)
    return f"{target.indicator or '未写明指标'}：{rest}"


def describe_part(part: Responsibility, department: Department) -> str:
    """Who is meant, and what for: `湛江市商务局（牵头）`."""
    name = department.name if department.resolution != "unresolved" else f"{department.name}（未识别）"
    return f"{name}，{labels.of(part.role).zh}"

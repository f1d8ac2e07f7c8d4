"""Dates, years, quarters and frames of time: numerals that are no quantities."""

from __future__ import annotations

from decimal import Decimal

from pipeline.extract.numeral.patterns import (
    ALWAYS,
    CLOCK,
    DATES,
    FRAME,
    HAN_YEAR,
    HOUR,
    LIMIT,
    MONTHS_FRAME,
    ONE_YEAR,
    QUARTER,
    YEARS,
)
from pipeline.extract.numeral.token import Line, Token, simple
from pipeline.lang.numeral import parse_digits, parse_number


def is_date(line: Line, position: int, floor: int) -> Token | None:
    """2022年4月1日, 9月底, 8:30."""
    del floor
    folded = line.folded
    for pattern in DATES:
        if found := pattern.match(folded, position):
            return simple(position, found.end(), "date", "date")
    if found := HOUR.match(folded, position):
        return simple(position, found.end(), "date", "hour")
    found = CLOCK.match(folded, position)
    if found and "比" not in folded[max(0, position - 12) : found.end() + 4]:
        return simple(position, found.end(), "date", "clock")
    return None


def is_year(line: Line, position: int, floor: int) -> Token | None:
    """2025年, 2022—2025年, 二〇二五年."""
    del floor
    if line.is_figure:
        return None
    folded = line.folded
    if found := YEARS.match(folded, position):
        return Token(position, found.end(), "year", Decimal(found[1]), Decimal(found[2]), "years")
    if found := ONE_YEAR.match(folded, position):
        return simple(position, found.end(), "year", "year", Decimal(found[1] or found[2]))
    if (found := HAN_YEAR.match(folded, position)) and len(found[1]) == 4:
        return simple(position, found.end(), "year", "han_year", Decimal(parse_digits(found[1]) or 0))
    return None


def is_quarter(line: Line, position: int, floor: int) -> Token | None:
    """第三季度, 一季度, 前三季度."""
    found = QUARTER.match(line.folded, position)
    if not found:
        return None
    start = position - 1 if line.folded[position - 1 : position] == "第" and position > floor else position
    return simple(start, found.end(), "quarter", "quarter", parse_number(found[1]))


def is_time_frame(line: Line, position: int, floor: int) -> Token | None:
    """5年内, 三年行动, 百日攻坚: a frame of time, no quantity."""
    del floor
    if found := ALWAYS.match(line.folded, position):
        return simple(position, found.end(), "name", "around_the_clock")
    found = FRAME.match(line.folded, position) or MONTHS_FRAME.match(line.folded, position)
    if not found or LIMIT.search(line.folded[max(0, position - 6) : position]):
        return None
    return simple(position, found.end(), "date", "time_frame")

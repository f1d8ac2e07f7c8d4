"""What a reviewer corrected: `<stem>.corrections.csv` beside a document, as the report lets it be downloaded.

A line holds the key of a target, the SHA-256 of the cell text it was read from, a column, the extracted and the right
value. A correction of a text that has changed, or of a value that is now read otherwise, is refused with a finding:
nobody has looked at what stands there now. See docs/design/corrections.md.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import isfinite
from typing import Any, NamedTuple

from pipeline.lang.conversion import set_base
from pipeline.lang.day import decide_due_date
from pipeline.model import Cell, Finding, Numeral, Target, closed
from pipeline.rules.findings import tell
from pipeline.rules.language import units
from pipeline.store.records import unmark

SUFFIX = ".corrections.csv"
COLUMNS = ("key", "source_sha256", "field", "old", "new", "note")
_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?")  # of ASCII digits, as the CSV of the dataset writes it
MARKUP = re.compile(r"[<>]|&\w+;")
_LONGEST = 200  # characters of a unit or an indicator
_SHARED = ("value", "value_max", "unit", "comparator")  # columns that a target and its numeral have in common


Told = tuple[str, dict[str, str]]  # code and parameters of a finding


class _Refused(Exception):
    """A correction that can not be applied, as the finding that says why."""

    def __init__(self, code: str, **told: str) -> None:
        super().__init__(code)
        self.code, self.told = code, told


class Correction(NamedTuple):
    """A line of the file."""

    key: str  # target_id
    source_sha256: str  # of the cell text, UTF-8
    field: str
    old: str  # as the CSV of the dataset writes it (`store.mark`); empty = null
    new: str
    note: str


@dataclass(slots=True)
class Corrected:
    """A document's targets and numerals with the corrections applied, and what is to be said of each."""

    targets: list[Target]
    numerals: list[Numeral]
    findings: list[Finding] = field(default_factory=list)


def hash_text(text: str) -> str:
    """SHA-256 of a cell text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def apply(
    content: bytes, path: str, cells: Iterable[Cell], targets: Iterable[Target], numerals: Iterable[Numeral]
) -> Corrected:
    """Apply the corrections of a document.

    Findings: K00 (info) a value was corrected, K06 a target taken out; errors: K01, K07 the file is no list of
    corrections; K02 no such target; K03 the text has changed; K04 no such column; K05 the extracted value has changed;
    K08, K09, K12 no value of the column; K10, K11 the corrected target would break a law of the tables: none of its lines
    is applied.
    """
    result = Corrected(list(targets), list(numerals))
    texts = {(cell.measure_id, cell.field): cell.text for cell in cells}
    try:
        corrections = _read(content)
    except _Refused as refused:
        result.findings.append(tell(refused.code, path, "corrections", **refused.told))
        return result
    except (ValueError, csv.Error) as error:
        result.findings.append(tell("K07", path, "corrections", reason=error))
        return result
    told = _apply_all(corrections, result, texts, {})
    if broken := {
        target.target_id: law for target in result.targets if target.corrected and (law := _find_law(target))
    }:
        result = Corrected(list(targets), list(numerals))
        told = _apply_all(corrections, result, texts, broken)
    for line, (correction, (code, parameters)) in enumerate(zip(corrections, told, strict=True), start=2):
        result.findings.append(tell(code, path, f"corrections, line {line}, {correction.key}", **parameters))
    return result


def _apply_all(
    corrections: Iterable[Correction],
    result: Corrected,
    texts: Mapping[tuple[str, str], str],
    broken: Mapping[str, Told],
) -> list[Told]:
    """Apply every line but those of targets that would break a law; what came of each."""
    told: list[Told] = []
    for correction in corrections:
        try:
            told.append(broken.get(correction.key) or _apply(correction, result, texts))
        except _Refused as refused:
            told.append((refused.code, refused.told))
    return told


def _find_law(target: Target) -> Told | None:
    """The law of the published tables that a corrected target breaks."""
    is_range = target.value_max is not None and target.value_max > target.value
    if (target.comparator == "range") != is_range or (target.value_max is not None and not is_range):
        return "K10", {
            "value": _show(target.value),
            "value_max": _show(target.value_max),
            "comparator": target.comparator or "",
        }
    dimensions = {row.dimension for row in units() if row.unit == target.unit}
    if dimensions and target.dimension not in dimensions:
        return "K11", {
            "unit": target.unit or "",
            "dimension": ", ".join(sorted(dimensions)),
            "given": target.dimension or "",
        }
    return None


def _read(content: bytes) -> list[Correction]:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    heading = tuple(next(rows, ()))
    if heading != COLUMNS:
        raise _Refused("K01", expected=", ".join(COLUMNS), found=", ".join(heading) or "-")
    lines = [row for row in rows if row]
    if short := next((row for row in lines if len(row) != len(COLUMNS)), None):
        raise _Refused("K07", reason=f"{len(short)} for {len(COLUMNS)}: {short}")
    return [Correction(*(unmark(value.strip()) for value in row)) for row in lines]


def _apply(correction: Correction, result: Corrected, texts: Mapping[tuple[str, str], str]) -> Told:
    """Apply one correction; the code and the parameters of what came of it. Raises `_Refused`."""
    at = next((at for at, target in enumerate(result.targets) if target.target_id == correction.key), None)
    if at is None:
        return "K02", {}
    target = result.targets[at]
    if hash_text(texts[target.measure_id, target.field]) != correction.source_sha256:
        return "K03", {"cell": f"{target.measure_id}/{target.field}"}
    if correction.field == "kind":
        return _take_away(correction, result, target)
    read = COLUMN_READERS.get(correction.field)
    if read is None:
        return "K04", {"field": correction.field, "columns": ", ".join(("kind", *COLUMN_READERS))}
    old, new = read(correction.old, correction.field), read(correction.new, correction.field)
    current = getattr(target, correction.field)
    if current != old:
        return "K05", {"field": correction.field, "current": _show(current), "old": correction.old}
    changed = _changed(target, correction.field, new)
    if correction.field in ("year", "quarter"):  # the day that was said belongs to the time that was read
        changed = replace(changed, due_date=decide_due_date(changed.year, None, changed.quarter, None))
    result.targets[at] = set_base(changed)
    _follow(result, target, correction.field, new)
    return "K00", {"field": correction.field, "old": correction.old, "new": correction.new}


def _take_away(correction: Correction, result: Corrected, target: Target) -> Told:
    """Make a target none: its numeral gets another kind, unless further targets stand on the same words."""
    kinds = [kind for kind in closed.NUMERAL_KIND if kind != "target"]
    if correction.old != "target":
        return "K05", {"field": "kind", "current": "target", "old": correction.old}
    if correction.new not in kinds:
        raise _Refused("K08", field="kind", value=correction.new, allowed=", ".join(kinds))
    result.targets.remove(target)
    if not any(_place(other) == _place(target) for other in result.targets):
        for at, numeral in enumerate(result.numerals):
            if _place(numeral) == _place(target):
                bare = numeral
                if correction.new not in closed.QUANTITY_KIND:
                    bare = replace(numeral, value_max=None, unit=None, comparator=None)
                result.numerals[at] = _changed(bare, "kind", correction.new, "target")
    return "K06", {"kind": correction.new}


def _follow(result: Corrected, target: Target, name: str, new: object) -> None:
    """Let the numeral of a target follow, where the target is alone on it."""
    alone = sum(_place(other) == _place(target) for other in result.targets) == 1
    if name in _SHARED and alone:
        for at, numeral in enumerate(result.numerals):
            if _place(numeral) == _place(target):
                result.numerals[at] = _changed(numeral, name, new)


def _place(row: Target | Numeral) -> tuple[str, str, int, int]:
    return row.measure_id, row.field, row.start, row.end


def _changed(row: Any, name: str, new: object, old: str | None = None) -> Any:
    """A row with one column corrected; the extracted value is kept beside."""
    kept = f"{name}={_show(getattr(row, name)) if old is None else old}"
    return replace(row, **{name: new}, corrected=True, extracted=(*row.extracted, kept))


def _show(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def _number(text: str, column: str) -> Decimal | None:
    if not text:
        return None
    number = Decimal(text) if _NUMBER.fullmatch(text) else Decimal("nan")
    if not isfinite(float(number)) or (number != 0) != (float(number) != 0.0):
        raise _Refused("K09", field=column, value=text)
    return number


def _value(text: str, column: str) -> Decimal:
    number = _number(text, column)
    if number is None:
        raise _Refused("K09", field=column, value=text)
    return number


def _whole(first: int, last: int) -> Callable[[str, str], int | None]:
    def read(text: str, column: str) -> int | None:
        if text and not (text.isascii() and text.isdecimal() and len(text) < 5 and first <= int(text) <= last):
            raise _Refused("K08", field=column, value=text, allowed=f"{first}-{last}")
        return int(text) if text else None

    return read


def _text(text: str, column: str) -> str | None:
    if len(text) > _LONGEST or not text.isprintable() or MARKUP.search(text):
        raise _Refused("K12", field=column, value=text[:_LONGEST])
    return text or None


def _one_of(allowed: tuple[str, ...], may_be_null: bool = False) -> Callable[[str, str], str | None]:
    def read(text: str, column: str) -> str | None:
        if text not in allowed and not (may_be_null and not text):
            raise _Refused("K08", field=column, value=text, allowed=", ".join(allowed))
        return text or None

    return read


COLUMN_READERS: dict[str, Callable[[str, str], Any]] = {  # a text and its column, for what is refused
    "value": _value,
    "value_max": _number,
    "unit": _text,
    "comparator": _one_of(closed.COMPARATOR),
    "basis": _one_of(closed.BASIS, may_be_null=True),
    "dimension": _one_of(closed.DIMENSION),
    "year": _whole(1900, 2200),
    "quarter": _whole(1, 4),
    "indicator": _text,
}

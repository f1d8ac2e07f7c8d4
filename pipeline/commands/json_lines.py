"""`pledges text` and `pledges units`: JSON lines in, JSON lines out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from pipeline import flow
from pipeline.model import Numeral, QualitativeTarget, Target
from pipeline.rules.own import OWN_FOLDER


def read_lines(command: str, lines: BinaryIO, out: TextIO, raw: Path = Path("raw")) -> int:
    """Answer every JSON line with one; a line that can not be read gets an object with `error`, the others go on.

    What a team knows (`raw/rules/*.csv`) is used as a build uses it. Raises `RuleError` for a row that is not proved.
    """
    with _rules_in(raw):
        return _answer(command, lines, out)


def _rules_in(raw: Path) -> AbstractContextManager[None]:
    if not (raw / OWN_FOLDER).is_dir():
        return nullcontext()
    from pipeline.run.proof import rules_of

    return rules_of(raw)


def _answer(command: str, lines: BinaryIO, out: TextIO) -> int:
    answer: Callable[[dict[str, Any]], dict[str, Any]] = _read_text if command == "text" else _read_units
    status = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            request = json.loads(line)
            if not isinstance(request, dict) or not isinstance(request.get("text"), str):
                raise ValueError("the line is no JSON object with a string `text`")
            result = {"id": request.get("id")} | answer(request)
        except (ValueError, TypeError) as error:
            result = {"line": number, "error": str(error)}
            print(f"error: line {number}: {error}", file=sys.stderr)
            status = 1
        out.write(json.dumps(result, ensure_ascii=False, default=_plain) + "\n")
    return status


def _year(request: dict[str, Any], name: str) -> int | None:
    value = request.get(name)
    return None if value in (None, "") else int(value)


def _read_text(request: dict[str, Any]) -> dict[str, Any]:
    found = list(
        flow.read_text(
            request["text"], _year(request, "plan_year"), _year(request, "first_year"), str(request.get("id", "text"))
        )
    )
    return {
        "targets": list(_rows(found, Target)),
        "numerals": list(_rows(found, Numeral)),
        "qualitative_targets": list(_rows(found, QualitativeTarget)),
    }


def _rows(found: Iterable[Any], kind: type[Numeral | Target | QualitativeTarget]) -> Iterator[dict[str, Any]]:
    own: Iterator[Any] = (entry for entry in found if isinstance(entry, kind))
    return ({name: getattr(entry, name) for name in entry.__slots__} for entry in own)


def _read_units(request: dict[str, Any]) -> dict[str, Any]:
    from pipeline.normalise.text import read_department_text

    layout = request.get("layout") or "line"
    units = read_department_text(request["text"], request.get("region"), _year(request, "year"), layout)
    return {"units": [unit._asdict() for unit in units]}


def _plain(value: object) -> float | str:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no JSON value")

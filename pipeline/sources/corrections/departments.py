"""Corrections of who is responsible: another department, another role, or nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.model import Department, Finding, Responsibility, closed
from pipeline.sources.corrections.file import Correction, Told
from pipeline.sources.corrections.rows import (
    Corrected,
    Readers,
    Texts,
    applied,
    change,
    check_old,
    check_text,
    find_place,
    read_pair,
)
from pipeline.sources.corrections.values import one_of, read_wording

PART_READERS: Readers = {"department": read_wording, "role": one_of(closed.ROLE)}
ReadName = Callable[[str], Department]  # an official name → the department, as the rooms read it


def correct_part(correction: Correction, result: Corrected, texts: Texts, read_name: ReadName) -> Told | None:
    """Apply a line to the responsibility that it names; None where it names none. Raises `Refused`."""
    at = find_place(result.responsibilities, "responsibility_id", correction.key)
    if at is None:
        return None
    part = result.responsibilities[at]
    check_text(correction, part, texts)
    old, new = read_pair(correction, PART_READERS, ())
    if correction.field == "role":
        check_old(correction, old, part.role)
        result.responsibilities[at] = _move(part, new, result)
        return applied(correction)
    known = next(one for one in result.departments if one.department_id == part.department_id)
    check_old(correction, old, known.name)
    if new is None:
        del result.responsibilities[at]
    else:
        department = _find_department(new, result, read_name)
        changed = change(part, "department_id", department.department_id)
        result.responsibilities[at] = replace(changed, extracted=(*part.extracted, f"department={known.name}"))
    _tidy(part, result)
    return applied(correction) if new else ("K13", {"name": known.name})


def _move(part: Responsibility, role: str, result: Corrected) -> Responsibility:
    """The responsibility under another role, behind those of that role; the keys of the others stay."""
    taken = [one.position for one in result.responsibilities if (one.measure_id, one.role) == (part.measure_id, role)]
    position = max(taken, default=0) + 1
    moved: Responsibility = change(part, "role", role)
    return replace(moved, responsibility_id=f"{part.measure_id}/{role}/{position}", position=position)


def _find_department(name: str, result: Corrected, read_name: ReadName) -> Department:
    """The department of a name: the document's own, else as the rooms read it; a name that a person gave is listed."""
    known = next((one for one in result.departments if one.name == name), None)
    if known is None:
        known = read_name(name)
        if known.resolution == "unresolved":
            folder, _, words = known.department_id.partition("/unresolved/")
            known = replace(known, department_id=f"{folder}/given/{words}", resolution="alias")
        if all(one.department_id != known.department_id for one in result.departments):
            result.departments.append(replace(known, aliases=()))
    return known


def _tidy(part: Responsibility, result: Corrected) -> None:
    """Departments and their aliases are what responsibilities are written as; of words that are known by now nothing is told."""
    written: dict[str, set[str]] = {}
    for one in result.responsibilities:
        written.setdefault(one.department_id, set()).add("".join(one.text.split()))
    result.departments[:] = [
        replace(one, aliases=tuple(sorted(written[one.department_id])))
        for one in result.departments
        if one.department_id in written
    ]
    words = "".join(part.text.split())
    if not any(one.resolution == "unresolved" and words in one.aliases for one in result.departments):
        result.findings[:] = [one for one in result.findings if not _is_of_stranger(one, words)]


def _is_of_stranger(finding: Finding, words: str) -> bool:
    """Tell whether a finding says of these words that no table knows them: its sentence begins with them."""
    return finding.code == "N02" and finding.message.startswith(f"{words}:")

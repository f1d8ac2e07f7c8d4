"""The words that tell who is responsible: labels, verbs, endings of departments, words between and beside them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.rules import load


class LabelWord(NamedTuple):
    """A part of a label such as 市级牵头责任单位：.

    `part`: `whole` a label by itself (牵头, 完成时限), `prefix` + `deed` + `body` make one (市级 + 牵头 + 单位).
    `role`: lead, cooperate, responsible, or `other` for what names no department (责任人, 完成时限).
    """

    word: str
    part: str
    role: str
    example: str
    source: str


class RoleWord(NamedTuple):
    """A verb (负责) and its role, or a filler (积极) between a department and its verb."""

    word: str
    use: str
    role: str  # lead, cooperate, responsible; empty for a filler
    example: str
    source: str


class DepartmentEnd(NamedTuple):
    """The last word of a department's name.

    `part`: `office` (局: what a stem takes), `body` (中心, 公司), `common` (企业: also a common noun by itself),
    `section` (科: of an office).
    """

    ending: str
    part: str
    example: str
    source: str


class DutyWord(NamedTuple):
    """A word around departments that is none: `use` tells what it does there (nobody, note, joiner, past …)."""

    word: str
    use: str
    example: str
    source: str


@cache
def label_words() -> tuple[LabelWord, ...]:
    """Parts of labels (rules/normalise/label_words.csv)."""
    return load("normalise/label_words.csv", LabelWord, key=("word", "part"))


@cache
def label_role(written: str) -> str | None:
    """Role of a label as written, without its colon: 市级牵头责任单位 → lead; None where it is no label.

    What names no department (责任人) goes before a lead, a lead before a cooperating unit, this before a responsible one.
    """
    parts = {part: {row.word: row.role for row in label_words() if row.part == part} for part in _PARTS}
    if written in parts["whole"]:
        return parts["whole"][written]
    match = _label_pattern().fullmatch(written)
    if not match:
        return None
    deeds = _deed_pattern().findall(match["deeds"])
    found = {parts["body"][match["body"]] or "", *(parts["deed"][deed] for deed in deeds)}
    return next(role for role in ("other", "lead", "cooperate", "responsible") if role in found)


_PARTS = ("whole", "prefix", "deed", "body")


def _label_parts(part: str) -> str:
    words = sorted((row.word for row in label_words() if row.part == part), key=len, reverse=True)
    return f"(?:{'|'.join(words)})"


@cache
def _deed_pattern() -> re.Pattern[str]:
    return re.compile(_label_parts("deed"))


@cache
def _label_pattern() -> re.Pattern[str]:
    prefix, deed, body = (_label_parts(part) for part in _PARTS[1:])
    return re.compile(f"{prefix}{{0,3}}(?P<deeds>{deed}{{1,3}})(?P<body>{body})")


def is_section_label(written: str) -> bool:
    """Whether a label names sections of an office (责任处室), which count only where no label names departments."""
    return written.endswith(tuple(row.word for row in label_words() if row.role == "section"))


@cache
def label_bodies() -> str:
    """A pattern of the bodies that name departments (单位, 部门)."""
    return _join(row.word for row in label_words() if row.part == "body" and row.role != "other")


@cache
def label_deeds(role: str | None = None) -> str:
    """A pattern of the deeds of labels (牵头, 配合, 责任), of a role or all."""
    return _join(row.word for row in label_words() if row.part == "deed" and role in (None, row.role))


def deed_role(deed: str) -> str:
    """Role of a deed: 配合 → cooperate."""
    return next(row.role for row in label_words() if (row.part, row.word) == ("deed", deed))


@cache
def role_words(use: str) -> dict[str, str]:
    """Word → role of the verbs or the fillers, the longest word first."""
    rows = load("normalise/role_words.csv", RoleWord, key=("word", "use"))
    return {row.word: row.role for row in sorted(rows, key=lambda row: -len(row.word)) if row.use == use}


@cache
def role_pattern(use: str, role: str | None = None) -> re.Pattern[str]:
    """A pattern of all verbs (of a role)."""
    return re.compile(_join(word for word, found in role_words(use).items() if role in (None, found)))


@cache
def ends(*parts: str) -> tuple[str, ...]:
    """The last words of departments, of these parts."""
    rows = load("normalise/department_ends.csv", DepartmentEnd, key=("ending", "part"))
    return tuple(row.ending for row in rows if row.part in parts)


@cache
def end_pattern(*parts: str) -> str:
    """The same as a pattern."""
    return _join(ends(*parts))


@cache
def duty_words(use: str) -> tuple[str, ...]:
    """Words of one use (rules/normalise/duty_words.csv), the longest first."""
    rows = load("normalise/duty_words.csv", DutyWord, key=("word", "use"))
    return tuple(sorted((row.word for row in rows if row.use == use), key=len, reverse=True))


@cache
def duty_pattern(use: str) -> str:
    """The same as a pattern."""
    return _join(duty_words(use))


def _join(words: object) -> str:
    listed: list[str] = sorted(words, key=len, reverse=True)  # type: ignore[call-overload]
    return f"(?:{'|'.join(re.escape(word) for word in listed)})" if listed else "(?!)"

"""Statements of responsibility inside a text: the places of lang.attribution, read for the departments that they name.

Ordinary prose is none: 顺丰牵头建设网点 tells what a company does, 本办法由市商务局负责解释 who explains a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from pipeline.lang.attribution import Attribution, find_attributions, find_duty_clauses
from pipeline.lang.department import LIST_MARK
from pipeline.lang.label import find_labels
from pipeline.lang.text import read_once
from pipeline.model import Region, Span
from pipeline.normalise.mentions import read_mentions
from pipeline.normalise.names import is_known
from pipeline.normalise.pieces import fold_brackets, match_bracket, trim
from pipeline.normalise.roles import Mention
from pipeline.rules.divisions import level_ends
from pipeline.rules.responsibility import duty_pattern, ends, role_pattern

_LONGEST_CLAUSE = 120  # characters that hold departments and their verb
LONGEST_DUTY = 60


class Statement(NamedTuple):
    """Who is responsible: `place` covers the whole statement, brackets and label included."""

    place: Attribution
    mentions: tuple[Mention, ...]


class _Text(NamedTuple):
    """A text with what its departments depend on."""

    text: str
    folded: str
    region: Region | None
    year: int | None

    def read(self, span: Span) -> tuple[Mention, ...]:
        return read_mentions(self.text, span, "responsible", self.region, self.year)


def find_statements(text: str, region: Region | None, year: int | None) -> Iterator[Statement]:
    """Find the statements of `text` in order; they never overlap."""
    source = _Text(text, read_once(text).folded, region, year)
    for place in find_attributions(source.folded):
        mentions = _read(source, place) if place.names else ()
        if mentions:
            yield Statement(place, mentions)


def _read(source: _Text, place: Attribution) -> tuple[Mention, ...]:
    span = Span(place.start, place.end)
    if place.kind == "label":
        return source.read(span)
    if place.kind in ("bracket", "aside"):
        return _read_bracket(source, span)
    if place.kind == "duty":
        return _read_all(source, span, _read_duty)
    return _read_all(source, span, _read_clause)


def _read_bracket(source: _Text, span: Span) -> tuple[Mention, ...]:
    """Read what stands in a bracket: departments, of which one at least is known where no label says so."""
    words = fold_brackets(source.folded[span.start : span.end].rstrip("。；;"))
    end = span.start + len(words)
    is_closed = match_bracket(words, 0, len(words)) == len(words)
    inner = Span(span.start + 1, end - is_closed)
    mentions = source.read(inner)
    is_labelled = any(True for _ in find_labels(source.folded, inner))
    return mentions if is_labelled or any(is_known(m.resolution) for m in mentions) else ()


def _read_all(
    source: _Text, span: Span, read_clause: Callable[[_Text, Span], tuple[Mention, ...]]
) -> tuple[Mention, ...]:
    """Read clause by clause as long as they name departments; one at least of this place, not 学校 of anywhere."""
    mentions: list[Mention] = []
    for clause in find_duty_clauses(source.folded, span.start, span.end):
        found = read_clause(source, clause)
        if not found and source.folded[clause.start : clause.end].strip():
            break
        mentions += found
    return tuple(mentions) if any(_is_definite(source.folded, m) for m in mentions) else ()


def _is_definite(folded: str, mention: Mention) -> bool:
    """A department, or a group of this place (各区政府); 学校 in 由学校负责 is any school."""
    department = mention.resolution.department
    return department.kind != "group" or (
        department.function is not None and folded[mention.span.start] in f"{level_ends()}各有相全所属国"
    )


def _read_duty(source: _Text, clause: Span) -> tuple[Mention, ...]:
    """Read known departments that stand at the start of a clause, with their verb right behind them."""
    mark = LIST_MARK.match(source.folded, clause.start, clause.end)
    clause = trim(source.folded, Span(mark.end() if mark else clause.start, clause.end))
    if clause.end - clause.start > LONGEST_DUTY or _past().search(source.folded, clause.start, clause.end):
        return ()
    mentions = _read_clause(source, clause)
    if not mentions or mentions[0].span.start - clause.start > 1 or not all(is_known(m.resolution) for m in mentions):
        return ()
    return mentions if _duty().match(source.folded, mentions[-1].span.end, clause.end) else ()


def _read_clause(source: _Text, clause: Span) -> tuple[Mention, ...]:
    words = source.folded[clause.start : clause.end]
    if len(words) > _LONGEST_CLAUSE or _no_duty().search(words) or not role_pattern("verb").search(words):
        return ()
    mentions = source.read(clause)
    return mentions if mentions and _are_departments(mentions) else ()


def _are_departments(mentions: tuple[Mention, ...]) -> bool:
    """Whether the words are departments; unknown ones may stand among them if they look like some."""
    names = [m.resolution.department.name for m in mentions if not is_known(m.resolution)]
    return all(_may_be_one(name, len(names) < len(mentions)) for name in names)


def _may_be_one(name: str, is_beside_known: bool) -> bool:
    """市项目办; beside known departments also 三亚机场公司."""
    is_name = 2 < len(name) < 20 and not _no_name().search(name)
    return is_name and (name[0] in level_ends() or (is_beside_known and name.endswith(ends("office", "body"))))


@cache
def _no_name() -> re.Pattern[str]:
    return re.compile(f"{duty_pattern('no_name')}|[、，]")


@cache
def _past() -> re.Pattern[str]:
    return re.compile(duty_pattern("past"))


@cache
def _no_duty() -> re.Pattern[str]:
    """市财政局参加的联席会议 names a meeting."""
    return re.compile(rf"(?:{role_pattern('verb').pattern}).{{0,3}}的")


@cache
def _duty() -> re.Pattern[str]:
    """The words between a department and its verb; 负责人 is a person."""
    filler, person = role_pattern("filler").pattern, duty_pattern("person")
    return re.compile(rf"(?:等\w{{0,6}})?(?:{filler})*(?:{role_pattern('verb').pattern})(?!{person})")

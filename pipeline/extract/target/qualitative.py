"""Targets without a numeral that mean a number: 全覆盖, 翻番, 零成本, 不低于上年水平 (rules/extract/qualitative.csv)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pipeline.extract.commitment import Commitments
from pipeline.extract.numeral.token import ReadLine, Token
from pipeline.extract.target.noun import clean_before
from pipeline.extract.target.past_results import NoReports, Reports
from pipeline.lang.cue import Cue
from pipeline.lang.day import Times, decide_due_date, find_later_year
from pipeline.lang.period import DueYears
from pipeline.lang.sentence import Sentences, clause_at, item_at, sentence_at
from pipeline.lang.word import guard
from pipeline.model import Passage, QualitativeTarget, Span
from pipeline.model.record import alter, record
from pipeline.rules.language import Qualitative, qualitative, units
from pipeline.rules.notation import spell

_ACHIEVED = Cue("roles", "achieved")
EFFECT = Cue("noun_classes", "effect")
_OWN, DENIED, _GROUND = Cue("noun_classes", "own"), Cue("sentence_cues", "denied"), Cue("sentence_cues", "ground")
_ATTRIBUTE = re.compile(r"的(?=[\u4e00-\u9fff])")
NAMED = re.compile("”(?![\u4e00-\u9fff])")  # “全覆盖”工程 is a name
_QUOTED = re.compile("“[^“”]*$")


@cache
def _wordings() -> tuple[re.Pattern[str], tuple[Qualitative, ...]]:
    """Compile all wordings, the longest first; the empty group n stands behind what is of row n.

    Every choice begins with a character, not with a group: `re` then skips to where one may begin.
    """
    rows = sorted(qualitative(), key=lambda row: (-len(row.wording), row.wording))
    choices = [(choice, row) for row in rows for choice in _spell_out(_spell_guarded(row.wording))]
    return re.compile("|".join(f"{choice}()" for choice, _ in choices)), tuple(row for _, row in choices)


def _spell_guarded(wording: str) -> str:
    """Spell a wording out; a verb of one character is no part of a longer word: 达|国家水平, not 发达国家水平."""
    spelt = spell(wording)
    return spelt[0] + guard(spelt[0]) + spelt[1:] if wording[1:2] == "{" else spelt


def _spell_out(wording: str) -> list[str]:
    """(?:高于|快于)全国 as 高于全国, 快于全国."""
    group = re.match(r"\(\?:([^()]*)\)", wording)
    return [head + wording[group.end() :] for head in group[1].split("|")] if group else [wording]


@record
class Context:
    """What is known of a passage: its line, clauses, due years, times and words of commitment."""

    passage: Passage
    line: ReadLine
    clauses: Sentences
    due: DueYears
    times: Times
    commitments: Commitments
    reports: Reports | NoReports


def find_qualitative(context: Context, tokens: list[Token]) -> Iterator[QualitativeTarget]:
    """Find the targets of a passage that are said in words, in order.

    A wording that denies, describes (全覆盖的体系), tells what is done or holds a figure of its own is none.
    """
    pattern, rows = _wordings()
    wordings = list(pattern.finditer(context.line.folded))
    if not wordings:
        return
    quantities = [token for token in tokens if token.quantity]
    starts = [token.start for token in quantities]
    starts_at = set(starts)  # 高于经济增速1个百分点: the figure says it
    counts: dict[str, int] = {}
    last: QualitativeTarget | None = None
    for found in wordings:
        start, end = found.span()
        before = quantities[bisect_right(starts, end - 1) - 1] if starts and starts[0] < end else None
        is_figure = end in starts_at or (before is not None and before.end > start)
        if is_figure or context.reports.at(start) or not _is_promised(context.line, context.clauses, start, end):
            continue
        item = item_at(context.passage.items, start)
        parent = item.item_id if item else f"{context.passage.measure_id}/{context.passage.field}"
        counts[parent] = counts.get(parent, 0) + 1
        left = max(before.end if before else 0, last.end if last else 0)
        row = rows[(found.lastindex or 1) - 1]
        last = _make(context, row, Span(start, end), left, last)
        last = alter(last, target_id=f"{parent}/q{counts[parent]}", item_id=item.item_id if item else None)
        yield last


def _make(
    context: Context, row: Qualitative, span: Span, left: int, last: QualitativeTarget | None
) -> QualitativeTarget:
    """Make the target of a wording, its key still open; `left` is where the words that belong to it begin."""
    passage, (start, end) = context.passage, span
    clause, sentence = clause_at(context.clauses, start), sentence_at(context.clauses, start)
    near = last.indicator if last and last.end > sentence.start else None
    year = passage.year if passage.year is not None else context.due.at(start)
    year = passage.due_year if year is None else year
    item = item_at(passage.items, start)
    quarter = item.quarter if item and item.quarter else context.times.quarters.at(sentence.start, start)
    said = context.times.ends.at(sentence.start, start)
    return QualitativeTarget(
        target_id="",
        doc_id=passage.doc_id,
        measure_id=passage.measure_id,
        item_id=None,
        field=passage.field,
        year=year,
        quarter=quarter,
        due_date=decide_due_date(
            find_later_year(context.due, start, year, passage.year), said, quarter, passage.due_date
        ),
        indicator=_indicator(context.line, max(clause.start, left), start, sentence.start, near),
        meaning=row.meaning,
        comparator=row.comparator,
        value=Decimal(row.value) if row.value else None,
        unit=row.unit or None,
        dimension=_dimension(row),
        basis=row.basis or None,
        text=passage.text[start:end],
        start=start,
        end=end,
        context=passage.text[clause.start : clause.end].strip(),
        rule=f"qualitative/{row.meaning}",
        commitment=context.passage.commitment or context.commitments.at(sentence.start, start),
    )


def _dimension(row: Qualitative) -> str:
    """The dimension of what a wording means: its unit's; of a bare number a count; of another figure any."""
    known = _dimensions()
    return known[row.unit] if row.unit else "count" if row.value else "other"


@cache
def _dimensions() -> dict[str, str]:
    return {row.unit: row.dimension for row in units()}


def _is_promised(line: ReadLine, clauses: Sentences, start: int, end: int) -> bool:
    """Tell whether a wording commits: it is not denied, no attribute, no name in quotes, and not done already."""
    clause = clause_at(clauses, start)
    before = line.folded[clause.start : start]
    attribute = _ATTRIBUTE.match(line.folded, end)
    is_attribute = bool(attribute) and (_GROUND.begins(line.folded, end + 1) or not _OWN.begins(line.folded, end + 1))
    if (
        is_attribute
        or EFFECT.begins(line.folded, end)
        or DENIED.ends(before.removesuffix(" "))
        or _ACHIEVED.within(before)
    ):
        return False
    return not _QUOTED.search(before) or bool(NAMED.match(line.folded, end))


def _indicator(line: ReadLine, left: int, start: int, sentence_start: int, near: str | None) -> str | None:
    """The noun before the wording in its clause, else that of the wording before, else what the clause before says."""
    noun = clean_before(line.text[left:start])
    if len(noun) >= 2 or near:
        return noun if len(noun) >= 2 else near
    for piece in reversed(re.split(r"[，：；]", line.text[max(sentence_start, left - 200) : left])):
        if len(noun := clean_before(piece)) >= 2:
            return noun
    return None

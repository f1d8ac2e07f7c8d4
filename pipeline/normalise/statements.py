"""Statements of responsibility inside a text: a bracket that closes a paragraph, a labelled line, 由A牵头、B参加.

Ordinary prose is none: 顺丰牵头建设网点 tells what a company does, 本办法由市商务局负责解释 who explains a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.lang.fold import fold
from pipeline.model import Region, Span
from pipeline.normalise.labels import Label, find_labels
from pipeline.normalise.mentions import read_mentions
from pipeline.normalise.sentences import LIST_MARK, LONGEST, SENTENCE_END, Statement, all_units, find_sentences
from pipeline.rules.departments import role_pattern

DEEPEST = 3
BRACKET = re.compile(r"[（【[〔）】\]〕]")
UNIT_ENDS = "局委厅办部门位府院司队"
DIVISION_ENDS = "省市县区州盟旗"


def find_statements(text: str, region: Region | None, year: int | None) -> Iterator[Statement]:
    """Find the statements of `text` in order; they never overlap."""
    folded = fold(text)
    done = 0
    for found in sorted(_find_all(text, folded, region, year), key=lambda s: (s.span.start, -s.span.end)):
        if found.span.start >= done and found.mentions:
            done = found.span.end
            yield found


def _find_all(text: str, folded: str, region: Region | None, year: int | None) -> Iterator[Statement]:
    yield from _find_brackets(text, folded, region, year)
    yield from _find_lines(text, folded, region, year)
    yield from find_sentences(text, folded, region, year)


# --- brackets --------------------------------------------------------------------------------


def _find_brackets(text: str, folded: str, region: Region | None, year: int | None) -> Iterator[Statement]:
    """Outermost brackets first; where one is no statement, those inside of it may be."""
    done = 0
    for span in sorted(_pair_brackets(folded)):
        if span.start >= done and span.end - span.start <= LONGEST:
            found = _read_bracket(text, folded, span, region, year)
            if found:
                done = span.end
                yield found


def _pair_brackets(folded: str) -> Iterator[Span]:
    """Brackets with their ends, nested no deeper than a person writes."""
    opened: list[int] = []
    for match in BRACKET.finditer(folded):
        if match[0] in "（【[〔":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if len(opened) < DEEPEST:
                yield Span(start, match.end())


def _read_bracket(text: str, folded: str, span: Span, region: Region | None, year: int | None) -> Statement | None:
    """Read a bracket that says who leads, cooperates or is responsible; None for every other bracket."""
    inner = Span(span.start + 1, span.end - 1)
    labels = [label for label in find_labels(folded, inner) if label.role != "other"]
    if labels and not folded[inner.start : labels[0].start].strip():
        return Statement(span, read_mentions(text, inner, "responsible", region, year))
    words = folded[inner.start : inner.end]
    has_verb = bool(role_pattern("verb").search(words))
    if not has_verb and not _closes_sentence(folded, span):
        return None
    mentions = read_mentions(text, inner, "responsible", region, year)
    if not mentions or not all_units(mentions, strict=not has_verb):
        return None
    named = [m.span for m in mentions if m.resolution.department.kind != "group"]
    if not has_verb and named and all(folded[span.end - 1] in DIVISION_ENDS for span in named):
        return None  # 试点城市（青岛市、济南市）
    is_lonely = len(mentions) == 1 or all(m.resolution.department.kind == "group" for m in mentions)
    if not has_verb and is_lonely and not _follows_stop(folded, span):
        return None
    return Statement(span, mentions)


def _closes_sentence(folded: str, span: Span) -> bool:
    """Whether a bracket stands where responsibility is told: at the end, not after a unit (主管部门（市商务局））."""
    before, after = folded[max(0, span.start - 8) : span.start].rstrip(" "), folded[span.end : span.end + 8].lstrip(" ")
    return bool(before) and before[-1] not in UNIT_ENDS and (not after or after[0] in SENTENCE_END)


def _follows_stop(folded: str, span: Span) -> bool:
    return folded[max(0, span.start - 8) : span.start].rstrip(" \n").endswith(("。", "；", ";", "！"))


# --- labelled lines --------------------------------------------------------------------------


def _find_lines(text: str, folded: str, region: Region | None, year: int | None) -> Iterator[Statement]:
    """A label at the start of a line, or after a full stop or blank, with the units up to the next full stop."""
    start = 0
    while start <= len(folded):
        end = folded.find("\n", start)
        end = len(folded) if end < 0 else end
        labels = [label for label in find_labels(folded, Span(start, end)) if _begins(folded, start, label.start)]
        for run, stop in _find_runs(folded, labels, end):
            if any(label.role != "other" for label in run):
                stop = _go_on(text, folded, stop, region, year)
                span = Span(run[0].start, stop)
                yield Statement(span, read_mentions(text, span, "responsible", region, year))
                end = max(end, stop)
        start = end + 1


def _find_runs(folded: str, labels: list[Label], line_end: int) -> Iterator[tuple[list[Label], int]]:
    """Labels that follow each other, with the end of what the last one names; prose between them parts runs."""
    run: list[Label] = []
    limits = [*(label.start for label in labels[1:]), line_end]
    for label, limit in zip(labels, limits, strict=False):
        run.append(label)
        stop = folded.find("。", label.end, limit)
        stop = limit if stop < 0 else stop
        if folded[stop:limit].strip("。；;，, \t") or limit == line_end:
            yield run, stop
            run = []


def _begins(folded: str, line_start: int, at: int) -> bool:
    mark = LIST_MARK.match(folded, line_start, at)
    return (mark and mark.end() == at) or folded[at - 1] in " \t【[。；;，,"


def _go_on(text: str, folded: str, end: int, region: Region | None, year: int | None) -> int:
    """Units may fill the lines after a label (责任单位：⏎市商务局⏎市财政局), as long as no full stop ends them."""
    if folded[end : end + 1] != "\n" or folded[:end].endswith(("。", "；", ";")):
        return end
    while end < len(folded):
        stop = folded.find("\n", end + 1)
        stop = len(folded) if stop < 0 else stop
        mentions = read_mentions(text, Span(end + 1, stop), "responsible", region, year)
        if not mentions or not all_units(mentions, strict=True) or any(find_labels(folded, Span(end + 1, stop))):
            return end
        end = stop
    return end

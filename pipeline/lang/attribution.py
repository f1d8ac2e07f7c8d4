"""Where a text says who is responsible: the one eye for it, by shape and by the words of rules/normalise.

责任单位：甲局 · （甲局牵头，乙局配合） · 。（甲局、乙局） · 甲局牵头，乙局配合。 · 由甲局牵头，…
Only the place is found here; whom it names is for normalise to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.lang.department import (
    LIST_MARK,
    PAUSE,
    ends_like_department,
    is_office,
    looks_like_department,
    tells_duty,
)
from pipeline.lang.label import Label, find_labels
from pipeline.model import Span
from pipeline.rules.divisions import level_ends
from pipeline.rules.responsibility import (
    duty_pattern,
    ends,
    label_bodies,
    role_pattern,
)

_STOPS = "。；;！"
_BRACKET = re.compile(r"[（【\[〔）】\]〕]")
_OPENING = "（【[〔"
_NEXT_TASK = re.compile(  # where a bracket that nobody closed ends: with its line, or before the number of another task
    r"\n|(?<=[。；;])\s*(?=[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．](?!\d)|[①-⑳])"
)
_SENTENCE = re.compile(r"[^。；;！\n]+")
_LONGEST = 1000  # characters of a place
LONGEST_BARE = 200  # of a sentence of nothing but departments and their part
_DEEPEST = 3  # brackets in brackets


class Attribution(NamedTuple):
    """A place that says who is responsible: `start`, `end` into the text.

    `kind`: `label`, `bracket`, `bare` (a sentence of departments and their part) stand apart from the task; `aside` (a
    bracket inside a sentence), `by` (由甲局牵头) and `duty` (甲局负责收集…) are part of it. `names`: it names departments, not
    only a time or a person.
    """

    start: int
    end: int
    kind: str
    names: bool = True

    @property
    def is_apart(self) -> bool:
        """Whether the task is whole without it."""
        return self.kind in ("label", "bracket", "bare")


def find_attributions(folded: str) -> Iterator[Attribution]:
    """Find the places of a folded text that say who is responsible, in order; they never overlap."""
    done = 0
    apart = [*_find_labelled(folded), *_find_brackets(folded)]
    for place in sorted([*apart, *_find_sentences(folded, apart)], key=lambda a: (a.start, -a.end)):
        if place.start >= done:
            done = place.end
            yield place


def _find_labelled(folded: str) -> Iterator[Attribution]:
    """A label at the start of a line, or after a full stop or blank, with the departments up to the next full stop."""
    if not re.search(label_bodies(), folded) and not any(mark in folded for mark in ":："):
        return
    start = 0
    while start <= len(folded):
        end = folded.find("\n", start)
        end = len(folded) if end < 0 else end
        labels = [label for label in find_labels(folded, Span(start, end)) if _may_stand(folded, start, label)]
        for run, stop in _find_runs(folded, labels, end):
            names = any(label.role != "other" for label in run)
            begins_line = LIST_MARK.match(folded, start, run[0].start)
            first = start if begins_line and begins_line.end() == run[0].start else run[0].start
            if names or first == start:
                stop = _go_on(folded, stop) if names else stop
                yield Attribution(first, stop, "label", names)
                end = max(end, stop)
        start = end + 1


def _may_stand(folded: str, line_start: int, label: Label) -> bool:
    """Tell whether a label begins its line or follows a mark; one that is known by its shape alone follows a full stop."""
    if not label.is_known:
        return label.start > line_start and folded[label.start - 1] in tuple(_STOPS)
    mark = LIST_MARK.match(folded, line_start, label.start)
    return (mark is not None and mark.end() == label.start) or folded[label.start - 1] in " \t【[。；;，,"


def _find_runs(folded: str, labels: list[Label], line_end: int) -> Iterator[tuple[list[Label], int]]:
    """Labels that follow each other, with the end of what the last one names; prose between them parts runs."""
    run: list[Label] = []
    limits = [*(label.start for label in labels[1:]), line_end]
    for label, limit in zip(labels, limits, strict=False):
        run.append(label)
        stop = folded.find("。", label.end, limit)
        stop = limit if stop < 0 else stop
        if folded[stop:limit].strip("。；;，, \t") or limit == line_end:
            yield run, min(stop + 1, limit)
            run = []


def _go_on(folded: str, end: int) -> int:
    """Departments may fill the lines after a label (责任单位：⏎市商务局⏎市财政局), as long as no full stop ends them."""
    if folded[end : end + 1] != "\n" or folded[:end].endswith(("。", "；", ";")):
        return end
    while end < len(folded):
        stop = folded.find("\n", end + 1)
        stop = len(folded) if stop < 0 else stop
        line = folded[end + 1 : stop]
        pieces = [piece for piece in PAUSE.split(line) if piece]
        if not pieces or any(mark in line.rstrip(_STOPS) for mark in "。！:："):  # a task or a label of its own
            return end
        if not all(map(looks_like_department, pieces)):
            return end
        end = stop
    return end


# --- brackets --------------------------------------------------------------------------------


def _find_brackets(folded: str) -> Iterator[Attribution]:
    """Outermost brackets first; where one is no statement, those inside of it may be."""
    done = 0
    for span, inner in sorted(_pair_brackets(folded)):
        if span.start >= done and span.end - span.start <= _LONGEST and (found := _judge_bracket(folded, span, inner)):
            done = found.end
            yield found


def _pair_brackets(folded: str) -> Iterator[tuple[Span, Span]]:
    """Brackets and what stands in them, nested no deeper than a person writes; one never closed ends with its line."""
    opened: list[int] = []
    for match in _BRACKET.finditer(folded):
        if match[0] in _OPENING:
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if len(opened) < _DEEPEST:
                yield Span(start, match.end()), Span(start + 1, match.end() - 1)
    for start in opened:
        next_task = _NEXT_TASK.search(folded, start, start + _LONGEST + 1)
        end = next_task.start() if next_task else len(folded)
        if end - start > _LONGEST:  # looked at no further, here or by who asks
            continue
        inner = Span(start + 1, start + len(folded[start:end].rstrip(f"{_STOPS} ")))
        is_labelled = bool(_opens_with_label(folded, inner)) and ends_like_department(folded[inner.start : inner.end])
        if is_labelled or _is_bare(folded, *inner):
            yield Span(start, end), inner


def _opens_with_label(folded: str, inner: Span) -> list[Label]:
    """The labels of a bracket that begins with one."""
    labels = find_labels(folded, inner)
    first = next(labels, None)
    return [first, *labels] if first and not folded[inner.start : first.start].strip() else []


def _judge_bracket(folded: str, span: Span, inner: Span) -> Attribution | None:
    """Judge a bracket by its label, its verbs, or by naming only departments; None where it says nothing of duty."""
    before = folded[max(0, span.start - 9) : span.start].rstrip(" ")
    opens_line, before = before[-1:] in ("", "\n"), before.rstrip(" \n")[-1:]
    after = folded[span.end : span.end + 8].lstrip(" ")[:1]
    is_apart = after in ("", "\n", *_STOPS) or folded[span.end - 1] in _STOPS or opens_line or before in tuple(_STOPS)
    closed = folded[span.end : span.end + 1] in ("。", "；")
    place = Attribution(span.start, span.end + (is_apart and closed), "bracket" if is_apart else "aside")
    labels = _opens_with_label(folded, inner)
    if labels:
        return place if any(label.role != "other" for label in labels) else None
    words = folded[inner.start : inner.end].strip()
    if re.search(duty_pattern("explains"), words):
        return None
    if tells_duty(words):
        return place
    pieces = [piece for piece in PAUSE.split(words) if piece and not re.search(duty_pattern("note"), piece)]
    if any(map(role_pattern("verb").search, pieces)) or not pieces or not is_apart:
        return None
    if before in tuple(_STOPS):
        return place if all(map(looks_like_department, pieces)) else None
    if len(pieces) < 2 or folded.endswith(ends("office", "common"), 0, span.start):  # 报主管部门（市商务局、市财政局）
        return None
    return place if all(map(is_office, pieces)) else None


# --- sentences -------------------------------------------------------------------------------


def _find_sentences(folded: str, apart: list[Attribution]) -> Iterator[Attribution]:
    """甲局牵头，乙局配合。 由甲局牵头、乙局参加，研究…; 甲局负责收集，乙局配合审核: each up to the next place of its kind."""
    if not role_pattern("verb").search(folded):
        return
    borders = sorted(place.start for place in apart)
    for sentence in _SENTENCE.finditer(folded):
        mark = LIST_MARK.match(folded, sentence.start(), sentence.end())
        start = mark.end() if mark else sentence.start()
        end = next((border for border in borders if border >= start), sentence.end())
        end = min(end, sentence.end())
        asked = _by().finditer(folded, start, end) if folded.find("由", start, end) >= 0 else ()
        by = [at for match in asked if _may_begin(folded, at := match.start())]
        if end == sentence.end() and by in ([], [start]) and _is_bare(folded, start, end):
            yield Attribution(sentence.start(), end + (folded[end : end + 1] in ("。", "；")), "bare")
            continue
        for at, stop in pairwise([*by, end]):
            if not re.search(duty_pattern("explains"), folded[at:stop]):
                yield Attribution(at, stop, "by")
        stop = by[0] if by else end
        if folded[start : start + 1] in tuple(f"{level_ends()}各") and tells_duty(folded[start:stop]):
            yield Attribution(start, stop, "duty")


def _is_bare(folded: str, start: int, end: int) -> bool:
    """Tell whether a sentence says no more than departments and their part."""
    if not 0 < end - start <= LONGEST_BARE or not _bare_end().search(folded, start, end):
        return False
    clauses = [folded[c.start : c.end].strip() for c in find_duty_clauses(folded, start, end)]
    return all(_bare_end().search(clause) and tells_duty(clause, strict=True) for clause in clauses if clause)


@cache
def _bare_end() -> re.Pattern[str]:
    return re.compile(f"(?:{role_pattern('verb').pattern}|{duty_pattern('bare_end')})$")


def _may_begin(folded: str, at: int) -> bool:
    """Tell whether 由 begins a statement: 建立由甲牵头…机制 tells of a body, 应由甲负责 of a rule."""
    return not _not_before_by().search(folded[max(0, at - 4) : at])


@cache
def _not_before_by() -> re.Pattern[str]:
    return re.compile(rf"(?:{duty_pattern('not_before_by')}|[a-zA-Z])$")


@cache
def _by() -> re.Pattern[str]:
    return re.compile(rf"由(?=[^由。；\n]{{2,80}}?{duty_pattern('by_verb')})")


def find_duty_clauses(folded: str, start: int, end: int) -> Iterator[Span]:
    """Cut a sentence into pieces, each up to a mark that follows a verb."""
    at = start
    for i in range(start, min(end, start + _LONGEST)):
        if folded[i] in "，,、" and role_pattern("verb").search(folded, at, i):
            yield Span(at, i)
            at = i + 1
    yield Span(at, end)

"""One pass over a text of units: the mentions found so far, those that wait for their role, what notes said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import NamedTuple

from pipeline.lang.label import Label, find_labels
from pipeline.model import Region, Span
from pipeline.normalise.names import Resolution
from pipeline.normalise.pieces import BY, CLOSING, OPENING, match_bracket, trim
from pipeline.normalise.shared import Shared
from pipeline.rules.divisions import Division
from pipeline.rules.responsibility import (
    deed_role,
    duty_pattern,
    ends,
    is_section_label,
    label_bodies,
    label_deeds,
    label_role,
    role_pattern,
    role_words,
)

MARKS = "*★☆▲△●◆■※#"


@cache
def first_leads() -> re.Pattern[str]:
    """列第一位的为牵头单位."""
    return re.compile(rf"{duty_pattern('ordered')}?在?{duty_pattern('first')}{_of()}[为是系]{_role('lead')}")


@cache
def marked_leads() -> re.Pattern[str]:
    """标★的为牵头单位."""
    sign = rf"[“\"‘「]?(?P<mark>[{MARKS}])[”\"’」]?{duty_pattern('sign')}{{0,2}}"
    return re.compile(rf"{duty_pattern('marked')}?{sign}{_of()}[为是系]{_role('lead')}")


@cache
def _others() -> re.Pattern[str]:
    """其他为配合单位."""
    return re.compile(rf"{duty_pattern('others')}{_of()}均?[为是](?P<role>{label_deeds()}){label_bodies()}?")


def _of() -> str:
    """的单位 after what tells which of them."""
    return rf"[的者]?(?:{label_deeds()}?{label_bodies()})?"


def _role(role: str) -> str:
    """总牵头单位."""
    return rf"总?{label_deeds(role)}{label_deeds()}?{label_bodies()}?"


@cache
def _deed() -> re.Pattern[str]:
    """负责, 共同落实, 按职责分工负责, 分工负责."""
    words = f"(?:{role_pattern('verb').pattern}|{role_pattern('filler').pattern}|{duty_pattern('beside_verb')})+"
    return re.compile(rf"{words}(?:\w{{1,2}}{words})?")


def role_of_verbs(words: str) -> str:
    """负责牵头 is lead, 按职责配合 cooperate."""
    return next(role for role in ("lead", "cooperate", "responsible") if role_pattern("verb", role).search(words))


class Mention(NamedTuple):
    """A unit in a text: `span` into the text, its role, and what its words were read as."""

    span: Span
    role: str
    resolution: Resolution


@dataclass(slots=True)
class RoleReading:
    """The state of one pass over a text: mentions so far, those that still wait for their verb."""

    region: Region | None
    year: int | None
    default: str
    done: list[Mention] = field(default_factory=list)
    pending: list[Mention] = field(default_factory=list)
    role: str | None = None  # of the last label
    verb: str | None = None  # role of the last verb since the label
    first_leads: bool = False
    others: str = "responsible"  # 列第一位的为牵头单位，其他为配合单位
    lead_mark: str = ""  # 标★的为牵头单位
    settled: int = 0  # of those that wait: how many stand before the clause that is read now
    joined: bool = False  # after 会同, up to the next verb
    inherited: Division | None = None
    shared: Shared = field(default_factory=lambda: Shared({}, set()))  # names that share the end of a later one

    def flush(self) -> None:
        """Give the waiting mentions the role of the label, else of the last verb, else the default."""
        self._settle(len(self.pending), self.role or self.verb or self.default)
        self.joined = False

    def _settle(self, count: int, role: str) -> None:
        self.done.extend(m._replace(role=m.role or role) for m in self.pending[:count])
        del self.pending[:count]
        self.settled = 0

    def begin_clause(self, is_by: bool) -> None:
        """Behind a label, or at 由, a verb holds for its own clause: 配合单位：A、B等，由C负责."""
        if is_by or (self.role and not self.verb):
            self.settled = len(self.pending)

    def take_verb(self, role: str) -> None:
        """Give the waiting mentions of the clause the role of their verb; 负责 says no more than 牵头单位：."""
        is_first = self.role is not None and not self.verb and not self.settled
        self._settle(self.settled, self.role or self.verb or self.default)
        chosen = self.role if self.role and is_first and role == "responsible" else role
        self._settle(len(self.pending), chosen)
        self.verb, self.joined = role, False

    def take_deed(self, words: str) -> bool:
        """市财政局、市商务局，按职责分工负责: whether words are verbs alone, which hold for all that wait."""
        if not _deed().fullmatch(words) or not role_pattern("verb").search(words):
            return False
        self.settled = 0
        self.take_verb(role_of_verbs(words))
        return True

    def last(self) -> Mention | None:
        """The mention before."""
        return next(iter([*self.pending[-1:], *self.done[-1:]]), None)

    def share_role(self) -> None:
        """市住建局（牵头）、市财政局、市水利局（配合）: after a lead, 配合 holds for all that wait."""
        if any(m.role == "lead" for m in [*self.done, *self.pending]):
            self.pending = [m._replace(role=m.role or "cooperate") for m in self.pending]


def take_note(folded: str, piece: Span, reading: RoleReading) -> Span:
    """Take 列第一位的为牵头单位 and 标★的为牵头单位 off a piece and remember them."""
    words = folded[piece.start : piece.end]
    others = _others().search(words)
    if others:
        reading.others = "cooperate" if deed_role(others["role"]) == "cooperate" else "responsible"
    if others and others.start() == 0:
        return Span(piece.start, piece.start)
    for pattern in (first_leads(), marked_leads()):
        note = pattern.search(words)
        if note:
            reading.first_leads |= pattern is first_leads()
            reading.lead_mark = note.groupdict().get("mark", reading.lead_mark)
            left = words[: note.start()]
            opened = left.rfind("（")
            left = left[:opened] if opened > left.rfind("）") else left
            return trim(folded, Span(piece.start, piece.start + len(left.rstrip())))
    return piece


def apply_notes(folded: str, reading: RoleReading) -> Iterator[Mention]:
    """Apply what a note says of all units: the first leads, or those that bear a mark."""
    is_open = len({mention.role for mention in reading.done}) == 1  # a label or verb that says more goes before
    for i, mention in enumerate(reading.done):
        if reading.first_leads and is_open:
            yield mention._replace(role=reading.others if i else "lead")
        elif reading.lead_mark and reading.lead_mark in _neighbours(folded, mention.span):
            yield mention._replace(role="lead")
        else:
            yield mention


def _neighbours(folded: str, span: Span) -> str:
    return folded[max(0, span.start - 1) : span.start] + folded[span.end : span.end + 1]


@cache
def beside_names() -> re.Pattern[str]:
    """下同, 以下不再列出, 排名不分先后: what is said of the names and is none."""
    return re.compile(rf"（?[^（）]{{0,8}}?{duty_pattern('note')}[^（）]{{0,8}}）?")


@cache
def about_all() -> re.Pattern[str]:
    """以下任务均需各区政府落实: no department of this one."""
    return re.compile(rf"{duty_pattern('reference')}{duty_pattern('all')}")


@cache
def of_time() -> re.Pattern[str]:
    """2025年底前完成."""
    offices = "".join(end for end in ends("office") if len(end) == 1)
    return re.compile(
        rf"(?:\d{{2,4}}年|\d+月|{duty_pattern('time')}).*"
        rf"|(?=.*(?:\d|{duty_pattern('time_unit')}))[^{offices}]*{duty_pattern('time_end')}"
    )


def take_role_before(folded: str, piece: Span, reading: RoleReading) -> Span:
    """（配合）市财政局 → 市财政局, and what follows cooperates as after 配合单位：."""
    end = match_bracket(folded, piece.start, piece.end)
    role = label_role(folded[piece.start + 1 : end - 1].strip()) if 0 < end < piece.end else None
    if role and role != "other":
        reading.flush()
        reading.role, reading.verb = role, None
        return trim(folded, Span(end, piece.end))
    return piece


def take_role_bracket(folded: str, piece: Span) -> tuple[Span, str | None]:
    """市商务局（牵头） → 市商务局, lead."""
    closing = CLOSING.find(folded[piece.end - 1]) if piece.end > piece.start else -1
    if closing >= 0:
        opening = folded.rfind(OPENING[closing], piece.start, piece.end)
        if opening < 0:  # it opened before this piece: （责任人：张某某；配合单位：市财政局）
            return trim(folded, Span(piece.start, piece.end - 1)), None
        inside = folded[opening + 1 : piece.end - 1].strip() if opening > piece.start else ""
        role = label_role(inside) or role_words("verb").get(inside)
        if role and role != "other":
            return trim(folded, Span(piece.start, opening)), role
        if role_pattern("verb").match(inside):  # 市财政局（按职责分工）, 市住建局（牵头负责）
            said = [r for r in ("lead", "cooperate") if role_pattern("verb", r).search(inside)]
            return trim(folded, Span(piece.start, opening)), said[0] if said else None
        if any(label.role == "other" for label in find_labels(folded, Span(opening + 1, piece.end))):
            return trim(folded, Span(piece.start, opening)), None
    return piece, None


@cache
def leading() -> re.Pattern[str]:
    """具体工作由A牵头: what stands before the first name."""
    return re.compile(rf"^{duty_pattern('before_by')}?{duty_pattern('before_by')}?{BY}")


@cache
def joining() -> re.Pattern[str]:
    """由A牵头，会同B、C落实: B and C cooperate."""
    return re.compile(rf"^{duty_pattern('before_by')}?{duty_pattern('joining')}")


def skip_verbs(folded: str, tail: Span) -> Span:
    """牵头会同市财政局 → 会同市财政局."""
    verb = role_pattern("verb")
    start = tail.start
    while match := verb.match(folded, start, tail.end):
        start = match.end()
    return trim(folded, Span(start, tail.end))


def find_outside(words: str) -> int:
    """Find the first verb outside of brackets; -1 where there is none."""
    for match in islice(role_pattern("verb").finditer(words), 20):
        at = match.start()
        if words.count("（", 0, at) <= words.count("）", 0, at):
            return at
    return -1


def take_filler(folded: str, span: Span) -> Span:
    """Take 由 off the start, 共同, 等 and the like off the end."""
    words = folded[span.start : span.end]
    lead = leading().match(words)
    start = span.start + (lead.end() if lead else 0)
    end = span.end
    while tail := next((w for w in role_words("filler") if folded.endswith(w, start + 2, end)), ""):
        end -= len(tail)
    return trim(folded, Span(start, end))


def label_parts(folded: str, span: Span) -> Iterator[tuple[Label | None, Span]]:
    """What stands before the first label, then each label with what follows it."""
    labels = [label for label in find_labels(folded, span) if label.role != "other" or not _opens(folded, label)]
    sections = [label for label in labels if is_section_label(folded[label.start : label.end].rstrip("：:】"))]
    if any(label.role != "other" and label not in sections for label in labels):
        labels = [label._replace(role="other") if label in sections else label for label in labels]
    edges = [label.start for label in labels] + [span.end]
    yield None, Span(span.start, edges[0])
    for label, end in zip(labels, edges[1:], strict=True):
        yield label, Span(label.end, end)


def _opens(folded: str, label: Label) -> bool:
    """Whether a label stands right behind a bracket: 市住建局（责任人：王某） goes on with units."""
    return folded[label.start - 1 : label.start] == "（"

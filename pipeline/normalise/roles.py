"""One pass over a text of units: the mentions found so far, those that wait for their role, what notes said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.model import Region, Span
from pipeline.normalise.names import Resolution
from pipeline.normalise.pieces import trim
from pipeline.rules.divisions import Division

FIRST_LEADS = re.compile(
    r"(?:[列排]|位列|排名|排序|排列)?(?:名|序)?在?(?:第一[位个名]?|首[位个]|最前面?)[的者]?(?:单位|部门|责任单位)?"
    r"[为是系](?:总?牵头|主办|主要责任|主要负责|第一责任|主责)(?:责任)?(?:单位|部门)?"
)
OTHERS = re.compile(
    r"(?:其他|其余|其它|后续|余下)的?(?:单位|部门|各单位)?均?[为是](?P<role>配合|协办|参与|参加|协同|责任)(?:单位|部门)?"
)
MARKED_LEADS = re.compile(
    r"(?:[标加注带打画]有?|有)?[“\"‘「]?(?P<mark>[*★☆▲△●◆■※#])[”\"’」]?号?(?:标[注识记]|标志)?[的者]?(?:单位|部门|责任单位)?"
    r"[为是系](?:总?牵头|主办|主要责任)(?:责任)?(?:单位|部门)?"
)
MARKS = "*★☆▲△●◆■※#"


class Mention(NamedTuple):
    """A unit in a text: `span` into the text, its role, and what its words were read as."""

    span: Span
    role: str
    resolution: Resolution


@dataclass(slots=True)
class Reading:
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
    joined: bool = False  # after 会同, up to the next verb
    inherited: Division | None = None

    def flush(self, role: str | None = None) -> None:
        """Give the waiting mentions their role: of their verb, else the label, the last verb, the default."""
        chosen = role or self.role or self.verb or self.default
        self.done.extend(m._replace(role=m.role or chosen) for m in self.pending)
        self.pending.clear()
        self.joined = False

    def last(self) -> Mention | None:
        """The mention before."""
        return next(iter([*self.pending[-1:], *self.done[-1:]]), None)

    def share_role(self) -> None:
        """市住建局（牵头）、市财政局、市水利局（配合）: after a lead, 配合 holds for all that wait."""
        if any(m.role == "lead" for m in [*self.done, *self.pending]):
            self.pending = [m._replace(role=m.role or "cooperate") for m in self.pending]


def take_note(folded: str, piece: Span, reading: Reading) -> Span:
    """Take 列第一位的为牵头单位 and 标★的为牵头单位 off a piece and remember them."""
    words = folded[piece.start : piece.end]
    others = OTHERS.fullmatch(words)
    if others:
        reading.others = "responsible" if others["role"] == "责任" else "cooperate"
        return Span(piece.start, piece.start)
    for pattern in (FIRST_LEADS, MARKED_LEADS):
        note = pattern.search(words)
        if note:
            reading.first_leads |= pattern is FIRST_LEADS
            reading.lead_mark = note.groupdict().get("mark", reading.lead_mark)
            left = words[: note.start()]
            opened = left.rfind("（")
            left = left[:opened] if opened > left.rfind("）") else left
            return trim(folded, Span(piece.start, piece.start + len(left.rstrip())))
    return piece


def apply_notes(folded: str, reading: Reading) -> Iterator[Mention]:
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

"""The paragraphs of a document as lines of a plan: page numbers, web footers and run-on paragraphs seen to, once for all who ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from pipeline.find.titles import LABEL, LEVELS, LONGEST_LINE, PAGE_NUMBER
from pipeline.lang.attribution import Attribution, find_attributions
from pipeline.lang.cue import Cue
from pipeline.lang.sentence import has_stop
from pipeline.lang.text import read_once
from pipeline.model import Content, Finding, Paragraph
from pipeline.rules.findings import tell

_TAIL = re.compile(
    r"^(?:[（(]此件.{0,10}公开.{0,4}[）)]|抄送：.*|20\d\d年\d{1,2}月\d{1,2}日)$"
)  # what stands below the last task
_LOWER = (re.compile(r"^[（(]\d{1,2}[）)]"), re.compile(r"^[①-⑳]"))  # levels below those of titles
HEADING_BEFORE_TASK = re.compile(
    r"^[一二三四五六七八九十]{1,3}、[^。；：]{2,40}?(?:[ \u3000]+|。\s*)(?=[（(][一二三四五六七八九十]{1,3}[）)]\S)"
)
_BREAK = re.compile(r"[。；;]\s*(?=[（(])")
IN_SENTENCE = ("by", "duty")  # 由甲局牵头，开展…: a task where others of the plan name departments, else any sentence
FOOTER = Cue("title_words", "footer")
FOOTER_OPENS = Cue("title_words", "footer_opens")
_BRACKETED = LEVELS.index("bracket")
_LAST = 15  # paragraphs of a page in which its footer may begin


@dataclass(slots=True)
class PlanLine:
    """A paragraph: its place among the document's paragraphs (from 1), its text, what it says of responsibility."""

    place: int
    text: str
    page: int | None
    told: list[Attribution]
    block: int  # its place among the blocks of the file, from 0
    said: int | None = None  # its level, where the file says that it is a heading
    ocr_confidence: Decimal | None = None  # as `Paragraph.ocr_confidence`
    apart: list[Attribution] = field(init=False)  # the places of `told` that stand apart from what is to be done
    tells: bool = field(init=False)  # whether it names departments

    def __post_init__(self) -> None:
        """Part the places, once for all who ask."""
        self.apart = [found for found in self.told if found.kind not in IN_SENTENCE]
        self.tells = any(found.names for found in self.apart)

    @property
    def is_labelled(self) -> bool:
        """Whether it says who is responsible, and nothing before."""
        return bool(self.told) and self.told[0].kind == "label" and self.told[0].start == 0

    @property
    def goes_on(self) -> bool:
        """Whether it begins with the bracket that closes the line before (a page lies between them)."""
        return bool(self.told) and self.told[0].kind == "bracket" and self.told[0].start == 0

    @property
    def breaks_off(self) -> bool:
        """Whether it ends in the middle of a sentence behind a place that names departments."""
        rest = self.text[self.apart[-1].end :].strip() if self.apart else ""
        return bool(rest) and not rest.endswith(("。", "；", ";", "）", ")"))

    @property
    def is_title(self) -> bool:
        """Whether it is a mere heading: short, no full stop, but for what stands in a bracket that names units."""
        rest = self.text[: self.apart[0].start] if self.apart and not self.is_labelled else self.text
        return len(rest) <= LONGEST_LINE and not has_stop(rest.rstrip().removesuffix("。"))


def read_plan_lines(content: Content) -> list[PlanLine]:
    """The paragraphs that are text of the plan; tasks that follow each other in one paragraph are one line each."""
    return list(_read_lines(_list_paragraphs(content)))


def report_footer(content: Content, path: str) -> Iterator[Finding]:
    """P41: where the footer of a web page begins."""
    paragraphs = [paragraph for _, paragraph in _list_paragraphs(content)]
    end = find_footer(paragraphs)
    if end < len(paragraphs):
        yield tell("P41", path, f"paragraph {end + 1}", text=paragraphs[end].text[:40])


def _list_paragraphs(content: Content) -> list[tuple[int, Paragraph]]:
    return [(index, block) for index, block in enumerate(content.blocks) if isinstance(block, Paragraph)]


def _read_lines(paragraphs: Sequence[tuple[int, Paragraph]]) -> Iterator[PlanLine]:
    end = find_footer([paragraph for _, paragraph in paragraphs])
    for place, (block, paragraph) in enumerate(paragraphs[:end], start=1):
        whole = paragraph.text.strip()
        found = list(find_attributions(read_once(whole).folded))
        for text in _cut_run_on(whole, found):
            if text and not PAGE_NUMBER.match(text) and not _TAIL.match(text):
                told = found if text == whole else list(find_attributions(read_once(text).folded))
                yield PlanLine(place, text, paragraph.page, told, block, paragraph.level, paragraph.ocr_confidence)


def _cut_run_on(text: str, told: Sequence[Attribution]) -> Iterator[str]:
    """Cut …（甲局负责） （五）… behind the bracket, and 二、标题 （四）… before the task."""
    heading = HEADING_BEFORE_TASK.match(text)
    cuts = [heading.end()] if heading else []
    for found in told:
        rest = text[found.end :].lstrip(" \u3000")
        if found.is_apart and rest and level_of(rest) is not None:
            cuts.append(found.end)
            heading = HEADING_BEFORE_TASK.match(rest)
            cuts += [len(text) - len(rest) + heading.end()] if heading else []
    if cuts:  # …由甲局负责。（二）…: what tells in a sentence, and what tells nothing, end there, too
        cuts += [found.end() for found in _BREAK.finditer(text) if level_of(text[found.end() :]) == _BRACKETED]
    for start, end in pairwise([0, *sorted(set(cuts)), len(text)]):
        yield text[start:end].strip()


def level_of(text: str) -> int | None:
    """The level of a numbered line among the tasks of a plan; None where it has no number."""
    found = LABEL.match(text)
    if found and found.lastgroup:
        return LEVELS.index(found.lastgroup)
    return next((len(LEVELS) + depth for depth, label in enumerate(_LOWER) if label.match(text)), None)


def find_footer(paragraphs: Sequence[Paragraph]) -> int:
    """Where the footer of a web page begins (主办单位：… 地址：… 邮编：…): what follows is no text of the plan."""
    first = max(0, len(paragraphs) - _LAST)
    end = next((i for i in range(first, len(paragraphs)) if is_footer(paragraphs[i].text)), len(paragraphs))
    while first < end < len(paragraphs) and FOOTER_OPENS.begins(paragraphs[end - 1].text.strip()):
        end -= 1
    return end


def is_footer(text: str) -> bool:
    """Tell whether a paragraph says where an office is, and not what it does."""
    return FOOTER.within(text) is not None

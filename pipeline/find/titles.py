"""What stands above a table: its title, the section it stands in, notes (注：…)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from pipeline.lang.cue import Cue
from pipeline.lang.day import read_first_year, read_published
from pipeline.lang.department import ends_like_department
from pipeline.lang.heading import find_unit_note, is_unit_note
from pipeline.lang.outline import cut_continued, is_continued
from pipeline.lang.sentence import ends_sentence
from pipeline.model import Content, Paragraph, Table

ANNEX = Cue("title_words", "annex")
_NOTE = Cue("title_words", "note")
TITLE_END = Cue("title_words", "title_end")
WHOLE_TITLE = Cue("title_words", "whole_title")
LETTERHEAD = Cue("title_words", "letterhead")
SITE = Cue("title_words", "site")
GOES_BEFORE = Cue("title_words", "opens_title")
ANNEX_LINE = (
    r"^@\s*(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})?(?:[-—－]\d{1,2})?\s*(?:[：:.、]\s*|\s+|$)(?P<title>.*)$"
)
NOTE_LINE = r"^[（(【]?@(?:\s*[：:]|\s*\d{1,2}\s*[.、．]|[】)）])"
BRACKETS = r"(?:[（(【〔][^）)】〕]*[）)】〕])*$"
PAGE_NUMBER = re.compile(r"^[-—－–\s第]*\d{1,4}\s*[-—－–\s页]*(?:共\s*\d+\s*页)?$")
LABEL = re.compile(
    r"^(?:(?P<part>第[一二三四五六七八九十]{1,3}[章节部编][分]?)[\s、：:]*|(?P<han>[一二三四五六七八九十]{1,3})[、．.]\s*"
    r"|(?P<bracket>[（(][一二三四五六七八九十]{1,3}[）)])\s*|(?P<arabic>\d{1,2}(?:\.\d{1,2})?)[、．.\s]\s*)(?=\S)"
)
NUMBER_OR_DATE = re.compile(
    r"[〔\[（(]20\d\d[〕\])）] ?\d+ ?号$|^[（(]?20\d\d ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?日)?[^，。]{0,4}[）)]?$"
)
_PATH = re.compile(r"[^>＞»›][>＞»›].")
_SPREAD = re.compile(r"(?:[^\W\d_][ \u3000]+){3,}[^\W\d_]")
_SUBTITLES = "—–―─-"
_SUBTITLE = re.compile(f"[{_SUBTITLES}]{{1,2}}")
_LABELLED = re.compile(r"[^《（(：:]{1,6}[：:]")  # 抄送：各市人民政府
IN_BRACKETS = re.compile(r"^[（(〔][^（(）)〔〕]*[）)〕]$")
LEVELS = ("part", "han", "bracket", "arabic")
OUTERMOST, INNERMOST = -1, 9
LONGEST_LINE = 60
MOST_LINES = 4  # of a title
FIRST_BLOCKS = 20  # of a file, where its title stands
_FORM_CELLS = 40  # at most, of a table that says what a document is: 索引号, 发文机关, 成文日期


def _close_up(line: str) -> str:
    """Leave out the blanks of a line whose characters are spread: 工 作 方 案."""
    return "".join(line.split()) if _SPREAD.fullmatch(line) else line


def _is_text(line: str) -> bool:
    """Tell whether a paragraph is too long for a title, an annex or a section."""
    return len(line) > LONGEST_LINE and line[0] not in _SUBTITLES and not line.endswith(("：", ":", "）", ")"))


def _is_path(line: str) -> bool:
    """Tell whether a line says where on its site a page lies: 首页 > 政务公开."""
    return len(line) <= LONGEST_LINE and _PATH.search(line) is not None


def is_note(text: str) -> bool:
    """Tell whether a line is a note: 注：…, 填表说明 1."""
    return _NOTE.compile(NOTE_LINE).match(text) is not None


def ends_like_title(text: str) -> bool:
    """Tell whether a line ends like a title, brackets behind it left out: …分解表（2024年）."""
    return TITLE_END.compile(f"@{BRACKETS}").search(text) is not None


@dataclass(slots=True)
class Sections:
    """The section titles that hold at a place, by level: 一、 over （一） over 1."""

    titles: dict[int, str] = field(default_factory=dict)

    def enter(self, title: str, label: str = "") -> str:
        """Enter a section and give its whole title; `label` is its number where it stands in a column of its own.

        A title without number is outermost where none with a number holds yet, else innermost.
        """
        title = cut_continued(title)
        level = _level(label) if label else _level(title)
        if level is None:
            is_outer = OUTERMOST in self.titles or not self.titles
            level = OUTERMOST if is_outer else INNERMOST
        self.titles = {known: text for known, text in self.titles.items() if known < level}
        self.titles[level] = f"{label} {title}" if label else title
        return self.titles[level]

    def path(self) -> str | None:
        """All of them, outermost first, joined by ` / `; None where there is none."""
        return " / ".join(self.titles[level] for level in sorted(self.titles)) or None


@dataclass(slots=True)
class Above:
    """What was read since the last table."""

    title: str = ""
    is_sure: bool = False  # the title ends like one (…分解表)
    is_fresh: bool = False  # an annex or a title came since the last table
    pending: str = ""  # a short line that may be a title or a section
    unit: str = ""  # what is said of that of the figures below: 单位：万元
    lines: list[str] = field(default_factory=list)  # those just read that one title may be broken into
    entered: list[str] = field(default_factory=list)  # section titles since the last table, annex or title
    notes: list[str] = field(default_factory=list)  # of the whole file

    def read(self, text: str) -> None:
        """Read a paragraph, or a row of the table that stands above its heading."""
        plain = _close_up(text.strip())
        if "\n" in plain:
            for line in plain.split("\n"):
                self.read(line)
            return
        if not plain or PAGE_NUMBER.match(plain) or _is_path(plain) or self._says_again(plain):
            return
        notes = is_note(plain)
        if notes or "牵头" in plain:
            self.notes.append(plain)
        self.unit = find_unit_note(plain) or self.unit
        if is_unit_note(plain):
            return
        before, self.lines = self.lines, []
        if _is_text(plain) or SITE.is_all(plain):
            return
        if notes or NUMBER_OR_DATE.search(plain) or LETTERHEAD.ends(plain):
            return
        if (
            before
            and self.title
            and _SUBTITLE.match(plain)
            and read_first_year(plain)
            and not read_first_year(self.title)
        ):
            self.title += plain  # ——2026年1月27日在省第七届人民代表大会第五次会议上
            return
        annex = ANNEX.compile(ANNEX_LINE).match(plain)
        is_short = len(plain) <= LONGEST_LINE and not (ends_sentence(plain) or plain.endswith(("：", ":")))
        if annex and is_short | plain.endswith(("：", ":")):
            self._restart("")
            self.read(annex["title"])
        elif LABEL.match(plain) and is_short:
            self.entered.append(plain)
        elif is_short and not _LABELLED.match(plain):
            self._read_title_line(plain, before)

    def _says_again(self, line: str) -> bool:
        """Tell whether a line only says that the list goes on: 续表2, 重点任务清单（续）."""
        if len(line) > LONGEST_LINE:
            return False
        stem = cut_continued(line)
        return is_continued(line) or (stem != line and self.title.endswith(stem))

    def _read_title_line(self, line: str, before: list[str]) -> None:
        """A short line: a title, a part of one, or of what stands before it; 关于印发… goes on with who issues it."""
        goes_on = bool(before) and len(before) < MOST_LINES and not WHOLE_TITLE.ends(before[-1])
        if IN_BRACKETS.match(line) and not (self.is_sure and goes_on):
            return  # （…代章）
        if goes_on and ends_like_department(before[-1]) and not GOES_BEFORE.begins(line):
            goes_on = False
        self.lines = [*before, line] if goes_on else [line]
        whole = "".join(self.lines)
        if ends_like_title(line) or IN_BRACKETS.match(line):
            self._restart(whole)
            return
        self.pending = whole

    def _restart(self, title: str) -> None:
        self.title, self.is_sure, self.is_fresh, self.pending = title, bool(title), True, ""
        self.unit = find_unit_note(title)
        self.entered.clear()

    def begin(self, sections: Sections, is_new: bool) -> None:
        """A table begins, of a new list or of one that goes on: decide what the lines above it were."""
        if self.pending and is_new and not self.is_sure:
            self.title = self.pending
        elif self.pending and not is_new:
            self.entered.append(self.pending)
        for title in self.entered:
            sections.enter(title)
        self.entered.clear()
        self.pending, self.unit, self.is_fresh, self.is_sure, self.lines = "", "", False, False, []

    def begin_other(self) -> None:
        """A table begins that is no list: what stood above it is its own."""
        self._restart("")


def _level(text: str) -> int | None:
    """Level of a section by its number; None where it has none."""
    found = LABEL.match(text + "x") or LABEL.match(text + "、x")
    return LEVELS.index(found.lastgroup) if found and found.lastgroup else None


def first_lines(content: Content) -> list[str]:
    """The short lines that a file begins with: who issues it and what it is called."""
    texts = [block.text for block in content.blocks[:FIRST_BLOCKS] if isinstance(block, Paragraph)]
    return [text for text in texts if len(text) <= LONGEST_LINE]


def find_published(content: Content) -> date | None:
    """The date that a document states of itself, above its list or below it, also in a small table (成文日期 | 2024-03-15)."""
    blocks = content.blocks
    texts = [block.text for block in blocks if isinstance(block, Paragraph) and len(block.text) <= LONGEST_LINE]
    ends = texts if len(texts) <= 2 * FIRST_BLOCKS else [*texts[:FIRST_BLOCKS], *texts[-FIRST_BLOCKS:]]
    outer = blocks if len(blocks) <= 2 * FIRST_BLOCKS else [*blocks[:FIRST_BLOCKS], *blocks[-FIRST_BLOCKS:]]
    tables = (block for block in outer if isinstance(block, Table) and len(block.cells) <= _FORM_CELLS)
    cells = (cell.text for table in tables for cell in table.cells if len(cell.text) <= LONGEST_LINE)
    return read_published(ends, cells) or content.published

"""What stands above a table: its title, the section it stands in, notes (注：…)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

ANNEX = re.compile(
    r"^附[件表录图]?\s*(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})?(?:[-—－]\d{1,2})?\s*(?:[：:.、]\s*|\s+|$)(?P<title>.*)$"
)
PAGE = re.compile(r"^[-—－–\s第]*\d{1,4}\s*[-—－–\s页]*(?:共\s*\d+\s*页)?$")
NOTE = re.compile(r"^[（(【]?(?:备?注|说明|填表说明|填报说明|附注|注释)(?:\s*[：:]|\s*\d{1,2}\s*[.、．]|[】)）])")
LABEL = re.compile(
    r"^(?:(?P<part>第[一二三四五六七八九十]{1,3}[章节部编][分]?)[\s、：:]*|(?P<han>[一二三四五六七八九十]{1,3})[、．.]\s*"
    r"|(?P<bracket>[（(][一二三四五六七八九十]{1,3}[）)])\s*|(?P<arabic>\d{1,2}(?:\.\d{1,2})?)[、．.\s]\s*)(?=\S)"
)
TITLE_END = re.compile(
    r"(?:表|清单|方案|计划|分工|分解|要点|一览|安排|台账|目录|指标|任务|事项|规划|办法|意见|措施|通知|报告|实事|项目)"
    r"(?:[（(【〔][^）)】〕]*[）)】〕])*$"
)
FILLED_IN = re.compile(r"^(?:填报|填表|制表|报送|金额|单位|日期|时间|联系)[^：:]{0,6}[：:]")
LEVELS = ("part", "han", "bracket", "arabic")
OUTERMOST, INNERMOST = -1, 9
LONGEST = 60


@dataclass(slots=True)
class Sections:
    """The section titles that hold at a place, by level: 一、 over （一） over 1."""

    titles: dict[int, str] = field(default_factory=dict)

    def enter(self, title: str, label: str = "") -> str:
        """Enter a section and give its whole title; `label` is its number where it stands in a column of its own.

        A title without number is outermost where none with a number holds yet, else innermost.
        """
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
    entered: list[str] = field(default_factory=list)  # section titles since the last table, annex or title
    notes: list[str] = field(default_factory=list)  # of the whole file

    def read(self, text: str) -> None:
        """Read a paragraph, or a row of the table that stands above its heading."""
        plain = text.strip()
        if not plain or PAGE.match(plain) or FILLED_IN.match(plain):
            return
        annex = ANNEX.match(plain)
        is_short = len(plain) <= LONGEST and not plain.endswith(("。", "；", "：", ":"))
        if NOTE.match(plain) or "牵头" in plain:
            self.notes.append(plain)
        if NOTE.match(plain):
            return
        if annex and is_short | plain.endswith(("：", ":")):
            self._restart("")
            self.read(annex["title"])
        elif TITLE_END.search(plain) and is_short and not LABEL.match(plain):
            self._restart(plain)
        elif LABEL.match(plain) and is_short:
            self.entered.append(plain)
        elif len(plain) <= LONGEST * 2 and not plain.endswith(("。", "；")):
            self.pending = plain

    def _restart(self, title: str) -> None:
        self.title, self.is_sure, self.is_fresh, self.pending = title, bool(title), True, ""
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
        self.pending, self.is_fresh, self.is_sure = "", False, False

    def begin_other(self) -> None:
        """A table begins that is no list: what stood above it is its own."""
        self._restart("")


def _level(text: str) -> int | None:
    """Level of a section by its number; None where it has none."""
    found = LABEL.match(text + "x") or LABEL.match(text + "、x")
    return LEVELS.index(found.lastgroup) if found and found.lastgroup else None

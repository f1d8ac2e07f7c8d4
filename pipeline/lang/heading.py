"""What is a heading: the one eye for it. Readers ask it where a table begins, `find` what its columns are.

A heading is read as a whole (rules/lang/headers.csv), without a note in brackets, without its year, by its parts
(责任单位及责任人), or by how it ends (市级牵头单位). Rule and cases: docs/design/tables.md.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.lang.cue import Cue
from pipeline.lang.department import ends_like_department
from pipeline.lang.period import Period, cut_year, find_years, read_period
from pipeline.lang.sentence import ends_sentence
from pipeline.model.field import name_plan, read_field
from pipeline.rules.headers import Header, headers, heading_words

UNITS = ("lead_units", "responsible_units", "cooperating_units")
PLANNED = ("plan", "measure", "task", "indicator", "category")  # what a heading with a year in it may plan
PREFERRED = ("measure", "indicator", "task", "plan", "deadline")  # of 目标与任务 the task
_MEASURED = ("measure", "task", "indicator", "plan")  # what a row of a list may be about
LONGEST_HEADING = 24  # characters of a heading without its note in brackets
LONGEST_CELL = 60  # characters; no use to look up more
WIDEST = 30  # columns that a heading may have
NOTE = re.compile(r"[（(【\[〔][^（）()【】\[\]〔〕]*[）)】\]〕]")
_LEADS, _COOPERATES = Cue("column_words", "leads"), Cue("column_words", "cooperates")
_UNIT_NOTE = Cue("title_words", "unit_note")
_NOTE_LINE = r"(?:^|[\s（(【])(?P<note>@\s*[：:]\s*(?P<unit>[^：:，。；、（）()】\s]{1,12}))\s*[）)】]?$"
_FORM_LABEL = re.compile(r"\w{2,6}\s*[：:]")  # 填报单位：市商务局 单位：万元
_NUMBERED = re.compile(
    r"[①-⑳]|\d+[.、．]|\d+$|第?[一二三四五六七八九十]{1,3}(?:[、．.]|是)|[（(][一二三四五六七八九十\d]{1,3}[）)]"
)


def squeeze(text: str) -> str:
    """Take out all white space: 牵 头 单 位 is 牵头单位."""
    return "".join(text.split())


class Widths(NamedTuple):
    """How many cells a heading may have."""

    least: int
    likely: int
    most: int


# --- one heading -----------------------------------------------------------------------------


@lru_cache(4096)  # body cells are asked, too
def find_header(heading: str) -> Header | None:
    """Find the row of a heading: as a whole, without a note in brackets, without its year, by its parts or its end."""
    whole, plain, rest = _forms(heading)
    found = next((row for text in (whole, plain, rest) if (row := _rows("whole").get(text))), None)
    if found or len(plain) > LONGEST_HEADING:
        return found
    return _find_joined(rest) or _find_end(rest)


def plain_heading(heading: str) -> str:
    """A heading as a row of headers.csv has it: without blanks, a note in brackets and its year."""
    return _forms(heading)[2] or _forms(heading)[0]


def _forms(heading: str) -> tuple[str, str, str]:
    """A heading without blanks; then without its note, colon and stars; then without its year."""
    whole = squeeze(heading)
    plain = NOTE.sub("", whole).strip("：:*＊★") or whole.strip("（）()【】[]")
    return whole, plain, cut_year(plain)


@cache
def _rows(match: str) -> dict[str, Header]:
    return {row.heading: row for row in headers() if row.match == match}


@cache
def _words(use: str, template: str = "@") -> re.Pattern[str]:
    """Any word of one use, the longest first, in the place of @."""
    words = sorted((row.word for row in heading_words() if row.use == use), key=len, reverse=True)
    return re.compile(template.replace("@", f"(?:{'|'.join(map(re.escape, words))})"))


def _find_end(text: str) -> Header | None:
    """Find a row by how a heading ends; 各责任单位 is a cell, 一、总体要求 a section."""
    if _NUMBERED.match(text) or _words("refers").match(text):
        return None
    ends = (_rows("end").get(text[start:]) for start in range(len(text) - 1))
    found = next((row for row in ends if row), None)
    return found and found._replace(rank=_raise(text, found), field=_part(text, found))


def _part(text: str, row: Header) -> str:
    """Field of a heading: 协同责任单位 cooperate, 主办责任单位 lead, although 责任单位 says neither."""
    if row.field != "responsible_units":
        return row.field
    return "lead_units" if _LEADS.begins(text) else "cooperating_units" if _COOPERATES.begins(text) else row.field


def _raise(text: str, row: Header) -> str:
    """Rank of a heading: of 具体任务 that of 具体, which is higher than that of 任务."""
    ranks = (word.rank for word in heading_words() if word.use == "before" and word.rank and text.startswith(word.word))
    return max([row.rank, *ranks]) if row.field == "measure" else row.rank


def _find_joined(text: str) -> Header | None:
    """责任单位及责任人 names units, 牵头和配合单位 units of which the cells say the part, 目标与任务 the task."""
    parts = [part for part in _words("joins").split(text) if part]
    known = [row for part in parts if (row := _rows("whole").get(part) or _find_end(part))]
    if len(parts) < 2 or len(known) < len(parts):
        return None
    units = {row.field: row for row in known if row.field in UNITS}
    if len(units) > 1:
        return Header(text, "joined", "responsible_units", "", "", text, "")
    ranked = sorted(known, key=lambda row: row.rank, reverse=True)
    ordered = [*units.values(), *(row for field in PREFERRED for row in ranked if row.field == field), *known]
    return ordered[0]


@lru_cache(4096)
def field_of(heading: str) -> str | None:
    """Field of a column: a plan year as text, a field of the table, or None for an unknown heading.

    A column of one quarter's plan has it in its field (model.field).
    """
    header = find_header(heading)
    period = period_of(heading)
    if header and header.field not in PLANNED:
        return header.field
    if period.quarter or (period.year and _plans_a_year(heading, header)):
        return name_plan(period.year, period.quarter)
    return header.field if header else None


def _plans_a_year(heading: str, header: Header | None) -> bool:
    """Tell whether a heading with a year is a column of plans (2022年工作计划) and not 2022年花名."""
    rest = _forms(heading)[2]
    return header is not None or not rest or _words("plans").search(rest) is not None


@lru_cache(4096)
def period_of(heading: str) -> Period:
    """Year and quarter that a heading names; a year in brackets counts where none stands outside of them."""
    whole, plain, _ = _forms(heading)
    if len(plain) > LONGEST_HEADING:
        return Period(None, None)
    return read_period(plain, whole)


def year_of_chapter(heading: str) -> int | None:
    """Year that the heading of a chapter plans for; of a plan of five years its last (“十五五”时期主要目标: 2030)."""
    years = {one.year for one in find_years(heading)}
    return period_of(heading).year or (years.pop() if len(years) == 1 and len(heading) <= LONGEST_HEADING else None)


@lru_cache(4096)
def is_sure(text: str) -> bool:
    """Tell whether a text can hardly be anything but a heading: known as a whole, or a year alone.

    What only ends like a heading may as well be a sentence of the body: 加快推进重点工程.
    """
    whole, plain, rest = _forms(text)
    parts = [part for part in _words("joins").split(rest) if part]
    is_joined = len(parts) > 1 and all(map(_is_sure_word, parts))
    return (plain != rest and not rest) or is_joined or any(map(_is_sure_word, (whole, plain, rest)))


def _is_sure_word(text: str) -> bool:
    if text in _rows("whole"):
        return True
    found = _rows("end").get(text)
    if found and found.sure:
        return True
    before = _words("before").match(text)
    return before is not None and _is_sure_word(text[before.end() :])


def may_name_departments(heading: str) -> bool:
    """Tell whether a heading that is not known may be one of departments by how it ends: 帮扶单位, 对口处室."""
    plain = _forms(heading)[1]
    is_short = 0 < len(plain) <= LONGEST_HEADING and not _NUMBERED.match(plain)
    return is_short and field_of(heading) is None and _words("departments", "@$").search(plain) is not None


def may_be_heading(text: str) -> bool:
    """Tell whether a cell may be a heading: short, no sentence, no number of a list or measure."""
    plain = NOTE.sub("", squeeze(text))
    return (0 < len(plain) <= LONGEST_HEADING and not (plain[0].isdigit() or ends_sentence(plain))) or field_of(
        text
    ) is not None


# --- a row of headings -----------------------------------------------------------------------


def makes_list(fields: Collection[str]) -> bool:
    """Tell whether columns of these fields are those of a list: something to do or to reach, and who does it."""
    is_measured = any(read_field(field).kind in _MEASURED for field in fields)
    return is_measured and any(field in (*UNITS, "unit?") for field in fields)


def is_heading(texts: Iterable[str]) -> bool:
    """Tell whether cells are the heading of a list, by their words alone."""
    short = [text for text in texts if len(text) <= LONGEST_CELL]
    known = [field for text in short if (field := field_of(text))]
    return makes_list(known) or makes_list([*known, *("unit?" for text in short if may_name_departments(text))])


def holds_list(own: Iterable[str], inner: Iterable[Iterable[str]]) -> bool:
    """Tell whether a table is there only for a list in one of its cells.

    `own` are texts of its cells that hold no table, `inner` the first rows of tables in it. A list with a table in one of its
    cells has a heading of its own.
    """
    return any(is_heading(row) for row in inner) and not is_heading(own)


def may_be_headings(texts: Iterable[str]) -> bool:
    """Tell whether the cells of a row may be headings: each is short and no sentence, and at least one is known."""
    plain = [(text, NOTE.sub("", squeeze(text))) for text in texts if text.strip()]
    is_short = all(len(short) <= LONGEST_HEADING and not ends_sentence(short) for _, short in plain)
    return is_short and any(field_of(text) for text, _ in plain)


def opens_table(texts: Iterable[str]) -> bool:
    """Tell whether a row is a heading of its own, of whatever table: most of its cells are sure, or one counts the rows."""
    filled = list(dict.fromkeys(text for text in texts if text.strip()))
    sure = [text for text in filled if is_sure(text)]
    is_counted = len(filled) > 1 and any(field_of(text) == "serial" for text in sure)
    return is_counted or (len(sure) > 1 and 2 * len(sure) > len(filled))


def heading_widths(texts: Sequence[str]) -> Widths | None:
    """How many of the first of these texts, one a cell, may be the heading of a list; None where they are none.

    Its likely end is behind its last known words; a word that is none for sure counts only next to the others. Cells that
    look like headings but are not known may follow.
    """
    fields: list[str | None] = []
    least = likely = 0
    for text in texts[:WIDEST]:
        if text.strip() and not may_be_heading(text):
            break
        field = field_of(text)
        is_new = field is not None and field not in fields
        if is_new and (not least or likely == len(fields) or is_sure(text)):
            likely = len(fields) + 1
        fields.append(field)
        if not least and is_heading(texts[: len(fields)]):
            least = len(fields)
    return Widths(least, max(least, likely), len(fields)) if least else None


def count_headings(texts: Sequence[str]) -> int:
    """How many of the first texts are known headings, no field twice; 0 where they make no list."""
    fields: list[str] = []
    for text in texts[:WIDEST]:
        field = field_of(text) if may_be_heading(text) else None
        if field is None or field in fields:
            break
        fields.append(field)
    return len(fields) if makes_list(fields) else 0


# --- what stands above: 单位：万元 ---------------------------------------------------------------


def find_unit_note(line: str) -> str:
    """What a line says of the unit of the figures in the table below it: 单位：万元 of 表2 总投资（单位：万元）; "" where nothing."""
    found = _find_note(line)
    return found["note"] if found else ""


def read_unit_note(note: str) -> str:
    """The unit that a note says: 万元."""
    found = _find_note(note)
    return found["unit"] if found else ""


def is_unit_note(line: str) -> bool:
    """Tell whether a line is no text but says a unit for the table below it: （单位：亿元）, 填报单位：甲局 单位：亿元."""
    found = _find_note(line)
    return found is not None and (found.start() == 0 or _FORM_LABEL.match(line.strip()) is not None)


def _find_note(line: str) -> re.Match[str] | None:
    if "：" not in line and ":" not in line:
        return None
    found = _UNIT_NOTE.compile(_NOTE_LINE).search(line.strip())
    return None if found is None or ends_like_department(found["unit"]) else found

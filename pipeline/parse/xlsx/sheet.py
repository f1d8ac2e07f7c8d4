"""What a workbook holds: its shared strings and number formats, and the cells of a sheet as they are shown.

Source: ECMA-376 part 1, 18.3 (worksheets), 18.4 (shared strings), 18.8 (styles).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.model import Finding
from pipeline.parse.decode import read_integer
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.grid import GridError, cell_text
from pipeline.parse.limits import check_characters
from pipeline.parse.ooxml import Package, S
from pipeline.parse.raised import write_raised
from pipeline.parse.xlsx.number_format import BUILT_IN, show_number, show_text
from pipeline.rules.findings import tell
from pipeline.rules.limits import limit

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SIZE = re.compile(r"\d{1,9}(?:\.\d*)?|\.\d+")
_NARROWEST, _LOWEST = 0.25, 1.0  # characters, points: about two pixels
ZERO = re.compile(r"0*(?:\.0*)?")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_TEXTS = ("s", "inlineStr", "str")  # types of cells that hold a text

Position = tuple[int, int]  # row, column, from 0


class LeftOut(NamedTuple):
    """What of a string is no text: struck words, raised marks of notes."""

    struck: tuple[str, ...]
    marks: tuple[str, ...]


_NOTHING = LeftOut((), ())


@dataclass(slots=True)
class Workbook:
    """What the sheets of a file share."""

    package: Package
    strings: list[str]
    left_out: dict[int, LeftOut]  # by the index of a shared string
    formats: list[str]  # number format of each cell style
    struck_styles: frozenset[int]  # cell styles whose font is struck
    is_1904: bool
    notes: list[Finding] = field(default_factory=list)
    characters: int = 0  # read so far

    def note(self, code: str, place: str, /, **parameters: str) -> None:
        """Keep a finding."""
        self.notes.append(tell(code, self.package.path, place, **parameters))

    def note_left_out(self, left_out: LeftOut, place: str) -> None:
        """Keep findings on what of a cell is no text."""
        for code, texts in (("P39", left_out.struck), ("P40", left_out.marks)):
            if texts:
                self.note(code, place, count=str(len(texts)), text=" | ".join(texts))


@dataclass(slots=True)
class Sheet:
    """The cells of a sheet: texts by position, merged ranges, rows and columns that are not shown."""

    name: str
    texts: dict[Position, str] = field(default_factory=dict)
    spans: dict[Position, Position] = field(default_factory=dict)  # of a merged cell: rows, columns
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_strings(package: Package) -> tuple[list[str], dict[int, LeftOut]]:
    """Read the shared strings, and what of them is left out, by their index."""
    blob = package.find("sharedStrings")
    strings: list[str] = []
    left_out: dict[int, LeftOut] = {}
    for index, item in enumerate(package.parse(blob, "sharedStrings").iterfind(S + "si") if blob else ()):
        text, gone = _read_rich(item)
        strings.append(text)
        if gone is not _NOTHING:
            left_out[index] = gone
    return strings, left_out


def _read_rich(item: Any) -> tuple[str, LeftOut]:
    """Read a string of one or several runs, without how it is pronounced (rPh); struck runs and marks of notes are no text."""
    pieces = [text.text or "" for text in item.iterfind(S + "t")]
    struck: list[str] = []
    marks: list[str] = []
    was_struck = False
    for run in item.iterfind(S + "r"):
        text, properties = run.findtext(S + "t") or "", run.find(S + "rPr")
        goes_on, was_struck = was_struck, properties is not None and _is_struck(properties)
        if was_struck:
            struck.append(struck.pop() + text if goes_on else text)
        elif properties is not None and _value(properties, "vertAlign") == "superscript":
            pieces.append(write_raised("".join(pieces), text))
            marks += [text] if text.strip() and not pieces[-1] else []
        else:
            pieces.append(text)
    text = _unescape("".join(pieces)).replace("\r\n", "\n").replace("\r", "\n")
    return text, LeftOut(tuple(struck), tuple(marks)) if struck or marks else _NOTHING


def _value(element: Any, name: str) -> str:
    """The val of a child; "" where there is no such child."""
    found = element.find(S + name)
    return str(found.get("val", "1")) if found is not None else ""


def _is_struck(font: Any) -> bool:
    """Tell whether a font, or the properties of a run, strike their text."""
    return is_flag_on(_value(font, "strike"))


def _unescape(text: str) -> str:
    """Write the characters that stand as _x000D_; half a pair of UTF-16 without the other is a replacement character."""
    if not ESCAPED.search(text):
        return text
    units = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def read_styles(package: Package) -> tuple[list[str], frozenset[int]]:
    """Read the number format of each cell style, and which of them strike their text."""
    blob = package.find("styles")
    if not blob:
        return [], frozenset()
    root = package.parse(blob, "styles")
    struck_fonts = {str(index) for index, font in enumerate(root.iterfind(f"{S}fonts/{S}font")) if _is_struck(font)}
    styles = [style.get("fontId", "0") for style in root.iterfind(f"{S}cellXfs/{S}xf")]
    return list(_read_formats(root)), frozenset(i for i, font in enumerate(styles) if font in struck_fonts)


def _read_formats(root: Any) -> Iterator[str]:
    own = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in root.iterfind(f"{S}numFmts/{S}numFmt")}
    for style in root.iterfind(f"{S}cellXfs/{S}xf"):
        key = style.get("numFmtId", "0")
        yield own.get(key) or BUILT_IN.get(read_integer(key, 0), "General")


def read_sheet(workbook: Workbook, name: str, part: str) -> Sheet:
    """Read the cells of a sheet."""
    sheet = Sheet(name)
    blob = workbook.package.unpack(part)
    root = workbook.package.parse(blob, part) if blob else ()
    for element in root:
        if element.tag == S + "cols":
            _read_columns(element, sheet)
        elif element.tag == S + "sheetData":
            _read_rows(element, sheet, workbook)
        elif element.tag == S + "mergeCells":
            _read_merges((merged.get("ref", "") for merged in element), sheet, workbook)
    _read_comments(part, name, workbook)
    return sheet


def _read_columns(columns: Any, sheet: Sheet) -> None:
    """Note the columns that are hidden or of no width. Raises `GridError` for ranges that overlap without end."""
    looked_at = 0
    for column in columns:
        if is_flag_on(column.get("hidden")) or _is_nothing(column.get("width"), _NARROWEST):
            first = max(read_integer(column.get("min"), 1), 1)
            last = min(read_integer(column.get("max"), 0), LAST_COLUMN)
            looked_at += max(last - first, 0)
            if looked_at > limit("table_positions"):
                raise GridError("R23", limit=limit("table_positions"))
            sheet.hidden_columns.update(range(first - 1, last))


def _is_nothing(size: str | None, least: float) -> bool:
    """Tell whether a height or width is so small that nothing is seen."""
    return size is not None and _SIZE.fullmatch(size.strip()) is not None and float(size) < least


def is_flag_on(text: str | None) -> bool:
    """Tell whether an on/off attribute is on."""
    return text in ("1", "true")


def _read_comments(part: str, name: str, workbook: Workbook) -> None:
    for kind, target in dict.fromkeys(workbook.package.read_relations(part).values()):
        if kind == "comments" and (comments := workbook.package.unpack(target)):
            for comment in workbook.package.parse(comments, target).iter(S + "comment"):
                text = cell_text(["".join(comment.itertext(S + "t"))])
                workbook.note("P25", f"sheet {name}, comment {comment.get('ref')}", text=text)


def _read_rows(data: Any, sheet: Sheet, workbook: Workbook) -> None:
    row = -1
    for line in data.iterfind(S + "row"):
        row = read_integer(line.get("r"), row + 2) - 1
        if is_flag_on(line.get("hidden")) or _is_nothing(line.get("ht"), _LOWEST):
            sheet.hidden_rows.add(row)
        _read_row(line, row, sheet, workbook)


def _read_row(line: Any, row: int, sheet: Sheet, workbook: Workbook) -> None:
    column = -1
    for cell in line.iterfind(S + "c"):
        place = REFERENCE.match(cell.get("r", ""))
        column = _column(place[1]) if place else column + 1
        where = f"sheet {sheet.name}, {cell.get('r', '')}"
        raw = _show_text(cell, _read_cell(cell, where, workbook), where, workbook)
        if raw and workbook.struck_styles and read_integer(cell.get("s"), 0) in workbook.struck_styles:
            workbook.note("P39", where, count="1", text=raw)
            continue
        workbook.characters += len(raw)  # before it is copied: cells may share one long string
        check_characters(workbook.characters, where)
        text = cell_text([raw])
        if text:
            sheet.texts[row, column] = text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _read_cell(cell: Any, place: str, workbook: Workbook) -> str:
    """Read the text of a cell as shown."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(S + "is")
        text, left_out = _read_rich(inline) if inline is not None else ("", _NOTHING)
        workbook.note_left_out(left_out, place)
        return text
    value = cell.findtext(S + "v")
    if not value:
        if (formula := cell.findtext(S + "f")) is not None:
            workbook.note("P22", place, formula=formula[:80])
        return ""
    if kind == "s":
        index = read_integer(value, -1)
        if not 0 <= index < len(workbook.strings):
            raise UnreadableFile("R25", place, value=value)
        workbook.note_left_out(workbook.left_out.get(index, _NOTHING), place)
        return workbook.strings[index]
    if kind == "b":
        return "TRUE" if value.strip() == "1" else "FALSE"
    if kind != "n":  # the text of a formula, an error, an ISO date
        return _unescape(value)
    shown = show_number(value, _code(cell, workbook), workbook.is_1904)
    if shown.may_be_range:
        workbook.note("P21", place, day=shown.text)
    if not shown.text and not ZERO.fullmatch(value):
        workbook.note("P30", place, text=value)
    return shown.text


def _code(cell: Any, workbook: Workbook) -> str:
    """The number format of a cell."""
    style = read_integer(cell.get("s"), 0)
    return workbook.formats[style] if 0 <= style < len(workbook.formats) else "General"


def _show_text(cell: Any, text: str, place: str, workbook: Workbook) -> str:
    """Show a text as its format does; a number is shown already."""
    if not text or cell.get("t", "n") not in _TEXTS:
        return text
    shown = show_text(text, _code(cell, workbook))
    if not shown and text.strip():
        workbook.note("P30", place, text=text)
    return shown


def _read_merges(references: Iterable[str], sheet: Sheet, workbook: Workbook) -> None:
    """Merge ranges; text in their other cells is not shown. Raises `GridError` for ranges that overlap without end."""
    filled: dict[int, list[int]] = {}  # row → columns with text
    for row, column in sorted(sheet.texts):
        filled.setdefault(row, []).append(column)
    rows, looked_at = sorted(filled), 0
    for reference in references:
        corners = REFERENCE.findall(reference)
        if len(corners) != 2:
            continue
        (left, top), (right, bottom) = ((_column(letters), int(digits) - 1) for letters, digits in corners)
        sheet.spans[top, left] = (min(bottom, LAST_ROW) - top + 1, min(right, LAST_COLUMN) - left + 1)
        covered = rows[bisect_left(rows, top) : bisect_right(rows, bottom)]
        looked_at += len(covered)
        if looked_at > limit("table_positions"):  # ranges that do not overlap cover no position twice
            raise GridError("R23", limit=limit("table_positions"))
        for row in covered:
            columns = filled[row]
            for column in columns[bisect_left(columns, left) : bisect_right(columns, right)]:
                if (row, column) != (top, left) and (text := sheet.texts.pop((row, column), "")):
                    workbook.note("P26", f"sheet {sheet.name}, {reference}", text=text)

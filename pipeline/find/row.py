"""What one row of a grid holds: a title across it, cells under their fields, what it adds to the row above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.find.columns import Column, GridLine
from pipeline.find.titles import LABEL, is_note
from pipeline.lang.attribution import find_attributions
from pipeline.lang.cue import Cue
from pipeline.lang.heading import UNITS, squeeze
from pipeline.lang.outline import find_ditto
from pipeline.lang.sentence import has_stop
from pipeline.lang.text import read_once
from pipeline.model import Finding, GridCell, ResponsibilityList, Row, RowCell
from pipeline.model.field import read_field
from pipeline.rules.findings import tell

_COMMITMENT = Cue("column_words", "commitment")
TITLED = ("serial", "category", "task", "measure")  # columns in which the title of a section may stand
BESIDE = (*UNITS, "person", "remark")  # what may stand in several lines beside one measure
SIGNER, _SIGNATURE = Cue("title_words", "signer"), Cue("title_words", "signature")
_SAMPLE = Cue("title_words", "sample")
DOTS = "…"
_WORDS = re.compile(r"[^\W\d_]")
_SIGNATURE_LABEL = r"[^：:]{0,6}@[）)]?[：:]"
LONGEST_SIGNER = 20  # characters
SECTION_LABEL = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[章节部编]?分?|[（(][一二三四五六七八九十]{1,3}[）)])[、.．]?$"
)
LONGEST_TITLE = 60


def find_title(line: GridLine, columns: tuple[Column, ...]) -> tuple[str, str] | None:
    """Read a row as a title: its number, where that has a column of its own, and its text; None for other rows."""
    texts = {(c.row, c.column): c for c in line if c.text.strip()}
    cells = sorted(texts.values(), key=lambda cell: cell.column)
    first, name = cells[0], read_field(columns[cells[0].column].field).kind
    if len(cells) == 1:
        is_title = _covers_units(first, columns) or _is_title(first.text.strip(), name)
        return ("", first.text.strip()) if is_title else None
    label = squeeze(first.text)
    if len(cells) != 2 or not SECTION_LABEL.match(label) or name != "serial":
        return None
    is_alone = _covers_units(cells[1], columns) or read_field(columns[cells[1].column].field).kind not in UNITS
    return (label, cells[1].text.strip()) if is_alone else None


def _covers_units(cell: GridCell, columns: tuple[Column, ...]) -> bool:
    """Tell whether a cell reaches over a column of units and one of something else."""
    fields = {read_field(column.field).kind for column in columns[cell.column : cell.column + cell.column_span]}
    return bool(fields & set(UNITS)) and len(fields) > 1


def _is_title(text: str, name: str) -> bool:
    """Tell whether the only text of a row is a title: numbered like one, or in a column before the measure."""
    if is_note(text):
        return True
    is_numbered = LABEL.match(text) is not None and not text[0].isdigit()
    is_before = name in ("serial", "category") and not text[0].isdigit()
    return len(text) <= LONGEST_TITLE and not has_stop(text) and (is_before or (is_numbered and name in TITLED))


def read_cells(line: GridLine, index: int, columns: tuple[Column, ...]) -> Iterator[RowCell]:
    """Give the cells of a row their fields; a cell over several columns fills its plans, or is what matters most."""
    is_wide = len(set(map(id, line))) < len(columns)
    for number, (column, cell) in enumerate(zip(columns, line, strict=True), start=1):
        if not is_wide or column.field in _fields_of(cell, line, columns):
            yield RowCell(
                column.field,
                cell.text,
                number,
                cell.page,
                column.heading,
                cell.row < index,
                cell.row_span,
                cell.breaks_inferred,
                cell.box,
                cell.ocr_confidence,
            )


def _fields_of(cell: GridCell, line: GridLine, columns: tuple[Column, ...]) -> list[str]:
    covered = [column.field for column, other in zip(columns, line, strict=True) if other is cell]
    plans = [name for name in covered if read_field(name).is_plan]
    if len(covered) == 1 or len(plans) == len(covered):
        return covered
    return ["measure"] if "measure" in covered else plans or covered[:1]


def repeat_above(row: Row, last: Row) -> Row:
    """Read 〃 and 同上 as the text of the cell above; who is responsible is repeated where departments are read."""
    texts = {cell.field: cell.text for cell in last.cells if cell.field not in UNITS}
    cells = (
        replace(cell, text=texts[cell.field]) if cell.field in texts and find_ditto(cell.text) else cell
        for cell in row.cells
    )
    return replace(row, cells=tuple(cells))


def find_overlaps(line: GridLine, row: Row, path: str, place: str) -> Iterator[Finding]:
    """P31: a merged cell over several columns of units is read as the first of them."""
    for cell in {(c.row, c.column): c for c in line if c.column_span > 1 and c.text.strip()}.values():
        covered = [c for c in row.cells if c.column - 1 == cell.column and c.field in UNITS]
        if covered:
            told = {"text": cell.text[:30], "columns": cell.column_span, "field": covered[0].field}
            yield tell("P31", path, f"{place}, column {cell.column + 1}", **told)


def is_signed(texts: Sequence[str]) -> bool:
    """Tell whether a row says who filled a form in and who checked it: 填表人：甲 | 审核人 | 乙, 单位负责人：| 甲.

    `texts` are those of its cells, without blanks.
    """
    is_label = SIGNER.begins(texts[0]) or _SIGNATURE.compile(_SIGNATURE_LABEL).match(texts[0]) is not None
    is_label = is_label or any(SIGNER.is_all(text.rstrip("：:")) for text in texts)
    return is_label and all(len(text) <= LONGEST_SIGNER for text in texts)


def is_sample(texts: Sequence[str]) -> bool:
    """Tell whether a row shows how a form is filled in, or waits to be: 示例 | …, 1 | …… | .

    `texts` are those of its cells, without blanks.
    """
    is_open = any(DOTS in text for text in texts) and not _WORDS.search(texts[0])
    return _SAMPLE.is_all(texts[0].strip("（）()：:")) or (
        is_open and not any(re.search(r"\w", text) for text in texts[1:])
    )


def find_cell(row: Row, name: str) -> RowCell | None:
    """Find the cell of a field; None where the row has none."""
    return next((cell for cell in row.cells if cell.field == name), None)


def is_beside(row: Row, line: GridLine, above: GridLine | None, last: Row) -> bool:
    """Tell whether a row only adds units beside a measure whose merged cell reaches down into it."""
    measure = find_cell(row, "measure")
    if measure is None or not measure.inherited or above is None or last.table != row.table:
        return False
    same = line[measure.column - 1] is above[measure.column - 1]
    own = {read_field(cell.field).kind for cell in row.cells if cell.text.strip() and not cell.inherited}
    return same and own <= set(BESIDE)


def join_cell(last: Row, row: Row) -> Row:
    """Put what a row has of its own under the cells of the row above, as further paragraphs."""
    own = {c.field: c.text for c in row.cells if c.text.strip() and not c.inherited}
    cells = [replace(c, text="\n".join(filter(None, (c.text, own.pop(c.field, ""))))) for c in last.cells]
    rest = [c for c in row.cells if c.field in own]
    return replace(last, cells=(*cells, *rest))


def with_category(row: Row, last: Row | None) -> Row:
    """Put the category that stands in a column of its own into the section; an empty one goes on from the row above.

    A class that says how firmly an indicator binds (指标类别: 约束性) is no part of the document.
    """
    if not any(read_field(cell.field).kind == "category" for cell in row.cells):
        return row
    names = []
    cells = []
    for cell in row.cells:
        if read_field(cell.field).kind == "category":
            known = find_cell(last, cell.field) if last else None
            if not cell.text.strip() and known and known.text:
                cell = replace(cell, text=known.text, inherited=True)
            name = re.sub(r"\s*\n\s*", "", cell.text.strip())
            names.append("" if _COMMITMENT.is_all(name) else name)
        cells.append(cell)
    path = " / ".join(filter(None, [row.section, *names])) or None
    return replace(row, cells=tuple(cells), section=path)


def make_list(title: str, rows: Sequence[Row], notes: Iterable[str], source: str = "table") -> ResponsibilityList:
    """Make a list of rows, with the years that its columns plan."""
    years = {year for row in rows for cell in row.cells if (year := read_field(cell.field).year)}
    return ResponsibilityList(title, tuple(rows), tuple(sorted(years)), tuple(dict.fromkeys(notes)), source)


def measure_texts(row: Row) -> Iterator[str]:
    """The measure of a row as it may be said again elsewhere: without blanks, list number, full stop and departments."""
    for cell in row.cells:
        if cell.field == "measure":
            found = find_attributions(read_once(cell.text).folded)
            end = min((one.start for one in found if one.is_apart), default=len(cell.text))
            label = LABEL.match(cell.text)
            text = squeeze(cell.text[label.end() if label else 0 : end]).rstrip("。；")
            if text:
                yield text

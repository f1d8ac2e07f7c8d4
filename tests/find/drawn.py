"""Write a drawing (`tests/flow/shapes.py`: paragraphs and tables) as a document of every format."""

import csv
import html
import io
from itertools import accumulate

import openpyxl
import pypdfium2

from pipeline.model import Table
from pipeline.parse.pdf.page import read_page
from tests.flow.shapes import draw
from tests.parse.builders import cell, pack, paragraph, row
from tests.parse.ofd_writer import write_ofd
from tests.parse.pdf_writer import Page, wrap, write

LEFT, RIGHT, TOP, BOTTOM, LINE = 60, 540, 60, 780, 14


def as_docx(blocks):
    body = ""
    for block in blocks:
        if isinstance(block, Table):
            rows = {}
            for c in block.cells:
                span = f'<w:gridSpan w:val="{c.column_span}"/>' if c.column_span > 1 else ""
                for offset in range(c.row_span):
                    merge = "" if c.row_span == 1 else "<w:vMerge/>" if offset else '<w:vMerge w:val="restart"/>'
                    lines = [""] if offset else c.text.split("\n")
                    rows.setdefault(c.row + offset, {})[c.column] = cell("".join(map(paragraph, lines)), span + merge)
            body += (
                f"<w:tbl>{''.join(row(*(line[k] for k in sorted(line))) for _, line in sorted(rows.items()))}</w:tbl>"
            )
        else:
            body += paragraph(block.text)
    return pack(body)


def as_html(blocks):
    page = "<html><meta charset=utf-8><body>"
    for block in blocks:
        if isinstance(block, Table):
            rows = {}
            for c in block.cells:
                lines = "".join(f"<p>{html.escape(line) or '<br>'}</p>" for line in c.text.split("\n"))
                rows.setdefault(c.row, []).append(f"<td rowspan={c.row_span} colspan={c.column_span}>{lines}</td>")
            lines = ("".join(rows.get(index, [])) for index in range(block.n_rows))
            page += f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
        else:
            page += f"<p>{html.escape(block.text)}</p>"
    return page.encode()


def as_xlsx(blocks):
    workbook = openpyxl.Workbook()
    sheet, top = workbook.active, 1
    width = max((block.n_columns for block in blocks if isinstance(block, Table)), default=1)
    for block in blocks:
        cells = (
            [(c.row, c.column, c.row_span, c.column_span, c.text) for c in block.cells]
            if isinstance(block, Table)
            else [(0, 0, 1, width, block.text)]
        )
        for down, right, rows, columns, text in cells:
            sheet.cell(top + down, 1 + right).value = text
            sheet.cell(top + down, 1 + right).data_type = "s"
            if rows * columns > 1:
                sheet.merge_cells(None, top + down, 1 + right, top + down + rows - 1, right + columns)
        top += block.n_rows if isinstance(block, Table) else 1
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _rows(table):
    rows = [[""] * table.n_columns for _ in range(table.n_rows)]
    for c in table.cells:
        rows[c.row][c.column] = c.text
    return rows


def _as_signs(blocks, sign, fill):
    """Write as a spreadsheet does; `fill`: empty cells behind a paragraph, too."""
    width = max((block.n_columns for block in blocks if isinstance(block, Table)), default=1)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=sign, lineterminator="\n")
    for block in blocks:
        writer.writerows(_rows(block) if isinstance(block, Table) else [[block.text] + [""] * (width - 1) * fill])
    return stream.getvalue().encode()


def as_markdown(blocks):
    lines = []
    for block in blocks:
        if isinstance(block, Table):
            first, *rest = [
                "| " + " | ".join(text.replace("\n", "<br>") for text in row) + " |" for row in _rows(block)
            ]
            lines += ["", first, "|---" * block.n_columns + "|", *rest, ""]
        else:
            lines += [block.text, ""]
    return "\n".join(lines).encode()


class _Paper:
    """Pages that fill up from top to bottom."""

    def __init__(self):
        self.pages, self.y = [Page()], TOP

    def turn(self):
        self.pages.append(Page())
        self.y = TOP

    def paragraph(self, text):
        for index, line in enumerate(wrap(["　　" + text], RIGHT - LEFT).split("\n")):
            if self.y > BOTTOM:
                self.turn()
            self.pages[-1].text(LEFT + 20 * (index == 0), self.y, line.lstrip("　"))
            self.y += LINE + 2

    def table(self, table):
        xs = [LEFT, *accumulate(_widths(table), initial=LEFT)][1:]
        lines = {
            c: wrap(c.text.split("\n"), xs[c.column + c.column_span] - xs[c.column] - 10).split("\n")
            for c in table.cells
        }
        tall = [
            max(-(-len(lines[c]) // c.row_span) for c in table.cells if c.row <= r < c.row + c.row_span) * LINE + 8
            for r in range(table.n_rows)
        ]
        first = 0
        while first < table.n_rows:
            last, ys = first, [self.y]
            while last < table.n_rows and ys[-1] + tall[last] < BOTTOM:
                ys.append(ys[-1] + tall[last])
                last += 1
            for c in table.cells:
                begin, end = max(c.row, first), min(c.row + c.row_span, last)
                if begin < end:
                    top = ys[begin - first]
                    self.pages[-1].box(xs[c.column], top, xs[c.column + c.column_span], ys[end - first], "S")
                    for index, line in enumerate(lines[c] if c.row >= first else []):
                        self.pages[-1].text(xs[c.column] + 5, top + 4 + index * LINE, line)
            self.y, first = ys[-1] + 10, last
            if first < table.n_rows:
                self.turn()


def _widths(table):
    wanted = [
        max([20] + [10 * max(map(len, c.text.split("\n"))) + 12 for c in table.cells if c.column == k and c.column_span == 1])
        for k in range(table.n_columns)
    ]  # fmt: skip
    wanted = [min(170, width) for width in wanted]
    return [width * (RIGHT - LEFT) / sum(wanted) for width in wanted]


def as_pdf(blocks):
    paper = _Paper()
    for block in blocks:
        if isinstance(block, Table):
            paper.table(block)
        else:
            paper.paragraph(block.text)
    return write(*paper.pages)


def as_ofd(blocks):
    document = pypdfium2.PdfDocument(as_pdf(blocks))
    return write_ofd([read_page(document[index], index + 1) for index in range(len(document))])


WRITERS = {
    "docx": as_docx,
    "html": as_html,
    "xlsx": as_xlsx,
    "md": as_markdown,
    "tsv": lambda blocks: _as_signs(blocks, "\t", False),
    "csv": lambda blocks: _as_signs(blocks, ",", False),
    "filled.csv": lambda blocks: _as_signs(blocks, ",", True),
    "pdf": as_pdf,
    "ofd": as_ofd,
}


def write_all(drawing):
    """The drawing as a file of every format, by its suffix."""
    blocks = draw(drawing).blocks
    return {suffix: writer(blocks) for suffix, writer in WRITERS.items()}

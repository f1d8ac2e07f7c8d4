"""Small builders: a grid of cells as .docx, HTML, .xlsx and text."""

import hashlib
import html
import io
import zipfile
from xml.sax.saxutils import escape

import openpyxl

from pipeline.model import Source, Table
from pipeline.parse import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
TYPE = '<Override PartName="/word/{}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"/>'
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"
ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{}</Types>"""
NAMESPACES = {
    "w": W,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}


def paragraph(text, properties=""):
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def cell(content, properties=""):
    body = content if content.startswith("<w:") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def pack(body, namespaces=NAMESPACES, **parts):
    """Build a Word package: `body` is what stands in w:body, `parts` are roots by name (numbering, styles, footnotes …)."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in namespaces.items())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        main = f'<Relationship Id="r0" Type="{KIND}/officeDocument" Target="word/document.xml"/>'
        package.writestr("_rels/.rels", RELATIONS.format(main))
        related = (
            f'<Relationship Id="r{n}" Type="{KIND}/{name}" Target="{name}.xml"/>'
            for n, name in enumerate(parts, start=1)
        )
        package.writestr("word/_rels/document.xml.rels", RELATIONS.format("".join(related)))
        kinds = "".join(
            TYPE.format(name, name + ("" if name != "document" else ".main")) for name in ("document", *parts)
        )
        package.writestr("[Content_Types].xml", TYPES.format(kinds))
        for name, inner in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {declared}>{inner}</w:{name}>")
        package.writestr("word/document.xml", f"<w:document {declared}><w:body>{body}</w:body></w:document>")
    return stream.getvalue()


def read_bytes(content, path="x.bin"):
    return read(Source("x", path, content, hashlib.sha256(content).hexdigest()))


def tables(content):
    return [block for block in content.blocks if isinstance(block, Table)]


def grid(content):
    """The cells of the only table: row, column, spans, text."""
    (only,) = tables(content)
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in only.cells]


def texts(content):
    """Texts of the only table, a list a row of origin cells."""
    (only,) = tables(content)
    lines = [[] for _ in range(only.n_rows)]
    for entry in only.cells:
        lines[entry.row].append(entry.text)
    return lines


def as_docx_table(rows):
    """Write rows of texts as a table."""
    return table(*(row(*map(cell, texts)) for texts in rows))


def as_docx(cells):
    """Write cells (row, column, row span, column span, text), one paragraph a line."""
    rows = {}
    for top, left, down, wide, text in cells:
        span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
        for offset in range(down):
            merge = "" if down == 1 else '<w:vMerge w:val="restart"/>' if offset == 0 else "<w:vMerge/>"
            body = "".join(paragraph(line) for line in text.split("\n")) if offset == 0 else paragraph("")
            rows.setdefault(top + offset, {})[left] = cell(body, span + merge)
    return pack(table(*(row(*(line[column] for column in sorted(line))) for _, line in sorted(rows.items()))))


def as_html(cells):
    rows = {}
    for top, left, down, wide, text in cells:
        lines = "".join(f"<p>{html.escape(line) or '<br>'}</p>" for line in text.split("\n"))
        rows.setdefault(top, {})[left] = f"<td rowspan={down} colspan={wide}>{lines}</td>"
    height = max(top + down for top, _, down, _, _ in cells)
    lines = ("".join(line for _, line in sorted(rows.get(index, {}).items())) for index in range(height))
    page = f"<html><meta charset=gb2312><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table></html>"
    return page.encode("gb18030")


def as_xlsx(cells):
    workbook = openpyxl.Workbook()
    for top, left, down, wide, text in cells:
        workbook.active.cell(top + 1, left + 1).value = text
        workbook.active.cell(top + 1, left + 1).data_type = "s"  # also where it looks like a formula
        if down * wide > 1:
            workbook.active.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=top + down, end_column=left + wide
            )
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def as_dump(rows):
    """Write a text in which every cell starts with a line break and a tab, and a blank line ends a row."""
    return "".join("".join(f"\n\t{text}" for text in line) + "\n" for line in rows).encode()


def as_tabs(rows):
    """Write a text as a spreadsheet copies cells."""
    return "\n".join("\t".join(f'"{text}"' if "\n" in text else text for text in line) for line in rows).encode()


def as_bars(rows):
    """Write a Markdown table."""
    lines = [
        "| " + " | ".join(html.escape(t).replace("\n", "<br>").replace("|", "\\|") for t in line) + " |"
        for line in rows
    ]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]).encode()

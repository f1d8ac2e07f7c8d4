"""The PDF door: the first list as PDF gives what the .docx gives, but for white space; what can not be read says why."""

import hashlib
from dataclasses import asdict
from pathlib import Path

import pytest

from pipeline import flow
from pipeline.find.lists import find_lists
from pipeline.model import Cell, Source, Table
from pipeline.parse import read
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.pdf import document as pdf
from tests.parse.pdf_writer import Page, write

SOURCES = Path(__file__).parents[1] / "data/sources"
REAL = Path(__file__).parents[3] / "shared/real"
PROVENANCE = {"start", "end", "page", "source_path", "source_sha256", "source_format", "converter"}
TABLES = ("measures", "plan_items", "responsibilities", "departments", "targets", "numerals", "checks")


def source(content, name="list.pdf"):
    return Source("list", name, content, hashlib.sha256(content).hexdigest())


def squeeze(value):
    if isinstance(value, tuple):
        return tuple(squeeze(part) for part in value)
    return "".join(value.split()) if isinstance(value, str) else value


def first_list():
    _, title, table = pdf.read(source((SOURCES / "responsibility_list.pdf").read_bytes())).blocks
    assert title.text == "新业态新模式引领新型消费加快发展的工作责任清单"
    return table


def published(name):
    dataset = flow.make_dataset(flow.read_document(source((SOURCES / name).read_bytes(), name)))
    return {
        table: [
            {key: squeeze(value) for key, value in asdict(row).items() if key not in PROVENANCE}
            for row in getattr(dataset, table)
        ]
        for table in TABLES
    }


def test_the_first_list_gives_the_same_tables_as_the_docx():
    from_pdf, from_docx = published("responsibility_list.pdf"), published("responsibility_list.docx")
    for table in TABLES:
        assert from_pdf[table] == from_docx[table], table


def test_the_first_list_has_every_cell_of_the_docx_and_its_paragraphs():
    found = first_list()
    content = (SOURCES / "responsibility_list.docx").read_bytes()
    (expected,) = [b for b in read(source(content, "list.docx")).blocks if isinstance(b, Table)]
    assert (found.n_rows, found.n_columns, found.heading_rows) == (31, 7, 1)
    for own, other in zip(found.cells, expected.cells, strict=True):
        assert (own.row, own.column, own.row_span, own.column_span) == (
            other.row,
            other.column,
            other.row_span,
            other.column_span,
        )
        assert [squeeze(line) for line in own.text.split("\n")] == [squeeze(line) for line in other.text.split("\n")]


def test_inferred_breaks_are_marked():
    rooms = flow.read_document(source((SOURCES / "responsibility_list.pdf").read_bytes(), "responsibility_list.pdf"))
    cells = {(cell.measure_id, cell.field): cell for cell in rooms.of(Cell)}
    assert all(cell.breaks_inferred == ("\n" in cell.text) for cell in cells.values())
    assert cells["list/1", "2023"].breaks_inferred
    assert not cells["list/1", "2022"].breaks_inferred


def test_every_cell_knows_its_page_and_box():
    cells = first_list().cells
    assert {cell.page for cell in cells} == set(range(1, 17))
    for cell in cells:
        x0, top, x1, bottom = cell.box
        assert 0 < x0 < x1 < 842
        assert 0 < top < bottom < 596


def test_what_was_left_out_or_joined_is_noted():
    notes = pdf.read(source((SOURCES / "responsibility_list.pdf").read_bytes())).notes
    assert [(note.code, note.level, note.place) for note in notes] == [
        ("P41", "info", "pages 1-16"),
        ("P42", "info", "table 1"),
    ]
    assert notes[1].message.endswith("4, 6, 8, 12, 15, 17, 19, 21, 23, 25, 26, 28, 29, 30")


def locked():
    """A PDF whose trailer names an encryption that needs a password."""
    content = write(Page().text(50, 50, "密"))
    entry = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (
        b"AA" * 32,
        b"BB" * 32,
    )
    return content.replace(b"trailer << ", b"trailer << " + entry)


BROKEN = [
    (b"%PDF-1.7\nthis is no PDF", "damaged"),
    (b"%PDF-1.7\n", "damaged"),
    (locked(), "encrypted"),
]


@pytest.mark.parametrize(("content", "told"), BROKEN)
def test_a_file_that_can_not_be_opened_says_why(content, told):
    with pytest.raises(UnreadableFile, match=told):
        read(source(content))


REAL_LISTS = [
    # file, number of measures, beginnings of the first and the last one, units of the last one
    ("huzhou-ai-plan.pdf", 16, ("科学统筹算力中心建设", "建立目标任务动态监测与评估体系"), "市经信局、市统计局"),
    (
        "lishui-ai-plan.pdf",
        33,
        ("聚焦农业环境精准调控", "在住房、子女教育"),
        "市委组织部、市人力社保局、市建设局、市教育局、市卫生健康委",
    ),
]


@pytest.mark.parametrize(("name", "n_rows", "ends", "units"), REAL_LISTS)
def test_real_plans_give_their_responsibility_table_whole(name, n_rows, ends, units):
    path = REAL / name
    if not path.exists():
        pytest.skip("../shared is not there")
    content = pdf.read(source(path.read_bytes(), name))
    (first, *_) = [block for block in content.blocks if isinstance(block, Table)]
    assert first.n_columns == 5
    rows = [[c for c in first.cells if c.row == row] for row in range(1, first.n_rows)]
    measures = [row for row in rows if len(row) == 5]
    assert len(measures) == n_rows
    assert measures[0][2].text.startswith(ends[0])
    assert measures[-1][2].text.startswith(ends[1])
    assert measures[-1][3].text == units
    assert all(row[2].text and row[3].text for row in measures)
    assert sum(len(entry.rows) for entry in find_lists(content, name) if hasattr(entry, "rows")) >= n_rows

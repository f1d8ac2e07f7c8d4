"""Scans: a page drawn as a picture gives the cells of the page itself; what is not sure is told."""

import io
import sys
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pypdfium2
import pytest

from pipeline.find.lists import find_lists
from pipeline.model import Content, Paragraph, ResponsibilityList, Source, Table
from pipeline.parse import read, scan
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.pages.blocks import read_pages
from pipeline.parse.pages.page import Glyph, Page, Run, Stroke
from pipeline.parse.scan import settle as settling
from pipeline.parse.scan.settle import settle
from pipeline.rules import load
from pipeline.rules.look_alikes import LookAlike, look_alikes
from tests.parse.test_ofd import run, sheet

SOURCES = Path(__file__).parents[1] / "data/sources"
needs_ocr = pytest.mark.skipif(not scan.can_read(), reason="the extra ocr is not installed")


def picture_of(number=0, scale=150 / 72):
    """A page of the first list as a picture."""
    with pypdfium2.PdfDocument(SOURCES / "responsibility_list.pdf") as document:
        return document[number].render(scale=scale).to_pil()


def as_bytes(picture, kind="PNG", **how):
    content = io.BytesIO()
    picture.save(content, kind, **how)
    return content.getvalue()


def as_pdf(picture):
    """A PDF of a picture alone, as scanners write it."""
    return as_bytes(picture.convert("L"), "PDF", resolution=150)


def source(content, name="scan.pdf"):
    return Source("scan", name, content, "0" * 64)


def squeeze(text):
    return "".join(text.split())


def cells(blocks):
    return {(c.row, c.column): squeeze(c.text) for block in blocks if isinstance(block, Table) for c in block.cells}


def share_of(found, expected):
    """The share of cells that are read without a fault."""
    return sum(found.get(place) == text for place, text in expected.items()) / len(expected)


def first_page():
    """The cells of the first page, from its characters."""
    with pypdfium2.PdfDocument(SOURCES / "responsibility_list.pdf") as document, pypdfium2.PdfDocument.new() as short:
        short.import_pages(document, [0])
        content = io.BytesIO()
        short.save(content)
    return cells(read(source(content.getvalue())).blocks)


@needs_ocr
def test_a_scanned_page_gives_the_cells_of_the_page():
    picture = picture_of()
    found = read(source(as_pdf(picture)))
    assert found.source_format == "pdf"
    assert share_of(cells(found.blocks), first_page()) >= 0.9
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    for cell in table.cells:
        assert cell.page == 1
        assert 0 < cell.box[0] < cell.box[2] < 842
        assert 0 <= cell.ocr_confidence <= 1


@needs_ocr
@pytest.mark.parametrize(
    "fault", ["turned by 3°", "other side", "on its head", "photograph", "seal", "fax", "100 dpi, J"]
)
def test_a_bad_scan_is_read_too(fault):
    from tools.scans import LIST, VARIANTS, read_variant

    (name,) = [name for name in VARIANTS if fault in name]
    found = read_variant(LIST, 16, name)
    assert (found.rows_found, found.wrong - found.wrong_told) == (found.rows, 0)
    assert found.right >= 0.97 * found.characters


@needs_ocr
def test_without_the_extra_a_scan_is_refused_and_says_what_to_install(monkeypatch):
    monkeypatch.setattr("pipeline.parse.scan.mixed.can_read", lambda: False)
    with pytest.raises(UnreadableFile, match=r"policy-pledges\[ocr\]"):
        read(source(as_pdf(picture_of(15, 1.0))))


@pytest.mark.skipif(scan.can_read(), reason="the extra ocr is installed")
def test_without_the_extra_a_picture_is_refused_and_says_what_to_install():
    for head in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\0"):
        with pytest.raises(UnreadableFile, match=r"policy-pledges\[ocr\]"):
            read(source(head, "scan.png"))


def test_the_model_is_that_of_the_package_whatever_else_lies_around(tmp_path, monkeypatch):
    """Read with stand-ins for the libraries of the extra: the model is a file of the wheel, of no folder that others can write to."""
    asked = []

    def open_session(path, *_, **__):
        asked.append(path)
        return SimpleNamespace(get_modelmeta=lambda: SimpleNamespace(custom_metadata_map={"character": "甲\n乙"}))

    package = tmp_path / "site/rapidocr"
    for folder in (package / "models", tmp_path / "models"):
        folder.mkdir(parents=True)
        (folder / "any_rec_v5.onnx").touch()
    stand_ins = {
        "cv2": ModuleType("cv2"),
        "rapidocr": SimpleNamespace(__file__=str(package / "__init__.py")),
        "onnxruntime": SimpleNamespace(SessionOptions=SimpleNamespace, InferenceSession=open_session),
    }
    for name, module in stand_ins.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.delitem(sys.modules, "pipeline.parse.scan.recognise", raising=False)
    monkeypatch.chdir(tmp_path)
    _, characters = import_module("pipeline.parse.scan.recognise")._model()
    sys.modules.pop("pipeline.parse.scan.recognise")
    assert asked == [str(package / "models/any_rec_v5.onnx")]
    assert characters == ("", "甲", "乙", " ")


@needs_ocr
def test_pictures_and_pages_of_an_ofd_are_read_too():
    picture = picture_of(15)
    expected = {squeeze(text) for text in cells(read(source(as_pdf(picture))).blocks).values()}
    for content in (as_bytes(picture), as_bytes(picture, "TIFF", dpi=(150, 150))):
        found = read(source(content, "scan.png"))
        assert found.source_format == "picture"
        assert {squeeze(text) for text in cells(found.blocks).values()} == expected
    media = '<ofd:MultiMedia ID="9" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'
    res = f'<ofd:Res xmlns:ofd="x" BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'
    image = '<ofd:ImageObject Boundary="0 0 297 210" CTM="297 0 0 210 0 0" ResourceID="9"/>'
    area = "<ofd:Area><ofd:PhysicalBox>0 0 297 210</ofd:PhysicalBox></ofd:Area>"
    parts = {"Doc_0/Res.xml": res, "Doc_0/Res/a.png": as_bytes(picture)}
    package = sheet(image, parts=parts, common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>", before=area)
    found = cells(read(source(package, "scan.ofd")).blocks)
    assert len(set(found.values()) & expected) >= 0.9 * len(expected)


@needs_ocr
def test_pictures_that_are_none_or_too_large():
    with pytest.raises(UnreadableFile, match="can not be opened"):
        read(source(b"\x89PNG\r\n\x1a\n broken", "scan.png"))
    from PIL import Image

    bomb = as_bytes(Image.new("1", (20_000, 20_000)))
    with pytest.raises(UnreadableFile, match=r"picture_pixels|can not be opened"):
        read(source(bomb, "scan.png"))


ROWS = load("parse/look_alikes.csv", LookAlike, key=("written", "place"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example)
def test_a_sign_is_settled_because_its_row_says_so(row, monkeypatch):
    read_as, _, meant = row.example.partition("=")
    assert settle(read_as) == meant
    rest = {place: dict(known) for place, known in look_alikes().items()}
    del rest[row.place][ord(row.written)]
    monkeypatch.setattr("pipeline.parse.scan.settle.look_alikes", lambda: rest)
    clear()
    assert settle(read_as) != meant
    monkeypatch.undo()
    clear()


def clear():
    settling._rules.cache_clear()
    settling._page_number.cache_clear()


@pytest.mark.parametrize("text", ["一1—", "—1一", "一 12 —", "-3—"])
def test_one_side_of_a_page_number_may_be_read_well(text):
    assert settle(text) == text.translate(str.maketrans("一-", "——"))


UNSETTLED = ["1,000家", "IP 5G", "A(B)C", "新增5个。", "一季度", "孔子曰", "O2O", "一", "3—5年", "第一", "第3页", "—7—"]


@pytest.mark.parametrize("text", UNSETTLED)
def test_what_may_be_meant_stays(text):
    assert settle(text) == text


def drawn(confidences):
    """A page of a table of one row, as a scan gives it."""
    xs, ys = [50, 250, 450], [100, 130, 160]
    rules = [Stroke(False, y, 50, 450) for y in ys] + [Stroke(True, x, 100, 160) for x in xs]
    words = [(60, 110, "具体措施"), (260, 110, "牵头单位"), (60, 140, "新建公园5个"), (260, 140, "市商务局")]
    runs = [
        Run(tuple(Glyph(c, x + 10 * i, top, x + 10 * i + 10, top + 10) for i, c in enumerate(text)))
        for x, top, text in words
    ]
    return Page(1, 595, 842, tuple(runs), tuple(rules), confidences=confidences)


def test_a_cell_is_as_sure_as_its_least_sure_character():
    doubtful = ((100.0, 140.0, 110.0, 150.0), 0.5), ((90.0, 140.0, 100.0, 150.0), 0.8)
    (table,), notes = read_pages([drawn(doubtful)], "x")
    assert [cell.ocr_confidence for cell in table.cells] == [1.0, 1.0, 0.5, 1.0]
    assert [(note.code, note.place) for note in notes] == [("P65", "page 1, table 1, row 2, column 1")]
    below = run("到2025年，新建公园5个。", 60, 300)
    page = drawn((*doubtful, ((160.0, 300.0, 170.0, 310.0), 0.4)))
    (_, paragraph), notes = read_pages([page._replace(runs=(*page.runs, below))], "x")
    assert (paragraph.ocr_confidence, notes[-1].code, notes[-1].place) == (Decimal("0.400"), "P65", "page 1")
    (table,), notes = read_pages([drawn(None)], "x")
    assert [cell.ocr_confidence for cell in table.cells] == [None] * 4
    assert notes == ()


def test_rows_of_prose_are_as_sure_as_their_paragraphs():
    told = [
        ("某市2025年工作方案", 1.0),
        ("一、发展目标", 0.99),
        ("到2025年，新建公园5个。", 0.5),
        ("二、重点任务", 1.0),
        ("（一）新建学校3所。（责任单位：市教育局）", 0.7),
        ("（二）新建医院2所。（责任单位：市卫生健康局）", 0.95),
    ]
    paragraphs = tuple(Paragraph(text, 1, ocr_confidence=Decimal(str(sure))) for text, sure in told)
    lists = find_lists(Content("picture", paragraphs), "x", 2025)
    rows = [row for found in lists if isinstance(found, ResponsibilityList) for row in found.rows]
    assert sorted(cell.ocr_confidence for row in rows for cell in row.cells if cell.field == "measure") == [
        Decimal("0.5"), Decimal("0.7"), Decimal("0.95")
    ]  # fmt: skip

"""The OFD door: the first list gives what the .docx gives, whoever wrote it; what is no text of the page is said."""

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from pipeline import flow
from pipeline.model import Cell, Source, Table
from pipeline.parse import read
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.pages.blocks import read_pages
from pipeline.parse.pages.page import Glyph, Page, Run, Stroke
from pipeline.parse.pdf import document as pdf
from tests.parse.ofd_writer import Style, Writer, write_ofd, zipped
from tests.parse.test_pdf import TABLES, published, squeeze
from tests.parse.typesetter import Setting, set_table

SOURCES = Path(__file__).parents[1] / "data/sources"
REAL = Path(__file__).parents[3] / "shared/real/ofd"


def source(content, name="list.ofd"):
    return Source("list", name, content, hashlib.sha256(content).hexdigest())


def texts(content):
    """Paragraphs, and tables as rows of cells."""
    found = []
    for block in read(source(content)).blocks:
        if isinstance(block, Table):
            found += [[c.text for c in block.cells if c.row == row] for row in range(block.n_rows)]
        else:
            found.append(block.text)
    return found


def notes(content):
    return [(note.code, note.place) for note in read(source(content)).notes]


@pytest.mark.parametrize("name", ["responsibility_list.ofd", "responsibility_list_truetype.ofd"])
def test_the_first_list_gives_the_same_tables_as_the_docx(name):
    from_ofd, from_docx = published(name), published("responsibility_list.docx")
    for table in TABLES:
        assert from_ofd[table] == from_docx[table], table


def test_every_cell_knows_its_page_and_box():
    content = (SOURCES / "responsibility_list.ofd").read_bytes()
    cells = [c for block in read(source(content)).blocks if isinstance(block, Table) for c in block.cells]
    assert {cell.page for cell in cells} == set(range(1, 17))
    for cell in cells:
        x0, top, x1, bottom = cell.box
        assert 0 < x0 < x1 < 842
        assert 0 < top < bottom < 596
    rooms = flow.read_document(source(content))
    assert all(cell.box for cell in rooms.of(Cell))
    assert rooms.document.source_format == "ofd"


@cache
def drawn():
    """Pages of the first list, from its PDF, and the cells that they hold; `SETTINGS` has all of them."""
    content = (SOURCES / "responsibility_list.pdf").read_bytes()
    pages = tuple(islice(pdf._open_pages(source(content, "list.pdf")), 6))
    return pages, grid_cells(read_pages(pages, "list.pdf")[0])


def cells_of(content):
    return grid_cells(read(source(content)).blocks)


def grid_cells(blocks):
    tables = [block for block in blocks if isinstance(block, Table)]
    return [
        (c.row, c.column, c.row_span, c.column_span, [squeeze(line) for line in c.text.split("\n")])
        for table in tables
        for c in table.cells
    ]


STYLES = {
    "an object for each run": Style(),
    "an object for each character": Style(per="char"),
    "an object for each line": Style(per="line"),
    "repeated offsets": Style(per="line", place="repeat"),
    "a text code for each character": Style(place="codes"),
    "enlarged by the CTM": Style(per="line", scale=10),
    "narrow": Style(per="line", narrow=0.5),
    "filled rectangles": Style(rules="filled"),
    "a rectangle for each cell": Style(rules="cells"),
    "one path for a page": Style(rules="page"),
    "no prefix": Style(prefix=""),
    "a prefix that nothing declares": Style(declared=False),
    "another prefix and namespace": Style(prefix="x:", namespace="http://www.ofdspec.org"),
    "GBK": Style(encoding="gbk"),
    "GB 18030": Style(encoding="gb18030"),
    "UTF-16": Style(encoding="utf-16"),
    "absolute paths": Style(paths="absolute"),
    "backslashes": Style(paths="backslash"),
    "paths from the root": Style(paths="root"),
    "names in capitals": Style(upper=True),
    "in a folder": Style(folder="list/"),
    "several documents": Style(bodies=3),
    "rules in the background": Style(template="Background"),
    "rules in the foreground": Style(template="Foreground"),
    "a composite unit": Style(composite=True),
    "blocks in blocks": Style(blocks=5),
    "another origin": Style(origin=(15.0, -20.0)),
    "in any order": Style(shuffled=True, per="char"),
    "pretty": Style(pretty=True),
    "the area of the document": Style(own_area=False),
    "glyphs": Style(glyphs=True),
    "drawing parameters": Style(parameters=True),
    "clip regions": Style(clips=True),
    "clip regions, an object for each character": Style(clips=True, per="char"),
    "paths turned over": Style(flipped=True),
    "outlines turned over": Style(flipped=True, rules="cells"),
    "the page as boundary": Style(whole=True),
    "the page as boundary, an object for each character": Style(whole=True, per="char"),
    "two digits behind the point": Style(digits=2),
    "two digits behind the point, an object for each character": Style(digits=2, per="char"),
    "dashes": Style(dashed=True),
    "a byte order mark": Style(bom=True),
    "filled rectangles in a template": Style(rules="filled", template="Background", bodies=2),
    "glyphs, an object for each character": Style(glyphs=True, per="char"),
    "codes, narrow, absolute, without prefix": Style(place="codes", narrow=0.8, paths="absolute", prefix=""),
    "repeated offsets, enlarged, another origin": Style(per="line", place="repeat", scale=3, origin=(-10.0, 5.0)),
}


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_the_first_list_in_the_style_of_any_writer(style):
    pages, cells = drawn()
    assert cells_of(write_ofd(pages, style)) == cells


A4 = {"width": 595.0, "height": 842.0}
PLAIN, MERGED, NUMBERED = "responsibility_list", "variant_a_merged", "variant_b_numbered"
SETTINGS = {
    "hanging punctuation": (MERGED, Setting(hangs=True, size=12), Style(per="char", whole=True)),
    "justified, upright": (PLAIN, Setting(is_justified=True, **A4, size=9), Style(rules="cells", per="line")),
    "lines set in": (NUMBERED, Setting(set_in=2), Style(place="codes", rules="filled")),
    "small, close": (PLAIN, Setting(size=8, padding=1.5, above=0.5, lead=1.1), Style(per="line", place="repeat")),
    "no repeated heading": (MERGED, Setting(repeats=False, middle=True, footer="— {} —"), Style(rules="page")),
    "one width": (NUMBERED, Setting(narrow=False, hangs=True, **A4), Style(template="Background", digits=1)),
}


@cache
def grid_of(name):
    """Its table. Where a full line ends, nothing tells a break within a word, or that none is before a number."""
    (table,) = [block for block in read(source((SOURCES / name).read_bytes(), name)).blocks if isinstance(block, Table)]
    return replace(table, cells=tuple(replace(c, text=_as_seen(c.text)) for c in table.cells))


def _as_seen(text):
    return text.replace("跨境\n电商", "跨境电商").replace("行为。2.", "行为。\n2.")


@pytest.mark.parametrize(("name", "setting", "style"), SETTINGS.values(), ids=SETTINGS)
def test_a_list_that_is_set_in_another_way_has_the_cells_of_the_docx(name, setting, style):
    table = grid_of(f"{name}.docx")
    assert cells_of(write_ofd(set_table(table, setting), style)) == grid_cells([table])


def test_white_headings_that_stand_close_on_dark_ground_are_text():
    rules = [Stroke(False, y, 45, 165) for y in (95, 115, 135, 155)] + [Stroke(True, x, 95, 155) for x in (45, 97, 165)]
    heads = [run(word, x, 100)._replace(colour=0xFFFFFF) for word, x in (("牵头单位", 52), ("配合单位", 102))]
    body = [run(word, x, y) for y in (120, 140) for word, x in (("市商务局", 52), ("市财政局", 102))]
    page = Page(1, 595, 842, (*heads, *body), tuple(rules))
    content = write_ofd([page], Style(whole=True))
    white = content_with(content, "牵头", "配合", fill="255 255 255")
    assert texts(white) == [["牵头单位", "配合单位"], *[["市商务局", "市财政局"]] * 2]


def content_with(content, *words, fill):
    """The same package with the text objects that hold these words filled with a colour."""
    package = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: package.read(name).decode() for name in package.namelist()}
    colour = f'<ofd:FillColor Value="{fill}"/>'
    for name, part in parts.items():
        found = re.findall(r"<ofd:TextObject[^>]*>(?=(?:(?!</ofd:TextObject>).)*(?:" + "|".join(words) + "))", part)
        for tag in found:
            part = part.replace(tag, tag + colour)
        parts[name] = part
    return zipped({name: part.encode() for name, part in parts.items()})


def test_a_dash_that_ends_a_line_of_a_cell_does_not_reach_into_the_next_cell():
    rules = [Stroke(False, y, 45, 165) for y in (95, 115)] + [Stroke(True, x, 95, 115) for x in (45, 104, 165)]
    page = Page(1, 595, 842, (run("文化在线—", 50, 100), run("字化服务", 109, 100)), tuple(rules))
    assert texts(write_ofd([page], Style(per="char", whole=True))) == [["文化在线—", "字化服务"]]


def run(text, x=50.0, top=50.0, size=10.0):
    return Run(tuple(Glyph(c, x + size * i, top, x + size * (i + 1), top + size) for i, c in enumerate(text)))


def sheet(objects, parts=None, common="", before="", entrance="", after=""):
    """A package of one page (210 × 297 mm) with these objects; `parts`: other members, as text."""
    writer = Writer(Style())
    area = writer.tag("PageArea", writer.tag("PhysicalBox", "0 0 210 297"))
    page = writer.tag("Page", ID=1, BaseLoc="Pages/Page_0/Content.xml")
    writer.add("Doc_0/Pages/Page_0/Content.xml", "Page", before + writer.layer(objects))
    writer.add(
        "Doc_0/Document.xml", "Document", writer.tag("CommonData", area + common) + writer.tag("Pages", page) + after
    )
    writer.add("OFD.xml", "OFD", writer.tag("DocBody", writer.tag("DocRoot", "Doc_0/Document.xml") + entrance))
    named = {name: part if isinstance(part, bytes) else part.encode() for name, part in (parts or {}).items()}
    return zipped(writer.parts | named)


def text(content, box="20 20 100 5", code='X="0" Y="4"', **said):
    attributes = {"Boundary": box, "Size": "4", "Font": "3"} | said
    shown = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<ofd:TextObject{shown}><ofd:TextCode {code}>{content}</ofd:TextCode></ofd:TextObject>"


TEXTS = {
    "without offsets": (text("新建公园5个"), "新建公园5个"),
    "fewer offsets than characters": (text("新建公园5个", code='X="0" Y="4" DeltaX="4 4"'), "新建公园5个"),
    "more offsets than characters": (text("公园", code='X="0" Y="4" DeltaX="4 4 4 g 9 1"'), "公园"),
    "mixed offsets": (text("新建公园15个", code='X="0" Y="4" DeltaX="g 3 4 4 2 g 1 2"'), "新建公园15个"),
    "letters far apart": (text("5 G，即AI", code='X="0" Y="4" DeltaX="2 2 4 4 4 3"'), "5 G，即AI"),
    "a blank that is only room": (text("ai lab", code='X="0" Y="4" DeltaX="2 1 1 1 2"'), "ai lab"),
    "words parted by room": (text("ailab", code='X="0" Y="4" DeltaX="2 4 2 2"'), "ai lab"),
    "figures of a broad font": (text("12.5%", code='X="0" Y="4" DeltaX="2.7 2.7 1.3 2.7"'), "12.5%"),
    "figures parted by a blank's room": (text("2024 12", code='X="0" Y="4" DeltaX="g 6 2 1"'), "2024 12"),
    "signs and letters of a broad font": (text("≤20，W类", code='X="0" Y="4" DeltaX="3.9 2.6 2.6 4 4"'), "≤20，W类"),
    "letters set apart are one word": (text("LAB", code='X="0" Y="4" DeltaX="5 5"'), "LAB"),
    "a blank in Chinese stays": (text("公园 广场", code='X="0" Y="4" DeltaX="4 4 4 4"'), "公园 广场"),
    "the last X goes on": (text("公园", box="20 20 9 5") + text("广场", box="28 20 9 5"), "公园广场"),
    "bold by drawing twice": (text("新建公园") + text("新建公园", box="20.3 20 100 5"), "新建公园"),
    "bold, character by character": (
        "".join(text(c, box=f"{20 + 4 * i + d} 20 5 5") for i, c in enumerate("新建公园") for d in (0, 0.2)),
        "新建公园",
    ),
    "twice, with figures and a blank": (text("建成 5G站") + text("建成 5G站", box="20.1 20 100 5"), "建成 5G站"),
    "a line that is spread out": (text("累计新建5G 站", code='X="0" Y="4" DeltaX="5 5 5 5 3 3.6 2"'), "累计新建5G 站"),
    "a dash that ends the first of two lines": (
        text("在线—", box="20 20 17 12").replace(
            "</ofd:TextCode>", '</ofd:TextCode><ofd:TextCode X="0" Y="10">广东公共</ofd:TextCode>'
        ),
        "在线—\n广东公共",
    ),
    "entities": (text("A&amp;B&lt;5"), "A&B<5"),
    "upright by a CTM and its scale": (text("公园", CTM="2 0 0 2 0 0", Size="2", code='X="0" Y="2"'), "公园"),
    "an offset by the CTM": (text("公园", CTM="1 0 0 1 30 30"), "公园"),
    "a size of a million": (text("公园") + text("巨", Size="1e9"), "公园"),
    "a place that is none": (text("公园") + text("无", box="nan 1 1 1"), "无\n公园"),
}


@pytest.mark.parametrize(("objects", "expected"), TEXTS.values(), ids=TEXTS)
def test_characters_find_their_places(objects, expected):
    assert "\n".join(texts(sheet(objects))) == expected


def test_glyphs_that_are_not_one_for_each_character():
    transform = (
        '<ofd:CGTransform CodePosition="2" CodeCount="2" GlyphCount="1"><ofd:Glyphs>7</ofd:Glyphs></ofd:CGTransform>'
    )
    code = '<ofd:TextCode X="0" Y="4" DeltaX="4 4 4 4">公园fi场所</ofd:TextCode>'
    words = f'<ofd:TextObject Boundary="20 20 90 5" Size="4" Font="3">{transform}{code}</ofd:TextObject>'
    assert texts(sheet(words)) == ["公园fi场所"]


def test_vertical_text_and_text_on_its_side():
    down = text("新建", code='X="0" Y="4" DeltaY="5"')
    assert texts(sheet(down)) == ["新", "建"]
    read_down = text("新建", ReadDirection="90")
    assert texts(sheet(read_down)) == ["新", "建"]
    for side in (
        text("城市建设", CTM="0 1 -1 0 0 0"),
        text("城市建设", CharDirection="90", code='X="0" Y="4" DeltaY="g 3 4"'),
    ):
        page = sheet(side + text("这一页的文字都是正着写的，只有旁边的是竖着", box="20 90 150 5"))
        assert "城市建设" in texts(page)


def test_a_page_printed_on_its_side_is_turned():
    xs, ys = (100, 200, 300), (100, 130, 160)
    rules = [Stroke(False, y, 100, 300) for y in ys] + [Stroke(True, x, 100, 160) for x in xs]
    words = [("具体措施", 110, 110), ("牵头单位", 210, 110), ("建设公园", 110, 140), ("市商务局", 210, 140)]
    page = Page(1, 595, 842, tuple(run(*word) for word in words), tuple(rules))
    upright = write_ofd([page])
    assert texts(upright) == [["具体措施", "牵头单位"], ["建设公园", "市商务局"]]
    objects = "".join(
        text(word, box=f"{100 - top * 0.3528} {x * 0.3528} 50 50", CTM="0 1 -1 0 0 0", code='X="0" Y="0"')
        for word, x, top in words
    )
    lines = [(100, y, 300, y) for y in ys] + [(x, 100, x, 160) for x in xs]
    for x0, y0, x1, y1 in lines:
        data = f"M {100 - y0 * 0.3528 + 3} {x0 * 0.3528} L {100 - y1 * 0.3528 + 3} {x1 * 0.3528}"
        objects += (
            f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'
        )
    assert texts(sheet(objects)) == [["具体措施", "牵头单位"], ["建设公园", "市商务局"]]


def test_hidden_text_is_no_text():
    shown, hidden = text("公园"), text("暗", box="20 40 9 5", Visible="false")
    assert texts(sheet(shown + hidden)) == ["公园"]
    assert notes(sheet(shown + hidden)) == [("P24", "page 1")]
    unseen = text("暗", box="20 40 9 5", Alpha="0")
    assert texts(sheet(shown + unseen)) == ["公园"]


def test_a_hidden_block_is_no_text():
    hidden = f'<ofd:PageBlock Visible="false"><ofd:PageBlock>{text("暗")}</ofd:PageBlock></ofd:PageBlock>'
    assert texts(sheet(text("公园") + hidden)) == ["公园"]
    assert notes(sheet(text("公园") + hidden)) == [("P24", "page 1")]


def test_glyphs_without_characters_are_counted():
    glyphs = '<ofd:CGTransform CodePosition="0" CodeCount="3" GlyphCount="3"><ofd:Glyphs>7 8 9</ofd:Glyphs></ofd:CGTransform>'
    code = '<ofd:TextCode X="0" Y="4" DeltaX="4 4"/>'
    words = f'<ofd:TextObject Boundary="20 60 90 5" Size="4" Font="3">{glyphs}{code}</ofd:TextObject>'
    assert [code for code, _ in notes(sheet(text("新建公园五个共计六处") + words))] == ["P46"]
    assert "P47" in [code for code, _ in notes(sheet(words * 9))]


def test_text_without_colour_over_a_scan_is_its_text():
    picture = '<ofd:ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="9"/>'
    assert texts(sheet(picture + text("公园", Fill="false"))) == ["公园"]


def test_a_page_that_is_one_picture_is_a_scan():
    picture = '<ofd:ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="9"/>'
    with pytest.raises(UnreadableFile, match="no text layer"):
        read(source(sheet(picture)))


def test_a_watermark_is_left_out():
    marks = "".join(
        f'<ofd:TextObject Boundary="60 {y} 99 30" Size="12" Alpha="60" CTM="0.7 -0.7 0.7 0.7 0 20">'
        f'<ofd:TextCode X="0" Y="0">内部资料</ofd:TextCode></ofd:TextObject>'
        for y in (90, 190)
    )
    content = sheet(text("新建公园") + marks)
    assert texts(content) == ["新建公园"]
    assert [code for code, _ in notes(content)] == ["P48"]


def test_notes_laid_over_the_page_and_seals_are_left_out():
    writer = Writer(Style())
    appearance = writer.tag("Appearance", text("内部"), Boundary="0 0 50 50")
    writer.add("Doc_0/Annots/Page_0.xml", "PageAnnot", writer.tag("Annot", appearance, ID=5, Type="Stamp"))
    listed = writer.tag("Page", writer.tag("FileLoc", "Page_0.xml"), PageID=1)
    writer.add("Doc_0/Annots/Annotations.xml", "Annotations", listed)
    after = writer.tag("Annotations", "Annots/Annotations.xml")
    content = sheet(text("公园"), parts=writer.parts, after=after)
    assert texts(content) == ["公园"]
    assert notes(content) == [("P63", "annotations of page 1")]


def test_members_named_with_backslashes_are_found():
    parts = zipfile.ZipFile(io.BytesIO(sheet(text("新建公园5个"))))
    content = zipped({name.replace("/", "\\"): parts.read(name) for name in parts.namelist()})
    assert texts(content) == ["新建公园5个"]


def test_a_document_that_is_named_twice_is_read_once():
    writer = Writer(Style())
    body = writer.tag("DocBody", writer.tag("DocRoot", "Doc_0/Document.xml"))
    parts = zipfile.ZipFile(io.BytesIO(sheet(text("新建公园5个"))))
    writer.add("OFD.xml", "OFD", body + body)
    assert texts(zipped({name: parts.read(name) for name in parts.namelist()} | writer.parts)) == ["新建公园5个"]


def test_the_current_version_is_read():
    writer = Writer(Style())
    versions = "".join(
        writer.tag("Version", ID=n, Index=n, Current=current, BaseLoc=f"Vers/V{n}.xml")
        for n, current in ((1, "false"), (2, "true"))
    )
    writer.add("Vers/V2.xml", "DocVersion", writer.tag("DocRoot", "../Doc_1/Document.xml"))
    page = writer.tag("Page", ID=1, BaseLoc="Content.xml")
    writer.add("Doc_1/Content.xml", "Page", writer.layer(text("新稿")))
    writer.add("Doc_1/Document.xml", "Document", writer.tag("Pages", page))
    assert texts(sheet(text("旧稿"), parts=writer.parts, entrance=writer.tag("Versions", versions))) == ["新稿"]


def test_composite_units_are_drawn_where_they_are_used():
    unit = f'<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{text("公园", box="0 0 9 5")}</ofd:Content></ofd:CompositeGraphicUnit>'
    res = (
        f'<ofd:Res xmlns:ofd="x" BaseLoc="Res"><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>'
    )
    used = "".join(f'<ofd:CompositeObject Boundary="20 {y} 9 9" ResourceID="7"/>' for y in (20, 60))
    page_res = "<ofd:PageRes>Res.xml</ofd:PageRes>"
    parts = {"Doc_0/Pages/Page_0/Res.xml": res}
    assert texts(sheet(used, parts=parts, before=page_res)) == ["公园", "公园"]


def test_characters_without_unicode_are_counted():
    content = sheet(text("新建公园五个共计") + text("\ue001¤", box="20 60 9 5"))
    assert ("P46", "page 1") in notes(content)


def test_what_the_document_names_and_the_package_has_not():
    content = sheet(text("公园"), common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>")
    assert texts(content) == ["公园"]
    assert notes(content) == [("P61", "Doc_0/Document.xml")]


BROKEN = {
    "no page": (lambda parts: parts.pop("Doc_0/Pages/Page_0/Content.xml"), "page 1: the page is damaged"),
    "no document": (lambda parts: parts.pop("Doc_0/Document.xml"), "no text"),
    "a broken page": (lambda parts: parts.update({"Doc_0/Pages/Page_0/Content.xml": b"<a><b></a>"}), "XML is broken"),
    "encrypted": (lambda parts: parts.update({"Encryptions.xml": b"<a/>"}), "Encryptions.xml: .*is encrypted"),
    "no pages": (lambda parts: parts.update({"Doc_0/Document.xml": b"<Document/>"}), "has 0 pages"),
}


@pytest.mark.parametrize(("change", "message"), BROKEN.values(), ids=BROKEN)
def test_what_can_not_be_read_says_why(change, message):
    writer = Writer(Style())
    writer.body(0, [Page(1, 595, 842, (run("公园"),))])
    writer.add("OFD.xml", "OFD", writer.tag("DocBody", writer.tag("DocRoot", "Doc_0/Document.xml")))
    parts = dict(writer.parts)
    change(parts)
    with pytest.raises(UnreadableFile, match=message):
        read(source(zipped(parts)))


REAL_TEXTS = [
    ("n.ofd", ["测试符路桥区卫生局文件", "路卫发〔2011〕76号"]),
    ("namespace_no_std.ofd", ["你好呀，OFD Reader&Writer！"]),
    ("拿来主义_page6.ofd", ["拿来主义", "鲁迅"]),
]


@pytest.mark.skipif(not REAL.exists(), reason="the shared real files are not here")
@pytest.mark.parametrize(("name", "first"), REAL_TEXTS, ids=[name for name, _ in REAL_TEXTS])
def test_real_files_give_their_text(name, first):
    assert texts((REAL / name).read_bytes())[: len(first)] == first

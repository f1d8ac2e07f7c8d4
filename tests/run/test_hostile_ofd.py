"""Hostile OFD packages: nothing is resolved, loops end, objects are counted, values that are none do no harm."""

import time

import pytest

from tests.parse.ofd_writer import Style, Writer
from tests.parse.test_ofd import sheet, text
from tests.run.attacks import package, read, refuse

NAME = "x.ofd"
ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY e SYSTEM "file:///etc/passwd">]>'


def unit(number: int, inner: str) -> str:
    return f'<ofd:CompositeGraphicUnit ID="{number}"><ofd:Content>{inner}</ofd:Content></ofd:CompositeGraphicUnit>'


def used(number: int) -> str:
    return f'<ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="{number}"/>'


def with_units(*units: str) -> bytes:
    res = f'<ofd:Res xmlns:ofd="x"><ofd:CompositeGraphicUnits>{"".join(units)}</ofd:CompositeGraphicUnits></ofd:Res>'
    common = "<ofd:PublicRes>Res.xml</ofd:PublicRes>"
    return sheet(text("公园") + used(1), parts={"Doc_0/Res.xml": res}, common=common)


def test_entities_are_refused():
    for inner in ("&b;", "&e;", "none"):
        entrance = f"{ENTITY}<OFD><DocBody><DocRoot>{inner}</DocRoot></DocBody></OFD>"
        refuse(package({"OFD.xml": entrance.encode()}), "declares entities", NAME)


def test_composites_in_a_ring_end():
    found, rooms = read(with_units(unit(1, used(2)), unit(2, used(1) + text("公园"))), NAME)
    assert rooms.document.status == "failed"
    assert [finding.code for finding in found] == ["P01"]


def test_composites_that_double_are_counted():
    levels = [unit(n, used(n + 1) * 10) for n in range(1, 12)]
    refuse(with_units(*levels, unit(12, text("公园"))), "page_objects = 1000", NAME, page_objects=1000)


def test_templates_in_a_ring_end():
    template = '<ofd:TemplatePage ID="5" BaseLoc="T.xml"/>'
    inner = '<ofd:Template TemplateID="5"/>'
    writer = Writer(Style())
    writer.add("Doc_0/T.xml", "Page", inner + writer.layer(text("公园")))
    found, _ = read(sheet("", parts=writer.parts, common=template, before=inner * 1000), NAME)
    assert [finding.code for finding in found] == ["P01"]


def test_drawing_parameters_in_a_ring_end():
    params = '<ofd:DrawParam ID="1" Relative="2"/><ofd:DrawParam ID="2" Relative="1"/>'
    res = f'<ofd:Res xmlns:ofd="x"><ofd:DrawParams>{params}</ofd:DrawParams></ofd:Res>'
    content = sheet(
        text("公园", DrawParam="1"), parts={"Doc_0/R.xml": res}, common="<ofd:PublicRes>R.xml</ofd:PublicRes>"
    )
    assert [finding.code for finding in read(content, NAME)[0]] == ["P01"]


def test_counts_of_a_thousand_million():
    many = text("公园", code='X="0" Y="4" DeltaX="g 999999999999 4" DeltaY="g 1e300 0"')
    transform = '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="999999999"/>'
    many += f'<ofd:TextObject Boundary="9 9 9 9" Size="4">{transform}<ofd:TextCode>公园</ofd:TextCode></ofd:TextObject>'
    _, rooms = read(sheet(many), NAME)
    assert rooms.document.status == "failed"


def test_too_many_objects_characters_points_or_pages():
    refuse(sheet(text("公园") * 2000), "page_objects = 1000", NAME, page_objects=1000)
    refuse(sheet(text("公园" * 2000)), "page_objects = 1000", NAME, page_objects=1000)
    path = f'<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 {"L 9 9 " * 9000}</ofd:AbbreviatedData></ofd:PathObject>'
    refuse(sheet(path), "page_objects = 1000", NAME, page_objects=1000)
    pages = '<ofd:Page BaseLoc="Pages/Page_0/Content.xml"/>' * 3
    writer = Writer(Style())
    writer.add("Doc_0/P.xml", "Page", writer.layer(text("公园")))
    writer.add(
        "Doc_0/Document.xml", "Document", writer.tag("Pages", pages.replace("Pages/Page_0/Content.xml", "P.xml"))
    )
    writer.add("OFD.xml", "OFD", writer.tag("DocBody", writer.tag("DocRoot", "Doc_0/Document.xml")))
    refuse(package(writer.parts), "limit pages", NAME, pages=2)


VALUES = (
    "",
    "x",
    "nan",
    "inf",
    "-1e999",
    "1e308",
    "1e308 1e308 1e308 1e308",
    "1 2 3",
    "0 0 0 0",
    "-5 -5 -5 -5",
    "#zz",
    "9" * 400,
)


@pytest.mark.parametrize("value", VALUES)
def test_values_that_are_none(value):
    started = time.perf_counter()
    objects = text("公园")
    for name in (
        "Boundary",
        "Size",
        "CTM",
        "HScale",
        "CharDirection",
        "ReadDirection",
        "Alpha",
        "DrawParam",
        "Visible",
        "Fill",
    ):
        objects += text("广场", **{name: value})
    for name in ("X", "Y", "DeltaX", "DeltaY"):
        objects += text("广场", code=f'{name}="{value}"')
    objects += f'<ofd:PathObject Boundary="{value}" CTM="{value}"><ofd:AbbreviatedData>M {value} L {value} Q A B 9</ofd:AbbreviatedData></ofd:PathObject>'
    objects += f'<ofd:ImageObject Boundary="{value}" CTM="{value}" ResourceID="{value}"/>'
    objects += f'<ofd:TextObject Boundary="9 9 9 9" Size="4"><ofd:FillColor Value="{value}" Alpha="{value}"/><ofd:TextCode>公园</ofd:TextCode></ofd:TextObject>'
    area = f"<ofd:Area><ofd:PhysicalBox>{value}</ofd:PhysicalBox></ofd:Area>"
    for before in ("", area):
        found, _ = read(sheet(objects, before=before), NAME)
        assert {finding.code for finding in found} <= {"P01", "P43", "R34", "R32"}
    assert time.perf_counter() - started < 10


PATHS = (
    "../../etc/passwd",
    "/../x",
    "a" * 100_000,
    "\\\\host\\x",
    "file:///etc/passwd",
    "http://x.invalid/x",
    ".",
    "",
    "\u202e",
)


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_paths_that_lead_nowhere(path):
    common = f'<ofd:PublicRes>{path}</ofd:PublicRes><ofd:TemplatePage ID="1" BaseLoc="{path}"/>'
    found, _ = read(sheet(text("公园"), common=common), NAME)
    assert {finding.code for finding in found} <= {"P01", "P61", "R15"}
    root = Writer(Style())
    root.add("OFD.xml", "OFD", root.tag("DocBody", root.tag("DocRoot", path)))
    found, rooms = read(package(root.parts), NAME)
    assert rooms.document.status == "failed"
    assert found


def test_blocks_without_end():
    found, rooms = read(sheet("<ofd:PageBlock>" * 5000 + "</ofd:PageBlock>" * 5000), NAME)
    assert rooms.document.status == "failed"
    assert [finding.code for finding in found] == ["R15"]


def test_an_entrance_that_is_none():
    for part in (b"", b"<", b"<a/>", b"\xff\xfe<", b"PK", "<OFD>".encode("utf-16")):
        found, rooms = read(package({"OFD.xml": part}), NAME)
        assert rooms.document.status == "failed"
        assert [finding.level for finding in found] == ["error"]

"""A page of an OFD document: its area, its templates, its layers. Source: GB/T 33190-2016, 7.5 (document), 7.7 (page)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from pipeline.parse.matrix import Matrix
from pipeline.parse.ofd.canvas import Canvas
from pipeline.parse.ofd.drawing import Painter
from pipeline.parse.ofd.package import OfdPackage, child, children, text_of
from pipeline.parse.ofd.resources import Resources
from pipeline.parse.ofd.values import read_floats
from pipeline.parse.pages.page import Page

MM = 72 / 25.4  # points
_A4 = (0.0, 0.0, 210.0, 297.0)
_AREA = ("PhysicalBox", "CropBox", "ApplicationBox", "ContentBox")


class PageEntry(NamedTuple):
    """A page or template as the document lists it."""

    part: str  # member of the package
    root: Any


@dataclass(slots=True)
class OfdBody:
    """One document of a package."""

    package: OfdPackage
    part: str  # member of its root
    root: Any
    resources: Resources
    templates: dict[str, PageEntry] = field(default_factory=dict)


def open_body(package: OfdPackage, part: str, root: Any) -> OfdBody:
    """Read what the pages of a document have in common."""
    body = OfdBody(package, part, root, Resources())
    common = child(root, "CommonData")
    if common is not None:
        body.resources.load(package, common, part)
        for element in children(common, "TemplatePage"):
            name, template = package.look_up(element.get("BaseLoc"), part)
            if template is not None:
                body.templates[element.get("ID", "")] = PageEntry(name, template)
    return body


class DrawnPage(NamedTuple):
    """A page, what of its text is hidden, and the numbers of its pictures."""

    page: Page
    hidden: str
    media: tuple[str, ...]


def read_ofd_page(body: OfdBody, entry: PageEntry, number: int) -> DrawnPage:
    """Draw a page with its templates, from back to front."""
    x, y, width, height = _area(body, entry)
    canvas = Canvas(width * MM, height * MM)
    matrix = (MM, 0.0, 0.0, MM, -x * MM, -y * MM)
    hidden: list[str] = []
    for sheet in _sheets(body, entry):
        resources = _own_resources(body, sheet)
        _draw_layers(Painter(canvas, resources, hidden), sheet.root, matrix)
    hidden.append(canvas.take_unseen())
    return DrawnPage(canvas.finish(number), "".join(hidden).strip(), tuple(canvas.media))


def _draw_layers(painter: Painter, root: Any, matrix: Matrix) -> None:
    content = child(root, "Content")
    if content is not None:
        painter.draw(content, matrix)


def _own_resources(body: OfdBody, sheet: PageEntry) -> Resources:
    """The resources of the document, and a page's own over them."""
    if child(sheet.root, "PageRes") is None:
        return body.resources
    known = body.resources
    own = replace(
        known,
        parameters=dict(known.parameters),
        composites=dict(known.composites),
        pictures=dict(known.pictures),
    )
    own.load(body.package, sheet.root, sheet.part)
    return own


def _sheets(body: OfdBody, entry: PageEntry) -> Iterator[PageEntry]:
    """A page between its templates: those behind it, and those before it. A template has none of its own."""
    behind, before = list[PageEntry](), list[PageEntry]()
    for element in children(entry.root, "Template"):
        template = body.templates.get(element.get("TemplateID", ""))
        if template is not None and template not in (*behind, *before):
            (before if element.get("ZOrder") == "Foreground" else behind).append(template)
    yield from (*behind, entry, *before)


def _area(body: OfdBody, entry: PageEntry) -> tuple[float, float, float, float]:
    """The area of a page in millimetres: x, y, width, height; its own, else its document's, else A4."""
    areas = [child(entry.root, "Area")]
    if (common := child(body.root, "CommonData")) is not None:
        areas.append(child(common, "PageArea"))
    for area in areas:
        for name in _AREA if area is not None else ():
            values = read_floats(text_of(area, name))
            if len(values) == 4 and values[2] > 0 and values[3] > 0:
                return values[0], values[1], values[2], values[3]
    return _A4

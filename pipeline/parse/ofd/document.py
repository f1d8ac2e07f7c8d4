"""OFD: the pages of a package; `parse.pages` makes paragraphs and tables of them (docs/design/ofd.md).

Source: GB/T 33190-2016, 7.4 (main entrance), 7.5 (document root), 14 (attachments), 15 (annotations), 20 (versions).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.model import Content, Source
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.ofd.annotations import find_annotations
from pipeline.parse.ofd.attachments import tell_attachments
from pipeline.parse.ofd.package import child, children, find_roots, open_ofd
from pipeline.parse.ofd.page import DrawnPage, OfdBody, PageEntry, open_body, read_ofd_page
from pipeline.parse.pages.blocks import read_pages
from pipeline.parse.pages.page import Page, TooManyObjects
from pipeline.parse.scan.document import move_page, open_picture
from pipeline.parse.scan.mixed import find_scan
from pipeline.rules.findings import tell
from pipeline.rules.limits import limit


def read(source: Source) -> Content:
    """Read an OFD file into paragraphs and tables; several documents in one package follow each other.

    Findings: P24 hidden text, P61 parts that are missing, P62 and P66 attachments, P63 notes laid over a page. Raises
    `UnreadableFile`.
    """
    package = open_ofd(source.path, source.content)
    bodies = [open_body(package, part, root) for part, root in find_roots(package)]
    if not bodies:
        raise UnreadableFile("R18", package.zip.main)
    blocks, notes = read_pages(_draw_pages(bodies), source.path)
    for body in bodies:
        package.notes += find_annotations(body)
    package.notes += tell_attachments(package, source.content)
    return Content("ofd", blocks, notes=(*package.notes, *notes))


def _draw_pages(bodies: list[OfdBody]) -> Iterator[Page]:
    """Draw page after page. Raises `UnreadableFile`."""
    entries = [(body, element) for body in bodies for element in _list_pages(body)]
    if not 0 < len(entries) <= limit("pages"):
        raise UnreadableFile("R30", pages=len(entries), limit=limit("pages"))
    for number, (body, element) in enumerate(entries, start=1):
        part, root = body.package.look_up(element.get("BaseLoc"), body.part)
        if root is None:
            raise UnreadableFile("R31", f"page {number}", reason=f"no part {element.get('BaseLoc', '')}")
        try:
            drawn = read_ofd_page(body, PageEntry(part, root), number)
        except TooManyObjects as error:
            raise error.at(f"page {number}") from error
        if drawn.hidden:
            body.package.notes.append(tell("P24", body.package.zip.path, f"page {number}", text=drawn.hidden[:200]))
        yield _read_scan(body, drawn)


def _read_scan(body: OfdBody, drawn: DrawnPage) -> Page:
    """A page that is a picture is read by its looks, where the extra `ocr` is installed."""
    box = find_scan(drawn.page)
    if box is None:
        return drawn.page
    from pipeline.parse.scan.kept import read_kept
    from pipeline.parse.scan.page import read_picture

    number = drawn.media[drawn.page.pictures.index(box)]
    member = body.resources.pictures.get(number, "")
    content = body.package.zip.unpack(member) if member else None
    if content is None:
        return drawn.page
    width, height = box[2] - box[0], box[3] - box[1]
    found = read_kept(read_picture, lambda: open_picture(content), drawn.page.number, width, height)
    if (found.width, found.height) != (width, height):  # it lay on its side: the upright picture is the page
        return found
    return move_page(found, box)._replace(width=drawn.page.width, height=drawn.page.height)


def _list_pages(body: OfdBody) -> list[Any]:
    pages = child(body.root, "Pages")
    return children(pages, "Page") if pages is not None else []

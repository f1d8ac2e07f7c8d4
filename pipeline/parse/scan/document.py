"""Pictures (png, jpg, tif, bmp): the pages of a file, read by the extra `ocr` (docs/design/scan.md)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pipeline.model import Content, Source
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.pages.blocks import read_pages
from pipeline.parse.pages.page import Box, Page, Stroke
from pipeline.parse.scan import can_read
from pipeline.rules.limits import limit

_A4 = (595.28, 841.89)  # points
_ODD = 0.1  # by which the sides of a picture may be in another ratio than A4's
_DOTS = 150.0  # per inch, of a picture of another shape that does not say


def read(source: Source) -> Content:
    """Read the pages of a picture file. Raises `UnreadableFile`."""
    if not can_read():
        raise UnreadableFile("R03", "first bytes")
    blocks, notes = read_pages(_open_pages(source.content), source.path)
    return Content("picture", blocks, notes=notes)


def _open_pages(content: bytes) -> Iterator[Page]:
    from pipeline.parse.scan.kept import read_kept
    from pipeline.parse.scan.page import read_picture

    for number, (picture, dots) in enumerate(_frames(content), start=1):
        height, width = picture.shape[:2]
        size = _paper(width, height, dots)
        yield read_kept(read_picture, lambda picture=picture: picture, number, *size)  # type: ignore[misc]


def open_picture(content: bytes) -> Any:
    """The first picture of a file as an array of rows × columns × 3 colours. Raises `UnreadableFile`."""
    return next(_frames(content))[0]


def _frames(content: bytes) -> Iterator[tuple[Any, float]]:
    """Yield each picture of a file with its dots per inch (0 where it does not say)."""
    import numpy as np
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(io.BytesIO(content)) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
                _check(number, frame.width * frame.height)
                dots = float(frame.info.get("dpi", (0.0,))[0])
                yield np.asarray(ImageOps.exif_transpose(frame).convert("RGB")), dots
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableFile("R36", reason=error) from error


def _check(number: int, pixels: int) -> None:
    if number > limit("pages"):
        raise UnreadableFile("R30", pages=number, limit=limit("pages"))
    if pixels > limit("picture_pixels"):
        raise UnreadableFile(
            "R12", f"page {number}", found=pixels, name="picture_pixels", limit=limit("picture_pixels")
        )


def _paper(width: int, height: int, dots: float) -> tuple[float, float]:
    """The size of the paper in points: A4 where the picture has its shape."""
    short, long = sorted((width, height))
    if abs(long / short / (_A4[1] / _A4[0]) - 1) < _ODD:
        return (_A4[0], _A4[0] * height / width) if width < height else (_A4[1], _A4[1] * height / width)
    return width * 72 / (dots or _DOTS), height * 72 / (dots or _DOTS)


def move_page(page: Page, box: Box) -> Page:
    """A page that was read from a picture, at the picture's place on its page."""
    x, y = box[:2]
    runs = tuple(
        run._replace(
            glyphs=tuple(g._replace(x0=g.x0 + x, top=g.top + y, x1=g.x1 + x, bottom=g.bottom + y) for g in run.glyphs)
        )
        for run in page.runs
    )
    strokes = tuple(
        Stroke(s.is_vertical, s.at + (x if s.is_vertical else y), *(v + (y if s.is_vertical else x) for v in s[2:]))
        for s in page.strokes
    )
    told = tuple(((b[0] + x, b[1] + y, b[2] + x, b[3] + y), sure) for b, sure in page.confidences or ())
    return page._replace(runs=runs, strokes=strokes, confidences=told)

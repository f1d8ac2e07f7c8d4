"""Draws pages of a PDF as bad scans and says how well each is read: characters, rows, figures, and which faults are told.

    python -m tools.scans [PDF] [--page 6] [--only faxed,turned] [--keep FOLDER]

Needs the extra `ocr`. A fault is told where its cell has less confidence than `LOW_CONFIDENCE` (finding P65).
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import pypdfium2

from pipeline.model import GridCell, Table
from pipeline.model.inside import LOW_CONFIDENCE
from pipeline.parse.pages.blocks import read_pages
from pipeline.parse.pages.page import Page
from pipeline.parse.pdf.page import read_page
from pipeline.parse.scan.kept import keep_scans, read_kept
from pipeline.parse.scan.page import read_picture
from pipeline.sources.folders import LocalFolder

LIST = Path(__file__).parents[1] / "tests/data/sources/responsibility_list.pdf"
FIGURE = re.compile(r"\d+(?:\.\d+)?[%‰]?")
Picture = Any  # an array of bytes, rows × columns × 3 colours
Cells = dict[tuple[int, int], GridCell]


class Reading(NamedTuple):
    """How well a page was read; counts."""

    characters: int
    right: int  # characters
    rows: int
    rows_found: int
    told: int  # cells
    figures: int
    wrong: int  # figures
    wrong_told: int
    seconds: float  # of the processor


def _turn(angle: float) -> Callable[[Picture], Picture]:
    def turn(picture: Picture) -> Picture:
        height, width = picture.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))

    return turn


def _shadow(picture: Picture) -> Picture:
    """A dark corner: from 45 % of the light to all of it."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width]
    light = np.clip(0.45 + 0.55 * (x / width + y / height), 0, 1)
    return (picture * light[:, :, None]).astype(np.uint8)


def _blur(sigma: float) -> Callable[[Picture], Picture]:
    return lambda picture: cv2.GaussianBlur(picture, (0, 0), sigma)


def _noise(picture: Picture, sigma: float) -> Picture:
    rng = np.random.default_rng(7)
    return np.clip(picture + rng.normal(0, sigma, picture.shape), 0, 255).astype(np.uint8)


def _jpeg(quality: int) -> Callable[[Picture], Picture]:
    def save(picture: Picture) -> Picture:
        return cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)

    return save


def _fax(picture: Picture) -> Picture:
    """One bit a pixel, specks, edges that a drum tore."""
    rng = np.random.default_rng(7)
    grey = _noise(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), 30)
    bits = np.where(grey > 150, 255, 0).astype(np.uint8)
    specks = rng.random(bits.shape)
    bits[specks < 0.001] = 0
    bits[specks > 0.995] = 255
    return cv2.cvtColor(bits, cv2.COLOR_GRAY2RGB)


def _photograph(picture: Picture) -> Picture:
    """Taken from one side with a telephone: perspective, a desk around it, light that falls off, some blur."""
    height, width = picture.shape[:2]
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    seen = np.float32([[0.06, 0.07], [0.93, 0.03], [0.97, 0.95], [0.03, 0.91]]) * np.float32([width, height])
    matrix = cv2.getPerspectiveTransform(corners, seen)
    paper = cv2.warpPerspective(picture, matrix, (width, height), borderValue=(82, 96, 110))
    return _noise(_blur(0.7)(_shadow(paper)), 5)


def _stamp(picture: Picture) -> Picture:
    """A round seal in red over the text: a ring, a star, characters."""
    height, width = picture.shape[:2]
    seal, centre, reach = picture.copy(), (round(width * 0.55), round(height * 0.45)), round(height * 0.22)
    red, thick = (214, 40, 44), max(2, height // 150)
    cv2.circle(seal, centre, reach, red, 2 * thick)
    points = [
        (centre[0] + r * np.sin(a), centre[1] - r * np.cos(a))
        for r, a in ((reach * (0.4 if k % 2 == 0 else 0.16), np.pi * k / 5) for k in range(10))
    ]
    cv2.fillPoly(seal, [np.int32(points)], red)
    for k in range(12):
        a = np.pi * (k / 6)
        at = (round(centre[0] + 0.8 * reach * np.sin(a)) - 15, round(centre[1] - 0.8 * reach * np.cos(a)) + 15)
        cv2.putText(seal, "#", at, cv2.FONT_HERSHEY_SIMPLEX, height / 900, red, thick)
    return np.minimum(picture, seal)  # ink over ink


def _in_turn(*steps: Callable[[Picture], Picture]) -> Callable[[Picture], Picture]:
    def apply(picture: Picture) -> Picture:
        for step in steps:
            picture = step(picture)
        return picture

    return apply


VARIANTS: dict[str, tuple[int, Callable[[Picture], Picture]]] = {  # dots per inch, what is done to the page
    "plain": (150, lambda picture: picture),
    "turned by 3°": (150, _turn(3)),
    "turned by -3°, 200 dpi": (200, _turn(-3)),
    "on its side (90°)": (150, lambda picture: np.ascontiguousarray(np.rot90(picture, -1))),
    "on its other side (270°), 1.5°": (150, lambda picture: np.ascontiguousarray(np.rot90(_turn(1.5)(picture)))),
    "on its head (180°)": (150, lambda picture: np.ascontiguousarray(picture[::-1, ::-1])),
    "shadow": (150, _shadow),
    "photograph": (200, _photograph),
    "red seal": (150, _stamp),
    "fax": (200, _fax),
    "blurred": (150, _blur(1.2)),
    "100 dpi": (100, lambda picture: picture),
    "100 dpi, JPEG 30": (100, _jpeg(30)),
    "300 dpi": (300, lambda picture: picture),
    "JPEG 25, blurred, 2°": (150, _in_turn(_turn(2), _blur(0.9), _jpeg(25))),
    "100 dpi, out of focus (σ 1.3 pixels)": (100, _blur(1.3)),
    "100 dpi, blurred, noise": (100, _in_turn(_blur(0.8), lambda picture: _noise(picture, 12))),
    "90 dpi, out of focus, noise": (90, _in_turn(_blur(1.0), lambda picture: _noise(picture, 20))),
}


def read_variant(path: Path, number: int, name: str) -> Reading:
    """Draw a page (from 1) in a variant, read it, and compare with its characters."""
    dots, change = VARIANTS[name]
    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        meant = _cells(read_page(page, 1))
        picture = page.render(scale=dots / 72, rev_byteorder=True).to_numpy()[:, :, :3]
        width, height = page.get_width(), page.get_height()
    picture = change(np.ascontiguousarray(picture))
    if (picture.shape[1] > picture.shape[0]) != (width > height):
        width, height = height, width
    start = time.process_time()
    found = _cells(read_kept(read_picture, lambda: picture, 1, width, height))
    return compare(meant, found, time.process_time() - start)


def compare(meant: Cells, found: Cells, seconds: float) -> Reading:
    """Compare the cells of a page with what was read of them."""
    right = wrong = wrong_told = figures = 0
    for place, cell in meant.items():
        text, other = (_squeeze(c.text if c else "") for c in (cell, found.get(place)))
        right += sum(block.size for block in SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks())
        lost, more = (Counter(FIGURE.findall(t)) for t in (text, other))
        faults = max((lost - more).total(), (more - lost).total())
        figures, wrong = figures + lost.total(), wrong + faults
        if place in found and _is_told(found[place]):
            wrong_told += faults
    rows, rows_found = (len({row for row, _ in cells}) for cells in (meant, found))
    total = sum(len(_squeeze(cell.text)) for cell in meant.values())
    told = sum(map(_is_told, found.values()))
    return Reading(total, right, rows, rows_found, told, figures, wrong, wrong_told, seconds)


def _is_told(cell: GridCell) -> bool:
    return cell.ocr_confidence is not None and cell.ocr_confidence < LOW_CONFIDENCE


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _cells(page: Page) -> Cells:
    tables = [block for block in read_pages([page], "page")[0] if isinstance(block, Table)]
    return {(1000 * table.number + c.row, c.column): c for table in tables for c in table.cells}


def _rows(path: Path, number: int, names: list[str]) -> Iterator[str]:
    yield "| variant | characters | rows | cells told | figures wrong | of them told | seconds |"
    yield "|---|---|---|---|---|---|---|"
    for name in names:
        r = read_variant(path, number, name)
        yield (
            f"| {name} | {r.right / r.characters:.2%} of {r.characters} | {r.rows_found} of {r.rows} | {r.told} "
            f"| {r.wrong} of {r.figures} | {r.wrong_told} | {r.seconds:.1f} |"
        )


def main() -> None:
    """Print a row for each variant."""
    parser = argparse.ArgumentParser(prog="python -m tools.scans", description=__doc__.splitlines()[0])
    parser.add_argument("pdf", nargs="?", type=Path, default=LIST)
    parser.add_argument("--page", type=int, default=6, help="which page, from 1")
    parser.add_argument("--only", default="", help="variants whose names hold one of these words, parted by commas")
    parser.add_argument("--keep", type=Path, help="a folder where pages that were read are kept")
    chosen = parser.parse_args()
    words = [word for word in chosen.only.split(",") if word]
    names = [name for name in VARIANTS if not words or any(word in name for word in words)]
    folder = chosen.keep
    if folder is None:
        for row in _rows(chosen.pdf, chosen.page, names):
            print(row, flush=True)
        return
    folder.mkdir(parents=True, exist_ok=True)
    with keep_scans(LocalFolder(folder)):
        for row in _rows(chosen.pdf, chosen.page, names):
            print(row, flush=True)


if __name__ == "__main__":
    main()

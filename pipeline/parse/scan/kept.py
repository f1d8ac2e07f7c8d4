"""Pages of scans that were read once: kept by what their picture holds, so that nothing is read twice.

A page is kept as JSON in the folder `.scans` of interim/, named by the hash of its picture, of the program that reads and of
the models. Where no folder is given (`pipeline.read`) nothing is kept. So a document's pages may be read by several
processes: one looks which are missing, others read some each, and who reads the document after that finds all of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.parse.pages.page import Box, Glyph, Page, Run, Stroke
from pipeline.sources.folders import Folder

_FOLDER = ".scans"
_FARTHEST = 1e9  # points, and a colour
_LIBRARIES = ("onnxruntime", "opencv-python-headless", "rapidocr")
_Read = Callable[[Any, int, float, float], Page]


@dataclass(frozen=True, slots=True)
class _Keeping:
    folder: Folder
    wanted: Collection[int] | None = None  # the pages that are to be read; None: all; empty: none, they are looked for
    missing: list[int] = field(default_factory=list)  # pages that were looked for and are not kept


_store: ContextVar[_Keeping | None] = ContextVar("scans", default=None)


@contextmanager
def keep_scans(folder: Folder, wanted: Collection[int] | None = None) -> Iterator[list[int]]:
    """Keep the pages that are read meanwhile in a folder.

    Where `wanted` is given, pages of other numbers are empty, unless none is wanted: then it is looked which are kept.
    Gives a list that fills with the numbers of those that are not.
    """
    keeping = _Keeping(folder, wanted)
    token = _store.set(keeping)
    try:
        yield keeping.missing
    finally:
        _store.reset(token)


def read_kept(read: _Read, draw: Callable[[], Any], number: int, width: float, height: float) -> Page:
    """Read the picture that `draw` gives, or take the page that was made of the same picture before.

    Raises `OSError` as the folder does.
    """
    keeping = _store.get()
    if keeping is None:
        return read(draw(), number, width, height)
    empty = Page(number, width, height, ())
    if keeping.wanted and number not in keeping.wanted:
        return empty
    picture = draw()
    said = f"{_program()} {picture.shape} {width:.3f} {height:.3f} ".encode()
    path = f"{_FOLDER}/{hashlib.sha256(said + picture.tobytes()).hexdigest()}.json"
    try:
        return _load(json.loads(keeping.folder.read(path)), number)
    except (FileNotFoundError, ValueError, TypeError, LookupError):  # not kept yet, or cut short by a power failure
        if keeping.wanted is not None and not keeping.wanted:
            keeping.missing.append(number)
            return empty
        page = read(picture, number, width, height)
        keeping.folder.write(path, json.dumps(page, ensure_ascii=False).encode())
        return page


def _load(fields: list[Any], number: int) -> Page:
    """The page of a JSON text. Raises `ValueError`, `TypeError` or `LookupError` where it holds anything else."""
    page = Page(*fields)
    _check_numbers(page.width, page.height, page.outside, page.n_unmapped, page.n_shapes)
    return page._replace(
        number=number,
        runs=tuple(_load_run(run) for run in page.runs),
        strokes=tuple(_load_stroke(*stroke) for stroke in page.strokes),
        pictures=tuple(map(_load_box, page.pictures)),
        raised=tuple(map(_load_text, page.raised)),
        confidences=tuple((_load_box(box), *_check_numbers(sure)) for box, sure in page.confidences or ()),
    )


def _load_run(fields: Any) -> Run:
    glyphs, *turned = fields
    _check_numbers(*turned)
    run = Run(tuple(_load_glyph(*glyph) for glyph in glyphs), *turned)
    if not run.glyphs:
        raise ValueError("a run of no characters")
    return run


def _load_glyph(text: Any, x0: Any, top: Any, x1: Any, bottom: Any, gap: Any = "") -> Glyph:
    return Glyph(_load_text(text), *_load_box((x0, top, x1, bottom)), _load_text(gap, least=0))


def _load_stroke(is_vertical: Any, at: Any, start: Any, end: Any) -> Stroke:
    if not isinstance(is_vertical, bool):
        raise TypeError(f"a stroke of {is_vertical!r}")
    return Stroke(is_vertical, *_check_numbers(at, start, end))


def _load_box(edges: Any) -> Box:
    x0, top, x1, bottom = _check_numbers(*edges)
    return x0, top, x1, bottom


def _load_text(text: Any, least: int = 1) -> str:
    if not isinstance(text, str) or len(text) < least:
        raise TypeError(f"{text!r} is no text")
    return text


def _check_numbers(*numbers: Any) -> tuple[Any, ...]:
    """The numbers, where they are such and of a page. Raises `TypeError`."""
    for number in numbers:
        if type(number) not in (int, float) or not abs(number) < _FARTHEST:
            raise TypeError(f"{number!r} is no number of a page")
    return numbers


@cache
def _program() -> str:
    """Hash what a page depends on beside its picture."""
    digest = hashlib.sha256(" ".join(map(version, _LIBRARIES)).encode())
    parse = Path(__file__).parents[1]
    for folder in (parse / "scan", parse / "pages", parse.parent / "rules/parse"):
        for path in sorted(path for path in folder.iterdir() if path.suffix in (".py", ".csv")):
            digest.update(path.read_bytes())
    return digest.hexdigest()

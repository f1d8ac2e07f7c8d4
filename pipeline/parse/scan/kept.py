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

from pipeline.parse.pages.page import Glyph, Page, Run, Stroke
from pipeline.sources.folders import Folder

_FOLDER = ".scans"
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
    page = Page(*fields)
    return page._replace(
        number=number,
        runs=tuple(Run(tuple(Glyph(*glyph) for glyph in run[0]), *run[1:]) for run in page.runs),
        strokes=tuple(Stroke(*stroke) for stroke in page.strokes),
        pictures=tuple((box[0], box[1], box[2], box[3]) for box in page.pictures),
        raised=tuple(page.raised),
        confidences=tuple(((b[0], b[1], b[2], b[3]), sure) for b, sure in page.confidences or ()),
    )


@cache
def _program() -> str:
    """Hash what a page depends on beside its picture."""
    digest = hashlib.sha256(" ".join(map(version, _LIBRARIES)).encode())
    parse = Path(__file__).parents[1]
    for folder in (parse / "scan", parse / "pages", parse.parent / "rules/parse"):
        for path in sorted(path for path in folder.iterdir() if path.suffix in (".py", ".csv")):
            digest.update(path.read_bytes())
    return digest.hexdigest()

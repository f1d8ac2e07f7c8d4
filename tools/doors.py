"""The doors behind which no document lies, each tried with mutated or drawn input: `python -m tools.fuzz pages rules …`.

A try has a number, which makes it again. It gives `ok`, `warn` or `failed` (refused in words), and raises where something is wrong.
"""

from __future__ import annotations

import csv
import io
import json
import random
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from lxml import etree

from benchmarks.fuzz_language import Passages, find_broken_law
from pipeline import flow
from pipeline.__main__ import main
from pipeline.model import Source
from pipeline.normalise.text import LAYOUTS, read_department_text
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.pages.blocks import read_pages
from pipeline.parse.pages.page import Page
from pipeline.parse.pdf.document import _open_pages
from pipeline.parse.scan import kept
from pipeline.publish.annotate import OtherWord, annotate
from pipeline.publish.hand_out import Duty, write_hand_out
from pipeline.publish.search import find
from pipeline.rules import RuleError
from pipeline.rules.departments import forms
from pipeline.rules.own import OWN_TABLES, OwnTable
from pipeline.run import Options, build
from pipeline.run.proof import prove_own
from pipeline.sources.catalogue import find_entries
from pipeline.sources.corrections import COLUMNS, hash_text
from pipeline.sources.folders import LocalFolder
from tools.edits import RULES, write_list
from tools.mutate import WORDS, mutate, mutate_bytes, mutate_cells
from tools.seeds import seed_file

_PLACE = ("rules", "pipeline")
VALUES = (None, True, -1, 0, 1e308, "", "一", [], [[]], {}, 10**30, "x" * 5000)
CELLS = (
    "",
    "x",
    "yes",
    "甲" * 300,
    "=1+1",
    "<b>",
    "\x00",
    "1e999",
    "-1",
    "２",
    "{region}市",
    "*",
    "{year}",
    "市教育局",
    "2025-13-01",
)


class _Picture:
    """A picture of which only the bytes are asked."""

    shape = (1, 1, 3)

    def tobytes(self) -> bytes:
        return b"\0\0\0"


@cache
def _page() -> bytes:
    """A page as it is kept of a scan."""
    page = next(iter(_open_pages(Source("x", "x.pdf", seed_file("pdf"), "0" * 64))))
    boxes = [((g.x0, g.top, g.x1, g.bottom), 0.5) for run in page.runs[:5] for g in run.glyphs[:1]]
    return json.dumps(page._replace(confidences=tuple(boxes)), ensure_ascii=False).encode()


def _mutate_json(content: bytes, dice: random.Random) -> bytes:
    """Put other values somewhere into a JSON text."""
    whole = json.loads(content)
    for _ in range(dice.choice((1, 1, 2, 8))):
        place = whole
        while (lists := [entry for entry in place if isinstance(entry, list) and entry]) and dice.random() < 0.8:
            place = dice.choice(lists)
        at = dice.randrange(len(place))
        match dice.randrange(4):
            case 0:
                place[at] = dice.choice(VALUES)
            case 1:
                place.insert(at, dice.choice(VALUES))
            case 2 if len(place) > 1:
                del place[at]
            case _:
                place[at] = dice.choice(place)
    return json.dumps(whole).encode()


def try_page(number: int) -> str:
    """A page of a scan that was kept and is another now: it is read anew, or gives blocks."""
    dice = random.Random(f"pages/{number}")
    change = mutate_bytes if dice.random() < 0.3 else _mutate_json
    content, anew = change(_page(), dice), []

    def read(_: Any, at: int, width: float, height: float) -> Page:
        anew.append(at)
        return Page(at, width, height, ())

    with tempfile.TemporaryDirectory() as name, mock.patch.object(kept, "_program", return_value="1"):
        folder = LocalFolder(Path(name))
        with kept.keep_scans(folder):
            kept.read_kept(read, _Picture, 1, 595.0, 842.0)
            (path,) = Path(name).rglob("*.json")
            path.write_bytes(content)
            page = kept.read_kept(read, _Picture, 1, 595.0, 842.0)
    with suppress(UnreadableFile):  # nothing on the page
        read_pages([page], "x.png")
    return "failed" if len(anew) > 1 else "ok"


def _mutate_table(lines: list[list[str]], dice: random.Random) -> str:
    """Change cells, columns and signs of a CSV."""
    for _ in range(dice.choice((0, 1, 1, 2, 4))):
        row = dice.choice(lines)
        match dice.randrange(5):
            case 0:
                row[dice.randrange(len(row))] = dice.choice(CELLS)
            case 1:
                row[dice.randrange(len(row))] += dice.choice(WORDS)
            case 2:
                row.insert(dice.randrange(len(row) + 1), dice.choice(CELLS))
            case 3 if len(row) > 1:
                del row[dice.randrange(len(row))]
            case _:
                lines.append(list(dice.choice(lines)))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=dice.choice(("\n", "\r\n"))).writerows(lines)
    return text.getvalue()


def _mutate_csv(lines: list[list[str]], dice: random.Random) -> bytes:
    text = _mutate_table(lines, dice).encode()
    return (
        mutate_cells(text, dice) if dice.random() < 0.2 else mutate_bytes(text, dice) if dice.random() < 0.2 else text
    )


@cache
def _own_seeds() -> tuple[tuple[str, str], ...]:
    """A team's tables by name: those of `tools.edits`, of the others the first rows of ours under other names."""
    root = Path(__file__).parents[1].joinpath(*_PLACE[::-1])
    rest = {name: (root / table).read_text(encoding="utf-8").splitlines()[:3] for name, table in OWN_TABLES.items()}
    return tuple((name, "\n".join(lines)) for name, lines in (rest | RULES).items())


def try_rules(number: int) -> str:
    """A team's table of rules with faults: in force, or refused with file and line."""
    dice = random.Random(f"rules/{number}")
    name, text = dice.choice(_own_seeds())
    content = _mutate_csv(list(csv.reader(text.splitlines())), dice).decode("utf-8", "replace")
    try:
        prove_own((OwnTable(OWN_TABLES[name], f"raw/rules/{name}.csv", content),))
    except RuleError as error:
        if "raw/rules" not in str(error) or "\n" in str(error):
            raise AssertionError(f"it does not say in one line where: {error}") from error
        return "failed"
    return "ok"


@cache
def _small() -> tuple[Source, list[list[str]]]:
    """A small list, and right corrections of its targets."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.docx"
        write_list(path, random.Random(1))
        source = Source("x", "x.docx", path.read_bytes(), "0" * 64, region="佛山市")
    dataset = flow.make_dataset(flow.read_document(source))
    texts = {(cell.measure_id, cell.field): hash_text(cell.text) for cell in dataset.cells}
    rows = [[t.target_id, texts[t.measure_id, t.field], "value", f"{t.value:g}", "7", ""] for t in dataset.targets]
    return source, [list(COLUMNS), *rows]


def try_corrections(number: int) -> str:
    """Corrections with faults: each line gets its answer, what is published obeys the schema."""
    from pipeline.check.against_models import find_failures

    dice = random.Random(f"corrections/{number}")
    source, lines = _small()
    content = _mutate_csv([list(line) for line in lines], dice)
    rooms = flow.read_document(Source(source.doc_id, source.path, source.content, source.sha256, corrections=content))
    if broken := list(find_failures(flow.make_dataset(rooms))):
        raise AssertionError(f"a correction breaks the schema: {broken[0]}")
    refused = [f for f in rooms.findings if f.code.startswith("K") and f.level == "error"]
    return "warn" if refused else "ok"


def try_sources(number: int) -> str:
    """A catalogue with faults: every document is there once."""
    dice = random.Random(f"sources/{number}")
    lines = [
        ["file", "doc_id", "title", "region", "published"],
        ["a.txt", "a", "甲", "佛山市", "2025-01-01"],
        ["b.txt", "", "", "", ""],
    ]
    with tempfile.TemporaryDirectory() as name:
        for file in ("a.txt", "b.txt"):
            (Path(name) / file).write_text(f"{file} 公园", encoding="utf-8")
        (Path(name) / "sources.csv").write_bytes(_mutate_csv(lines, dice))
        entries, findings = find_entries(LocalFolder(Path(name)))
    told = {finding.path for finding in findings}
    found = [entry.path for entry in entries]
    if len(found) != len(set(found)) or {"a.txt", "b.txt"} - set(found) - told:
        raise AssertionError(f"a document is lost: {found}, {findings}")
    return "warn" if findings else "ok"


def _parts(content: bytes, wanted: str = "") -> dict[str, Any]:
    """The XML parts of a package whose names hold a word; raises where one is no XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels")) and wanted in name]
        return {name: etree.fromstring(package.read(name)) for name in names}


def try_annotate(number: int) -> str:
    """A mutated Word file with its figures commented: a package that can be opened, with every character of the text."""
    content = mutate("docx", number)
    rooms = flow.read_document(Source("x", "x.docx", content, "0" * 64, region="湛江市"))
    if rooms.document.status == "failed" or rooms.document.source_format != "docx":
        return "failed"
    try:
        made = annotate(content, flow.make_dataset(rooms))
    except OtherWord:
        return "failed"
    mains = [_parts(package, "word/document.xml")["word/document.xml"] for package in (content, made.content)]
    texts = ["".join(one.text or "" for one in main.iter("{*}t")) for main in mains]
    is_plain = not any(len(one) for one in mains[0].iter("{*}t"))  # a text within a text is cut as it comes
    if (is_plain and texts[0] != texts[1]) or not _parts(made.content, "word/comments"):
        raise AssertionError("a character of the text is another")
    return "warn" if made.missed else "ok"


@cache
def _passages() -> Passages:
    return Passages(0)


def _draw(dice: random.Random) -> str:
    passages = _passages()
    passages.random = dice
    return passages.make() + dice.choice(
        ("", "\x00", "\x1b[2J", "</w:t>", "=1+1", "\u202e", "\ud800", "&#0;", "\ufffe")
    )


def try_text(number: int) -> str:
    """A passage: the laws of the extractor hold."""
    if law := find_broken_law(_draw(random.Random(f"text/{number}")), 2025 if number % 2 else None):
        raise AssertionError(law)
    return "ok"


@cache
def _unit_words() -> tuple[str, ...]:
    names = sorted(forms())
    signs = [
        *"（）()、，。；：|／/\t\n \u3000\u200b",
        "1.",
        "（一）",
        "各",
        "等",
        "市",
        "区",
        "局",
        "牵头单位：",
        "责任单位：",
        "由",
        "负责",
        "会同",
        "按职责分工",
    ]
    return (*signs * 5, *names)


def try_units(number: int) -> str:
    """A text of departments in any layout: spans are what they say."""
    dice = random.Random(f"units/{number}")
    text = "".join(dice.choices(_unit_words(), k=dice.choice((1, 3, 10, 30, 100))))
    for one in read_department_text(
        text, dice.choice(("佛山市", "广东省", None)), 2025, LAYOUTS[number % len(LAYOUTS)]
    ):
        if text[one.start : one.end] != one.text or not one.text:
            raise AssertionError(f"a span does not hold in {text!r}: {one}")
    return "ok"


def try_growth(number: int) -> str:
    """A text or a cell of departments that says words of the tables again and again: four times the length takes no ten times as long."""
    dice = random.Random(f"growth/{number}")
    words = _passages().words if number % 2 else _unit_words()
    piece = "".join(dice.choices(words, k=dice.choice((1, 1, 2, 3))))
    short = dice.choice((1_000, 4_000, 16_000))

    def measure(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size] if piece else ""
        started = time.process_time()
        if number % 2:
            list(flow.read_text(text, 2025, 2025))
        else:
            read_department_text(text, "佛山市", 2025, LAYOUTS[number // 2 % len(LAYOUTS)])
        return time.process_time() - started

    measure(100)
    if not any(measure(4 * short) < 10 * measure(short) + 0.2 for _ in range(3)):
        raise AssertionError(f"{piece!r}, {short} and {4 * short} characters: more than ten times as long")
    return "ok"


def try_hand_out(number: int) -> str:
    """A Word file for a department out of any texts: a package that can be opened, without fields of a document's own."""
    dice = random.Random(f"hand-out/{number}")
    texts = [_draw(dice).encode("utf-8", "replace").decode() for _ in range(7)]
    spans = tuple((at, at + 2) for at in range(0, len(texts[2]) - 2, 5))
    duty = Duty(
        texts[6][:9],
        texts[0],
        texts[1][:20],
        texts[2],
        spans,
        "lead",
        texts[3],
        texts[4],
        year=2025,
        due_date=date(2025, 1, 1),
    )
    content = io.BytesIO()
    write_hand_out(texts[5], [duty, duty], 2025, content, None)
    for part in _parts(content.getvalue()).values():
        fields = {"".join(one.itertext()).strip() for one in part.iter("{*}instrText")}
        if fields - {"PAGE", "NUMPAGES"}:
            raise AssertionError(f"a field of its own: {fields}")
    return "ok"


@cache
def _dataset() -> tuple[tempfile.TemporaryDirectory[str], Path]:
    """A dataset of two lists, as long as this process lives."""
    place = tempfile.TemporaryDirectory()
    folder = Path(place.name)
    (folder / "raw").mkdir()
    for at, name in enumerate(("a.docx", "b.txt")):
        write_list(folder / "raw" / name, random.Random(at))
    build(folder / "raw", folder / "interim", folder / "output", options=Options(without=("xlsx",)))
    return place, folder / "output"


def try_search(number: int) -> str:
    """A question of any words: rows whose spans hold, or none; `show` of any key ends in words."""
    dice = random.Random(f"search/{number}")
    _, output = _dataset()
    words = _draw(dice)[:60]
    for hit in find(output / "pledges.sqlite", words, 5):
        if any(not 0 <= start < end <= len(hit.text) for start, end in hit.spans):
            raise AssertionError(f"a span does not hold: {hit}")
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        key = words if dice.random() < 0.5 else f"a/{dice.randint(0, 4)}{dice.choice(('', f'/{words[:3]}'))}"
        status = main(["show", f"--output={output}", "--", key])
    if status not in (0, 2) or [letter for letter in said.getvalue() if letter != "\n" and not letter.isprintable()]:
        raise AssertionError(f"show {key!r}: {status}, {said.getvalue()[:200]!r}")
    return "ok" if status == 0 else "failed"


DOORS: dict[str, Callable[[int], str]] = {
    "pages": try_page,
    "rules": try_rules,
    "corrections": try_corrections,
    "sources": try_sources,
    "annotate": try_annotate,
    "text": try_text,
    "units": try_units,
    "growth": try_growth,
    "hand-out": try_hand_out,
    "search": try_search,
}
SLOW = {
    "rules": 40,
    "growth": 40,
    "annotate": 4,
    "hand-out": 4,
    "corrections": 4,
    "search": 4,
}  # by which their tries are fewer

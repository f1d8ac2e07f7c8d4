"""Feeds mutated real files to the readers: no exception, no hang, no crash, no unbounded memory.

    python -m tools.fuzz --count 10000      (part of make stress)

A document that is refused with a finding is a success. Every mutation has a number, which makes it again.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import random
import time
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path

import pebble
import pypdfium2
from lxml import etree

from pipeline.flow import make_dataset, read_document
from pipeline.model import Source
from pipeline.run.engine import prepare
from tools.vary import MAIN, W, original, pack

SOURCES = Path(__file__).parents[1] / "tests/data/sources"
FORMATS = ("docx", "html", "txt", "pdf")
ROWS = 3  # of the list that is mutated: its beginning, so that ten thousand take minutes
SECONDS, MEMORY = 20, 2 << 30
TOKENS = (
    *(b"\0", b"\xff", b"\xff\xfe", b"\r\n", b"\t", b"<", b">", b"&", b"&#0;", b"]]>", b"<!--", b"%", b"/", b"<<", b"(", b"99999999999"),
    *(b"-1", b"0", b"1e999", b"<w:tbl>", b"</w:tc>", b"<w:p>", b'<w:gridSpan w:val="9999"/>', b"<w:vMerge/>", b"<table>"),
    *(b"<tr>", b'<td rowspan="9999" colspan="9999">', b"</table>", b"obj", b"endobj", b"stream", b" 0 R", b"/Kids", b"/Length"),
    *(text.encode() for text in ("〇", "亿", "第", "1.", "（一）", "①", "％", "万分之", "、", "2025年", "\u202e", "\u3000", "𠀀")),
)  # fmt: skip


@cache
def seed_file(kind: str) -> bytes:
    """The beginning of the first list in a format."""
    if kind == "docx":
        _, members = original()
        root = etree.fromstring(members[MAIN])
        table = next(root.iter(f"{W}tbl"))
        for row in table.findall(f"{W}tr")[ROWS + 1 :]:
            table.remove(row)
        return pack(members | {MAIN: etree.tostring(root, encoding="UTF-8")})
    content = (SOURCES / f"responsibility_list.{kind}").read_bytes()
    if kind == "html":
        rows = content.split(b"</tr>")
        return b"</tr>".join([*rows[: ROWS + 1], rows[-1]])
    if kind == "txt":
        return "\n\t".join(content.decode().split("\n\t")[: 7 * (ROWS + 1) + 1]).encode()
    pages = io.BytesIO()
    with pypdfium2.PdfDocument(content) as document, pypdfium2.PdfDocument.new() as short:
        short.import_pages(document, [0, 1])
        short.save(pages)
    return pages.getvalue()


def mutate(kind: str, number: int) -> bytes:
    """Make the mutation of a number."""
    dice = random.Random(f"{kind}/{number}")
    content = seed_file(kind)
    if kind == "docx" and dice.random() < 0.7:  # inside of the package, or else only the zip is tried
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = {name: package.read(name) for name in package.namelist()}
        name = MAIN if dice.random() < 0.8 else dice.choice(list(members))
        change = _mutate_tree if name == MAIN and dice.random() < 0.6 else _mutate
        return pack(members | {name: change(members[name], dice)})
    return _mutate(content, dice)


def _mutate_tree(content: bytes, dice: random.Random) -> bytes:
    """Change some places of an XML part that stays well formed: elements cut, doubled, moved, their texts changed."""
    root = etree.fromstring(content)
    for _ in range(dice.choice((1, 2, 4, 16))):
        elements = list(root.iter())[1:]
        if len(elements) < 2:
            break
        element, other = dice.choice(elements), dice.choice(elements)
        parent, kind = element.getparent(), dice.randrange(5)
        if kind == 0:
            parent.remove(element)
        elif kind == 1:
            parent.insert(parent.index(element), deepcopy(element))
        elif kind == 2:
            other.append(deepcopy(element))
        elif kind == 3 and element.attrib:
            element.set(dice.choice(list(element.attrib)), dice.choice(("0", "-1", "9999", "x", "")))
        else:
            element.text = dice.choice(TOKENS[-13:]).decode() * dice.choice((1, 5)) + (element.text or "")
    return etree.tostring(root, encoding="UTF-8")


def _mutate(content: bytes, dice: random.Random) -> bytes:
    """Change some places of a file: bytes turned, cut, doubled, moved, tokens put in, the end lost."""
    data = bytearray(content)
    for _ in range(dice.choice((1, 1, 2, 4, 8, 32))):
        at = dice.randrange(len(data) + 1)
        end = min(len(data), at + dice.choice((1, 2, 8, 64, 1024)))
        kind = dice.randrange(7)
        if kind == 0:
            data[at:end] = bytes(byte ^ (1 << dice.randrange(8)) for byte in data[at:end])
        elif kind == 1:
            del data[at:end]
        elif kind == 2:
            data[at:at] = data[at:end] * dice.choice((1, 2, 50))
        elif kind == 3:
            data[at:at] = dice.choice(TOKENS) * dice.choice((1, 1, 1, 300))
        elif kind == 4:
            data[at:end] = dice.randbytes(end - at)
        elif kind == 5:
            other = dice.randrange(len(data) + 1)
            data[other:other] = data[at:end]
        elif dice.random() < 0.1:
            del data[at:]
    return bytes(data)


def try_one(kind: str, number: int) -> str:
    """Read a mutation; gives the status of the document. Raises whatever the readers raise."""
    content = mutate(kind, number)
    rooms = read_document(Source("x", f"x.{kind}", content, "0" * 64, region="湛江市"))
    dataset = make_dataset(rooms)
    if rooms.document.status == "failed" and not any(finding.level == "error" for finding in rooms.findings):
        raise AssertionError("the document failed, and no finding says why")
    return dataset.documents[0].status


def run(kind: str, count: int, jobs: int) -> Iterator[tuple[int, str]]:
    """Try mutations 0 … count - 1 in worker processes; gives each number's status, or what went wrong."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.run.warm"])
    given: deque[tuple[int, pebble.ProcessFuture[str]]] = deque()
    with pebble.ProcessPool(jobs, initializer=prepare, initargs=(MEMORY,), context=context) as pool:
        for number in range(count):
            given.append((number, pool.schedule(try_one, (kind, number), timeout=SECONDS)))
            while given and (len(given) > 64 or number == count - 1):
                first, future = given.popleft()
                error = future.exception()
                yield first, future.result() if error is None else f"{type(error).__name__}: {error}"


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000, help="mutations of each format")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("formats", nargs="*", default=FORMATS)
    options = parser.parse_args()
    wrong = 0
    for kind in options.formats:
        started = time.perf_counter()
        outcomes: Counter[str] = Counter()
        for number, outcome in run(kind, options.count, options.jobs):
            outcomes[outcome if outcome in ("ok", "warn", "failed") else "WRONG"] += 1
            if outcome not in ("ok", "warn", "failed"):
                wrong += 1
                print(f"  {kind} {number}: {outcome}", flush=True)
        print(f"{kind}: {dict(outcomes)} in {time.perf_counter() - started:.0f} s", flush=True)
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()

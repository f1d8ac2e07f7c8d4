"""Reading PDFs: ratios to PDFium's bare text pass (= 1), alternating in one run, and the cells that each reader gets.

    .venv/bin/python benchmarks/read_pdf.py [FILE.pdf …]

Without files: the first list. Peers that are not installed are left out; pdfplumber's cells are those of its page
tables, before anybody joins them over pages.
"""

import hashlib
import io
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pypdfium2

from pipeline.model import Source, Table
from pipeline.parse.pdf import document as pdf

DEFAULT = Path(__file__).parents[1] / "tests/data/sources/responsibility_list.pdf"
ROUNDS = 7
SLOW_ROUNDS = 1


def read_text(content: bytes) -> int:
    """PDFium's text of every page: the limit."""
    document, count = pypdfium2.PdfDocument(content), 0
    for page in document:
        text = page.get_textpage()
        count += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return count


def read_ours(content: bytes) -> int:
    source = Source("list", "list.pdf", content, hashlib.sha256(content).hexdigest())
    return sum(len(block.cells) for block in pdf.read(source).blocks if isinstance(block, Table))


def read_pdfplumber(content: bytes) -> int:
    with import_module("pdfplumber").open(io.BytesIO(content)) as document:
        return sum(len(row) for page in document.pages for table in page.extract_tables() for row in table)


def read_pymupdf(content: bytes) -> int:
    document = import_module("pymupdf").open(stream=content, filetype="pdf")
    return sum(len(row) for page in document for table in page.find_tables() for row in table.extract())


PEERS: tuple[tuple[str, Callable[[bytes], int], int], ...] = (
    ("policy-pledges", read_ours, ROUNDS),
    ("pdfplumber", read_pdfplumber, SLOW_ROUNDS),
    ("pymupdf", read_pymupdf, SLOW_ROUNDS),
)


def measure(function: Callable[[bytes], int], content: bytes) -> tuple[float, int]:
    started = time.perf_counter()
    result = function(content)
    return time.perf_counter() - started, result


def compare(name: str, function: Callable[[bytes], int], rounds: int, content: bytes) -> None:
    ratios, count = [], 0
    for _ in range(rounds):
        bare, _ = measure(read_text, content)
        own, count = measure(function, content)
        ratios.append(own / bare)
    print(f"{name:<16} {statistics.median(ratios):7.2f}   {count:5d} cells")


def main(paths: list[Path]) -> None:
    for path in paths:
        content = path.read_bytes()
        bare, _ = min(measure(read_text, content) for _ in range(ROUNDS))
        print(f"{path.name}\n{'PDFium text':<16} {1:7.2f}   {bare * 1000:.1f} ms")
        for name, function, rounds in PEERS:
            try:
                compare(name, function, rounds, content)
            except ModuleNotFoundError as error:
                print(f"{name:<16} not installed ({error.name})")
        tracemalloc.start()
        read_ours(content)
        print(f"{'peak of Python':<16} {tracemalloc.get_traced_memory()[1] / 1e6:7.1f} MB")
        tracemalloc.stop()


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [DEFAULT])

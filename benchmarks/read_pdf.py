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
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pypdfium2

from pipeline.flow import make_dataset, read_document
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


def read_whole(content: bytes) -> int:
    """Everything that is published of it; the cells."""
    source = Source("list", "list.pdf", content, hashlib.sha256(content).hexdigest(), region="湛江市")
    return len(make_dataset(read_document(source)).cells)


def read_pdfplumber(content: bytes) -> int:
    with import_module("pdfplumber").open(io.BytesIO(content)) as document:
        return sum(len(row) for page in document.pages for table in page.extract_tables() for row in table)


def read_pymupdf(content: bytes) -> int:
    document = import_module("pymupdf").open(stream=content, filetype="pdf")
    return sum(len(row) for page in document for table in page.find_tables() for row in table.extract())


PEERS: tuple[tuple[str, Callable[[bytes], int], int], ...] = (
    ("policy-pledges", read_ours, ROUNDS),
    ("policy-pledges, to records", read_whole, ROUNDS),
    ("pdfplumber", read_pdfplumber, SLOW_ROUNDS),
    ("pymupdf", read_pymupdf, SLOW_ROUNDS),
)


def measure(function: Callable[[bytes], int], content: bytes) -> tuple[float, int]:
    started = time.process_time()
    result = function(content)
    return time.process_time() - started, result


def compare(name: str, function: Callable[[bytes], int], rounds: int, content: bytes) -> None:
    ratios, count = [], 0
    for _ in range(rounds):
        bare, _ = measure(read_text, content)
        own, count = measure(function, content)
        ratios.append(own / bare)
    print(f"| {name} | {statistics.median(ratios):.2f} | {count} |")


def main(paths: list[Path]) -> None:
    print("| pdf | ratio | cells |\n|---|---|---|")
    for path in paths:
        content = path.read_bytes()
        for name, function, rounds in PEERS:
            with suppress(ModuleNotFoundError):  # a peer that is not installed
                compare(f"{path.name}: {name}", function, rounds, content)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [DEFAULT])

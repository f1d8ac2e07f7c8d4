"""Reading a .docx against the bare unzip + XML parse of the same file, and against other readers that are installed.

The first list (or the file that is named), and a plain table of 50 000 short cells. All alternate in one run, in processor time; the ratio of
each to the bare parse is the median over the rounds.
"""

import gc
import hashlib
import importlib.util
import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from pipeline.find.lists import find_lists
from pipeline.model import Source
from pipeline.parse import read

DEFAULT = Path(__file__).parents[1] / "raw/responsibility_list.docx"
PLAIN = (5000, 10)  # rows and columns
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ROUNDS = 40
SLOW_ROUNDS = 5  # for readers that take more than 20 times as long


def parse_bare(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return sum(1 for _ in etree.fromstring(package.read("word/document.xml")).iter())


def read_with_python_docx(content: bytes) -> list[str]:
    from docx import Document

    return [cell.text for table in Document(io.BytesIO(content)).tables for row in table.rows for cell in row.cells]


def read_with_mammoth(content: bytes) -> str:
    import mammoth

    return str(mammoth.convert_to_html(io.BytesIO(content)).value)


def read_with_docling(content: bytes) -> object:
    from docling.datamodel.base_models import DocumentStream
    from docling.document_converter import DocumentConverter

    stream = DocumentStream(name="x.docx", stream=io.BytesIO(content))
    return DocumentConverter().convert(stream).document.tables


PEERS = {"docx": read_with_python_docx, "mammoth": read_with_mammoth, "docling": read_with_docling}


def measure(function: Callable[[bytes], object], content: bytes) -> float:
    started = time.process_time()
    function(content)
    return time.process_time() - started


def make_plain() -> bytes:
    """A table of short cells."""
    cell = "<w:tc><w:tcPr/><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = ("".join(cell.format(f"甲{row}") for _ in range(PLAIN[1])) for row in range(PLAIN[0]))
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body><w:tbl>{body}</w:tbl></w:body></w:document>'
        )
    return content.getvalue()


def compare(name: str, function: Callable[[bytes], object], content: bytes) -> None:
    """Print the median time and the median ratio to the bare parse that ran just before."""
    measure(function, content)  # imports
    rounds = ROUNDS if measure(function, content) < 20 * measure(parse_bare, content) else SLOW_ROUNDS
    pairs = [(measure(parse_bare, content), measure(function, content)) for _ in range(rounds)]
    ratio = statistics.median(own / bare for bare, own in pairs)
    print(f"| {name} | {statistics.median(own for _, own in pairs) * 1000:.2f} ms | {ratio:.2f} |")


def main(path: Path) -> None:
    gc.set_threshold(50_000, 10, 10)  # as workers have it
    print("| docx | CPU | ratio |\n|---|---|---|")
    content = path.read_bytes()
    source = Source("d", path.name, content, hashlib.sha256(content).hexdigest())
    compare("bare unzip + parse", parse_bare, content)
    compare("parse.read", lambda _: read(source), content)
    compare("parse.read + rows", lambda _: list(find_lists(read(source), path.name)), content)
    for module, function in PEERS.items():
        if importlib.util.find_spec(module) is not None:
            compare(module, function, content)
    plain = Source("p", "p.docx", make_plain(), "0" * 64)
    compare("50 000 short cells: parse.read", lambda _: read(plain), plain.content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)

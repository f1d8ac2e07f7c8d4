"""Reading a .docx against the bare unzip + XML parse of the same file, and against other readers that are installed.

All alternate in one run, in processor time; the ratio of each to the bare parse is the median over the rounds.
"""

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


def compare(name: str, function: Callable[[bytes], object], content: bytes) -> None:
    """Print the median time and the median ratio to the bare parse that ran just before."""
    measure(function, content)  # imports
    rounds = ROUNDS if measure(function, content) < 20 * measure(parse_bare, content) else SLOW_ROUNDS
    pairs = [(measure(parse_bare, content), measure(function, content)) for _ in range(rounds)]
    ratio = statistics.median(own / bare for bare, own in pairs)
    print(f"{name:<20} {statistics.median(own for _, own in pairs) * 1000:8.2f} ms {ratio:8.2f}")


def main(path: Path) -> None:
    content = path.read_bytes()
    source = Source("d", path.name, content, hashlib.sha256(content).hexdigest())
    compare("bare unzip + parse", parse_bare, content)
    compare("parse.read", lambda _: read(source), content)
    compare("parse.read + rows", lambda _: list(find_lists(read(source), path.name)), content)
    for module, function in PEERS.items():
        if importlib.util.find_spec(module) is None:
            print(f"{module:<20} not installed, left out")
        else:
            compare(module, function, content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)

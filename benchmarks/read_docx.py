"""Reading a .docx against the bare unzip + XML parse of the same file, alternating in one run; prints the median ratio."""

import hashlib
import io
import statistics
import sys
import time
import zipfile
from pathlib import Path

from lxml import etree

from pipeline.model import Source
from pipeline.parse import read
from pipeline.parse.rows import find_lists

DEFAULT = Path(__file__).parents[1] / "raw/responsibility_list.docx"
ROUNDS = 40


def parse_bare(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return sum(1 for _ in etree.fromstring(package.read("word/document.xml")).iter())


def measure(function, *arguments) -> float:
    started = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - started


def main(path: Path) -> None:
    content = path.read_bytes()
    source = Source("d", path.name, content, hashlib.sha256(content).hexdigest())
    pairs = [
        (
            measure(parse_bare, content),
            measure(read, source),
            measure(lambda: list(find_lists(read(source), path.name))),
        )
        for _ in range(ROUNDS)
    ]
    bare = statistics.median(pair[0] for pair in pairs)
    print(f"bare unzip + parse   {bare * 1000:6.2f} ms   1.00")
    for name, column in (("parse.read", 1), ("parse.read + rows", 2)):
        print(
            f"{name:<20} {statistics.median(pair[column] for pair in pairs) * 1000:6.2f} ms   {statistics.median(pair[column] / pair[0] for pair in pairs):.2f}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)

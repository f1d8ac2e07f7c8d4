"""Small documents and folders for the tests of this room."""

import hashlib
import zipfile
from pathlib import Path

from pipeline.run import Options, build

DATA = Path(__file__).parents[1] / "data/sources"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEADINGS = ("具体措施", "2024年工作计划", "牵头单位", "配合单位")


def make_rows(number: int, count: int = 3) -> list[tuple[str, ...]]:
    """Rows of a list that differs from every other number's."""
    return [
        (
            f"{n}.建设公园。",
            f"新建公园{number * 100 + n}个，占地{n + 2}万平方米。",
            "佛山市发改局",
            "佛山市财政局、佛山市教育局",
        )
        for n in range(1, count + 1)
    ]


def make_docx(path: Path, *tables: list[tuple[str, ...]]) -> None:
    """Write a Word package that holds plain tables and nothing else."""
    body = "".join(
        "<w:tbl>"
        + "".join(
            "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row) + "</w:tr>"
            for row in table
        )
        + "</w:tbl><w:p/>"
        for table in tables
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')


def fill(raw: Path, count: int) -> None:
    """Put documents d00.docx, d01.docx … into a folder."""
    raw.mkdir(exist_ok=True)
    for number in range(count):
        make_docx(raw / f"d{number:02}.docx", [HEADINGS, *make_rows(number)])


def hash_folder(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def run(folder: Path, output: str = "output", **options: object):
    """Build the documents of `folder`/raw."""
    return build(folder / "raw", folder / f"{output}-interim", folder / output, options=Options(**options))

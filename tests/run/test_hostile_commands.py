"""The commands that hand texts on: what a document holds is text in Word, Excel, SQL and the terminal, whatever it looks like."""

import sqlite3
import zipfile
from contextlib import closing

import pytest
from lxml import etree

from pipeline.__main__ import main
from tests.run.builders import run

MARKUP = '<r></r></is></c><c r="B9"><f>1+1</f></c><r></r>'
TEXTS = (  # the first is a whole cell, since xlsxwriter looks at both ends of one
    MARKUP,
    "'; DROP TABLE targets; --",
    '=HYPERLINK("http://x/";"y")',
    "</w:t></w:r><w:hyperlink r:id='rId1'/><w:instrText>DDE</w:instrText>",
    "甲\x01乙\x0b丙\ufffe丁",
    "\u202e\x1b[2J",
)
DEPARTMENTS = "市教育局、../../../../tmp/恶意局、<b>局"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("commands")
    (folder / "raw").mkdir()
    rows = "".join(
        f"{at}.{text}推进建设\t{text}新建公园{at}个\t{DEPARTMENTS}\n" for at, text in enumerate(TEXTS, start=2)
    )
    whole = f"{MARKUP}\t{MARKUP}\t{DEPARTMENTS}\n"
    (folder / "raw/evil.tsv").write_text(f"具体措施\t2025年目标\t牵头单位\n{whole}{rows}", encoding="utf-8")
    assert run(folder).status in (0, 1)
    return folder


def read_parts(content) -> dict[str, etree._Element]:
    """The XML parts of a package; each has to be one."""
    with zipfile.ZipFile(content) as package:
        return {
            name: etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }


def names_of(parts) -> set[str]:
    return {etree.QName(one).localname for part in parts.values() for one in part.iter(etree.Element)}


def test_a_hand_out_holds_texts_and_lies_where_it_was_asked_for(folder, tmp_path):
    to = tmp_path / "a/b"
    assert main(["hand-out", f"--output={folder / 'output'}", f"--to={to}"]) == 0
    files = list(to.iterdir())
    assert files
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == files
    for path in files:
        parts = read_parts(path)
        assert names_of(parts).isdisjoint({"hyperlink", "object", "altChunk"})
        fields = {"".join(one.itertext()).strip() for part in parts.values() for one in part.iter("{*}instrText")}
        assert fields <= {"PAGE", "NUMPAGES"}
    assert main(["hand-out", f"--output={folder / 'output'}", f"--zip={tmp_path / 'all.zip'}"]) == 0
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert not [name for name in archive.namelist() if "/" in name or "\\" in name or name.startswith(".")]


def test_no_sheet_holds_a_formula(folder):
    parts = read_parts(folder / "output/pledges.xlsx")
    assert names_of(parts).isdisjoint({"f", "hyperlink", "oleObject"})
    texts = {"".join(one.itertext()) for part in parts.values() for one in part.iter("{*}c", "{*}si")}
    assert MARKUP in texts


@pytest.mark.parametrize(
    "words", ["'; DROP TABLE targets; --", '公园" OR "x', "公园*", "NEAR(公园 个)", "公园 -- x", "\x00", "\ud800公园"]
)
def test_a_question_is_only_words(folder, words, capsys):
    assert main(["search", words, f"--output={folder / 'output'}"]) in (0, 1)
    with closing(sqlite3.connect(folder / "output/pledges.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM targets").fetchone()[0] > 0


def test_what_is_printed_commands_no_terminal(folder, capsys):
    output = f"--output={folder / 'output'}"
    keys = [f"evil/{at}" for at in (2, 3, 4, 5, 7)]
    statuses = {main(["show", key, output]) for key in keys} | {
        main(["search", "公园", output]),
        main(["unmapped", output]),
    }
    assert statuses == {0}
    said = capsys.readouterr().out
    assert not [letter for letter in said if letter != "\n" and not letter.isprintable()]
    assert "公园" in said

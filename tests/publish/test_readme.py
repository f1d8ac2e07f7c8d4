"""Every snippet of both READMEs runs on what a build writes, and the two show the same ones."""

import ast
import io
import re
import shlex
import shutil
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.__main__ import main
from pipeline.run import build
from tests.run.builders import make_docx

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
KEY = "responsibility_list/14/2022/1/1"


def snippets(name: str, language: str) -> list[str]:
    """The blocks of one language."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def lines(name: str) -> list[str]:
    """The command lines, without their comments."""
    whole = "\n".join(snippets(name, "sh")).splitlines()
    return [line for text in whole if (line := re.sub(r"(^|\s+)# .*", "", text).strip())]


@pytest.fixture
def place(output, tmp_path, monkeypatch):
    """A folder as the README sees it: raw/ and output/."""
    shutil.copytree(ROOT / "raw", tmp_path / "raw")
    shutil.copytree(output, tmp_path / "output")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", READMES)
def test_python(place, name):
    for code in snippets(name, "python"):
        tree = ast.parse(code)
        last = ast.Expression(tree.body.pop().value)
        names: dict[str, object] = {}
        exec(compile(tree, name, "exec"), names)
        assert len(eval(compile(last, name, "eval"), names))


def test_the_first_example_prints_years_as_years_and_no_row_twice(place):
    import pandas as pd

    code = snippets(READMES[0], "python")[0]
    assert "pledges.parquet" in code
    tree = ast.parse(code)
    last = ast.Expression(tree.body.pop().value)
    names: dict[str, object] = {}
    exec(compile(tree, "README.md", "exec"), names)
    shown = eval(compile(last, "README.md", "eval"), names)
    assert not shown.index.duplicated().any()
    pledges = pd.read_parquet("output/pledges.parquet")
    assert pledges.target_id.is_unique
    assert str(pledges.year.dtype) == "Int64"
    assert "2025.0" not in shown.join(pledges.year).to_string()


@pytest.mark.parametrize("name", READMES)
def test_sql(place, name):
    (query,) = snippets(name, "sql")
    assert len(duckdb.sql(query.rstrip().rstrip(";")).fetchall()) > 10


@pytest.mark.parametrize("name", READMES)
def test_sql_on_a_list_that_does_not_say_who_leads(tmp_path, monkeypatch, name):
    (tmp_path / "raw").mkdir()
    make_docx(
        tmp_path / "raw/a.docx",
        [["具体措施", "2025年工作计划", "责任单位"], ["1.建设公园。", "新建公园3个。", "市教育局"]],
    )
    assert build(tmp_path / "raw", tmp_path / "interim", tmp_path / "output").status == 0
    monkeypatch.chdir(tmp_path)
    (query,) = snippets(name, "sql")
    assert [row[3] for row in duckdb.sql(query.rstrip().rstrip(";")).fetchall()] == [3.0]


@pytest.mark.parametrize("name", READMES)
def test_own_words(place, name):
    """The tables that it shows are proved, and do what it says they do."""
    text = (ROOT / name).read_text(encoding="utf-8")
    tables = re.findall(r"^```csv (raw/rules/\S+)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert tables
    Path("raw/rules").mkdir()
    for path, rows in tables:
        Path(path).write_text(rows, encoding="utf-8")
    (place / "raw/responsibility_list.docx").unlink()
    make_docx(place / "raw/a.docx", [["具体措施", "2025年工作计划", "扛旗方"], ["养殖。", "存栏300峰。", "市教育局"]])
    assert build("raw", "interim", "output").status == 0
    found = duckdb.sql("SELECT value, unit, lead_units FROM 'output/pledges.parquet'").fetchall()
    assert found == [(300.0, "峰", ["市教育局"])]


@pytest.mark.parametrize("name", READMES)
def test_the_bad_row_that_it_shows(place, name, capsys):
    (said,) = re.findall(r"`(error: raw/rules/[^`]*)`", (ROOT / name).read_text(encoding="utf-8"))
    Path("raw/rules").mkdir()
    header = (ROOT / "pipeline/rules/extract/units.csv").read_text(encoding="utf-8").partition("\n")[0]
    Path("raw/rules/units.csv").write_text(f"{header}\n峰,峰,mass,吨,much,,,,,存栏300峰。,own\n", encoding="utf-8")
    assert main(["build", "--jobs", "0"]) == 2
    assert capsys.readouterr().err == f"{said}\n"


def run(line: str, monkeypatch) -> int:
    """Run a command line of the README in this process."""
    said, _, command = line.rpartition("| ")
    arguments = shlex.split(command)
    assert arguments.pop(0) == ".venv/bin/pledges"
    if said:
        (text,) = shlex.split(said)[1:]
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    return main(arguments)


@pytest.mark.parametrize(
    "line", [line for line in lines("README.md") if ".venv/bin/pledges" in line and "KEY" not in line]
)
def test_commands(place, monkeypatch, line, capsys):
    assert run(line.replace("OLD", "output"), monkeypatch) == 0
    assert capsys.readouterr().out


def test_the_command_that_draws(place, monkeypatch):
    (line,) = [line for line in lines("README.md") if "KEY" in line]
    shutil.rmtree("raw")
    Path("raw").mkdir()
    shutil.copy(ROOT / "tests/data/sources/responsibility_list.pdf", "raw")
    assert build("raw", "interim", "output").status == 0
    assert run(line.replace("KEY", KEY), monkeypatch) == 0
    assert Path("page.png").read_bytes().startswith(b"\x89PNG")


def test_make_knows_what_is_named():
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = [line.split()[1] for line in lines("README.md") if line.startswith("make ")]
    assert named
    assert set(named) <= set(targets)


def test_both_languages_show_the_same():
    for language in ("python", "sql"):
        assert snippets(READMES[0], language) == snippets(READMES[1], language)
    assert lines(READMES[0]) == lines(READMES[1])

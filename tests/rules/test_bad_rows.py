"""A row that can not be trusted ends in one line that names file, line and reason."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

from pipeline import rules
from pipeline.__main__ import main
from pipeline.model import closed
from pipeline.rules import RuleError, language, load, own, prove

ROOT = Path(__file__).parents[2]
BAD = {
    "坏,行": "2 values for 11 columns",
    ",,count,,,,,,,计划完成3。,own": "empty written",
    "棚,棚,tents,,,,,,,新建蔬菜大棚3棚。,own": "dimension 'tents' is none of count, ",
    "亩,亩,area,平方米,666.7,yes,,,,新增绿地3亩。,own": "stands on line",
}


def test_all_tables_can_be_trusted():
    prove()


@pytest.mark.parametrize("row", BAD)
def test_a_bad_row(tmp_path, row):
    table = (rules.FOLDER / "extract/units.csv").read_text(encoding="utf-8")
    (tmp_path / "units.csv").write_text(f"{table}{row}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=rf"units\.csv, line {table.count(chr(10)) + 1}: .*{BAD[row]}"):
        load("units.csv", language.Unit, closed=(("dimension", closed.DIMENSION),), folder=tmp_path)


def test_a_build_ends_in_one_line(tmp_path, monkeypatch, capsys):
    def refuse():
        raise RuleError("pipeline/rules/extract/roles.csv, line 7: 2 values for 5 columns")

    monkeypatch.setattr(import_module("pipeline.run.proof"), "prove", refuse)
    status = main(
        ["build", "--raw", str(ROOT / "raw"), "--interim", str(tmp_path / "i"), "--output", str(tmp_path / "o")]
    )
    assert (status, capsys.readouterr().err) == (
        2,
        "error: pipeline/rules/extract/roles.csv, line 7: 2 values for 5 columns\n",
    )
    assert not (tmp_path / "o").exists()


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    """A copy of the folder of rules with one table, whose proofs may be written."""
    (tmp_path / "extract").mkdir()
    table = tmp_path / "extract/units.csv"
    table.write_text((rules.FOLDER / "extract/units.csv").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(rules, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    yield table
    rules._stamp.cache_clear()


def load_units(folder, **asked):
    """What a new process reads."""
    rules._stamp.cache_clear()
    return load.__wrapped__("extract/units.csv", language.Unit, folder=folder, **asked)


def test_a_table_is_proved_once_and_again_when_anything_is_another(own_folder, monkeypatch):
    proved = []
    monkeypatch.setattr(rules, "_prove_rows", lambda *asked, prove=rules._prove_rows: proved.append(1) or prove(*asked))
    folder, closed_columns = own_folder.parents[1], (("divisible", ("yes", "")),)
    first = load_units(folder)
    assert load_units(folder) == first
    assert isinstance(first[0], language.Unit)
    assert rules.row_place("extract/units.csv", 3) == "pipeline/rules/extract/units.csv, line 5"
    assert len(proved) == 1
    load_units(folder, closed=closed_columns)
    assert len(proved) == 2
    kept = next((folder / "__pycache__").iterdir())
    kept.write_bytes(kept.read_bytes()[:99])  # half a file
    assert load_units(folder) == first
    assert len(proved) == 3
    own_folder.write_text(own_folder.read_text(encoding="utf-8") + "坏,行\n", encoding="utf-8")
    with pytest.raises(RuleError, match="2 values for 11 columns"):
        load_units(folder)


def test_what_is_proved_beside_a_teams_rows_is_not_kept_for_others(own_folder):
    with own.in_force((own.OwnTable("extract/words.csv", "raw/rules/words.csv", "word\n"),)):
        load_units(own_folder.parents[1])
    assert not list(own_folder.parents[1].rglob("*.proved"))
    load_units(own_folder.parents[1])
    assert list(own_folder.parents[1].rglob("*.proved"))

"""`pledges diff`: what changed between two datasets, by key, with an exit status."""

import shutil

import pytest

from pipeline.__main__ import main
from pipeline.publish.diff import find_changes


@pytest.fixture
def pair(output, tmp_path):
    """Two folders with the same dataset; the second one's targets can be rewritten."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        for path in output.glob("*.csv"):
            shutil.copy(path, tmp_path / name)
    return tmp_path / "old", tmp_path / "new"


def rewrite(folder, change, table="targets"):
    path = folder / f"{table}.csv"
    heading, *lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(change(heading, lines)) + "\n", encoding="utf-8")


def run(capsys, *arguments) -> tuple[int, list[str]]:
    status = main(["diff", *map(str, arguments)])
    return status, capsys.readouterr().out.splitlines()


def test_nothing_changed(pair, capsys):
    assert run(capsys, *pair) == (0, ["0 added, 0 removed, 0 values changed"])


def test_a_changed_value(pair, capsys):
    rewrite(pair[1], lambda heading, lines: [heading, *(line.replace(",18600,,个,", ",18700,,个,") for line in lines)])
    status, told = run(capsys, *pair)
    assert status == 1
    assert told == [
        "~ targets  responsibility_list/14/measure/1  value: 18600 → 18700",
        "~ targets  responsibility_list/14/2025/1/1  value: 18600 → 18700",
        "0 added, 0 removed, 2 values changed",
    ]


def test_rows_that_came_and_went(pair, capsys):
    rewrite(pair[1], lambda heading, lines: [heading, *lines[1:]])
    status, told = run(capsys, *pair)
    assert (status, told[0]) == (1, "- targets  responsibility_list/3/measure/1  快递服务现代农业示范金牌项目 1个")
    status, told = run(capsys, *reversed(pair))
    assert (status, told[0]) == (1, "+ targets  responsibility_list/3/measure/1  快递服务现代农业示范金牌项目 1个")
    assert told[-1] == "1 added, 0 removed, 0 values changed"


def test_the_order_of_rows_is_no_change(pair):
    rewrite(pair[1], lambda heading, lines: [heading, *reversed(lines)], table="departments")
    assert list(find_changes(*pair)) == []


def test_columns_and_tables_that_came_and_went(pair, capsys):
    rewrite(pair[0], lambda heading, lines: [heading.replace(",commitment", ",firmness"), *lines])
    (pair[0] / "checks.csv").unlink()
    status, told = run(capsys, *pair)
    assert status == 1
    assert set(told) == {
        "+ targets  column commitment",
        "- targets  column firmness",
        "+ checks  the table",
        "2 added, 1 removed, 0 values changed",
    }


def test_no_dataset(tmp_path, capsys):
    assert main(["diff", str(tmp_path), str(tmp_path)]) == 2
    assert "no dataset there" in capsys.readouterr().err

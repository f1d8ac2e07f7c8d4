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


DOCUMENTS = ("a", "b", "c")
ROWS = {"a": ("建公园3个", "新增床位5张"), "b": ("建公园4个",), "c": ("建公园5个", "修路6公里", "种树7亩")}


def publish(folder, documents):
    """A dataset of lists, as a build writes it: Parquet and CSV."""
    (folder / "raw").mkdir(parents=True)
    for name, rows in documents.items():
        lines = "".join(f"措施{at}\t{row}\t市商务局\n" for at, row in enumerate(rows, start=1))
        (folder / f"raw/{name}.tsv").write_text(f"具体措施\t2025年目标\t牵头单位\n{lines}", encoding="utf-8")
    places = (f"--{place}={folder / place}" for place in ("raw", "interim", "output"))
    assert main(["build", *places, "--jobs=0", "--without=sqlite", "--without=xlsx"]) == 0
    return folder / "output"


@pytest.fixture(scope="module")
def datasets(tmp_path_factory):
    folder = tmp_path_factory.mktemp("datasets")
    old = publish(folder / "old", {name: ROWS[name] for name in ("a", "b")})
    new = publish(folder / "new", {"b": ("建公园9个",), "c": ROWS["c"]})
    return old, new


def only_csv(folder, to):
    to.mkdir()
    for path in folder.glob("*.csv"):
        shutil.copy(path, to)
    return to


def test_parquet_and_csv_tell_the_same(datasets, tmp_path):
    told = list(find_changes(*datasets))
    csv = [only_csv(folder, tmp_path / folder.parent.name) for folder in datasets]
    assert list(find_changes(*csv)) == told
    assert list(find_changes(csv[0], datasets[1])) == told
    assert list(find_changes(*[datasets[1]] * 2)) == []
    values = [(c.key, c.column, c.old, c.new) for c in told if c.table == "targets" and c.what == "changed"]
    assert ("b/1/2025/1/1", "value", "4", "9") in values


def test_rows_of_a_document_that_only_one_has_are_counted(datasets, capsys):
    status, told = run(capsys, *datasets)
    assert status == 1
    assert "- measures  2 rows of 1 documents" in told
    assert "+ measures  3 rows of 1 documents" in told
    assert [line.split("  ")[1] for line in told if line[2:].startswith("documents ") and "changed" not in line][
        :2
    ] == ["a", "b"]
    added, removed = (sum(c.rows for c in find_changes(*datasets) if c.what == what) for what in ("added", "removed"))
    assert told[-1].startswith(f"{added} added, {removed} removed")
    assert added > 3 * 4

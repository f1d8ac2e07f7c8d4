"""The picture of a page: the cell is boxed, the span marked where it stands, and what can not be drawn says why."""

import shutil
from pathlib import Path

import pdfplumber
import pyarrow.parquet as pq
import pytest

from pipeline.__main__ import main
from pipeline.publish.picture import PicturePlace, _find_marks, _match
from pipeline.run import build
from tests.find.drawn import as_ofd
from tests.flow import shapes

PDF = Path(__file__).parents[1] / "data/sources/responsibility_list.pdf"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("picture")
    (folder / "raw").mkdir()
    shutil.copy(PDF, folder / "raw")
    assert build(folder / "raw", folder / "interim", folder / "output").status == 0
    return folder


def rows(folder: Path, table: str) -> list[dict]:
    return pq.read_table(folder / f"output/{table}.parquet").to_pylist()


def show(folder: Path, key: str, *more: str) -> int:
    return main(["show", key, "--output", f"{folder}/output", "--raw", f"{folder}/raw", *more])


def test_every_cell_of_a_page_has_a_box_on_it(folder):
    for cell in rows(folder, "cells"):
        x0, y0, x1, y1 = cell["box"]
        assert 0 < x0 < x1 < 842
        assert 0 < y0 < y1 < 596


def test_a_figure_is_found_where_it_stands(folder):
    cells = {(cell["measure_id"], cell["field"]): cell for cell in rows(folder, "cells")}
    targets = rows(folder, "targets")
    with pdfplumber.open(PDF) as document:
        missed = []
        for target in targets[::3]:
            cell = cells[target["measure_id"], target["field"]]
            place = PicturePlace(cell["page"], tuple(cell["box"]), cell["text"], (target["start"], target["end"]))
            page = document.pages[cell["page"] - 1]
            marks = list(_find_marks(page, place.box, place))
            said = "".join(page.crop(mark).extract_text() for mark in marks)
            assert not marks or set("".join(target["text"].split())) <= set(said)
            drawn = "".join(page.crop(place.box).extract_text().split())
            is_whole = len(drawn) >= len("".join(cell["text"].split()))  # else the cell goes on over the page break
            missed += [] if marks or not is_whole else [target["target_id"]]
            page.close()
    assert missed == []


def test_the_command_writes_a_picture(folder, capsys):
    assert show(folder, "responsibility_list/14/2022/1/1", "--picture", f"{folder}/a.png") == 0
    assert "page 6 of responsibility_list.pdf" in capsys.readouterr().out
    assert (folder / "a.png").read_bytes().startswith(b"\x89PNG")
    assert show(folder, "responsibility_list/14", "--picture", f"{folder}/b.png") == 0


def test_what_can_not_be_drawn_says_why(folder, output, tmp_path, capsys):
    assert show(folder, "responsibility_list", "--picture", f"{tmp_path}/a.png") == 2
    assert "no cell that has a place on a page" in capsys.readouterr().err
    (tmp_path / "responsibility_list.pdf").write_bytes(b"another")
    asked = [
        "show",
        "responsibility_list/14",
        "--output",
        f"{folder}/output",
        "--picture",
        f"{tmp_path}/a.png",
        "--raw",
    ]
    assert main([*asked, str(tmp_path)]) == 2
    assert "is not the file" in capsys.readouterr().err
    assert main([*asked, str(tmp_path / "none")]) == 2
    assert not (tmp_path / "a.png").exists()


SMALL = """
    2024年重点任务责任清单
    序号 | 具体措施 | 2024年工作计划 | 牵头单位
    1 | 建设公园 | 新建公园5个。 | 市城管局
    """


def test_the_place_on_a_page_that_is_of_no_pdf_is_told(tmp_path, capsys):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/small.ofd").write_bytes(as_ofd(shapes.draw(SMALL).blocks))
    assert build(tmp_path / "raw", tmp_path / "interim", tmp_path / "output").status == 0
    assert show(tmp_path, "small/1", "--picture", f"{tmp_path}/a.png") == 2
    assert "small.ofd is no PDF, so its page is not drawn: page 1" in capsys.readouterr().err
    assert not (tmp_path / "a.png").exists()


@pytest.mark.parametrize(
    ("drawn", "text", "span", "expected"),
    [
        ("新建3个改建3个", "新建3个\n改建3个", (7, 9), (6, 8)),  # the second time
        ("新建３个", "新建3个", (2, 4), (2, 4)),  # full width
        ("新建", "新建3个", (2, 4), ()),  # on the next page
    ],
)
def test_the_as_many_th_time(drawn, text, span, expected):
    assert list(_match(drawn, PicturePlace(1, (0, 0, 1, 1), text, span))) == list(range(*expected) if expected else ())


def test_of_a_scan_the_cell_is_boxed_and_its_words_are_not_said_to_stand_elsewhere(
    folder, monkeypatch, tmp_path, capsys
):
    from pipeline.commands import show as command

    find = command._find_cell
    monkeypatch.setattr(command, "_find_cell", lambda row, output: find(row, output) | {"ocr_confidence": 0.99})
    monkeypatch.setattr(
        "pipeline.publish.picture._find_marks", lambda *found: iter(())
    )  # a picture holds no characters
    key = rows(folder, "targets")[0]["target_id"]
    assert show(folder, key, "--picture", str(tmp_path / "page.png")) == 0
    said = capsys.readouterr().out
    assert "the cell is boxed" in said
    assert "next page" not in said
    assert (tmp_path / "page.png").stat().st_size > 10_000

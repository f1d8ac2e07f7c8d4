"""What a document may cost: every limit can be changed, is documented, and holds."""

import re
import zipfile
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.rules.limits import changed, limit, parse, standard
from tests.run.attacks import body, package
from tests.run.builders import fill, run


def test_time_and_memory_limits_hold_for_a_real_document(tmp_path):
    fill(tmp_path / "raw", 1)
    line = "新建公园3个，" * 200_000
    dump = f"附件：\n清单\n\t具体措施\n\t2024年工作计划\n\t牵头单位\n\t1.甲。\n\t{line}\n\t市教育局"
    (tmp_path / "raw/long.txt").write_text(dump, encoding="utf-8")
    slow = run(tmp_path, "slow", jobs=2, limits={"seconds": 3})
    assert {f.code for f in slow.findings if f.path == "long.txt" and f.level == "error"} == {"W01"}
    (tmp_path / "raw/long.txt").unlink()
    (tmp_path / "raw/large.docx").write_bytes(
        package({"word/document.xml": body("<w:p/>" * 4_000_000)}, zipfile.ZIP_STORED)
    )
    small = run(tmp_path, "small", jobs=2, limits={"memory_bytes": 300_000_000})
    assert {f.code for f in small.findings if f.path == "large.docx" and f.level == "error"} <= {"W02", "W03", "R16"}
    assert {d.doc_id: d.status for d in small.dataset.documents} == {"d00": "ok", "large": "failed"}


def test_limits_are_options():
    assert parse(["pages=5", "cells=0"]) == {"pages": 5, "cells": 0}
    for text in ("pages", "pages=", "pages=-1", "pages=x", "nonsense=1"):
        with pytest.raises(ValueError, match="no limit"):
            parse([text])
    with changed({"pages": 7}):
        assert limit("pages") == 7
    assert limit("pages") == standard()["pages"]


def test_a_wrong_limit_is_wrong_use(capsys):
    with pytest.raises(SystemExit) as error:
        main(["build", "--limit", "nonsense=1"])
    assert error.value.code == 2
    assert "no limit 'nonsense=1'" in capsys.readouterr().err


def test_every_limit_is_documented_with_its_value():
    page = (Path(__file__).parents[2] / "docs/limits.md").read_text(encoding="utf-8")
    rows = {cells[1]: cells[2] for line in page.splitlines() if (cells := [c.strip(" `") for c in line.split("|")])[2:]}
    scale = {"MiB": 1 << 20, "GiB": 1 << 30}
    for name, value in standard().items():
        number, _, unit = rows[name].rpartition(" ") if rows[name].split(" ")[-1] in scale else (rows[name], "", "")
        assert int(re.sub(r"\D", "", number)) * scale.get(unit, 1) == value, name

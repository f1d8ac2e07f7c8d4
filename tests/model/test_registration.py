"""A new published table is one record, one line of registration and one schema: everything else follows."""

import csv
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).parents[2]
RECORD = '''@record
class Remark:
    """Something that a reader wrote beside a measure."""

    remark_id: str
    measure_id: str
    field: str
    text: str
    start: int
    end: int
    weight: Decimal | None = None


'''
LINE = '    remarks: tuple[Remark, ...] = _table("Remarks", "批注", "4_extract")\n'
SCHEMA = '''"""`remarks`: what a reader wrote beside a measure."""

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from schemas.base import ForeignKey, Int, SpanModel, zh


class Model(SpanModel):
    """A remark."""

    remark_id: Series[str] = pa.Field(description="Key", metadata=zh("编号", "主键"))
    measure_id: Series[str] = pa.Field(description="The measure", metadata=zh("措施编号", "所属措施"))
    field: Series[str] = pa.Field(description="The cell", metadata=zh("字段", "单元格"))
    text: Series[str] = pa.Field(description="The words", metadata=zh("原文", "所指文字"))
    start: Series[Int] = pa.Field(ge=0, description="Start", metadata=zh("起", "起点"))
    end: Series[Int] = pa.Field(ge=1, description="End", metadata=zh("止", "终点"))
    weight: Series[float] = pa.Field(nullable=True, description="Weight", metadata=zh("分值", "分值"))

    class Config(SpanModel.Config):
        """The table."""

        name = "remarks"
        description = "A remark"
        unique: ClassVar = ["remark_id"]
        metadata: ClassVar = {
            "zh": "批注",
            "foreign_keys": (ForeignKey(("measure_id",), "measures", ("measure_id",)),),
        }
'''
PROGRAM = """
from decimal import Decimal

from pipeline.extract.target import passage
from pipeline.model.published import Remark

known = passage.read_passage


def read_passage(found):
    yield from known(found)
    if found.field == "measure":
        yield Remark(f"{found.measure_id}/1", found.measure_id, "measure", found.text[SHIFT:2], 0, 2, Decimal("0.5"))


passage.read_passage = read_passage
from pipeline.run import build

built = build("raw", "interim", "output")
print(built.status, [finding.code for finding in built.findings if finding.level == "error"])
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of the house with one table more."""
    house = tmp_path_factory.mktemp("house")
    for name in ("pipeline", "schemas", "raw"):
        shutil.copytree(ROOT / name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
    published = house / "pipeline/model/published.py"
    text = published.read_text(encoding="utf-8")
    text = text.replace("# --- the tables", RECORD + "# --- the tables", 1)
    last = "    checks: tuple[Check, ...]"
    assert last in text
    published.write_text(text.replace(last, LINE + last, 1), encoding="utf-8")
    (house / "schemas/remarks.py").write_text(SCHEMA, encoding="utf-8")
    return house


def build(house: Path, shift: int) -> str:
    for place in ("interim", "output"):
        shutil.rmtree(house / place, ignore_errors=True)
    program = PROGRAM.replace("SHIFT", str(shift))
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=house, env={"PYTHONPATH": str(house), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_table_more_is_kept_checked_merged_and_published(house):
    assert build(house, 0) == "0 []"
    output = house / "output"
    rows = pq.read_table(output / "remarks.parquet").to_pylist()
    assert len(rows) == 30
    assert rows[0]["weight"] == 0.5
    with (output / "remarks.csv").open(encoding="utf-8-sig", newline="") as handle:
        assert [row["remark_id"] for row in csv.DictReader(handle)] == [row["remark_id"] for row in rows]
    package = json.loads((output / "datapackage.json").read_text(encoding="utf-8"))
    assert "remarks" in [resource["name"] for resource in package["resources"]]
    assert "remarks" in (output / "croissant.json").read_text(encoding="utf-8")
    assert "remarks" in (output / "pledges.odcs.yaml").read_text(encoding="utf-8")
    with sqlite3.connect(output / "pledges.sqlite") as database:
        assert database.execute("SELECT count(*) FROM remarks").fetchone() == (30,)
    assert "批注 remarks" in openpyxl.load_workbook(output / "pledges.xlsx", read_only=True).sheetnames
    assert '"remarks":{"columns"' in (output / "report.html").read_text(encoding="utf-8")
    assert len(list((house / "interim").rglob("4_extract_remarks.csv"))) == 1


def test_a_span_of_the_new_table_is_checked(house):
    assert "C03" in build(house, 1)


def test_flow_only_calls_rooms():
    """A ratchet: the module that knows every room thinks nothing itself."""
    code = (ROOT / "pipeline/flow.py").read_text(encoding="utf-8")
    literals = re.sub(r'"""(?s:.*?)"""|#.*', "", code)
    assert len(code.splitlines()) <= 150
    assert not re.search(r"[\u4e00-\u9fff]|\bre\.|^import re$", literals, re.MULTILINE)
    imported = set(re.findall(r"from pipeline\.(\w+)", literals))
    assert imported <= {"parse", "find", "split", "normalise", "extract", "check", "sources", "store", "model"}

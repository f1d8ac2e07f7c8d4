"""`from pipeline import read, build`: one document as frames, a folder as a dataset."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import pipeline
from pipeline import build, read
from schemas import TABLES, base, model

ROOT = Path(__file__).parents[1]
LIST = ROOT / "raw/responsibility_list.docx"


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("api")
    (folder / "raw").mkdir()
    (folder / "raw" / LIST.name).write_bytes(LIST.read_bytes())
    assert build(folder / "raw", folder / "output").status == 0
    assert (folder / "output-interim").is_dir()
    return folder / "output"


@pytest.fixture(scope="module")
def frames():
    return read(LIST)


@pytest.mark.parametrize("table", TABLES)
def test_a_document_alone_is_what_its_parquet_files_are(output, frames, table):
    published = pd.read_parquet(output / f"{table}.parquet")
    assert frames[table].dtypes.to_dict() == published.dtypes.to_dict()
    pd.testing.assert_frame_equal(frames[table], published)


def test_a_year_is_an_integer(frames):
    assert str(frames["targets"]["year"].dtype) == "Int64"
    assert "2025.0" not in frames["targets"].to_csv()
    assert {type(day) for day in frames["targets"]["due_date"].dropna()} == {date}


def test_a_document_that_can_not_be_read(tmp_path):
    (tmp_path / "x.docx").write_bytes(b"PK\x03\x04")
    found = read(tmp_path / "x.docx", region="湛江市")
    assert found["documents"]["status"].tolist() == ["failed"]
    assert found["findings"]["level"].tolist() == ["error"]
    assert list(found) == list(TABLES)
    for table, frame in found.items():
        assert list(frame.columns) == [column.name for column in base.columns(model(table))]
        if table not in ("documents", "findings"):
            assert frame.empty
    dtypes = read(LIST)["targets"].dtypes
    assert found["targets"].dtypes.to_dict() == dtypes.to_dict()


def test_what_the_catalogue_would_say(tmp_path):
    (tmp_path / "清单.docx").write_bytes(LIST.read_bytes())
    document = read(tmp_path / "清单.docx", doc_id="d", title="清单", region="广州市", published=date(2022, 8, 15))[
        "documents"
    ]
    assert document[["doc_id", "title", "region", "published"]].to_numpy().tolist() == [
        ["d", "清单", "广州市", date(2022, 8, 15)]
    ]
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.docx")


def test_the_package_imports_pandas_only_when_asked():
    told = "import sys, pipeline; assert 'pandas' not in sys.modules; pipeline.read; import pipeline.flow"
    subprocess.run([sys.executable, "-c", told], check=True, cwd=ROOT)
    with pytest.raises(AttributeError, match="no attribute 'write'"):
        pipeline.write  # noqa: B018

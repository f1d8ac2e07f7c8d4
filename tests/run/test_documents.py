"""What a document's row says beside its list: its division, its date, and of which other it is a copy."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from tests.run.builders import HEADINGS, fill, make_docx, make_rows, run


def read(folder, table):
    return pq.read_table(folder / f"output/{table}.parquet")


def test_documents_of_the_same_bytes(tmp_path):
    fill(tmp_path / "raw", 3)
    (tmp_path / "raw/copy.docx").write_bytes((tmp_path / "raw/d01.docx").read_bytes())
    (tmp_path / "raw/sources.csv").write_text("file,region,published\nd00.docx,广州市天河区,2024-03-15\n")
    assert run(tmp_path).status == 0
    table = read(tmp_path, "documents")
    assert table.schema.field("published").type == pa.date32()
    rows = {row["doc_id"]: row for row in table.to_pylist()}
    assert {name: row["duplicate_of"] for name, row in rows.items()} == {
        "copy": None, "d00": None, "d01": "copy", "d02": None,
    }  # fmt: skip
    assert rows["d00"]["published"] == date(2024, 3, 15)
    places = {name: (row["region_level"], row["province"]) for name, row in rows.items()}
    assert places == {
        "copy": ("city", "广东省"),
        "d00": ("county", "广东省"),
        "d01": ("city", "广东省"),
        "d02": ("city", "广东省"),
    }
    (tmp_path / "raw/copy.docx").unlink()
    assert run(tmp_path).status == 0  # what was a copy is none any more
    assert {row["duplicate_of"] for row in read(tmp_path, "documents").to_pylist()} == {None}


def test_every_table_of_a_document_names_it(tmp_path):
    (tmp_path / "raw").mkdir()
    make_docx(tmp_path / "raw/d.docx", [HEADINGS, *make_rows(1)])
    run(tmp_path)
    for path in (tmp_path / "output").glob("*.parquet"):
        names = pq.read_schema(path).names
        assert "doc_id" in names or path.stem in ("departments", "indicators"), path.stem
        if "doc_id" in names:
            assert set(pq.read_table(path)["doc_id"].to_pylist()) <= {"d"}
    assert {row["due_date"] for row in read(tmp_path, "targets").to_pylist()} == {date(2024, 12, 31)}

"""The table `findings`: those of documents with their doc_id, those of none before them, in both languages."""

import pyarrow.parquet as pq
import pytest

from pipeline.publish.dictionary import ENGLISH, IN_CHINESE, render
from pipeline.rules.findings import finding_rules
from tests.run.builders import HEADINGS, fill, make_docx, make_rows, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("findings")
    fill(folder / "raw", 2)
    make_docx(folder / "raw/odd.docx", [HEADINGS, *make_rows(1), ("合计", "", "", "")])
    (folder / "raw/broken.docx").write_bytes(b"PK\x03\x04")
    (folder / "raw/sources.csv").write_text("file,published\nd00.docx,20240315\ngone.docx,2024-03-15\n")
    return folder


def read(folder, table="findings"):
    return pq.read_table(folder / f"output/{table}.parquet").to_pylist()


def test_findings_are_published(folder):
    built = run(folder)
    rows = read(folder)
    assert [(r["code"], r["path"], r["place"], r["message"], r["message_zh"]) for r in rows] == [
        (f.code, f.path, f.place, f.message, f.message_zh) for f in built.findings
    ]
    ids = [row["finding_id"] for row in rows]
    assert len(set(ids)) == len(ids)
    assert all(
        row["finding_id"] == f"{row['doc_id'] or '-'}/{row['code']}/{row['finding_id'].split('/')[2]}" for row in rows
    )
    none = [row for row in rows if row["doc_id"] is None]
    assert rows[: len(none)] == none
    assert {row["code"][0] for row in none} == {"D"}
    assert {row["doc_id"] for row in rows} == {None, "broken", "odd"}


@pytest.mark.parametrize("language", [ENGLISH, IN_CHINESE])
def test_every_code_stands_in_the_data_dictionary(language):
    text = render(language)
    assert [code for code in finding_rules() if f"| `{code}` |" not in text] == []

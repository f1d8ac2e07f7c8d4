"""Corrections of targets in words and of departments go round: marked in the page, downloaded, put beside the file, built."""

import csv
import io

from pipeline.run import build
from tests.publish.browser import HEADINGS, MARKS, make_docx, open_view, rows_of

pytestmark = MARKS
ROWS = (
    ("1.建设网络。", "实现5G网络全覆盖。", "无", "湛江市商务局", "湛江市旅控集团公司"),
    ("2.建设公园。", "新建公园5个。", "无", "湛江市财政局", "湛江市旅控集团公司"),
)
WORD = "list/1/2024/1/q1"


def test_words_and_departments_are_corrected_from_the_ledger(visit, tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    make_docx(raw / "list.docx", HEADINGS, *ROWS)
    (raw / "sources.csv").write_text("file,doc_id,title,region,published\nlist.docx,,,湛江市,\n", encoding="utf-8")
    build(raw, tmp_path / "interim", tmp_path / "output")
    page = visit(tmp_path / "output/report.html")
    page.click(f"#view-ledger .edit[data-key='{WORD}']")
    page.select_option("#edit-meaning", "more_than_half")
    assert (page.input_value("#edit-value"), page.input_value("#edit-unit")) == ("50", "%")
    page.click("#edit-save")
    page.click("#view-ledger .edit-units >> nth=0")
    assert page.input_value("#edit-department") == "湛江市旅控集团公司"  # who is unknown comes first
    assert "2 处" in page.inner_text("#edit")
    page.fill("#edit-department", "湛江市教育局")
    page.click("#edit-save")
    assert "已标记" in page.inner_text("#view-ledger td.who >> nth=0")
    open_view(page, "document")
    assert page.locator("#view-document .badge").count() > 0
    open_view(page, "corrections")
    assert page.locator("#view-corrections tbody tr").count() == 5
    with page.expect_download() as waiting:
        page.click("button.download")
    waiting.value.save_as(raw / waiting.value.suggested_filename)
    text = (raw / "list.corrections.csv").read_text(encoding="utf-8-sig")
    assert {(line["key"], line["field"], line["new"]) for line in csv.DictReader(io.StringIO(text))} == {
        (WORD, "meaning", "more_than_half"),
        (WORD, "comparator", "gt"),
        (WORD, "value", "50"),
        ("list/1/cooperate/1", "department", "湛江市教育局"),
        ("list/2/cooperate/1", "department", "湛江市教育局"),
    }
    assert build(raw, tmp_path / "interim", tmp_path / "output").status == 0
    (word,) = rows_of(tmp_path / "output", "qualitative_targets")
    assert (word["meaning"], word["value"], word["corrected"]) == ("more_than_half", 50, True)
    named = {row["department_id"]: row["name"] for row in rows_of(tmp_path / "output", "departments")}
    parts = [row for row in rows_of(tmp_path / "output", "responsibilities") if row["role"] == "cooperate"]
    assert [(named[row["department_id"]], row["corrected"]) for row in parts] == [("湛江市教育局", True)] * 2
    again = visit(tmp_path / "output/report.html")
    assert "已更正" in again.inner_text("#view-ledger td.who >> nth=0")

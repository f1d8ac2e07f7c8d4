"""Hostile text: nothing in it runs in a spreadsheet, a browser or a terminal."""

import csv
import html

import pytest

from pipeline.__main__ import main
from pipeline.store.records import mark_text, unmark
from tests.run.builders import HEADINGS, make_docx, run


def test_what_a_spreadsheet_would_run_is_neutralised_and_what_a_browser_would_run_is_escaped(tmp_path):
    evil = "=HYPERLINK(&quot;http://x&quot;)"
    markup = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"
    (tmp_path / "raw").mkdir()
    make_docx(tmp_path / "raw/evil.docx", [HEADINGS, (f"1.{markup}。", f"{evil}新建公园3个", "@市教育局", "+市财政局")])
    assert run(tmp_path).status in (0, 1)
    for path in (tmp_path / "output").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            values = [value for row in csv.reader(handle) for value in row]
        assert not [value for value in values if value.startswith(("=", "+", "@", "\t", "\r"))], path.name
    report = (tmp_path / "output/report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in report
    assert "<img src=x" not in report
    assert "alert(" in report


SCRIPT = "</script><script>alert(1)</script>\u2028<img src=x onerror=alert(1)>\"'"


def test_markup_in_titles_names_and_units_is_escaped(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(22):  # more than share a page: each has its own, and the index
        name = f"{number}<img src=x onerror=alert(1)>'&quot;.docx"
        make_docx(
            raw / name, [HEADINGS, (f"1.{html.escape(SCRIPT)}。", "新建公园3个", html.escape(SCRIPT), "市财政局")]
        )
    rows = [["file", "title", "region"], *([path.name, f"=1{SCRIPT}", SCRIPT] for path in raw.iterdir())]
    with (raw / "sources.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)
    assert run(tmp_path).status in (0, 1)
    pages = list((tmp_path / "output").rglob("*.html"))
    assert len(pages) > 22
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    assert any("&lt;script&gt;alert(1)" in page.read_text(encoding="utf-8") for page in pages)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", "'=1"])
def test_what_begins_a_formula_is_marked_and_can_be_had_again(text):
    assert (mark_text(text), unmark(mark_text(text))) == ("'" + text, text)


@pytest.mark.parametrize("text", ["123456789012", "4408001990010112345678", "1-2", "2/3", "10:30"])
def test_what_a_spreadsheet_would_round_or_make_a_date_is_marked(text):
    assert (mark_text(text), unmark(mark_text(text))) == ("'" + text, text)


@pytest.mark.parametrize("text", ["12345678901", "2023-01-02", "123456789012个", "新建公园3个"])
def test_other_texts_stand_as_they_are(text):
    assert mark_text(text) == text


def test_a_text_of_a_document_can_not_command_the_terminal(tmp_path, capsys):
    (tmp_path / "raw").mkdir()
    line = "新建公园3个\u202e。\x07\x1b]0;evil\x07，\u3000建1座。"
    dump = f"附件：\n清单\n\t具体措施\n\t2024年工作计划\n\t牵头单位\n\t1.甲。\n\t{line}\n\t市\x1b[2J局"
    (tmp_path / "raw/x.txt").write_text(dump, encoding="utf-8")
    assert run(tmp_path).status in (0, 1)
    for arguments in (["show", "x/1"], ["unmapped"]):
        assert main([*arguments, f"--output={tmp_path / 'output'}"]) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "\\x1b]0;evil" in said

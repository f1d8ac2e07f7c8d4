"""Hostile text: nothing in it runs in a spreadsheet, a browser or a terminal."""

import csv

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

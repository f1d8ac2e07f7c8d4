"""report.html of other documents: hostile, very long, several, many; in a real Chromium with the network off."""

import re

from axe_playwright_python.sync_playwright import Axe

from pipeline.run import build
from tests.publish.browser import HEADINGS, MARKS, VIEWS, make_docx, open_view, rows_of

pytestmark = MARKS
HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror='window.hacked=2'>\"'&amp;${1}__DATA__"


def test_a_hostile_document_is_inert(visit, tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    text = f"𠮷{HOSTILE}\n新建公园5个。"
    make_docx(raw / "x'\"<b>.docx", HEADINGS, (f"1.{HOSTILE}", text, text, f"{HOSTILE}局", f"市财政局、{HOSTILE}"))
    build(raw, tmp_path / "interim", tmp_path / "output")
    page = visit(tmp_path / "output/report.html")
    for view in (*VIEWS, "document"):
        open_view(page, view)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("window.hacked ?? null") is None
    assert page.locator("img").count() == 0
    cells = dict(
        page.eval_on_selector_all(
            "td[id^='cell:'] .text", "all => all.map(e => [e.parentElement.id.slice(5), e.textContent])"
        )
    )
    assert cells == {
        f"{row['measure_id']}/{row['field']}": row["text"] for row in rows_of(tmp_path / "output", "cells")
    }
    figures = page.eval_on_selector_all("#view-document table a.figure", "all => all.map(e => e.textContent)")
    assert figures == [row["text"] for row in rows_of(tmp_path / "output", "targets")]


def test_five_hundred_measures(visit, tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    source = rows_of_docx()
    rows = [(re.sub(r"^\d+", str(n + 1), source[n % len(source)][0]), *source[n % len(source)][1:]) for n in range(500)]
    make_docx(
        raw / "long.docx",
        ("具体措施", *(f"{year}年工作计划" for year in range(2022, 2026)), "牵头单位", "配合单位"),
        *rows,
    )
    build(raw, tmp_path / "interim", tmp_path / "output")
    path = tmp_path / "output/report.html"
    assert path.stat().st_size < 5_000_000
    page = visit(path)
    # About 1 s on two idle cores; the limit leaves room for a busy machine.
    assert page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") < 4000
    open_view(page, "document")
    page.locator("#view-document tbody tr >> nth=499").wait_for(state="attached")


def rows_of_docx():
    import docx

    table = docx.Document("raw/responsibility_list.docx").tables[0]
    return [tuple(cell.text for cell in row.cells) for row in table.rows][1:]


def test_two_documents_share_a_page(visit, tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, count in (("a", 3), ("b", 4)):
        make_docx(
            raw / f"{name}.docx", HEADINGS, ("1.建设公园。", f"新建公园{count}个。", "无", "市财政局", "市商务局")
        )
    build(raw, tmp_path / "interim", tmp_path / "output")
    page = visit(tmp_path / "output/report.html")
    open_view(page, "targets")
    assert page.locator("#view-targets tr[data-key]").count() == 2
    page.select_option("#filter-doc", "b")
    assert page.inner_text("#view-targets tr[data-key] .amount") == "4个"
    open_view(page, "quality")
    problem = page.locator(".problem", has_text="N02").first
    assert problem.locator(".message").inner_text().split("\n") == [
        "市财政局：不在已知单位之列，按原文保留",
        "可增加的一行规则",
    ]
    assert not problem.locator("code").is_visible()
    problem.locator("summary").click()
    assert problem.locator("code").inner_text().count(",") == 10


def test_many_documents_have_a_page_each_and_an_index(visit, tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(21):
        make_docx(
            raw / f"清单 {number}.docx",
            HEADINGS,
            ("1.建设公园。", f"新建公园{number + 1}个。", "无", "市财政局", "市商务局"),
        )
    build(raw, tmp_path / "interim", tmp_path / "output")
    page = visit(tmp_path / "output/report.html", files=3 + 3)
    assert page.locator("table.documents tbody tr").count() == 21
    assert [
        v["id"]
        for v in Axe().run(page, options={"preload": False}).response["violations"]
        if v["impact"] in ("serious", "critical")
    ] == []
    page.click("table.documents td:first-child a >> nth=20")
    page.wait_for_selector("#tabs a[data-view=ledger]")
    open_view(page, "targets")
    assert page.inner_text("#view-targets tr[data-key] .amount") == "10个"  # in the order of their names
    open_view(page, "charts")
    assert max(path.stat().st_size for path in (tmp_path / "output/report").glob("*.html")) < 60_000


def test_a_file_that_gives_nothing_shows_why(visit, tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "x.docx").write_text("nothing", encoding="utf-8")
    assert build(raw, tmp_path / "interim", tmp_path / "output").status == 1
    page = visit(tmp_path / "output/report.html")
    assert page.locator("#view-quality").is_visible()
    assert "错误" in page.inner_text(".problem")
    for view in VIEWS:
        open_view(page, view)

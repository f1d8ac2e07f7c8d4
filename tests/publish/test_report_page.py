"""report.html in a real Chromium with the network off: what a reader does.

Skipped where there is no Chromium (`apt-get install chromium`); CI installs it.
"""

import csv
import io
import re
import shutil

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from pipeline.run import build
from pipeline.sources.corrections import COLUMNS
from tests.publish.browser import MARKS, VIEWS, open_view, pledges_of, rows_of

pytestmark = MARKS


def test_every_target_in_the_table_equals_the_parquet_value(page, output):
    open_view(page, "targets")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # everything is drawn
    shown = page.eval_on_selector_all(
        "#view-targets tr[data-key]",
        "rows => rows.map(r => [r.dataset.key, r.querySelector('data').value, r.querySelector('data').dataset.max ?? null])",
    )
    expected = {row["target_id"]: (row["value"], row["value_max"]) for row in pledges_of(output)}
    assert {key: (float(value) if value else None, high and float(high)) for key, value, high in shown} == expected
    assert len(shown) == len(expected)


def test_every_cell_is_shown_as_written_and_every_figure_marked_at_its_place(page, output):
    open_view(page, "document")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    texts = dict(
        page.eval_on_selector_all(
            "td[id^='cell:'] .text", "all => all.map(e => [e.parentElement.id.slice(5), e.textContent])"
        )
    )
    assert texts == {f"{row['measure_id']}/{row['field']}": row["text"] for row in rows_of(output, "cells")}
    figures = page.eval_on_selector_all(
        "#view-document table a.figure", "all => all.map(e => [e.id.slice(4), e.textContent, e.className])"
    )
    targets = {row["target_id"]: row for row in pledges_of(output)}
    assert all(targets[key]["text"] == text and targets[key]["dimension"] in names for key, text, names in figures)
    marked = page.eval_on_selector_all("#view-document [id^='fig:']", "all => all.map(e => e.id.slice(4))")
    assert sorted(marked) == sorted(targets)


def test_numbers_of_charts_and_ledger_equal_the_parquet_values(page, output):
    open_view(page, "charts")
    targets = {row["target_id"]: row for row in rows_of(output, "targets")}
    drawn = page.eval_on_selector_all(
        ".plots .numbers a", "all => all.map(a => [decodeURIComponent(a.hash).slice(5), a.querySelector('data').value])"
    )
    assert len(drawn) > 40
    assert all(targets[key]["value"] == float(value) for key, value in drawn)
    charts = page.locator("#view-charts svg.chart").count()
    assert page.locator("#view-charts .plots .numbers").count() == charts > 8
    base_stations = [targets[key]["value"] for key, _ in drawn if targets[key]["indicator_id"] == "5g_base_stations"]
    assert sorted(base_stations) == [9000, 12000, 15000, 18600, 18600]
    open_view(page, "quality")
    counts = page.eval_on_selector_all(
        ".ledger tbody tr:not(.total)",
        "all => all.map(r => [r.querySelector('.numeral').className, r.querySelector('data').value])",
    )
    kinds = pc.value_counts(pq.read_table(output / "numerals.parquet")["kind"]).to_pylist()
    assert {name.split()[-1]: int(count) for name, count in counts} == {k["values"]: k["counts"] for k in kinds}
    tiles = page.eval_on_selector_all(".tile data", "all => all.map(e => Number(e.value))")
    assert tiles[:5] == [
        len(rows_of(output, "measures")),
        page.evaluate(
            "document.querySelector('#task-count') ? Number(document.querySelector('#task-count').textContent.split(' / ')[1].split(' ')[0]) : 0"
        ),
        len(rows_of(output, "departments")),
        len(pledges_of(output)),
        len(rows_of(output, "numerals")),
    ]


def test_money_is_added_only_within_one_indicator_and_basis(page, output):
    open_view(page, "charts")
    rows = page.eval_on_selector_all(
        ".money-table tbody tr",
        "all => all.map(r => [r.cells[0].textContent, r.cells[1].textContent, ...[...r.cells].slice(2).map(c => c.querySelector('data')?.value ?? null)])",
    )
    money = [row for row in rows_of(output, "targets") if row["dimension"] == "money" and row["year"]]
    assert len(rows) == len({(row["indicator_id"] or row["indicator"], row["basis"]) for row in money})
    guarantees = next(row for row in rows if row[0] == "小微企业融资担保发生额")
    amounts = [row for row in money if row["indicator_id"] == "guarantee_amount"]
    expected = [sum(row["value"] for row in amounts if row["year"] == year) for year in (2022, 2023, 2024, 2025)]
    assert [float(value) for value in guarantees[2:]] == expected


def test_from_the_highlight_to_the_row_and_back(page):
    open_view(page, "document")
    figure = page.locator("[id='fig:responsibility_list/14/2025/1/1']")
    figure.hover()
    card = page.locator("#card")
    assert card.is_visible()
    for words in ("1.86万个", "18600", "5G基站", "等于", "2025年12月31日", "总量或水平", "数字与单位"):
        assert words in card.inner_text()
    figure.click()
    row = page.locator("[id='row:responsibility_list/14/2025/1/1']")
    row.wait_for(state="visible")
    assert "flash" in row.get_attribute("class")
    assert row.evaluate("e => e === document.activeElement")
    row.locator("a.source").click()
    figure.wait_for(state="visible")
    assert figure.evaluate("e => e === document.activeElement")
    page.go_back()
    row.wait_for(state="visible")


def test_a_link_leads_to_a_figure_that_the_filters_hide(page):
    page.fill("#filter-text", "充电桩")
    page.evaluate("location.hash = 'row:responsibility_list/14/2025/1/1'")
    page.locator("[id='row:responsibility_list/14/2025/1/1']").wait_for(state="visible")
    assert page.input_value("#filter-text") == ""


def test_filters(page, output):
    targets = pledges_of(output)

    open_view(page, "targets")

    def shown():
        return page.locator("#view-targets tr[data-key]").count()

    page.click(".chip[data-year='2025']")
    assert shown() == sum(row["year"] == 2025 for row in targets)
    page.select_option("#filter-dimension", "money")
    assert shown() == sum(row["year"] == 2025 and row["dimension"] == "money" for row in targets)
    page.click("#clear")
    unit = "440800/industry_it"
    own = [row for row in rows_of(output, "responsibilities") if row["department_id"] == unit]
    mine, led = {row["measure_id"] for row in own}, {row["measure_id"] for row in own if row["role"] == "lead"}
    page.select_option("#filter-unit", unit)
    assert shown() == sum(row["measure_id"] in led for row in targets)
    page.click(".chip[data-role=all]")
    assert shown() == sum(row["measure_id"] in mine for row in targets)
    open_view(page, "document")
    assert page.locator("#view-document tbody tr").count() == len(mine)
    page.click("#clear")
    page.fill("#filter-text", "5g 基站")
    open_view(page, "targets")
    assert shown() == sum((row["indicator"] or "") == "5G基站" for row in targets) == 5
    page.fill("#filter-text", "没有这样的词")
    assert page.locator("#view-targets .nothing").is_visible()
    page.click("#clear")
    open_view(page, "quality")
    checks = rows_of(output, "checks")
    assert page.locator("table.checks tbody tr").count() == len(checks)
    page.select_option("#filter-unit", unit)
    page.click(".chip[data-role=all]")
    assert page.locator("table.checks tbody tr").count() == sum(row["measure_id"] in mine for row in checks)
    page.click(".chip[data-status=warn]")
    own = [row for row in checks if row["measure_id"] in mine and row["status"] == "warn"]
    assert page.locator("table.checks tbody tr").count() == len(own) == 1
    assert page.locator("table.checks a.evidence").count() == len(own[0]["evidence"])
    page.click("#clear")
    open_view(page, "targets")
    page.select_option("#filter-status", "look")
    looked = {key for row in rows_of(output, "checks") if row["status"] != "pass" for key in row["evidence"]}
    assert shown() == sum(row["target_id"] in looked for row in targets)


def test_language_switch(page):
    assert page.get_attribute("html", "lang") == "zh-CN"
    for view in VIEWS:
        open_view(page, view)
        assert "undefined" not in page.inner_text("main")
    page.click("#language")
    assert page.get_attribute("html", "lang") == "en"
    assert page.locator("#tabs a").all_inner_texts() == [
        "Tasks",
        "The document",
        "Targets",
        "Charts",
        "Quality",
        "Corrections",
    ]
    for view in VIEWS:
        open_view(page, view)
        assert not re.search(r"undefined|\{\}|NaN", page.inner_text("body"))
    page.click("#language")
    assert page.inner_text("#tabs a >> nth=0") == "任务台账"


def test_official_names_stand_in_the_unit_cells(page):
    open_view(page, "document")
    assert "中国铁塔股份有限公司湛江市分公司" in page.inner_text(
        "[id='cell:responsibility_list/14/cooperating_units'] .official"
    )


def test_a_correction_goes_round(page, tmp_path):
    """Marked in the page, downloaded, put beside the file, built: the row is corrected and says so."""
    key = "responsibility_list/14/2025/1/1"
    open_view(page, "targets")
    page.click(f"button.edit[data-key='{key}']")
    page.fill("#edit-value", "18700")
    page.select_option("#edit-comparator", "ge")
    page.fill("#edit-note", '=核对原件, "第14项"')
    page.click("#edit-save")
    assert page.locator(f"[id='row:{key}'] .badge").last.inner_text() == "已标记"
    open_view(page, "corrections")
    with page.expect_download() as waiting:
        page.click("button.download")
    assert waiting.value.suggested_filename == "responsibility_list.corrections.csv"
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy("raw/responsibility_list.docx", raw)
    waiting.value.save_as(raw / "responsibility_list.corrections.csv")
    lines = list(
        csv.DictReader(io.StringIO((raw / "responsibility_list.corrections.csv").read_text(encoding="utf-8-sig")))
    )
    assert tuple(lines[0]) == COLUMNS
    assert [(line["field"], line["old"], line["new"]) for line in lines] == [
        ("value", "18600", "18700"),
        ("comparator", "eq", "ge"),
    ]
    assert lines[0]["note"] == '\'=核对原件, "第14项"'  # no spreadsheet runs it
    assert build(raw, tmp_path / "interim", tmp_path / "output").status == 0
    row = next(row for row in rows_of(tmp_path / "output", "targets") if row["target_id"] == key)
    assert (row["value"], row["comparator"], row["corrected"]) == (18700, "ge", True)
    assert row["extracted"] == ["value=18600", "comparator=eq"]
    page.click("#view-corrections button.quiet")
    assert page.locator("button.download").count() == 0


def test_keyboard(page):
    page.keyboard.press("n")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("n")
    assert (first, page.evaluate("document.activeElement.id")) == ("problem:1", "problem:2")
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == "problem:1"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "filter-text"
    page.click("[id='problem:1'] a.evidence >> nth=0")
    page.locator("#view-document:not([hidden])").wait_for()


@pytest.mark.parametrize("width", [1440, 390])
def test_accessible_and_not_wider_than_the_screen(visit, output, width):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(output / "report.html", width=width)
    page.fill("#filter-text", "医院")  # enough of everything; axe looks at every text
    for view in VIEWS:
        open_view(page, view)
        found = Axe().run(page).response["violations"]
        assert [
            (view, v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")
        ] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_tap_shows_the_card(visit, output):
    page = visit(output / "report.html", width=390, height=844, has_touch=True, is_mobile=True)
    open_view(page, "document")
    page.locator("[id='fig:responsibility_list/3/2022/1/1']").tap()
    assert "快递年业务量" in page.inner_text("#card")
    page.tap("#card a.go")
    page.locator("[id='row:responsibility_list/3/2022/1/1']").wait_for(state="visible")


@pytest.mark.parametrize("view", ["ledger", "document", "charts"])
def test_print_shows_the_open_view_under_what_was_filtered(page, view, tmp_path):
    import pdfplumber

    open_view(page, view)
    page.select_option("#filter-unit", "440800/commerce")
    page.click(".chip[data-year='2024']")
    page.emulate_media(media="print")
    page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "print.pdf") as pdf:
        pages = [page_.extract_text() for page_ in pdf.pages]
        assert all(page_.width > page_.height for page_ in pdf.pages)
    assert "湛江市商务局" in pages[0]
    assert "2024年" in pages[0]
    assert "打印于" in pages[0]
    heads = {"ledger": "时限", "document": "具体措施", "charts": "各单位逐年任务数"}
    assert heads.pop(view) in pages[0]
    assert all(other not in text for other in heads.values() for text in pages)
    assert len(pages) < 8

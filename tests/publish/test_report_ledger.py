"""The ledger of tasks in a real Chromium with the network off: whose, by when, handed on."""

import csv
import io
from datetime import date

import docx
import openpyxl
import pytest

from tests.publish.browser import MARKS, open_view, pledges_of, rows_of

pytestmark = MARKS
POLICE, COMMERCE = "440800/public_security", "440800/commerce"


def draw_all(page):
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


def tasks_shown(page):
    draw_all(page)
    return page.eval_on_selector_all("#view-ledger tr[data-task]", "all => all.map(e => e.dataset.task)")


def read_download(page, button):
    with page.expect_download() as waiting:
        page.click(button)
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def test_every_item_and_every_target_is_there(page, output):
    shown = set(tasks_shown(page))
    items = {row["item_id"] for row in rows_of(output, "plan_items")}
    assert items <= shown
    linked = page.eval_on_selector_all(
        "#view-ledger .amount", "all => all.map(e => decodeURIComponent(e.hash).slice(5))"
    )
    assert set(linked) == {row["target_id"] for row in pledges_of(output)}
    assert page.inner_text("#task-count") == f"{len(shown)} / {len(shown)} 项任务"
    assert page.inner_text(".tile.duties .n") == str(len(shown))


def test_a_department_that_only_helps_says_so(page, output):
    page.select_option("#filter-unit", POLICE)
    assert page.locator("#view-ledger tr[data-task]").count() == 0
    page.click("#show-helping")
    mine = {row["measure_id"] for row in rows_of(output, "responsibilities") if row["department_id"] == POLICE}
    assert {key.rsplit("/", 2)[0] for key in tasks_shown(page)} >= mine - {"responsibility_list/x"}
    assert set(page.locator("#view-ledger tr[data-task] .role").all_inner_texts()) == {"配合"}


def test_a_department_is_two_clicks_away(page):
    page.click("#view-ledger a.group-name >> nth=0")
    assert page.input_value("#filter-unit") == COMMERCE
    assert "湛江市商务局" in page.inner_text("#view-ledger h2")


@pytest.mark.parametrize(
    ("asked", "found"), [("直播", 8), ("发改", 17), ("市工信局", 39), ("5g 基站", 5), ("没有这样的词", 0)]
)
def test_search_finds_texts_and_short_names(page, asked, found):
    page.fill("#filter-text", asked)
    shown = len(set(tasks_shown(page)))
    assert shown >= found if found else shown == 0
    assert page.inner_text("#tabs a[data-view=ledger] .hits") == str(shown)
    assert page.locator("#tabs .hits").count() == 4


def test_the_address_restores_the_view(visit, output, page):
    page.select_option("#filter-unit", COMMERCE)
    page.click(".chip[data-year='2025']")
    page.click(".chip[data-role=all]")
    page.fill("#filter-text", "消费")
    shown = tasks_shown(page)
    address = page.evaluate("location.hash")
    again = visit(output / "report.html", address=address)
    assert tasks_shown(again) == shown != []
    assert again.input_value("#filter-text") == "消费"
    open_view(again, "targets")
    again.go_back()
    again.wait_for_selector("#view-ledger:not([hidden])")
    assert tasks_shown(again) == shown
    strange = visit(output / "report.html", address="#ledger?unit=nobody&role=king&due=never&year=1900")
    assert strange.locator("#view-ledger .nothing").is_visible()


def test_deadlines_go_by_the_clock_of_the_reader(visit, output):
    due = {}
    for row in [*rows_of(output, "targets"), *rows_of(output, "qualitative_targets")]:
        due.setdefault(row["item_id"] or row["measure_id"], []).append(row["due_date"])
    page = visit(output / "report.html", address="#ledger?today=2024-05-20&role=all")
    counts = {name: int(page.inner_text(f"[data-due={name}] strong")) for name in ("quarter", "year", "past")}
    items = rows_of(output, "plan_items")
    assert counts["year"] >= sum(row["year"] == 2024 for row in items) > counts["quarter"] > 0
    assert counts["past"] >= sum(row["year"] < 2024 for row in items)
    page.click("[data-due=quarter]")
    for key in set(tasks_shown(page)):
        dates = [day for day in due.get(key, []) if day] or [date(2024, 6, 30)]
        assert date(2024, 4, 1) <= min(dates) <= date(2024, 6, 30)
    assert "2024年5月20日" in page.inner_text(".asof")


def check_word(content, rows):
    """A Word file has the rows of the table: task, due, targets, role, leads, place; A4 landscape, the heading repeated."""
    document = docx.Document(io.BytesIO(content))
    written = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows[1:]]
    assert written == [[row[at] for at in (0, 3, 4, 6, 2, 7, 10)] for row in rows]
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in document.tables)
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    assert "湛江市商务局" in document.paragraphs[0].text


def test_exports_equal_the_table(page, output):
    page.select_option("#filter-unit", COMMERCE)
    page.click(".chip[data-year='2024']")
    draw_all(page)
    drawn = page.eval_on_selector_all(
        "#view-ledger tr[data-task]",
        "all => all.map(r => ['.task-text', '[data-col=due]'].map(s => r.querySelector(s).textContent.trim()))",
    )
    name, content = read_download(page, "#export-csv")
    assert name == "任务台账-湛江市商务局-牵头-2024年.csv"
    assert content.startswith("\ufeff".encode())
    heads, *rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert heads == [
        "序号",
        "单位",
        "角色",
        "任务",
        "时限",
        "截止日",
        "目标",
        "牵头单位",
        "配合单位",
        "检查",
        "原文出处",
    ]
    assert [[row[3], row[4]] for row in rows] == drawn != []
    assert {row[1] for row in rows} == {"湛江市商务局"}
    name, content = read_download(page, "#export-excel")
    assert name.endswith(".xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == [heads, *rows]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.print_title_rows) == (
        "landscape",
        1,
        "$1:$1",
    )
    assert "商务局" in sheet.oddHeader.center.text
    name, content = read_download(page, "#export-word")
    assert name == "任务台账-湛江市商务局-牵头-2024年.docx"
    check_word(content, rows)
    text = page.evaluate("navigator.clipboard.writeText = (text) => Promise.resolve(globalThis.taken = text)") or ""
    page.click("#copy")
    text = page.evaluate("globalThis.taken")
    assert all(row[3].replace("\n", " ") in text for row in rows)


def test_a_correction_is_made_from_the_ledger(page):
    page.fill("#filter-text", "充电桩")
    button = page.locator("#view-ledger button.edit >> nth=0")
    key = button.get_attribute("data-key")
    button.click()
    page.fill("#edit-value", "三只")
    page.click("#edit-save")
    assert page.locator("#edit").is_visible()  # it is no number
    page.fill("#edit-value", "1.86万")
    assert page.inner_text(".means >> nth=0") == "= 18600"
    page.click("#edit-save")
    open_view(page, "corrections")
    assert page.inner_text("td.new") == "18600"
    with page.expect_download() as waiting:
        page.click("button.download")
    assert waiting.value.suggested_filename == "responsibility_list.corrections.csv"
    assert key in waiting.value.path().read_text(encoding="utf-8-sig")

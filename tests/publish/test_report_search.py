"""The search of the page: a long word is found by the words in it, an indicator by the names of the catalogue."""

import pytest

from pipeline.publish import search
from pipeline.run import build
from tests.publish.browser import HEADINGS, MARKS, make_docx, open_view

pytestmark = MARKS
ROWS = (
    ("1.促进增收。", "城乡居民人均可支配收入增长6%。", "无", "市发展改革委", "市财政局"),
    ("2.补齐短板。", "新建公共充电设施120个。", "无", "市住房城乡建设局", "市财政局"),
    ("3.建设直播基地。", "培育电商主播。", "无", "市商务局", "市财政局"),
)
FOUND = [
    ("居民收入", {1}),
    ("收入居民", {1}),
    ("充电桩", {2}),
    ("公共充电设施", {2}),
    ("直播", {3}),
    ("直播主播", {3}),
    ("电商基地", {3}),
    ("居民基地", set()),
    ("居民的收入", set()),  # nothing says 的
    ("月球基地", set()),
]


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    return make(tmp_path_factory.mktemp("search"), 1)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    return make(tmp_path_factory.mktemp("search"), 21)


def make(folder, count):
    raw = folder / "raw"
    raw.mkdir()
    for number in range(count):
        make_docx(raw / f"list{number:02}.docx", HEADINGS, *ROWS)
    assert build(raw, folder / "interim", folder / "output").status == 0
    return folder / "output"


def find_measures(page, asked):
    page.fill("#filter-text", asked)
    open_view(page, "ledger")
    tasks = page.eval_on_selector_all("#view-ledger tr[data-task]", "all => all.map(e => e.dataset.task)")
    open_view(page, "document")
    rows = page.eval_on_selector_all("#view-document tbody tr", "all => all.map(e => e.id)")
    assert {key.split("/")[1] for key in tasks} <= {key.split("/")[1] for key in rows}
    return {int(key.split("/")[1]) for key in rows}


def test_words_of_a_long_word_and_other_names_are_found(visit, alone):
    page = visit(alone / "report.html")
    assert {asked: find_measures(page, asked) for asked, _ in FOUND} == dict(FOUND)


@pytest.mark.parametrize(("asked", "found"), [("居民收入", {1}), ("充电桩", {2}), ("直播", {3}), ("月球基地", set())])
def test_a_page_among_many_cuts_as_the_browser_does(visit, many, asked, found):
    page = visit(many / "report/list00.html", files=3)
    page.wait_for_selector("html[data-ready]")
    assert find_measures(page, asked) == found


@pytest.mark.parametrize("asked", ["居民收入", "充电桩", "直播", "收入 增长"])
def test_the_page_finds_what_the_database_finds(visit, alone, asked):
    page = visit(alone / "report.html")
    keys = [hit.key for hit in search.find(alone / "pledges.sqlite", asked, 100)]
    assert {int(key.split("/")[1]) for key in keys if key.startswith("list")} == find_measures(page, asked) != set()


def test_what_was_asked_is_marked_in_the_text(visit, alone):
    page = visit(alone / "report.html")
    page.fill("#filter-text", "居民收入")
    assert page.locator("#view-ledger mark.hit").all_inner_texts() == ["居民", "收入"]

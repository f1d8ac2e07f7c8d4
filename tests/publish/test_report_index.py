"""The index of many documents in a real Chromium: where, which indicator, whose; parted by province where there are very many."""

import json
import re
import unicodedata

import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe

from pipeline.publish.index import overview
from pipeline.run import build
from pipeline.run.places import check_output
from tests.publish.browser import HEADINGS, MARKS, make_docx

pytestmark = MARKS
CITIES = (("湛江市", "440800"), ("佛山市", "440600"), ("成都市", "510100"))
COUNT = 24  # more than share a page


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    raw = folder / "raw"
    raw.mkdir()
    lines = ["file,doc_id,title,region,published"]
    for n in range(COUNT):
        city = CITIES[n % 3][0]
        row = (
            f"1.建设基站，每万人5G基站数达到{n + 1}个。",
            f"年度累计5G基站{n + 1}00个。",
            "快递年业务量超千万件。",
            "市工业和信息化局",
            "市财政局",
        )
        make_docx(raw / f"list{n:02}.docx", HEADINGS, row)
        lines.append(f"list{n:02}.docx,,{city}清单之{n},{city},")
    (raw / "sources.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert build(raw, folder / "interim", folder / "output").status == 0
    return folder / "output"


def titles(page):
    return page.locator("table.documents td.title > a:not(.excerpt)").all_inner_texts()


def test_documents_are_found_by_place_words_and_function(visit, many):
    page = visit(many / "report.html", files=3 + 1)  # the texts are fetched when somebody searches
    assert page.inner_text("#doc-count") == f"{COUNT} / {COUNT} 份文件"
    page.select_option("#filter-province", "广东省")
    assert {title[:3] for title in titles(page)} == {"湛江市", "佛山市"}
    page.select_option("#filter-region", "佛山市")
    page.fill("#filter-text", "之1")
    assert titles(page) == ["佛山市清单之1", "佛山市清单之10", "佛山市清单之13", "佛山市清单之16", "佛山市清单之19"]
    address = page.evaluate("location.hash")
    again = visit(many / "report.html", address=address, files=3 + 1)
    assert titles(again) == titles(page)
    page.click("#clear")
    page.fill("#filter-text", "没有这样的词")
    assert page.locator(".nothing").is_visible()


def test_the_search_looks_through_all_texts_and_names(visit, many):
    page = visit(many / "report.html", address="#documents?text=年业务量", files=3 + 1 + 3)
    page.wait_for_selector(".excerpt mark.hit")
    assert page.locator(".excerpt").count() == COUNT
    page.fill("#filter-text", "市财政局")
    assert "市财政局" in page.inner_text(".excerpt >> nth=0")
    page.fill("#filter-text", "累计5G基站2400个")
    assert titles(page) == ["成都市清单之23"]
    page.click(".excerpt")
    page.wait_for_selector("#view-ledger mark.hit")
    assert page.locator("#view-ledger tr[data-task]").count() > 0


def test_an_undated_figure_is_compared_and_a_name_is_the_official_one(visit, many):
    page = visit(many / "report.html", address="#indicators?lang=en", files=3)
    assert "5G base stations" in page.locator("table.indicators a").all_inner_texts()
    page.click("table.indicators a >> text=5G base stations per 10 000 people")
    assert page.locator("table.compared thead th").all_inner_texts() == ["Region", "no year"]
    assert page.locator(".bars li").count() == page.locator("table.compared tbody tr").count() == COUNT
    page.click("#language")
    assert page.inner_text("h2") == "每万人5G基站数"


def test_an_indicator_is_compared_over_cities(visit, many):
    page = visit(many / "report.html", address="#indicators", files=3 + 3)
    page.click("table.indicators a >> text=5G基站数量")
    assert page.locator(".bars li").count() == COUNT
    assert page.locator("table.compared tbody tr").count() == COUNT
    assert page.inner_text(".bars li >> nth=0").split("\n")[-1] == f"{COUNT}00个"
    page.click(".bars li a >> nth=0")
    page.wait_for_selector("tr.flash, td.flash")
    assert "2400个" in page.inner_text("tr.flash")


def test_a_year_is_one_that_is_planned_or_due(visit, many):
    page = visit(many / "report.html", files=3)
    assert set(page.locator("table.documents td:nth-child(3)").all_inner_texts()) == {"2024–2025"}
    assert page.locator("#filter-year option").all_inner_texts() == ["全部年度", "2024", "2025"]


def test_a_function_leads_to_the_ledger_of_its_department(visit, many):
    page = visit(many / "report.html", address="#functions", files=3 + 3)
    page.click("table.matrix a >> text=工业和信息化局")
    page.click("table.documents td:first-child a >> nth=0")
    page.wait_for_selector("#view-ledger:not([hidden])")
    assert "工业和信息化局" in page.inner_text("#view-ledger h2")


@pytest.mark.parametrize(("language", "strangers"), [("zh", "[A-Za-z]{2,}"), ("en", "[\u4e00-\u9fff]+")])
def test_the_index_speaks_one_language(visit, many, language, strangers):
    page = visit(many / "report.html", address=f"#documents?lang={language}", files=3)
    for view in ("documents", "indicators", "indicator", "functions"):
        page.click("table.indicators a >> nth=0" if view == "indicator" else f"#tabs a[data-view={view}]")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        text = page.evaluate(
            "[...document.querySelectorAll('body *')].filter(e => !e.closest('[data-said], script') && !e.children.length)"
            ".map(e => e.textContent).join(' ')"
        )
        assert [word for word in re.findall(strangers, text) if word not in ("Policy", "Pledges")] == []


@pytest.mark.parametrize(
    ("width", "scheme", "views"),
    [(1440, "light", ("documents", "indicator")), (390, "dark", ("indicators", "functions"))],
)
def test_the_index_is_accessible_and_not_wider_than_the_screen(visit, many, width, scheme, views):
    page = visit(many / "report.html", width=width, files=3, color_scheme=scheme)
    for view in views:
        page.click(f"#tabs a[data-view={view.removesuffix('s')}s]")
        if view == "indicator":
            page.click("table.indicators a >> nth=0")
        found = Axe().run(page, options={"preload": False}).response["violations"]
        assert [(view, one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("view", ["documents", "functions"])
def test_the_index_prints_the_open_view_under_what_was_filtered(visit, many, view, tmp_path):
    page = visit(many / "report.html", address=f"#{view}?year=2025", files=3)
    page.emulate_media(media="print")
    page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True)
    table = page.locator("table:visible").bounding_box()
    assert table["width"] > 0.9 * page.evaluate("document.querySelector('main').clientWidth")
    with pdfplumber.open(tmp_path / "print.pdf") as pdf:
        assert all(one.width > one.height for one in pdf.pages)
        text = pdf.pages[0].extract_text()
    heading = unicodedata.normalize("NFKC", text).splitlines()[1]
    assert heading.startswith({"documents": "文件", "functions": "单位职能"}[view])
    assert "2025" in heading


def test_very_many_documents_are_parted_by_province(visit, many, tmp_path, monkeypatch):
    monkeypatch.setattr(overview, "MOST_COMPARED", 10)  # 16 of 24 documents are of one province, 8 of another
    data = (many / "report.html").read_text(encoding="utf-8")
    rows = re.search(r'\{"documents":\[(.*?)\],"version"', data, re.DOTALL)[1].split(",\n")
    with overview.Index(tmp_path, []) as made:
        for row in rows:
            document, targets = json.loads(row)
            known = [one[1] for one in targets if one[1]]
            made.add(f"{json.dumps(document)}\t{json.dumps(targets)}\t[]\t{json.dumps(known)}\n".encode())
    assert {path.name for path in (tmp_path / "report/regions").iterdir()} == {"4406.html", "4408.html", "51.html"}
    assert {path.name for path in (tmp_path / "report/texts").iterdir()} == {"4406.js", "4408.js", "51.js"}
    (tmp_path / "datapackage.json").write_bytes((many / "datapackage.json").read_bytes())
    check_output(tmp_path)  # the next build may take its place
    page = visit(tmp_path / "report.html", files=3 + 3)
    assert page.locator("table.documents tbody tr").count() == COUNT
    assert sorted(page.locator(".region-pages a").all_inner_texts()) == ["佛山市 8 份", "四川省 8 份", "湛江市 8 份"]
    page.click(".region-pages a >> text=四川省")
    page.wait_for_selector("h1 >> text=四川省")
    page.click("#tabs a[data-view=indicators]")
    assert page.locator("table.matrix tbody tr").count() == 3

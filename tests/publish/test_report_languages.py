"""The report in both languages to the last word: nothing of the one is left in the other, names and quoted text aside."""

import re

import pytest

from pipeline.publish.wording import write_value
from tests.publish.browser import MARKS, VIEWS, open_view, rows_of

pytestmark = MARKS
HAN, LATIN = re.compile("[\u4e00-\u9fff]+"), re.compile("[A-Za-z][A-Za-z]+")
# Words without a Chinese form: the product, formats, and how a hash is called.
SPOKEN = {"Policy", "Pledges", "Word", "Excel", "CSV", "PDF", "SHA", "TB"}
# Text of the page outside of what is marked as the document's, and what is read aloud or shown on hover.
READ = """() => {
  const said = (node) => node.parentElement.closest('[data-said], script, style, noscript');
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walk.nextNode()) if (!said(walk.currentNode)) texts.push(walk.currentNode.textContent);
  for (const name of ['aria-label', 'title', 'placeholder'])
    for (const e of document.querySelectorAll(`[${name}]`)) if (!e.closest('[data-said]')) texts.push(e.getAttribute(name));
  return texts;
}"""


def known_words(output):
    """All that the document says, and what its departments are called."""
    cells = [row["text"] for row in rows_of(output, "cells")]
    names = [name for row in rows_of(output, "departments") for name in (row["name"], row["short_name"] or "")]
    shown = [row["indicator"] or "" for row in rows_of(output, "targets")]
    return re.sub(r"\\s", "", "\n".join([*cells, *names, *shown, rows_of(output, "documents")[0]["title"]]))


def without_row(text):
    """A message without the row of a table that it tells the reader to add, and the name of the table."""
    return re.sub(r"raw/rules/.*", "", text, flags=re.DOTALL)


def find_strangers(page, output, pattern):
    source = known_words(output)
    found = {}
    for view in VIEWS:
        open_view(page, view)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        for text in map(without_row, page.evaluate(READ)):
            for word in pattern.findall(text):
                if word not in source and word not in SPOKEN and not re.fullmatch("[0-9a-f]+", word):
                    found.setdefault(word, (view, text[:80]))
    return found


def open_card(page):
    open_view(page, "document")
    page.locator("[id='fig:responsibility_list/14/measure/1']").hover()
    assert page.locator("#card").is_visible()


def test_no_english_is_left_in_the_chinese_page(page, output):
    open_card(page)
    assert find_strangers(page, output, LATIN) == {}


def test_no_chinese_is_left_in_the_english_page(page, output):
    page.click("#language")
    open_card(page)
    assert find_strangers(page, output, HAN) == {}


def test_a_language_stands_in_the_address(page, visit, output):
    page.click("#language")
    again = visit(output / "report.html", address=page.evaluate("location.hash"))
    assert again.get_attribute("html", "lang") == "en"


@pytest.mark.parametrize("view", ["ledger", "targets", "charts"])
def test_a_number_is_written_once_and_as_in_word_and_excel(page, output, view):
    open_view(page, view)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    links = {"ledger": "#view-ledger a.amount", "targets": "#view-targets tr[data-key]", "charts": ".plots .numbers a"}
    shown = page.eval_on_selector_all(
        links[view],
        "all => all.map(e => [e.dataset.key ?? decodeURIComponent(e.hash).slice(5), e.querySelector('data').textContent])",
    )
    targets = {row["target_id"]: row for row in rows_of(output, "targets")}
    written = {key: text for key, text in shown if key in targets}
    assert written == {key: write_value(targets[key]) for key in written}
    assert len(written) > 40


def test_numbers_are_written_as_officials_do(page):
    written = {
        ("ge", 50000000, None, "CNY", "money", "5000万"): "不少于5000万元",
        ("gt", 10000000, None, "件", "count", "千万件"): "超过1000万件",
        ("ge", 100 / 3, None, "%", "ratio", "三分之一"): "三分之一以上",
        ("ge", 80, None, "%", "ratio", "80%"): "不低于80%",
        ("eq", 18600, None, "个", "count", "18600个"): "1.86万个",
        ("eq", 123456, None, "个", "count", "123456个"): "123456个",
        ("range", 1, 2, "个", "count", "1-2个"): "1-2个",
        ("approx", 1.5e9, None, "CNY", "money", "15亿元"): "约15亿元",
        ("le", 0.5, None, "工作日", "duration", "0.5个工作日"): "不超过0.5个工作日",
    }
    names = ("comparator", "value", "value_max", "unit", "dimension", "text")
    assert {key: write_value(dict(zip(names, key, strict=True))) for key in written} == written

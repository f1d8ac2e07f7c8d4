"""Laws of the extractor on arbitrary text: nothing is lost, spans hold, numbers survive every writing."""

import json
import re
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzz_language import Passages, find_broken_law
from pipeline.extract.numeral.find import START, read_line
from pipeline.extract.numeral.kinds import ORDER, SHAPED
from pipeline.extract.target.noun import _BEFORE_NOUN, _BEHIND_NOUN, LONGEST_TRAIL, _cut_lead, cut_trail
from pipeline.extract.target.passage import read_passage
from pipeline.lang.cue import Cue
from pipeline.lang.fold import fold
from pipeline.lang.numeral import format_integer, is_numeral_char, parse_integer, parse_number
from pipeline.model import Finding, Numeral, Passage, Target
from pipeline.rules.language import words

CASES = [
    json.loads(line)["text"]
    for line in (Path(__file__).parents[1] / "cases/quantities.jsonl").read_text(encoding="utf-8").splitlines()
]
PIECES = st.sampled_from(
    [
        *"0123456789零一二三十百千万亿两〇.,，。；、%％（）()“”—-~至 \n个家年月日级第超近约的到率元倍番成分之①②⑴Ⅳ½⻓⼀２ＡGg²",
        "以上",
        "不少于",
        "新增",
        "5G",
        "1.",
        "壹佰",
        "⼆⼗",
        "３．５％",
        "（亿元）：",
        "每千人口",
        "分别",
        "不低于上年水平",
        "全覆盖",
        "亿元",
        "工作日",
        "三分之一",
        "1-2个",
        "第三批",
        "2025年",
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=40).map("".join),
    st.text(max_size=40),
    st.tuples(st.sampled_from(CASES), st.integers(0, 60), PIECES).map(lambda t: t[0][: t[1]] + t[2] + t[0][t[1] :]),
)


def read(text: str) -> tuple[list[Numeral], list[Target]]:
    found = list(read_passage(Passage("d", "m", "2023", text, 2023, 2022)))
    return [e for e in found if isinstance(e, Numeral)], [e for e in found if isinstance(e, Target)]


@settings(max_examples=600, deadline=None)
@given(TEXTS)
def test_every_numeral_character_lies_in_exactly_one_numeral(text):
    numerals, targets = read(text)
    covered = [0] * len(text)
    for numeral in numerals:
        assert text[numeral.start : numeral.end] == numeral.text != ""
        for position in range(numeral.start, numeral.end):
            covered[position] += 1
    assert all(count <= 1 for count in covered)
    assert all(covered[i] == 1 for i, character in enumerate(text) if is_numeral_char(character))
    assert [n.start for n in numerals] == sorted(n.start for n in numerals)
    ledger = {(n.start, n.end) for n in numerals if n.kind == "target"}
    assert {(t.start, t.end) for t in targets} == ledger
    assert all(text[t.start : t.end] == t.text for t in targets)


@settings(max_examples=600, deadline=None)
@given(TEXTS)
def test_where_no_shape_begins_no_predicate_that_has_one_answers(text):
    line = read_line(text)
    for position in (i for i, character in enumerate(line.folded) if is_numeral_char(character)):
        if not SHAPED.match(line.folded, position):
            assert [name.__name__ for name, shapes in ORDER if shapes and name(line, position, 0)] == []


def test_a_numeral_may_start_with_every_digit_there_is():
    folded = fold("".join(map(chr, range(sys.maxunicode + 1))))
    assert [one for one in folded if is_numeral_char(one) and not START.match(one)] == []


LEADS = st.sampled_from(
    [
        *Cue("phrase_words", "lead").signs,
        *("（一）", "(3)", "1.2", "3、", "①", "Ⅳ.", "到2025年底前", "二〇二五年", "十四五时期", "第三季度", "上半年"),
        *("12月底前", "（2024年）", "每个镇（街）", "和", " "),
    ]
)
TRAILS = st.sampled_from(
    [
        *" 、：:，=≥≤><“（）\n上底末的月天日年周人份前比较高低快",
        *(
            "在2020年基础上",
            "较上年同期",
            "比全国平均",
            "高于全省水平",
            "由2020年底的",
            "每人每年",
            "12 月底前",
            "（含）",
            "累计",
        ),
    ]
)


@settings(max_examples=600, deadline=None)
@given(st.tuples(TEXTS, st.lists(TRAILS, max_size=4).map("".join)).map("".join))
def test_a_phrase_whose_end_is_no_end_of_a_trail_has_none(phrase):
    if cut_trail(phrase) == phrase:
        assert _BEHIND_NOUN.search(phrase, max(0, len(phrase) - LONGEST_TRAIL)) is None


@settings(max_examples=600, deadline=None)
@given(st.tuples(st.lists(LEADS, max_size=3).map("".join), TEXTS).map("".join))
def test_a_phrase_with_another_beginning_has_nothing_to_take_off(phrase):
    if _cut_lead(phrase) == phrase:
        assert _BEFORE_NOUN.match(phrase) is None


@settings(deadline=None)
@given(st.text(max_size=60))
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


@settings(deadline=None)
@given(st.integers(0, 10**16 - 1))
def test_chinese_numerals_round_trip(number):
    assert parse_integer(format_integer(number)) == number


@settings(deadline=None)
@given(st.integers(1, 9999), st.sampled_from(["", "万", "亿"]))
def test_a_number_reads_the_same_in_every_writing(number, scale):
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    wide = "".join(chr(ord(c) + 0xFEE0) for c in str(number))
    for written in (
        f"{number}{scale}",
        f"{wide}{scale}",
        f"{number:,}{scale}",
        f"{number} {scale}",
        f"{format_integer(number)}{scale}",
    ):
        _, targets = read(f"完成改造任务达到{written}户。")
        assert [(t.value, t.unit) for t in targets] == [(Decimal(number * factor), "户")], written


def test_two_readings_are_equal():
    assert [read(text) for text in CASES[:40]] == [read(text) for text in CASES[:40]]


def test_every_word_of_the_table_is_read_as_its_kind():
    wrong = []
    for row in words():
        numerals, _ = read(row.example)
        if not any(row.word in n.text or (n.text in row.word and n.kind == row.kind) for n in numerals):
            wrong.append((row.word, row.example, [(n.text, n.kind) for n in numerals]))
    assert wrong == []


def test_mixed_scales_are_exact():
    values = {
        text: parse_number(text) for text in ("3万4000", "25万6千", "1.2万亿", "1.86万", "贰仟", "两千零五", "三点五万")
    }
    assert values == {
        "3万4000": 34000,
        "25万6千": 256000,
        "1.2万亿": 12 * 10**11,
        "1.86万": 18600,
        "贰仟": 2000,
        "两千零五": 2005,
        "三点五万": 35000,
    }


def test_unknown_numerals_are_reported():
    found = list(read_passage(Passage("d", "m", "measure", "比例为½。")))
    assert [e.kind for e in found if isinstance(e, Numeral)] == [] or any(isinstance(e, Finding) for e in found)


SHAPES = {
    "cases": "".join(CASES),
    "no marks": "".join(c for c in "".join(CASES) if c not in "。；，、：！？\n"),
    "commas": "新建3个，",
    "shares": "分别3个、5个",
    "brackets": "（（““3个",
    "lists": "1、2、3、4、",
    "thousands": "1,234",
    "numerals": "一二三四五六七八九十百千万亿",
    "units": "3个5家7%8万元",
    "words": "翻番全覆盖零成本",
    "quotes": "“一二三",
    "blanks": "3 \n",
    "numbers of a row": "一、",
    "joined digits": "1,1",
    "parted thousands": "111 ",
    "rates": "100%：",
    "closed labels": ")1.",
    "tenths": "成０",
    "open brackets": "（",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_text_of_twice_the_length_takes_twice_the_time(shape):
    """A ratio, no clock: the best of two runs each, on one line; a quadratic step would make it four, and would each time."""

    def measure(size: int) -> float:
        text = (SHAPES[shape] * (size // len(SHAPES[shape]) + 1))[:size]
        runs = []
        for _ in range(2):
            start = time.process_time()
            read(text)
            runs.append(time.process_time() - start)
        return min(runs)

    assert any(measure(8_000) < 3 * measure(4_000) + 0.02 for _ in range(3))


def quantities(text: str) -> list[tuple[object, ...]]:
    """What is read of the figures of a text, blanks in their words left out."""
    numerals, targets = read(text)
    names = {(one.start, one.end): (one.indicator or "").replace(" ", "") for one in targets}
    assert all(one.text == text[one.start : one.end] and one.text in one.context for one in targets)
    return [
        (one.text.replace(" ", ""), one.kind, one.value, one.unit, one.comparator, names.get((one.start, one.end)))
        for one in numerals
        if one.unit
    ]


BROKEN = [
    "到2025\n年建成公园5个。",
    "到 2025 \n年底建成公园5个。",
    "于 2025\n年底前建成公园5个。",
    "到2025\n 年，建成公园5个。",
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_year_that_a_line_breaks_is_a_year(text):
    found = list(read_passage(Passage("d", "m", "measure", text, None, 2024)))
    numerals = [one for one in found if isinstance(one, Numeral)]
    assert [(one.kind, one.value) for one in numerals] == [("year", 2025), ("target", 5)]
    assert all(text[one.start : one.end] == one.text for one in numerals)
    assert [one.year for one in found if isinstance(one, Target)] == [2025]


def test_blanks_that_print_sets_around_numbers_change_nothing():
    """到 2030 年底, 第 2 位, 300 余名. The one that differs has a list number of two parts within its line."""
    differ = []
    for text in CASES:
        printed = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)
        if quantities(printed) != quantities(text):
            differ.append(text)
    assert differ == ["2.1本工程计划投资2680.5万元2.2新建泵站3座"]


@pytest.mark.parametrize("seed", range(4))
def test_fuzz(seed):
    """The short form of benchmarks/fuzz_language.py."""
    passages = Passages(seed)
    texts = [passages.make() for _ in range(300)]
    assert [(law, text) for text in texts if (law := find_broken_law(text, None))] == []

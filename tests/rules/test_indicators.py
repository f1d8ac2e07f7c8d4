"""The catalogue of indicators: every row by its own sentences, with and without the row; every word by its own."""

from contextlib import contextmanager
from unittest import mock

import pytest

from pipeline.extract import known_indicator, phrase
from pipeline.extract.known_indicator import Names, identify
from pipeline.extract.phrase import CHANGES, make_plain, read_phrase
from pipeline.extract.target.passage import read_passage
from pipeline.model import Passage, Target
from pipeline.rules import FOLDER, RuleError, indicators
from pipeline.rules.indicators import indicator_examples, indicator_words
from pipeline.rules.indicators import indicators as rows

EXAMPLES = {}
for example in indicator_examples():
    EXAMPLES.setdefault(example.indicator_id, []).append(example)
BY_ID = {row.indicator_id: row for row in rows()}
TAKEN = []
MOST_OWN = 55  # per cent of the sentences that name: may only fall
CASES = [  # a sentence and the indicators that it names
    ("地区生产总值增长6%左右", ["gdp"]),
    ("人均地区生产总值达到10万元", ["gdp_per_capita"]),
    ("全市常住人口城镇化率达到61.5%", ["urbanisation_rate"]),
    ("湛江市森林覆盖率达到57%", ["forest_coverage"]),
    ("新增农村就业3万人", [None]),
    ("城镇新增就业3万人", ["new_urban_jobs"]),
    ("高新技术企业研发投入强度达到5%", [None]),
    ("新建公共充电桩500个、充电站20座", ["public_charging_piles", "charging_stations"]),
    ("新增新能源公交车占比达到80%", [None]),
    ("投资500万元以上技改项目达到300项", [None]),
    ("建成50家以上智能工厂", ["smart_factories"]),
    ("服务贸易额达到90亿元", ["service_trade"]),
    ("转口贸易额达到90亿元", [None]),
    ("森林覆盖率达到5万亩", [None]),
    ("医院的森林覆盖率达到57%", [None]),
    ("绿色工厂达到50", [None]),
    ("森林覆盖面积率达到57%", [None]),
    ("城区常住人口达到500万人", [None]),
    ("老城区绿化覆盖率达到40%", [None]),
    ("氨氮排放总量控制在5万吨以内", ["ammonia_emissions"]),
    ("化学需氧量、氨氮排放总量分别下降8%、9%", [None, "ammonia_emissions"]),
    ("孕产妇死亡率降至8人/10万人", ["maternal_mortality"]),
]


def read(text):
    """The targets of a sentence, or of a figure in the row of an indicator (指标|57%)."""
    subject, mark, figure = text.partition("|")
    passage = Passage("d", "m", "2025", figure if mark else text, 2025, 2025, subject=subject if mark else "")
    return [found for found in read_passage(passage) if isinstance(found, Target)]


def ids(text):
    return [target.indicator_id for target in read(text)]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.indicator_id)
def test_a_row_is_named_by_its_sentences_and_not_by_the_near_miss(row):
    """And by nothing without the row: its names are taken out of the index."""
    named = [one.example for one in EXAMPLES[row.indicator_id] if one.shows == "named"]
    near = [one.example for one in EXAMPLES[row.indicator_id] if one.shows == "not"]
    assert len(named) >= 2
    assert near
    for sentence in named:
        found = [target for target in read(sentence) if target.indicator_id == row.indicator_id]
        assert found, sentence
        assert all(target.basis in CHANGES or target.dimension == row.dimension for target in found)
        with without(row):
            assert row.indicator_id not in [identify(target, target.context, sentence) for target in found]
    for sentence in near:
        assert read(sentence), f"{sentence}: no figure to miss"
        assert row.indicator_id not in ids(sentence), sentence


@contextmanager
def without(row):
    names = known_indicator.known_names()
    for index in (names.by_name, names.by_added):
        for name in [name for name, other in index.items() if other == row]:
            TAKEN.append((index, name, index.pop(name)))
    names.look_up.cache_clear()
    yield
    while TAKEN:
        index, name, other = TAKEN.pop()
        index[name] = other
    names.look_up.cache_clear()


@pytest.mark.parametrize("row", indicator_words(), ids=lambda row: f"{row.place}-{row.word}")
def test_a_word_decides(row):
    others = tuple(one for one in indicator_words() if one != row)
    before = ids(row.example)
    with mock.patch.object(phrase, "indicator_words", return_value=others):
        clear()
        after = ids(row.example)
    clear()
    assert before != after
    assert row.place in ("qualifier", "part") or any(before)


def clear():
    for thing in (phrase._words, known_indicator.known_names, read_phrase, make_plain):
        thing.cache_clear()


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_cases(text, expected):
    assert ids(text) == expected


def test_no_name_means_two_indicators_and_every_one_is_told():
    """`Names` refuses a second owner; names in English and in Chinese are unique as they are written, too."""
    assert len(Names(rows()).by_name) > len(rows())
    assert len({row.name_en for row in rows()}) == len({row.name_zh for row in rows()}) == len(rows()) >= 400
    assert [row.indicator_id for row in rows() if not row.definition.endswith("。") or len(row.definition) < 10] == []
    assert [row.indicator_id for row in rows()] == sorted(BY_ID)
    assert set(EXAMPLES) == set(BY_ID)


def test_one_name_of_two_rows_is_refused():
    row = rows()[0]
    with pytest.raises(RuleError, match=rf"names {row.indicator_id} and another"):
        Names([row, row._replace(indicator_id="another")])


def test_a_target_without_a_phrase_has_no_indicator():
    (target,) = read("森林覆盖率达到57%")
    assert identify(target, "", "") == "forest_coverage"
    assert identify(mock.Mock(wraps=target, indicator=None, base=None), "", "") is None
    assert make_plain("“全社会”的R&D 经费（含企业）") == "全社会研发经费"


BAD = {
    "zz,某率,Some rate,ratio,%,,level,,某个比例。,": "11 columns",
    "zz,某率,Some rate,rate,%,,level,,某个比例。,own,": "dimension 'rate' is none of count, ",
    "zz,某率,Some rate,ratio,%,,stock,,某个比例。,own,": "basis 'stock' is none of level, ",
    "zz,某率,Some rate,ratio,驮,,level,,某个比例。,own,": "base_unit '驮' is no unit",
    "zz,某率,Some rate,ratio,%,,level,,某个比例。,,": "empty source",
    "zz,某率,Some rate,ratio,%,,level,,某个比例。,own,森林覆盖率": "'森林覆盖率' names forest_coverage already",
}


@pytest.mark.parametrize("line", BAD)
def test_a_bad_row_ends_in_one_line(line, tmp_path):
    table = (FOLDER / "extract/indicators.csv").read_text(encoding="utf-8")
    (tmp_path / "extract").mkdir()
    (tmp_path / "extract/indicators.csv").write_text(f"{table}{line}\n", encoding="utf-8")
    load = indicators.load

    def load_there(name, *args, **more):
        return (
            load(name, *args, **more, folder=tmp_path)
            if name.endswith("/indicators.csv")
            else load(name, *args, **more)
        )

    with (
        mock.patch.object(indicators, "load", load_there),
        pytest.raises(RuleError, match=rf"indicators\.csv, line {len(rows()) + 2}: .*{BAD[line]}"),
    ):
        indicators.indicators.__wrapped__()


def test_the_share_of_sentences_that_we_wrote_only_falls():
    sources = [one.source for one in indicator_examples() if one.shows == "named"]
    share = -(-100 * sources.count("own") // len(sources))
    assert MOST_OWN - 3 <= share <= MOST_OWN, "lower MOST_OWN"

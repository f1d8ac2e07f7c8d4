"""Keys of measures: cases (lists of `section|number`, keys), then the law that they are unique and apart from each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.split.keys import Place, make_keys

CASES = [
    ([["|1", "|2"]], ["1", "2"]),
    ([["|3", "|3", "|3"]], ["3", "3-2", "3-3"]),
    ([["一、甲|1", "二、乙|2"]], ["1", "2"]),
    ([["一、甲|1", "一、甲|2", "二、乙|1"]], ["一.1", "一.2", "二.1"]),
    ([["一 甲|1", "二 乙|1", "二 乙|1"]], ["一.1", "二.1", "二.1-2"]),
    ([["一、甲 / （一）丙|1", "一、甲 / （二）丁|1"]], ["一.一.1", "一.二.1"]),
    ([["第一部分 甲|1", "第二部分 乙|1"]], ["第一部分.1", "第二部分.1"]),
    ([["甲|1", "乙|1"]], ["s1.1", "s2.1"]),
    ([["|1", "乙|1"]], ["1", "s2.1"]),
    ([["一、甲 / （一）丙|一", "二、乙 / （一）丁|一"]], ["一.一", "二.一"]),
    ([["三、甲|二", "三、甲|三", "四、乙|三", "四、乙|四"]], ["三.二", "三.三", "四.三", "四.四"]),
    ([["二、甲 / 1.丙|1", "二、甲 / 1.丙|2", "二、甲 / 2.丁|1"]], ["二.1.1", "二.1.2", "二.2.1"]),
    ([["|1", "|2"], ["|1"], ["|3"]], ["1", "2", "t2.1", "3"]),
    ([["一体化建设|1", "十大工程|1"]], ["s1.1", "s2.1"]),
]


def places(lines):
    return [Place(line.partition("|")[0] or None, line.partition("|")[2]) for line in lines]


@pytest.mark.parametrize(("lists", "expected"), CASES)
def test_cases(lists, expected):
    assert [key.text for keys in make_keys([places(lines) for lines in lists]) for key in keys] == expected


PLACES = st.builds(
    Place, st.sampled_from([None, "一、甲", "二、乙", "甲", "乙"]), st.sampled_from(["1", "2", "1-2", "一.1", "t2.1"])
)


@given(st.lists(st.lists(PLACES, max_size=8), max_size=4))
def test_keys_are_unique(lists):
    keys = [key.text for keys in make_keys(lists) for key in keys]
    assert len(keys) == sum(map(len, lists))
    assert len(set(keys)) == len(keys)


@given(st.lists(PLACES.map(lambda place: place._replace(section="一、甲")), min_size=1, max_size=6))
def test_a_row_more_in_one_section_changes_no_key_of_another(first):
    rest = [Place("二、乙", "1"), Place("二、乙", "2")]
    begun = [Place("一、甲", "1"), Place("一、甲", "2")]
    (before,) = make_keys([[*begun, *rest]])
    (after,) = make_keys([[*begun, *first, *rest]])
    assert before[-2:] == after[-2:]

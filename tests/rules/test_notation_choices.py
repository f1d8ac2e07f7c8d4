"""Words as alternatives of a pattern: what is found stays the same, however they are grouped."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.notation import fill, join

WORDS = st.lists(st.text("建设成举办", min_size=1, max_size=4), min_size=1, max_size=8)
TEXTS = st.text("建设成举办、", max_size=12)


@given(WORDS, TEXTS)
def test_grouped_words_find_what_the_words_in_order_find(words, text):
    wanted = [found[0] for found in re.finditer("|".join(words), text)]
    assert [found[0] for found in re.finditer(join(words), text)] == wanted


def test_words_that_begin_alike_stand_behind_their_common_character():
    assert join(["建成", "建设", "举办"]) == "举办|建(?:成|设)"


def test_nothing_goes_before_a_word_that_may_begin_with_another_character():
    assert join(["全?建", "建成", "全力"]) == "全?建|建成|全力"


@pytest.mark.parametrize(
    ("template", "pattern"),
    [
        ("@|@", "和|举办|建(?:成|设)"),
        ("(?:@|@)$", "(?:和|举办|建(?:成|设))$"),
        ("、|@@", "、|(?:举办|建(?:成|设))(?:和)"),
        ("@+|(@)", "(?:举办|建(?:成|设))+|(和)"),
    ],
)
def test_words_alone_between_strokes_need_no_group(template, pattern):
    assert fill(template, [("建成", "建设", "举办"), ("和",)]) == pattern

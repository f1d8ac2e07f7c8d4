"""Where a sentence ends: one answer for all rooms, of either width of mark, quotes and brackets aside."""

import pytest

from pipeline.lang.sentence import cut_sentences, ends_sentence, has_stop, read_sentences, sentence_at

ENDS = [
    ("全面完成任务。", True),
    ("全面完成任务；", True),
    ("全面完成任务;", True),
    ("做到“应保尽保。”", True),
    ("（由市教育局负责。）", True),
    ("请立即办理！", True),
    ("办得怎么样？", True),
    ("全面完成任务。 ", True),
    ("重点任务（2025年）", False),
    ("责任单位：", False),
    ("市教育局、市财政局", False),
    ("一、总体要求", False),
    ("", False),
]


@pytest.mark.parametrize(("text", "wanted"), ENDS)
def test_a_sentence_ends_with_a_stop(text, wanted):
    assert ends_sentence(text) is wanted


@pytest.mark.parametrize(("text", "wanted"), [(text, wanted) for text, wanted in ENDS])
def test_a_text_that_ends_with_a_stop_has_one(text, wanted):
    assert has_stop(text) or not wanted


CUTS = [
    ("甲负责；乙配合。", ["甲负责", "乙配合"]),
    ("甲负责;乙配合!", ["甲负责", "乙配合"]),
    ("甲负责\n乙配合", ["甲负责", "乙配合"]),
    ("甲，乙", ["甲，乙"]),
]


@pytest.mark.parametrize(("text", "wanted"), CUTS)
def test_sentences_are_what_stands_between_stops(text, wanted):
    assert [text[start:end] for start, end in cut_sentences(text)] == wanted


READ = [
    # text, a place of it, the sentence there
    ("建成10个。新增5个。", "5个", "新增5个。"),
    ("说“办好10件。”再办5件。", "5件", "再办5件。"),
    ("1.建成10个\n2.新增5个", "5个", "2.新增5个"),
    ("建成\n10个站点", "10个", "建成\n10个站点"),  # a break inside of a sentence ends nothing
]


@pytest.mark.parametrize(("text", "words", "wanted"), READ)
def test_the_sentence_of_a_place(text, words, wanted):
    span = sentence_at(read_sentences(text), text.index(words))
    assert text[span.start : span.end].strip() == wanted

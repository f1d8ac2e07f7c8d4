"""The benchmark of the extractor reads what it says, and remembers nothing from round to round."""

import random

from benchmarks.extract_speed import BARE, join, measure, read_cells, read_sentences, shuffle


def test_the_cells_are_those_that_the_pipeline_reads_for_numerals():
    cells = list(read_cells())
    assert len(cells) == 150
    assert sum(len(passage.items) for passage in cells) == 270


def test_joined_texts_hold_all_sentences_in_order():
    sentences = list(read_sentences())
    assert "".join(p.text for p in join(sentences)) == "".join(p.text for p in sentences)


def test_a_shuffled_passage_has_other_digits_in_the_same_places():
    dice, passage = random.Random(1), next(read_sentences())
    one, other = shuffle(passage, dice), shuffle(passage, dice)
    assert one.text != other.text
    assert BARE.sub("", one.text) == BARE.sub("", other.text) == BARE.sub("", passage.text)


def test_a_line_tells_texts_and_characters():
    passages = list(read_sentences())[:3]
    assert measure("three", passages, rounds=1).startswith(f"| three | 3 | {sum(len(p.text) for p in passages)} |")

"""Quirks of real lists, drawn (`tests/cases/list_variants.txt`) and written in every format: each gives what a reader sees."""

import hashlib
from pathlib import Path

import pytest

from pipeline.flow import read_document
from pipeline.model import Source
from tests.find.drawn import WRITERS, write_all
from tests.flow.shapes import codes, read_cases, show, targets

CASES = {name: rest for name, *rest in read_cases(Path(__file__).parents[1] / "cases" / "list_variants.txt")}


def read_as(suffix, content):
    digest = hashlib.sha256(content).hexdigest()
    return read_document(Source("d", f"d.{suffix}", content, digest, None, "湛江市"))


@pytest.mark.parametrize("name", CASES)
def test_a_variant_is_read_alike_from_every_format(name):
    drawing, expected, _ = CASES[name]
    found = {suffix: read_as(suffix, content) for suffix, content in write_all(drawing).items()}
    assert {suffix: show(rooms) for suffix, rooms in found.items() if show(rooms) != expected} == {}
    assert {suffix: codes(rooms) for suffix, rooms in found.items() if codes(rooms)} == {}
    assert len(found) == len(WRITERS)


IN_TURN = """
    水利建设三年行动责任清单（2023-2025年）
    序号 | 具体措施 | 工作目标 | 责任单位
    1 | 改造水库 | 2023-2025年分别改造水库10座、20座、30座。 | 市水务局
    2 | 新建泵站 | 三年分别新建泵站3座、4座、5座。 | 市水务局
    3 | 修建堤防 | 五年分别新建堤防6公里、7公里、8公里。 | 市水务局
    """


def test_figures_of_years_in_turn_from_every_format():
    """A span of years that the list plans is that of 三年分别, none of another length."""
    expected = [f"1 {year} 水库 eq {n} 座" for year, n in ((2023, 10), (2024, 20), (2025, 30))]
    expected += [f"2 {year} 泵站 eq {n} 座" for year, n in ((2023, 3), (2024, 4), (2025, 5))]
    expected += [f"3 - 堤防 eq {n} 公里" for n in (6, 7, 8)]
    found = {suffix: targets(read_as(suffix, content)) for suffix, content in write_all(IN_TURN).items()}
    assert {suffix: lines for suffix, lines in found.items() if lines != expected} == {}

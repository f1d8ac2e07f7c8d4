"""Quirks of real lists, drawn (`tests/cases/list_variants.txt`) and written in every format: each gives what a reader sees."""

import hashlib
from pathlib import Path

import pytest

from pipeline.flow import read_document
from pipeline.model import Source
from tests.find.drawn import WRITERS, write_all
from tests.flow.shapes import codes, read_cases, show

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

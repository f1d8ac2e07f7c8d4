"""Every row of the word tables proves itself: by its example, by 苹果 in the place of its cue, and by what fails without it."""

from __future__ import annotations

import csv
import itertools

import pytest

from pipeline.model import Region
from pipeline.normalise.names import find_group_function, is_group, resolve
from pipeline.rules import FOLDER
from pipeline.rules.departments import Ending, GroupCue, endings, group_cues
from tests.normalise.proof import is_dead, proves, show

TABLES = ("label_words", "role_words", "department_ends", "duty_words", "level_words")
APPLE = "苹果"


def _rows(table: str) -> list[tuple[str, ...]]:
    with (FOLDER / f"normalise/{table}.csv").open(encoding="utf-8", newline="") as handle:
        return [tuple(row) for row in itertools.islice(csv.reader(handle), 1, None)]


ROWS = [pytest.param(table, row, id=f"{table}-{row[0]}-{row[1]}") for table in TABLES for row in _rows(table)]


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_a_row_proves_itself(table: str, row: tuple[str, ...]) -> None:
    text, _, reading = row[-2].rpartition("=")
    other = row[0][0] + APPLE if row[1] == "not_level" else APPLE  # 市场 says that its 市 is no level
    assert (row[0] in text, show(text)) == (True, reading)
    assert proves(text, row[0], other)
    assert not is_dead(table, row, text)


@pytest.mark.parametrize("table", TABLES)
def test_sources_are_said(table: str) -> None:
    """A document where the sentence stands, or `own`."""
    assert all(row[-1] for row in _rows(table))


def _replace(text: str, cue: str) -> str:
    at = text.rfind(cue)
    return text[:at] + APPLE + text[at + len(cue) :]


@pytest.mark.parametrize("row", group_cues(), ids=lambda row: f"{row.cue}-{row.position}")
def test_a_group_needs_its_cue(row: GroupCue) -> None:
    other = _replace(row.example, row.cue)
    assert (is_group(row.example), find_group_function(row.example)) != (is_group(other), find_group_function(other))


@pytest.mark.parametrize("row", endings(), ids=lambda row: f"{row.ending}-{row.use}")
def test_a_kind_needs_its_ending(row: Ending) -> None:
    def see(written: str) -> tuple[str, str | None, str]:
        found = resolve(written, Region("湛江市", "440800", "prefecture"), 2022).department
        return found.kind, found.function, found.resolution

    written = row.example.partition("=")[0]
    assert see(written) != see(_replace(written, row.ending))

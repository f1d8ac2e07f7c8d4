"""The short form of `make stress`: every way of damage, builds killed, readers fed with mutated files."""

import random

import pytest

from tools import fuzz, stress
from tools.vary import DAMAGES, figures, original, true_rows, vary

MUTATIONS = 60


def test_some_varied_lists_some_damaged_killed_and_resumed(tmp_path, monkeypatch):
    monkeypatch.setattr(stress, "DAMAGED", 0.2)
    compared = stress.run(tmp_path / "run", documents=10, kills=2, seed=3, longest=2.0)
    original_rows = len(original()[0].numerals)
    assert compared["numerals"] == 8 * original_rows


def test_variations_differ_and_come_again():
    assert len(figures()) > 40
    assert vary(1).content == vary(1).content != vary(2).content
    assert vary(1).rows["targets"] == true_rows(1, "targets") != true_rows(2, "targets")


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_is_reported(damage):
    content = DAMAGES[damage](vary(0).content, random.Random(0))
    rooms = fuzz.read_document(fuzz.Source("x", "x.docx", content, "0" * 64))
    assert rooms.document.status == "failed"
    assert [finding.path for finding in rooms.findings if finding.level == "error"] == ["x.docx"]


@pytest.mark.parametrize("kind", fuzz.FORMATS)
def test_mutated_files_are_read_or_refused(kind):
    outcomes = dict(fuzz.run(kind, MUTATIONS, jobs=2))
    assert len(outcomes) == MUTATIONS
    assert not {number: outcome for number, outcome in outcomes.items() if outcome not in ("ok", "warn", "failed")}


@pytest.mark.parametrize("kind", fuzz.DOORS)
def test_other_doors_take_or_refuse_what_comes(kind):
    outcomes = [fuzz.DOORS[kind](number) for number in range(max(2, MUTATIONS // fuzz.SLOW.get(kind, 1) // 4))]
    assert not set(outcomes) - {"ok", "warn", "failed"}

"""The short form of `python -m tools.edits`: random edits, and after each a dataset as if nothing had been kept."""

from tools import edits


def test_edited_again_and_again_gives_what_a_clean_build_gives(tmp_path):
    assert sum(edits.run(tmp_path, sequences=2, seed=3).values()) >= 2


def test_every_step_is_taken():
    assert {step.__name__ for step in edits.STEPS} >= {
        "_add",
        "_change",
        "_remove",
        "_rename",
        "_correct",
        "_name_sources",
        "_rule",
    }

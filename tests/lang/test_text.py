"""A text is read once: how often texts of the first list are folded, and that a reading is what reading anew gives."""

import hashlib
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline import flow
from pipeline.lang import fold as folding
from pipeline.lang.fold import fold
from pipeline.lang.list_label.list_number import find_list_numbers
from pipeline.lang.text import LONGEST_KEPT, Text, read_once
from pipeline.model import Cell, Source

ROOT = Path(__file__).parents[2]
MOST_FOLDS = 1.5  # a cell, of whatever text: headings, cells, names of departments. A ratchet: it may only fall


@given(st.text() | st.sampled_from(["1.推进\n２．建设", "（一）做好", "第三季度：建成30个"]))
def test_a_reading_is_what_reading_anew_gives(text):
    assert read_once(text).folded == fold(text)
    assert read_once(text).list_numbers == find_list_numbers(text)
    assert read_once(text) is read_once(text)


def test_a_long_text_is_not_kept():
    text = "长" * (LONGEST_KEPT + 1)
    assert read_once(text) is not read_once(text)
    assert read_once(text).folded == Text(text).folded


def test_folds_of_a_cell(monkeypatch):
    content = (ROOT / "raw/responsibility_list.docx").read_bytes()
    source = Source("golden", "responsibility_list.docx", content, hashlib.sha256(content).hexdigest())
    flow.read_document(source)  # imports every room
    # the converter keeps a folder in a cache of its own, which is not to be cleaned away here
    modules = [m for name, m in sys.modules.items() if name.startswith("pipeline.") and name != "pipeline.parse.office"]
    for module in modules:
        for value in vars(module).values():
            if hasattr(value, "cache_clear") and getattr(value, "__module__", "").startswith("pipeline."):
                value.cache_clear()
    flow.read_document(source)  # what the rules fold of themselves is folded now
    from pipeline.lang import heading
    from pipeline.lang import text as texts

    for cached in (texts._read, heading.find_header, heading.field_of, heading.period_of):
        cached.cache_clear()
    count = 0

    def counted(text):
        nonlocal count
        count += 1
        return fold(text)

    for module in modules:
        if getattr(module, "fold", None) is fold and module is not folding:
            monkeypatch.setattr(module, "fold", counted)
    rooms = flow.read_document(source)
    assert count / len(rooms.of(Cell)) <= MOST_FOLDS


def test_the_sign_of_micro_is_the_greek_letter():
    assert fold("30\u00b5g/m³") == fold("30\u03bcg/m³")

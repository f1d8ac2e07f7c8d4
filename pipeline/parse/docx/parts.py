"""The parts of a Word document: paragraphs and tables, rows and cells, wherever a wrapper holds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.parse.docx.numbering import OFF
from pipeline.parse.docx.survey import ALTERNATE, MC, TBL, TC, P, tags
from pipeline.parse.ooxml import W

_BLOCKS, ROWS, CELLS = frozenset((P, TBL)), frozenset((W + "tr",)), frozenset((TC,))
TCPR = W + "tcPr"
WRAPPERS = tags("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")


def find_blocks(parent: Any, wanted: frozenset[str] = _BLOCKS) -> list[Any]:
    """Find the wanted children, also those in content controls, insertions, custom XML and alternate content."""
    found = []
    for child in parent:
        tag = child.tag
        if tag in wanted:
            found.append(child)
        elif tag in WRAPPERS:
            found.extend(find_blocks(child, wanted))
        elif tag == ALTERNATE:
            for branch in choose_branch(child):
                found.extend(find_blocks(branch, wanted))
    return found


def find_cells(table: Any) -> list[Any]:
    """Find the cells of a table, row by row, without those of tables in it."""
    return [cell for row in find_blocks(table, ROWS) for cell in find_blocks(row, CELLS)]


def find_plain(cell: Any, plain: Mapping[Any, str]) -> list[str] | None:
    """The texts of a cell of nothing but plain paragraphs, as most are; None of another."""
    texts = []
    for child in cell:
        text = plain.get(child)
        if text is not None:
            texts.append(text)
        elif child.tag != TCPR:
            return None
    return texts


def choose_branch(alternate: Any) -> list[Any]:
    """Take the first choice of alternate content, or else its fallback: the same thing is not read twice."""
    choices = alternate.findall(MC + "Choice") or alternate.findall(MC + "Fallback")
    return list(choices[:1])


def is_on(properties: Any, name: str) -> bool:
    """Tell whether an on/off property is there and not switched off."""
    found = properties.find(W + name) if properties is not None else None
    return found is not None and found.get(W + "val", "true") not in OFF

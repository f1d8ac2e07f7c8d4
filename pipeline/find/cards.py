"""Tasks that are told on cards, a form each: 项目名称 | … / 工作目标 | … / 牵头单位 | … | 配合单位 | …: rows of one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.find.columns import FALLBACK
from pipeline.lang.heading import UNITS, field_of, squeeze
from pipeline.model import Content, GridCell, Paragraph, Table
from pipeline.model.field import read_field

_LEAST = 2  # cards of one kind, one alone may be any form
_MEASURES = ("measure", *FALLBACK)

_Entry = tuple[GridCell, GridCell]  # a label and what stands beside it


def join_cards(content: Content) -> Content | None:
    """The content with cards of one kind as rows of one table, where the first of them stood; None where there are none."""
    blocks: list[Paragraph | Table] = []
    is_joined = False
    kept = [block for block in content.blocks if not isinstance(block, Paragraph) or block.text.strip()]
    for labels, found in groupby(kept, key=_read_labels):
        run = list(found)
        tables = [block for block in run if isinstance(block, Table)]
        cards = [card for table in tables for card in _read_cards(table) or ()]
        if labels and len(cards) >= _LEAST and all(_is_filled(card) for card in cards):
            blocks.append(_lay_out(tables[0].number, cards))
            is_joined = True
        else:
            blocks += run
    return replace(content, blocks=tuple(blocks)) if is_joined else None


def _read_labels(block: Paragraph | Table) -> tuple[str, ...] | None:
    """The labels of the cards of a table; None for all that is no card."""
    cards = _read_cards(block) if isinstance(block, Table) else None
    return tuple(squeeze(label.text) for label, _ in cards[0]) if cards else None


def _read_cards(table: Table) -> list[list[_Entry]] | None:
    """The cards of a table: rows of labels, each with its value beside it; the first label again begins another."""
    entries: list[_Entry] = []
    for _, cells in groupby(table.cells, key=lambda cell: cell.row):
        line = list(cells)
        if len(line) % 2 or any(cell.row_span > 1 for cell in line) or not all(_is_label(c.text) for c in line[::2]):
            return None
        entries += zip(line[::2], line[1::2], strict=True)
    if not entries:
        return None
    cards = list(_part(entries))
    labels = [[squeeze(label.text) for label, _ in card] for card in cards]
    fields = {read_field(field_of(name) or "").kind for name in labels[0]}
    is_task = fields & set(UNITS) and fields & set(_MEASURES)
    return cards if is_task and all(names == labels[0] for names in labels) else None


def _is_label(text: str) -> bool:
    return field_of(text) not in (None, "other")


def _part(entries: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    card: list[_Entry] = []
    for entry in entries:
        if card and squeeze(entry[0].text) == squeeze(card[0][0].text):
            yield card
            card = []
        card.append(entry)
    yield card


def _is_filled(card: Sequence[_Entry]) -> bool:
    """Tell whether a card says what is to be done and by whom, and is no form that waits to be filled in."""
    filled = {read_field(field_of(label.text) or "").kind for label, value in card if value.text.strip()}
    return bool(filled & set(UNITS)) and bool(filled & set(_MEASURES))


def _lay_out(number: int, cards: Sequence[Sequence[_Entry]]) -> Table:
    """One row for each card below a row of its labels."""
    lines = [[label for label, _ in cards[0]], *([value for _, value in card] for card in cards)]
    cells = [
        replace(cell, row=row, column=column, row_span=1, column_span=1)
        for row, line in enumerate(lines)
        for column, cell in enumerate(line)
    ]
    return Table(number, len(lines), len(cards[0]), tuple(cells))

"""What changed between two published datasets: rows added, rows removed, values changed, by key.

Compared are the Parquet files document by document, where both folders have them; else the CSV files: a folder of golden tables will
do. Values are shown as the CSV has them. Rows of a document that only one of the two has are counted, not told one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.model import DERIVED
from pipeline.store.by_document import DocumentBlock, DocumentBlocks, TextRow, open_blocks
from schemas import TABLES

_SHOWN = 60  # characters of a value
_DOCUMENTS = "documents"
TELLING = ("indicator", "kind", "text", "name", "message")  # columns that say what a row is


class Change(NamedTuple):
    """One difference. `column` is empty where a row or a table came or went; `told` says what the row was about."""

    table: str
    key: str
    what: str  # added, removed, changed
    column: str
    old: str = ""
    new: str = ""
    told: str = ""
    documents: int = 0  # where rows of whole documents came or went
    rows: int = 1


def find_changes(old: Path, new: Path) -> Iterator[Change]:
    """Compare two output folders, table by table, document by document, row by row in the order of the new one.

    What a document has lost comes behind what it has gained. A table or a column that only one of them has counts as a change of the
    table. Raises `FileNotFoundError` where a folder holds no dataset.
    """
    for folder in (old, new):
        if not any((folder / f"{_DOCUMENTS}.{ending}").is_file() for ending in ("csv", "parquet")):
            raise FileNotFoundError(str(folder))
    both = _find_documents(old, new)
    for table in TABLES:
        if table in DERIVED:  # its changes are those of the tables that it is joined of
            continue
        before, after = _open(old, new, table)
        if before is not None and after is not None:
            yield from _compare_columns(table, before.names, after.names)
            # Each document is told in the table of documents; what else is of it is as new, or as gone.
            yield from _Pair(table, before, after, table == _DOCUMENTS).compare(both)
        elif before is not None or after is not None:
            yield Change(table, "", "removed" if after is None else "added", "")


def _open(old: Path, new: Path, table: str) -> list[DocumentBlocks | None]:
    is_parquet = all((folder / f"{table}.parquet").is_file() for folder in (old, new))
    return [open_blocks(folder, table, is_parquet) for folder in (old, new)]


def _find_documents(old: Path, new: Path) -> frozenset[str]:
    """The doc_ids of the documents that both have."""
    sides = (blocks for blocks in _open(old, new, _DOCUMENTS) if blocks is not None)
    found = [{block.doc_id for block in blocks.read(())} for blocks in sides]
    return frozenset(set.intersection(*found)) if len(found) == 2 else frozenset()


def _compare_columns(table: str, old: list[str], new: list[str]) -> Iterator[Change]:
    yield from (Change(table, "", "added", name) for name in new if name not in old)
    yield from (Change(table, "", "removed", name) for name in old if name not in new)


class _Pair(NamedTuple):
    """A table in two datasets."""

    table: str
    old: DocumentBlocks
    new: DocumentBlocks
    tells_all: bool  # also the rows of documents that only one has

    def compare(self, both: Collection[str]) -> Iterator[Change]:
        names = [name for name in self.new.names if name in self.old.names]
        wanted = _Everything() if self.tells_all else both
        alone: dict[str, list[DocumentBlock]] = {"added": [], "removed": []}
        for before, after in _align(self.old.read(wanted), self.new.read(wanted)):
            only = before or after
            if self.tells_all or (only and (not only.doc_id or only.doc_id in both)):
                yield from self._compare_rows(names, before, after)
            elif only:
                alone["removed" if before else "added"].append(only._replace(content=None))
        for what, blocks in alone.items():
            if blocks:
                rows = sum(block.size for block in blocks)
                yield Change(self.table, "", what, "", documents=len(blocks), rows=rows)

    def _compare_rows(
        self, names: Sequence[str], before: DocumentBlock | None, after: DocumentBlock | None
    ) -> Iterator[Change]:
        if before and after and before.content == after.content:
            return
        is_whole = before is not None and after is not None
        old, new = _by_key(self.old, before, is_whole), _by_key(self.new, after, is_whole)
        for key, row in new.items():
            shown = "/".join(key)
            if key not in old:
                yield Change(self.table, shown, "added", "", told=_tell(row))
                continue
            for name in names:
                if old[key][name] != row[name]:
                    yield Change(self.table, shown, "changed", name, old[key][name], row[name])
        gone = (key for key in old if key not in new)
        yield from (Change(self.table, "/".join(key), "removed", "", told=_tell(old[key])) for key in gone)


def _by_key(table: DocumentBlocks, block: DocumentBlock | None, is_whole: bool) -> dict[tuple[str, ...], TextRow]:
    """The rows by key: whole ones, or what is told of rows that came or went."""
    names = [name for name in table.names if is_whole or name in table.key or name in TELLING]
    rows = block.rows(names) if block else []
    return {tuple(row.get(name, "") for name in table.key): row for row in rows}


class _Everything:
    """Holds every document."""

    def __contains__(self, doc_id: object) -> bool:
        return True


def _align(
    old: Iterator[DocumentBlock], new: Iterator[DocumentBlock]
) -> Iterator[tuple[DocumentBlock | None, DocumentBlock | None]]:
    """Pairs of the blocks of a document, in the order of doc_id; None where one side has none."""
    before, after = next(old, None), next(new, None)
    while before or after:
        if after is None or (before and before.doc_id < after.doc_id):
            yield before, None
            before = next(old, None)
        elif before is None or after.doc_id < before.doc_id:
            yield None, after
            after = next(new, None)
        else:
            yield before, after
            before, after = next(old, None), next(new, None)


def _tell(row: TextRow) -> str:
    return " ".join(_show(row[name]) for name in TELLING if row.get(name))


def render_change(change: Change) -> str:
    """A change as one line: `~ targets  d/14/2025/1/1  value: 18600 → 18700`."""
    sign = {"added": "+", "removed": "-", "changed": "~"}[change.what]
    if change.what == "changed":
        return f"{sign} {change.table}  {change.key}  {change.column}: {_show(change.old)} → {_show(change.new)}"
    if change.documents:
        return f"{sign} {change.table}  {change.rows} rows of {change.documents} documents"
    if not change.key:
        return f"{sign} {change.table}  " + (f"column {change.column}" if change.column else "the table")
    return f"{sign} {change.table}  {change.key}  {change.told}".rstrip()


def _show(value: str) -> str:
    text = value.replace("\n", "⏎") or "null"
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"

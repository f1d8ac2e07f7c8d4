"""The room's door: unit cells and inline statements of one document → responsibilities and departments."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.lang.attribution import Attribution
from pipeline.lang.fold import fold
from pipeline.lang.outline import find_ditto
from pipeline.lang.text import read_once
from pipeline.model import Cell, Clause, Department, Finding, Region, Responsibility, Span
from pipeline.model.field import read_field
from pipeline.normalise.mentions import read_mentions
from pipeline.normalise.pieces import is_nobody
from pipeline.normalise.roles import Mention, first_leads, marked_leads
from pipeline.normalise.statements import find_statements
from pipeline.normalise.suggest import suggest_row
from pipeline.rules.findings import tell
from pipeline.rules.responsibility import duty_pattern

_COLUMNS = {"lead_units": "lead", "cooperating_units": "cooperate", "responsible_units": "responsible"}
_FIELDS = (*_COLUMNS, "measure")
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,}")  # a single character between units is a separator: 和, 由, 等


@dataclass(slots=True)
class _Document:
    """What one document said so far."""

    region: Region | None
    year: int | None
    path: str
    clauses: Mapping[str, Sequence[Clause]]
    departments: dict[str, Department] = field(default_factory=dict)
    aliases: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    reported: set[tuple[str, str]] = field(default_factory=set)
    above: dict[str, Sequence[Mention]] = field(default_factory=dict)  # of the last cell of a field, for 同上
    first_leads: bool = False  # 列第一位的为牵头单位，下同
    lead_mark: str = ""  # 标★的为牵头单位


def read_departments(
    cells: Iterable[Cell],
    clauses: Mapping[str, Sequence[Clause]],
    region: Region | None,
    year: int | None,
    path: str,
    notes: Iterable[str] = (),
) -> Iterator[Responsibility | Department | Finding]:
    """Read who is responsible out of one document's cells; its departments come last, each once.

    `clauses` are the clauses of each measure by measure_id (split.measures.find_clauses); `year` decides which
    official names are in force; `notes` are what the document says of its columns (列第一位的为牵头单位).
    Findings: N01 a lead cell that names nobody, N02 a unit that no table knows,
    N03 a unit whose division is ambiguous, N04 one unit under two names, N05 an unknown region,
    N06 words of a unit cell that were read as no unit.
    """
    document = _Document(region, year, path, clauses)
    _take_notes(notes, document)
    if region is None:
        yield tell("N05", path, "document")
    by_measure: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        if read_field(cell.field).kind in _FIELDS:
            by_measure[cell.measure_id].append(cell)
    for found in by_measure.values():
        yield from _read_measure(
            sorted(found, key=lambda c: (_FIELDS.index(read_field(c.field).kind), c.column)), document
        )
    for department_id, department in document.departments.items():
        yield _with_aliases(department, document.aliases[department_id])


def _take_notes(notes: Iterable[str], document: _Document) -> None:
    """Take what the document says of all its units."""
    for note in map(fold, notes):
        document.first_leads = document.first_leads or first_leads().search(note) is not None
        marked = marked_leads().search(note)
        document.lead_mark = marked["mark"] if marked else document.lead_mark


def _read_measure(cells: Sequence[Cell], document: _Document) -> Iterator[Responsibility | Finding]:
    positions: Counter[str] = Counter()
    has_lead = any(read_field(cell.field).kind == "lead_units" and cell.text.strip() for cell in cells)
    for cell in cells:
        found = list(_find_mentions(cell, document, has_lead))
        for mention, clause in found:
            positions[mention.role] += 1
            yield from _record(mention, cell, document)
            department_id = mention.resolution.department.department_id
            yield Responsibility(
                responsibility_id=f"{cell.measure_id}/{mention.role}/{positions[mention.role]}",
                measure_id=cell.measure_id,
                role=mention.role,
                position=positions[mention.role],
                department_id=department_id,
                text=cell.text[mention.span.start : mention.span.end],
                field=cell.field,
                start=mention.span.start,
                end=mention.span.end,
                clause=clause,
                doc_id=cell.doc_id,
            )
        yield from _find_losses(cell, [mention for mention, _ in found], document)


def _find_mentions(cell: Cell, document: _Document, has_lead: bool) -> Iterator[tuple[Mention, str | None]]:
    """The mentions of a cell, each with the clause that an inline statement speaks of."""
    if cell.field == "measure":
        for statement in find_statements(cell.text, document.region, document.year):
            clause = _find_clause(cell, statement.place, document.clauses.get(cell.measure_id, ()))
            for mention in _apply_order(statement.mentions, cell.text, document):
                yield mention, clause
    else:
        mentions = _read_above(cell, document)
        if not mentions:
            mentions = _read_column(cell, document)
            mentions = mentions if has_lead else _apply_order(mentions, cell.text, document)
        document.above[cell.field] = mentions
        for mention in mentions:
            yield mention, None


def _read_above(cell: Cell, document: _Document) -> Sequence[Mention]:
    """同上: the units of the cell above, at the words that say so."""
    same = find_ditto(cell.text)
    return [m._replace(span=same) for m in document.above.get(cell.field, ())] if same else ()


def _read_column(cell: Cell, document: _Document) -> tuple[Mention, ...]:
    whole = Span(0, len(cell.text))
    return read_mentions(cell.text, whole, _COLUMNS[read_field(cell.field).kind], document.region, document.year)


def _apply_order(mentions: Sequence[Mention], text: str, document: _Document) -> Sequence[Mention]:
    """列第一位的为牵头单位，下同: from there on the first of several responsible units leads, or those with the mark."""
    folded = read_once(text).folded
    if first_leads().search(folded) and re.search(duty_pattern("same_below"), folded):
        document.first_leads = True
    if not all(m.role == "responsible" for m in mentions):
        return mentions
    if document.lead_mark:
        beside = [
            folded[max(0, m.span.start - 1) : m.span.start] + folded[m.span.end : m.span.end + 1] for m in mentions
        ]
        return [
            m._replace(role="lead") if document.lead_mark in mark else m
            for m, mark in zip(mentions, beside, strict=True)
        ]
    if document.first_leads and len(mentions) > 1:
        return [mentions[0]._replace(role="lead"), *mentions[1:]]
    return mentions


def _find_clause(cell: Cell, place: Attribution, clauses: Sequence[Clause]) -> str:
    """The clause before a statement that stands apart, around one that does not; the next where none is before it."""
    reach = place.start + (not place.is_apart)
    before = [clause for clause in clauses if clause.start < reach]
    if before:
        return max(before, key=lambda clause: clause.start).text
    if clauses:
        return min(clauses, key=lambda clause: clause.start).text
    return cell.text[: place.start].strip().rpartition("\n")[2].strip()


def _record(mention: Mention, cell: Cell, document: _Document) -> Iterator[Finding]:
    """Keep the department and its alias; report what stayed unresolved, once a document."""
    department, candidates, _ = mention.resolution
    known = document.departments.setdefault(department.department_id, department)
    document.aliases[department.department_id].update(department.aliases)
    if known.resolution == "rule" and department.resolution == "alias" and known.name == department.name:
        document.departments[department.department_id] = department
    words = department.aliases[0]
    if department.resolution == "unresolved":
        if candidates:
            yield from _report("N03", words, cell, document, candidates=", ".join(candidates))
        else:
            row = suggest_row(department, document.region, document.year)
            yield from _report("N02", words, cell, document, row=row)
    if known.name != department.name:
        told = {"name": department.name, "known": known.name, "department_id": known.department_id}
        yield from _report("N04", words, cell, document, **told)


def _find_losses(cell: Cell, mentions: Sequence[Mention], document: _Document) -> Iterator[Finding]:
    """N01 and N06: what a unit cell does not say, and what it says that is no unit."""
    if not read_field(cell.field).is_units:
        return
    same = find_ditto(cell.text)
    if same and document.above.get(cell.field):
        return
    if cell.field == "lead_units" and not mentions:
        yield tell("N01", document.path, cell.measure_id, text=cell.text)
    rest = list(cell.text)
    for mention in mentions:
        rest[mention.span.start : mention.span.end] = "、" * (mention.span.end - mention.span.start)
    says_nothing = not mentions and (
        cell.field == "lead_units" or (is_nobody(read_once(cell.text).folded) and not same)
    )
    for words in () if says_nothing else _WORD.findall("".join(rest)):
        yield from _report("N06", words, cell, document)


def _report(code: str, words: str, cell: Cell, document: _Document, **parameters: str) -> Iterator[Finding]:
    """A finding on words of a cell, once a document."""
    if (code, words) not in document.reported:
        document.reported.add((code, words))
        yield tell(code, document.path, f"{cell.measure_id}/{cell.field}", words=words, **parameters)


def _with_aliases(department: Department, aliases: Iterable[str]) -> Department:
    return Department(
        department.department_id, department.name, department.short_name, department.kind, department.function,
        department.region, department.region_code, tuple(sorted(aliases)), department.resolution,
    )  # fmt: skip

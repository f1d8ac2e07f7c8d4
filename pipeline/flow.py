"""The one module that knows every room: runs them, keeps the ledger."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.catalogue import find_sources
from pipeline.model import (
    Cell,
    Check,
    Dataset,
    Department,
    Document,
    Finding,
    Measure,
    Numeral,
    Passage,
    PlanItem,
    Responsibility,
    ResponsibilityList,
    Row,
    Source,
    Target,
)

PLAN = re.compile(r"(?P<year>\d{4})|plan")
NO_RAW, FAILED_DOCUMENTS, NOT_PUBLISHED = 2, 1, 3


@dataclass(slots=True)
class Rooms:
    """What each room made of one document."""

    document: Document
    rows: list[Row] = field(default_factory=list)
    records: dict[type, list[Any]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def take(self, entries: Iterable[Any]) -> None:
        """Sort what comes out of a room by its kind; a finding is kept as one."""
        for entry in entries:
            if isinstance(entry, Finding):
                self.findings.append(replace(entry, path=self.document.source_path))
            else:
                self.records.setdefault(type(entry), []).append(entry)

    def of(self, kind: type) -> list[Any]:
        """Records of one kind."""
        return self.records.get(kind, [])


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build: the dataset, everything said on the way, and the exit status."""

    dataset: Dataset
    findings: tuple[Finding, ...]
    status: int
    is_current: bool = False  # nothing had changed, nothing was done


def read_document(source: Source) -> Rooms:
    """Take one file through parse, split, normalise and extract. Raises nothing for bad input: it becomes findings."""
    from pipeline.parse import read
    from pipeline.parse.errors import UnreadableFile
    from pipeline.parse.rows import find_lists

    try:
        content = read(source)
    except UnreadableFile as error:
        return Rooms(_failed(source), findings=[Finding("P00", "error", source.path, error.place, error.message)])
    rooms = Rooms(replace(_failed(source), source_format=content.source_format, converter=content.converter))
    rooms.take(content.notes)
    rooms.take(find_lists(content, source.path))
    lists: list[ResponsibilityList] = rooms.of(ResponsibilityList)
    if not lists:
        return rooms
    years = sorted({year for found in lists for year in found.years})
    rooms.rows = [row for found in lists for row in found.rows]
    _split(rooms, lists, source)
    _normalise(rooms, source, lists, years)
    _extract(rooms, years)
    _correct(rooms, source)
    return rooms


def _failed(source: Source) -> Document:
    """A document of which nothing could be read (yet)."""
    stem = Path(source.path).stem
    suffix = Path(source.path).suffix.lstrip(".").lower() or "unknown"
    return Document(
        source.doc_id,
        source.title or stem,
        None,
        None,
        source.path,
        suffix,
        source.sha256,
        None,
        None,
        None,
        0,
        __version__,
        "failed",
        source.published,
    )


def _split(rooms: Rooms, lists: list[ResponsibilityList], source: Source) -> None:
    from pipeline.split.measures import read_measures
    from pipeline.split.plan_items import read_items

    rooms.take(read_measures(lists, source.doc_id, source.path))
    for cell in rooms.of(Cell):
        plan = PLAN.match(cell.field)
        if plan:
            rooms.take(read_items(cell, int(plan["year"]) if plan["year"] else None))


def _normalise(rooms: Rooms, source: Source, lists: list[ResponsibilityList], years: list[int]) -> None:
    from pipeline.normalise.departments import FIELDS, read_units
    from pipeline.normalise.region import find_region
    from pipeline.split.measures import find_clauses

    cells: list[Cell] = rooms.of(Cell)
    title = source.title or next((found.title for found in lists if found.title), "") or rooms.document.title
    year = int(source.published[:4]) if source.published else (years[0] if years else None)
    units = [cell.text for cell in cells if cell.field in FIELDS and cell.field != "measure"]
    region = find_region(source.region, title, units, [cell.text for cell in cells if cell.text not in units], year)
    clauses = {cell.measure_id: tuple(find_clauses(cell.text)) for cell in cells if cell.field == "measure"}
    rooms.take(read_units(cells, clauses, region, year, source.path))
    rooms.document = replace(
        rooms.document,
        title=title,
        region=region.name if region else None,
        region_code=region.code if region else None,
        first_year=years[0] if years else None,
        last_year=years[-1] if years else None,
        measure_count=len(rooms.of(Measure)),
        status="ok",
    )


def _extract(rooms: Rooms, years: list[int]) -> None:
    from pipeline.extract.target import read_passage

    items: dict[tuple[str, str], list[PlanItem]] = {}
    for item in rooms.of(PlanItem):
        items.setdefault((item.measure_id, item.field), []).append(item)
    for cell in list(rooms.of(Cell)):
        plan = PLAN.match(cell.field)
        if plan or cell.field == "measure":
            year = int(plan["year"]) if plan and plan["year"] else None
            own = tuple(items.get((cell.measure_id, cell.field), ()))
            first = years[0] if years else None
            rooms.take(read_passage(Passage(cell.doc_id, cell.measure_id, cell.field, cell.text, year, first, own)))


def _correct(rooms: Rooms, source: Source) -> None:
    """Put a reviewer's corrections in the place of what was extracted."""
    from pipeline.corrections import apply

    if source.corrections:
        made = apply(source.corrections, source.path, rooms.of(Cell), rooms.of(Target), rooms.of(Numeral))
        rooms.records[Target], rooms.records[Numeral] = list(made.targets), list(made.numerals)
        rooms.take(made.findings)


def build(raw: Path, interim: Path, output: Path, tell: Callable[[str], None] = lambda text: None) -> Built:
    """Read every document of `raw`, publish the dataset to `output`, the rooms' records to `interim`.

    `tell` gets a line for each document. Exit status of the result: 0 all well, 1 a document failed (the others are
    published), 2 nothing to read, 3 the dataset failed its own schema (the last output stays in place).
    """
    sources, findings = find_sources(raw)
    if not sources:
        return Built(Dataset(), tuple(findings), NO_RAW)
    mark = _fingerprint(sources, findings)
    if current := _read_ledger(interim, output, mark):
        return current
    all_rooms = []
    for count, source in enumerate(sources, start=1):
        tell(f"{count}/{len(sources)} {source.path}")
        all_rooms.append(read_document(source))
    return _publish(all_rooms, findings, interim, output, mark)


def _publish(all_rooms: list[Rooms], findings: list[Finding], interim: Path, output: Path, mark: str) -> Built:
    from pipeline.check import across, shape, spans
    from pipeline.publish.release import release, restore

    restore(output)
    dataset = assemble(all_rooms)
    problems = [*spans.find_broken_spans(dataset), *spans.find_ledger_gaps(dataset)]
    dataset = replace(dataset, checks=tuple(across.run(dataset)))
    problems += shape.find_failures(dataset)
    told = [*findings, *(finding for rooms in all_rooms for finding in rooms.findings), *problems]
    failed = any(document.status == "failed" for document in dataset.documents) or any(f.level == "error" for f in told)
    if problems:
        return Built(dataset, tuple(told), NOT_PUBLISHED)
    write_interim(all_rooms, dataset.checks, told, interim)
    release(dataset, told, output)
    built = Built(dataset, tuple(told), FAILED_DOCUMENTS if failed else 0)
    _write_ledger(built, interim, output, mark)
    return built


def assemble(all_rooms: list[Rooms]) -> Dataset:
    """Put the documents' records into tables, in the order of the documents; a unit of two documents is one row."""
    departments: dict[str, Department] = {}
    for department in (d for rooms in all_rooms for d in rooms.of(Department)):
        known = departments.get(department.department_id)
        aliases = tuple(sorted({*department.aliases, *(known.aliases if known else ())}))
        departments[department.department_id] = replace(known or department, aliases=aliases)

    def gather(kind: type) -> tuple[Any, ...]:
        return tuple(record for rooms in all_rooms for record in rooms.of(kind))

    return Dataset(
        documents=tuple(_graded(rooms) for rooms in all_rooms),
        cells=gather(Cell),
        measures=gather(Measure),
        plan_items=gather(PlanItem),
        responsibilities=gather(Responsibility),
        departments=tuple(departments[key] for key in sorted(departments)),
        targets=gather(Target),
        numerals=gather(Numeral),
    )


def _graded(rooms: Rooms) -> Document:
    """Status of a document: failed (nothing published), warn (something odd was found), ok."""
    if rooms.document.status == "failed":
        return rooms.document
    odd = any(finding.level in ("warning", "error") for finding in rooms.findings)
    return replace(rooms.document, status="warn" if odd else "ok")


ROOMS = (
    ("1_parse_rows", Row),
    ("2_split_measures", Measure),
    ("2_split_cells", Cell),
    ("2_split_plan_items", PlanItem),
    ("3_normalise_responsibilities", Responsibility),
    ("3_normalise_departments", Department),
    ("4_extract_numerals", Numeral),
    ("4_extract_targets", Target),
)


def write_interim(all_rooms: list[Rooms], checks: tuple[Check, ...], findings: list[Finding], interim: Path) -> None:
    """Write what every room made, a folder a document, and all findings."""
    from pipeline.store import write_csv, write_records

    for rooms in all_rooms:
        folder = interim / rooms.document.doc_id
        folder.mkdir(parents=True, exist_ok=True)
        names = ("table", "row", "section", "field", "text", "column", "page", "heading", "inherited")
        lines = (
            (row.table, row.row, row.section, c.field, c.text, c.column, c.page, c.heading, c.inherited)
            for row in rooms.rows
            for c in row.cells
        )
        write_csv(folder / "1_parse_rows.csv", names, lines)
        for name, kind in ROOMS[1:]:
            write_records(folder / f"{name}.csv", kind, rooms.of(kind))
        own = (check for check in checks if check.check_id.startswith(rooms.document.doc_id + "/"))
        write_records(folder / "5_check_checks.csv", Check, own)
    write_records(interim / "findings.csv", Finding, findings)


def _fingerprint(sources: list[Source], findings: list[Finding]) -> str:
    """Hash everything that the dataset depends on: the files, their catalogue rows, code and rule tables."""
    digest = hashlib.sha256(__version__.encode())
    for source in sources:
        digest.update(
            repr((source.doc_id, source.path, source.sha256, source.title, source.region, source.published)).encode()
        )
        digest.update(source.corrections)
    digest.update(repr(findings).encode())
    root = Path(__file__).parent
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.csv"), *(root.parent / "schemas").glob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _hashes(output: Path) -> dict[str, str]:
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(output.glob("*"))
        if p.is_file() and p.name != "README.md"
    }


def _write_ledger(built: Built, interim: Path, output: Path, mark: str) -> None:
    """Note what was built from what, so that a run with nothing changed has nothing to do."""
    findings = [[f.code, f.level, f.path, f.place, f.message] for f in built.findings]
    ledger = {"fingerprint": mark, "status": built.status, "output": _hashes(output), "findings": findings}
    (interim / "ledger.json").write_text(json.dumps(ledger, ensure_ascii=False, indent=1), encoding="utf-8")


def _read_ledger(interim: Path, output: Path, mark: str) -> Built | None:
    path = interim / "ledger.json"
    if not path.is_file() or not output.is_dir():
        return None
    try:
        ledger = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError:  # a run was killed while it wrote; build again
        return None
    if ledger.get("fingerprint") != mark or ledger.get("output") != _hashes(output):
        return None
    return Built(Dataset(), tuple(Finding(*row) for row in ledger["findings"]), ledger["status"], is_current=True)


def read_text(
    text: str, plan_year: int | None = None, first_year: int | None = None, text_id: str = "text"
) -> Iterator[Numeral | Target | Finding]:
    """Read the numerals and targets of any text, a sentence or a page; no files.

    `plan_year` is the year of the plan column that it stands in (None: measure text or prose), `first_year` what 今年 is.
    """
    from pipeline.extract.target import read_passage

    place = str(plan_year) if plan_year else "measure"
    return read_passage(Passage(text_id, text_id, place, text, plan_year, first_year))

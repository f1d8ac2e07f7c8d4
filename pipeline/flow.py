"""The one module that knows every room: takes one document through them. It knows no folder and writes no file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from pipeline import model
from pipeline.model import Content, Dataset, Finding, Passage, ResponsibilityList, Rooms, Source
from pipeline.model.closed import UNLED
from pipeline.model.record import alter


def read_document(source: Source) -> Rooms:
    """Take one file through all rooms. Raises nothing for bad input: it becomes findings."""
    from pipeline.parse import read
    from pipeline.parse.errors import UnreadableFile
    from pipeline.sources.catalogue import describe

    try:
        content = read(source)
    except UnreadableFile as error:
        return Rooms(describe(source), findings=[error.find(source.path)])
    return read_content(content, source)


def read_content(content: Content, source: Source) -> Rooms:
    """Take what a reader made of a file through the rooms."""
    from pipeline.extract.keep import keep_goals
    from pipeline.extract.series import relate
    from pipeline.find.lists import find_lists
    from pipeline.find.nothing import explain_nothing
    from pipeline.find.titles import find_published, first_lines
    from pipeline.sources.catalogue import describe

    document = alter(describe(source), source_format=content.source_format, converter=content.converter)
    rooms = Rooms(alter(document, published=source.published or find_published(content)))
    rooms.take(content.notes)
    published = rooms.document.published
    rooms.take(find_lists(content, source.path, published.year if published else None))
    if lists := rooms.of(ResponsibilityList):
        years = sorted({year for found in lists if found.source not in UNLED for year in found.years})
        rooms.rows = [row for found in lists for row in found.rows]
        _split(rooms, lists, source)
        _extract(rooms, years)
        rooms.records, rooms.findings = keep_goals(rooms.records, rooms.findings, source.path)
    if not rooms.of(model.Measure):
        rooms.take(explain_nothing(content, source.path))
        return rooms
    _normalise(rooms, source, lists, years, first_lines(content))
    _correct(rooms, source)
    rooms.records[model.Target] = list(relate(rooms.of(model.Target)))
    return rooms


def _split(rooms: Rooms, lists: list[ResponsibilityList], source: Source) -> None:
    from pipeline.split.measures import read_measures
    from pipeline.split.passages import read_plans

    published = rooms.document.published
    rooms.take(read_measures(lists, source.doc_id, source.path, published))
    rooms.take(list(read_plans(rooms.of(model.Cell), rooms.of(model.Deadline), published)))


def _normalise(rooms: Rooms, source: Source, lists: list[ResponsibilityList], years: list[int], top: list[str]) -> None:
    from pipeline.normalise.departments import read_departments
    from pipeline.normalise.region import find_home, place
    from pipeline.split.measures import find_all_clauses

    cells: list[model.Cell] = rooms.of(model.Cell)
    unled = {measure.measure_id for measure in rooms.of(model.Measure) if measure.source in UNLED}
    led = [cell for cell in cells if cell.measure_id not in unled]
    title = source.title or next((one.title for one in lists if one.title), "") or rooms.document.title
    planned = years or sorted({item.year for item in rooms.of(model.PlanItem) if item.year})
    dated = planned or sorted(due.due_year for due in rooms.of(model.Deadline) if due.due_year)
    year = source.published.year if source.published else (dated[0] if dated else None)
    region = find_home(source.region, [title, *top], cells, year)
    notes = [note for found in lists for note in found.notes]
    rooms.take(read_departments(led, find_all_clauses(led), region, year, source.path, notes))
    rooms.document = alter(
        place(rooms.document, region),
        title=title,
        first_year=planned[0] if planned else None,
        last_year=planned[-1] if planned else None,
        measure_count=len(rooms.of(model.Measure)),
        status="ok",
    )


def _extract(rooms: Rooms, years: list[int]) -> None:
    from pipeline.extract.target.passage import read_passage
    from pipeline.split.passages import make_passages

    made = (rooms.of(model.Cell), rooms.of(model.Measure), rooms.of(model.PlanItem), rooms.of(model.Deadline))
    for passage in make_passages(*made, years[0] if years else None, rooms.document.published):
        rooms.take(read_passage(passage))


def _correct(rooms: Rooms, source: Source) -> None:
    """Put a reviewer's corrections in the place of what was extracted."""
    from pipeline.normalise.names import resolve_given
    from pipeline.sources.corrections import apply

    if source.corrections:
        tables = (model.Target, model.Numeral, model.QualitativeTarget, model.Responsibility, model.Department)
        read, name = map(rooms.of, (model.Cell, *tables)), partial(resolve_given, rooms.document)
        made = apply(source.corrections, source.path, *read, findings=rooms.findings, read_name=name)
        rooms.records.update(zip(tables, made.rows(), strict=True))
        rooms.findings = made.findings


def make_dataset(rooms: Rooms) -> Dataset:
    """Put one document's records into tables and run the checks on them."""
    from pipeline.check import across, status
    from pipeline.extract.known_indicator import list_used
    from pipeline.store.pledges import join_pledges
    from pipeline.store.records import merge_departments, publish_findings

    tables = {name: tuple(rooms.of(table.record)) for name, table in model.TABLES.items()}
    tables["documents"] = (status.grade(rooms.document, rooms.findings),)
    tables["departments"], used = tuple(merge_departments(tables["departments"])), list_used(tables["targets"])
    tables["findings"] = tuple(publish_findings(rooms.findings, rooms.document.doc_id))
    dataset = Dataset(**tables | {"indicators": tuple(used)})
    return alter(dataset, checks=tuple(across.run(dataset)), pledges=tuple(join_pledges(dataset)))


def fail(rooms: Rooms, findings: Iterable[Finding]) -> Rooms:
    """Withdraw a document: nothing of it is published but that it failed, and why."""
    from pipeline.check import status

    return Rooms(status.withdraw_document(rooms.document), findings=[*rooms.findings, *findings])


def read_text(
    text: str, plan_year: int | None = None, first_year: int | None = None, text_id: str = "text"
) -> Iterator[model.Numeral | model.Target | model.QualitativeTarget | Finding]:
    """Read any text, a sentence or a page: `plan_year` is its plan column's (None: prose), `first_year` what 今年 is."""
    from pipeline.extract.series import relate
    from pipeline.extract.target.passage import read_passage

    passage = Passage(text_id, text_id, str(plan_year or "measure"), text, plan_year, first_year)
    return relate(read_passage(passage))

"""The list as a whole: numbers, lead units, years, quarters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pipeline.check.grouping import DocumentRows, MeasureRows, Outcome
from pipeline.lang.list_label.shape import parse_label
from pipeline.model.field import read_field
from pipeline.rules.checks import Said, say, say_all


def _pass_or(breaks: list[Outcome], message: Said) -> Iterator[Outcome]:
    """Yield what breaks a check, or one pass for the whole document."""
    yield from breaks or [Outcome("", "pass", None, message, ())]


def check_numbers(document: DocumentRows) -> Iterator[Outcome]:
    """Check that the measures of each section (or of the list, where the numbers go on) run 1, 2, 3 …."""
    own = [m for m in document.measures if not any(c.field == "measure" and c.inherited for c in m.cells)]
    numbered = [(m, parse_label(m.measure.number)) for m in own]
    known = [(m, number) for m, number in numbered if number is not None]
    if not known:
        return
    if _runs(number for _, number in known):
        yield Outcome("", "pass", None, say("numbers_run", count=len(known)), ())
        return
    sections: dict[str | None, list[tuple[MeasureRows, int]]] = defaultdict(list)
    starts_again = Counter(number for _, number in known)[1] > 1
    for rows, number in known:
        sections[_part(rows, document) if starts_again else None].append((rows, number))
    breaks = [_describe(name, members) for name, members in sections.items() if not _runs(n for _, n in members)]
    yield from _pass_or(breaks, say("numbers_run_in_sections", count=len(known), sections=len(sections)))


def _part(rows: MeasureRows, document: DocumentRows) -> str | None:
    """The part of a document that numbers run in: the section, and the list where there are several."""
    several = len({m.measure.list_title for m in document.measures}) > 1
    names = (rows.measure.list_title if several else None, rows.measure.section)
    return " / ".join(filter(None, names)) or None


def _key(rows: MeasureRows) -> str:
    """The measure's key without the document's."""
    return rows.measure.measure_id.split("/", 1)[-1]


def _runs(numbers: Iterable[int]) -> bool:
    """Tell whether numbers, in whatever order, follow each other without gap or repetition."""
    ordered = sorted(numbers)
    return ordered == list(range(ordered[0], ordered[0] + len(ordered)))


def _describe(section: str | None, members: list[tuple[MeasureRows, int]]) -> Outcome:
    """Say which numbers are missing and which come twice."""
    counts = Counter(number for _, number in members)
    missing = [n for n in range(min(counts), max(counts)) if n not in counts][:20]
    twice = sorted(n for n, count in counts.items() if count > 1)
    said = "numbers_missing_and_twice" if missing and twice else "numbers_missing" if missing else "numbers_twice"
    message = say(said, missing=say_all(missing), twice=say_all(twice))
    evidence = tuple(m.measure.measure_id for m, number in members if number in twice or number - 1 in missing)
    return Outcome(section or "", "break", None, message, evidence)


def check_leads(document: DocumentRows) -> Iterator[Outcome]:
    """Check that every measure has a lead unit, or a responsible one where the list names no lead units at all."""
    all_rows = [r for m in document.measures for r in m.responsibilities]
    fields = {c.field for m in document.measures for c in m.cells}
    if not all_rows and not fields & {"lead_units", "responsible_units"}:
        return
    accepted = {"lead"} if "lead_units" in fields and "responsible_units" not in fields else {"lead", "responsible"}
    breaks = [
        Outcome(_key(m), "break", m.measure.measure_id, say("no_lead", measure=_key(m)), ())
        for m in document.measures
        if not any(r.role in accepted for r in m.responsibilities)
    ]
    said = "all_lead" if accepted == {"lead"} else "all_responsible"
    yield from _pass_or(breaks, say(said, count=len(document.measures)))


def check_inline_leads(document: DocumentRows) -> Iterator[Outcome]:
    """Check that who leads a paragraph (（市医保局牵头）) is among the lead units of the measure."""
    for rows in document.measures:
        leads = {r.department_id for r in rows.responsibilities if r.role == "lead" and r.field != "measure"}
        inline = [r for r in rows.responsibilities if r.role == "lead" and r.field == "measure"]
        if not leads or not inline:
            continue
        strangers = [r for r in inline if r.department_id not in leads]
        names = say_all(r.text for r in strangers or inline)
        message = say("inline_lead_is_no_lead" if strangers else "inline_lead_is_lead", names=names)
        evidence = tuple(r.responsibility_id for r in strangers or inline)
        yield Outcome(
            rows.measure.measure_id.split("/", 1)[-1],
            "break" if strangers else "pass",
            rows.measure.measure_id,
            message,
            evidence,
        )


def check_years(document: DocumentRows) -> Iterator[Outcome]:
    """Check that the plan years follow each other and that every measure has items in each."""
    if not document.years:
        return
    first, last = document.years[0], document.years[-1]
    breaks = []
    if len(document.years) != last - first + 1:
        message = say("years_with_gap", years=say_all(document.years))
        breaks.append(Outcome("", "break", None, message, ()))
    for rows in document.measures:
        planned = {item.year for item in rows.items}
        missing = [str(year) for year in document.years if year not in planned]
        if missing:
            number = rows.measure.number
            subject = rows.measure.measure_id.split("/", 1)[-1]
            message = say("year_missing", measure=number, years=say_all(missing))
            breaks.append(Outcome(subject, "break", rows.measure.measure_id, message, (rows.measure.measure_id,)))
    yield from _pass_or(breaks, say("years_whole", first=first, last=last))


def check_quarters(document: DocumentRows) -> Iterator[Outcome]:
    """Check that a plan by quarters names all four, or in the first plan year those to the year's end."""
    for rows in document.measures:
        quarters: dict[tuple[str, int | None], list[tuple[int, str]]] = defaultdict(list)
        for item in rows.items:
            if item.quarter is not None:  # a quarter may have a column of its own
                quarters[str(read_field(item.field).whole_year), item.year].append((item.quarter, item.item_id))
        for (field, year), found in quarters.items():
            named = sorted({quarter for quarter, _ in found})
            is_first = bool(document.years) and year == document.years[0]
            is_whole = named == [1, 2, 3, 4] or (is_first and named == list(range(named[0], 5)))
            message = say("quarters", field=field, quarters=say_all(named))
            subject = f"{rows.measure.measure_id.split('/', 1)[-1]}/{field}"
            evidence = tuple(item_id for _, item_id in found)
            yield Outcome(subject, "pass" if is_whole else "break", rows.measure.measure_id, message, evidence)

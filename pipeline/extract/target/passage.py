"""A passage's numerals and targets: + indicator, comparator, basis, period → Target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, groupby

from pipeline.extract.commitment import Commitments, find_commitments
from pipeline.extract.known_indicator import dimension_of, identify, is_near_name
from pipeline.extract.numeral.find import find_numerals, read_line
from pipeline.extract.numeral.token import ReadLine, Token
from pipeline.extract.phrase import CHANGES, Figure
from pipeline.extract.target.basis import Decision, decide_basis
from pipeline.extract.target.blanks import close_up
from pipeline.extract.target.chapter import find_chapters
from pipeline.extract.target.comparison import Reading, read_quantities
from pipeline.extract.target.counted import Name, Namer
from pipeline.extract.target.implied import is_part, settle_units
from pipeline.extract.target.indicator import ACT
from pipeline.extract.target.look import Ruled
from pipeline.extract.target.noun import clean_before
from pipeline.extract.target.past_results import NoReports, Reports, Telling
from pipeline.extract.target.qualitative import Context, find_qualitative
from pipeline.extract.target.role import decide_roles
from pipeline.lang.conversion import convert, find_conversion
from pipeline.lang.cue import Cue
from pipeline.lang.day import Times, cut_own_year, decide_due_date, find_later_year, find_times
from pipeline.lang.period import DueYears, find_due_years
from pipeline.lang.sentence import Sentences, item_at, read_sentences
from pipeline.lang.year_row import add_own_year, carry_years
from pipeline.model import Finding, Numeral, Passage, PlanItem, QualitativeTarget, Target
from pipeline.model.record import alter
from pipeline.rules.findings import tell

_CREATION = Cue("roles", "creation")
_REACHED = Cue("basis", "verb", "level")
_STOCK, FLOW = Cue("basis", "stock"), Cue("basis", "noun", "flow")
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
_GOES_ON = ("；", ";")
_LEVEL = " / "  # of the headings of a column
OWN_ACT, _GOALS = Cue("sentence_cues", "own_act"), Cue("title_words", "goals")


def read_passage(passage: Passage) -> Iterator[Numeral | Target | QualitativeTarget | Finding]:
    """Read a cell text: every numeral in order, each target directly after its numeral; then what is said in words.

    Values are exact, in base units (contract). Yields finding X01 for a numeral of kind `unknown`. A blank that print sets
    between a number and its words is no part of what is read (`blanks`); spans and texts are those of the text as written.
    """
    closed = close_up(passage)
    return _read_closed(passage) if closed is None else map(closed.open, _read_closed(closed.passage))


def _read_closed(passage: Passage) -> Iterator[Numeral | Target | QualitativeTarget | Finding]:
    line = read_line(passage.text, passage.heading)
    tokens = list(find_numerals(line))
    starts = tuple(item.start for item in passage.items)
    clauses = read_sentences(line.folded, starts)
    due = find_due_years(line.folded, passage.first_year)
    commitments = find_commitments(line.folded)
    readings = read_quantities(line, tokens, clauses)
    reports = _find_reports(passage, line, clauses, due, readings)
    times = find_times(line.folded, due.positions, passage.published)
    due = _settle_years(passage, line.folded, due)
    found = _Passage(passage, line, due, times, commitments).read(readings, reports)
    for token in tokens:
        entry, targets = found.get(token.start, (None, [])) if token.quantity else (None, [])
        yield _numeral(passage, token, entry)
        if token.kind == "unknown":
            place = f"{passage.measure_id}/{passage.field}"
            words = passage.text[token.start : token.end]
            yield tell("X01", passage.doc_id, place, text=words)
        yield from targets
    yield from find_qualitative(Context(passage, line, clauses, due, times, commitments, reports), tokens)


def _settle_years(passage: Passage, folded: str, due: DueYears) -> DueYears:
    """The years that figures are due in beside those stated: what opens a paragraph of goals, and the title's own (年内)."""
    if due.years and "。" in folded and (_GOALS.ends(passage.section) or _GOALS.ends(folded[: folded.index("。")])):
        due = carry_years(due, folded)
    return due if passage.own_year is None else add_own_year(due, folded, passage.own_year)


def _find_reports(
    passage: Passage, line: ReadLine, sentences: Sentences, due: DueYears, readings: list[Reading]
) -> Reports | NoReports:
    """Find the sentences that tell what was done; a plan column holds none, a column 现状 nothing else."""
    if passage.was:
        return NoReports("baseline_column")
    if passage.year is not None:
        return NoReports()
    chapters = find_chapters(line.folded, passage.section, passage.first_year)
    return Reports(Telling(line.folded, sentences, chapters, due, passage.first_year), readings)


def _numeral(passage: Passage, token: Token, entry: Ruled | None) -> Numeral:
    """Publish a token under its final kind."""
    words = passage.text[token.start : token.end]
    place = (passage.doc_id, passage.measure_id, passage.field, token.start, token.end, words)
    if entry is None:
        return Numeral(*place, token.kind, token.value, token.value_max, None, None, token.rule)
    quantity, comparison = entry.reading.quantity, entry.reading.comparison
    rule = f"{quantity.rule}/{entry.rule}"
    return Numeral(*place, entry.role, quantity.value, quantity.value_max, quantity.unit, comparison.comparator, rule)


class _Passage:
    """Makes the targets of one passage, sentence by sentence, with their keys and bases."""

    def __init__(self, passage: Passage, line: ReadLine, due: DueYears, times: Times, said: Commitments) -> None:
        self.passage, self.line, self.due, self.times, self.commitments = passage, line, due, times, said
        self.counts: dict[str, int] = {}
        self.bases: dict[int, str | None] = {}  # of the sentence, by the figure's start
        self.last_basis: str | None = None
        self.opening = len(line.folded) - len(line.folded.lstrip())  # where its words begin

    def read(self, readings: list[Reading], reports: Reports | NoReports) -> dict[int, tuple[Ruled, list[Target]]]:
        """The role of every quantity and its targets, by its start."""
        found: dict[int, tuple[Ruled, list[Target]]] = {}
        said: dict[str | None, set[str]] = {}  # of the sentence before, where it ended with ；
        first_year = self.passage.first_year if self.passage.year is None else None
        folded = self.line.folded
        for span, group in groupby(readings, key=lambda reading: reading.sentence):
            settled = settle_units(self.line, list(group), self.passage.heading)
            ruled = decide_roles(folded, settled, self.due, first_year, reports.at(span.start))
            if all(entry.role != "target" for entry in ruled):
                found.update((entry.reading.quantity.start, (entry, [])) for entry in ruled)
                said = {}
                continue
            namer = Namer(self.line, ruled, self.passage.year, self.due, self.passage.planned)
            self.bases = {}
            for entry in ruled:
                names = namer.name(entry) if entry.role == "target" else []
                if said:
                    names = [_inherit(name, said, entry) for name in names]
                targets = [self._target(entry, namer, name) for name in names]
                if shares := entry.reading.quantity.parts:
                    targets = [
                        alter(one, value=share, base_value=share) for one, share in zip(targets, shares, strict=False)
                    ]
                found[entry.reading.quantity.start] = entry, targets
            is_open = folded[span.end - 1] in _GOES_ON
            said = _list_indicators(found[entry.reading.quantity.start][1] for entry in ruled) if is_open else {}
        return found

    def _target(self, entry: Ruled, namer: Namer, named: Name) -> Target:
        passage, this, (name, base, year, told) = self.passage, entry.reading, named
        quantity, folded, clause, sentence = this.quantity, self.line.folded, this.clause, this.sentence
        start, end, most, unit = quantity.start, quantity.end, quantity.value_max, quantity.unit
        item, year = item_at(passage.items, start), passage.due_year if year is None else year
        name, told = (name, told) if name else (passage.subject, "subject" if passage.subject else "unnamed")
        name = cut_own_year(name, year) or None
        quarter, due_date = self._when(this, item, year)
        (basis, why), text = self._basis(this, namer, name), passage.text[start:end]
        figure = Figure(name, base, basis, unit, quantity.dimension, text) if is_near_name(name, basis) else None
        indicator_id = identify(figure, folded[slice(*clause)], folded[slice(*sentence)]) if figure else None
        return Target(
            target_id=self._next_key(item),
            doc_id=passage.doc_id,
            measure_id=passage.measure_id,
            item_id=item.item_id if item else None,
            field=passage.field,
            year=year,
            quarter=quarter,
            due_date=due_date,
            indicator=name,
            indicator_id=indicator_id,
            series_id=None,
            restates=None,
            value=quantity.value,
            value_max=most,
            unit=unit,
            base_value=convert(quantity.value, unit),
            base_value_max=most and convert(most, unit),
            base_unit=find_conversion(unit).unit,
            dimension=quantity.dimension if unit or not indicator_id else dimension_of(indicator_id),
            comparator=this.comparison.comparator,
            basis=basis,
            base=base,
            text=text,
            start=start,
            end=end,
            context=passage.text[clause.start : clause.end].strip(),
            rule=f"{quantity.rule}/{entry.rule}/{this.comparison.rule}/{why}/{told}",
            commitment=passage.commitment or self.commitments.at(sentence.start, start),
        )

    def _next_key(self, item: PlanItem | None) -> str:
        parent = item.item_id if item else f"{self.passage.measure_id}/{self.passage.field}"
        self.counts[parent] = self.counts.get(parent, 0) + 1
        return f"{parent}/{self.counts[parent]}"

    def _when(self, this: Reading, item: PlanItem | None, year: int | None) -> tuple[int | None, date | None]:
        """The quarter that a figure is of, and the last day on which it is due."""
        start, at = this.sentence.start, this.quantity.start
        quarter = item.quarter if item and item.quarter else self.times.quarters.at(start, at)
        until = find_later_year(self.due, at, year, self.passage.year)
        return quarter, decide_due_date(until, self.times.ends.at(start, at), quarter, self.passage.due_date)

    def _basis(self, this: Reading, namer: Namer, name: str | None) -> Decision:
        """The basis of a figure and the rule that decided it."""
        folded, start = self.line.folded, this.quantity.start
        own = folded[this.left : this.comparison.start]
        is_act, first = is_own_act(own), namer.group_of(this)[0].quantity.start
        is_own = is_act or (not this.is_first and is_known_noun(own))
        before = own if is_own else folded[this.clause.start : this.comparison.start]
        if this.comparison.start <= self.opening:  # a bare figure is what its heading says: 年均增长（%）
            before = _NOTE.sub("", self.passage.heading.rpartition(_LEVEL)[2])

        def find_noun() -> str:
            return clean_before(self.line.text[this.left : this.comparison.start]) or name or ""

        joint = self.bases.get(first) if first != start else None  # 增长10%和12%: the verb holds for both
        basis, rule = (joint, "joint") if joint in CHANGES else decide_basis(this.quantity, before, find_noun)
        if basis == "added" and not this.is_first and _REACHED.ends(own) and clean_before(own):  # 新建…、PUE稳定在|1.2
            basis, rule = "level", "reached"
        if basis == "level" and this.quantity.dimension == "ratio" and not (clean_before(own) or _REACHED.ends(own)):
            last = next(reversed(self.bases.values()), None)  # 增长5%，力争|5.5%
            basis, rule = (last, "last_change") if last in CHANGES else (basis, rule)
        if basis is None and not is_act and (basis := self.bases.get(first)):
            rule = "joint"
        if basis is None and self.last_basis == "added" and is_part(folded, this):
            basis, rule = "added", "part"
        self.bases[start] = self.last_basis = basis
        return basis, rule


def _list_indicators(groups: Iterable[list[Target]]) -> dict[str | None, set[str]]:
    """The indicators of targets by unit."""
    found: dict[str | None, set[str]] = {}
    for target in chain.from_iterable(groups):
        if target.indicator:
            found.setdefault(target.unit, set()).add(target.indicator)
    return found


def _inherit(name: Name, said: dict[str | None, set[str]], entry: Ruled) -> Name:
    """到2025年装机达到400万千瓦；到2030年达到|700万千瓦: what has no noun counts the one thing that was counted before the ；."""
    if name[0] is not None:
        return name
    names = said.get(entry.reading.quantity.unit, set())
    return (next(iter(names)), *name[1:]) if len(names) == 1 else name


def is_known_noun(own: str) -> bool:
    """Tell whether the words between two figures end in a noun that decides the basis (、余额不低于1.5亿元)."""
    noun = clean_before(own)
    return _STOCK.ends(noun) or FLOW.ends(noun)


def is_own_act(own: str) -> bool:
    """Tell whether the words between two figures begin with a verb of their own, or are one (新建3处、改造5处; 新开工3个、竣工5个)."""
    return OWN_ACT.begins(own) and (_CREATION.begins(rest := OWN_ACT.cut_start(own)) or ACT.is_all(rest))

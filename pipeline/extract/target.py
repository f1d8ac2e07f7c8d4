"""A passage's numerals and targets: + indicator, comparator, basis, period → Target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.extract.basis import decide_basis
from pipeline.extract.classify import Line, Token
from pipeline.extract.clauses import find_clauses
from pipeline.extract.cues import role_cues
from pipeline.extract.indicator import clean_before, find_indicator, split_names, subject_of
from pipeline.extract.numerals import find_numerals, read_line
from pipeline.extract.quantity import Quantity
from pipeline.extract.reading import JOINT, Reading, read_quantities
from pipeline.extract.role import decide_role
from pipeline.extract.units import match_plain
from pipeline.lang.numeral import scale_of
from pipeline.lang.period import find_due_year, find_years
from pipeline.model import Finding, Numeral, Passage, PlanItem, Target
from pipeline.rules.language import indicators

EACH = re.compile(r"(?:各|均|都|皆)(?:达到?|实现|保持在|为|不低于|不少于|超过|提高到|提升[到至]|在|控制在)?$")
APART = re.compile(r"分别")
COUNTED = re.compile(r"[一二两三四五六七八九十\d]+(?:个|项)$")
TOTAL = re.compile(r"(?:合计|共计|总计|共)$")
COMMITMENT = re.compile("力争|争取|确保|努力|力求|预计|计划|保证")
HEADING = re.compile(r"（([十百千万亿]*)([^（）]{1,8})）(?:[：:为]|达到?|[≥≤><]=?|不[少低高超][于过]|约| )*$")
PART = re.compile(r"^[，（ ]*(?:其中|含)")


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A reading with its role, unit settled."""

    reading: Reading
    role: str
    rule: str


def read_passage(passage: Passage) -> Iterator[Numeral | Target | Finding]:
    """Read a cell text: every numeral in order, each target directly after its numeral.

    Values are exact, in base units (contract). Yields finding X01 for a numeral of kind `unknown`.
    """
    line = read_line(passage.text)
    tokens = list(find_numerals(line))
    starts = tuple(item.start for item in passage.items)
    readings = read_quantities(line, tokens, find_clauses(line.folded, starts))
    ruled = _rule(line, _settle_units(line, readings))
    by_start = {entry.reading.quantity.start: entry for entry in ruled}
    namer = _Namer(line, passage, ruled)
    for token in tokens:
        entry = by_start.get(token.start) if token.quantity else None
        yield _numeral(passage, token, entry)
        if token.kind == "unknown":
            yield Finding(
                "X01",
                "warning",
                passage.doc_id,
                f"{passage.measure_id}/{passage.field}",
                f"unknown numeral {passage.text[token.start : token.end]!r}",
            )
        if entry and entry.role == "target":
            yield from namer.targets(entry)


def _settle_units(line: Line, readings: list[Reading]) -> list[Reading]:
    """Give a number without unit the one that its sentence implies: money, a heading's unit, the same noun's unit."""
    return [
        _settle(line, readings, index) if reading.quantity.unit is None else reading
        for index, reading in enumerate(readings)
    ]


def _settle(line: Line, readings: list[Reading], index: int) -> Reading:
    this = readings[index]
    quantity = this.quantity
    before = line.folded[this.sentence.start : quantity.start]
    heading = HEADING.search(before)
    found = match_plain(heading[2] + " ", 0) if heading else None
    if heading and found and found[0] == len(heading[2]):
        scale = scale_of(heading[1])
        quantity = quantity._replace(
            value=quantity.value * scale, unit=found[1].unit, dimension=found[1].dimension, rule="heading_unit"
        )
        return this._replace(quantity=quantity)
    if quantity.form == "colon":
        return this
    after = line.folded[this.comparison.end : this.comparison.end + 8]
    if quantity.is_scaled and (
        role_cues("money_noun", "@").search(before[-14:]) or role_cues("money_noun", "@").search(after)
    ):
        return this._replace(quantity=quantity._replace(unit="CNY", dimension="money", rule="money_implied"))
    other = _same_noun(line, readings, index)
    if other:
        return this._replace(
            quantity=quantity._replace(unit=other.unit, dimension=other.dimension, rule="unit_implied")
        )
    return this


def _same_noun(line: Line, readings: list[Reading], index: int) -> Quantity | None:
    """Quantity of the same sentence with a unit, whose noun ends alike or of which this one is a part (其中)."""
    this = readings[index]
    noun = clean_before(line.text[this.left : this.comparison.start])
    if (
        PART.match(line.folded[this.clause.start - 1 : this.quantity.start])
        and index
        and readings[index - 1].quantity.unit
    ):
        return readings[index - 1].quantity
    for other in readings:
        if (
            other.sentence != this.sentence
            or other.quantity.unit is None
            or other.quantity.dimension == "ratio"
            or len(noun) < 3
        ):
            continue
        if clean_before(line.text[other.left : other.comparison.start])[-3:] == noun[-3:]:
            return other.quantity
    return None


def _rule(line: Line, readings: list[Reading]) -> list[_Ruled]:
    """Decide every role, left to right."""
    ruled: list[_Ruled] = []
    for index, reading in enumerate(readings):
        in_sentence = [entry for entry in ruled if entry.reading.sentence == reading.sentence]
        role, rule = decide_role(line.folded, readings, index, any(entry.role == "parameter" for entry in in_sentence))
        ruled.append(_Ruled(reading, role, rule))
    return ruled


def _numeral(passage: Passage, token: Token, entry: _Ruled | None) -> Numeral:
    """Publish a token under its final kind."""
    place = (
        passage.doc_id,
        passage.measure_id,
        passage.field,
        token.start,
        token.end,
        passage.text[token.start : token.end],
    )
    if entry is None:
        return Numeral(*place, token.kind, token.value, token.value_max, None, None, token.rule)
    quantity, comparison = entry.reading.quantity, entry.reading.comparison
    rule = f"{quantity.rule}/{entry.rule}"
    return Numeral(*place, entry.role, quantity.value, quantity.value_max, quantity.unit, comparison.comparator, rule)


class _Namer:
    """Gives the targets of one passage their names, years and keys."""

    def __init__(self, line: Line, passage: Passage, ruled: list[_Ruled]) -> None:
        self.line, self.passage, self.ruled = line, passage, ruled
        self.counts: dict[str, int] = {}
        self.bases: dict[int, str | None] = {}
        self.names: dict[int, str | None] = {}

    def targets(self, entry: _Ruled) -> Iterator[Target]:
        """One target for each indicator that the figure sets."""
        for name, base, year in self._named(entry.reading):
            yield self._target(entry, name, base, year)

    def _named(self, this: Reading) -> list[tuple[str | None, str | None, int | None]]:
        year = self._year(this)
        before = self.line.text[this.clause.start : this.comparison.start]
        if TOTAL.search(before.rstrip()):
            listed = clean_before(
                self.line.text[this.sentence.start : max(this.sentence.start, this.clause.start - 1)].split("各")[0]
            )
            return [(listed or None, None, year)]
        apart = self._apart(this, before, year)
        if apart:
            return [apart]
        phrase = self._each(this, before)
        if phrase:
            names = split_names(phrase)
            return [(name, None, year) for name in names]
        name, base = find_indicator(self.line.folded, self.line.text, this)
        if name is None:
            name = self._inherited(this)
        self.names[this.quantity.start] = name
        return [(name, base, year)]

    def _inherited(self, this: Reading) -> str | None:
        """A figure with no noun of its own counts what the clause, then the sentence before it is about."""
        first = next(entry.reading for entry in self.ruled if entry.reading.clause == this.clause)
        is_same = first.quantity.start == this.quantity.start
        noun = "" if is_same else clean_before(self.line.text[first.clause.start : first.comparison.start])
        earlier = [start for start in self.names if this.sentence.start <= start < this.quantity.start]
        return noun or (self.names[max(earlier)] if earlier else None) or subject_of(self.line.text, this)

    def _each(self, this: Reading, before: str) -> str | None:
        """甲、乙、丙各1枚; 甲、乙均达到99%; 甲、乙两个100%指标."""
        stripped = before.rstrip()
        if EACH.search(stripped) and this.is_first:
            return clean_before(EACH.sub("", stripped))
        if this.quantity.dimension == "ratio" and (found := COUNTED.search(stripped)):
            return clean_before(stripped[: found.start()])
        return None

    def _apart(self, this: Reading, before: str, year: int | None) -> tuple[str | None, str | None, int | None] | None:
        """甲、乙分别达到30%和40%: the n-th figure is the n-th name's, or the n-th year's."""
        group = self._group(this)
        rank = group.index(this.quantity.start)
        start = self.line.text.rfind("分别", this.clause.start, group[0])
        if start < 0 or len(group) < 2:
            return None
        clause_before = self.line.text[this.clause.start : start]
        names = split_names(clean_before(clause_before))
        if len(names) != len(group):
            names = split_names(clean_before(self.line.text[start + 2 : group[0]]))
        years = find_years(self.line.folded, this.sentence.start, start)
        if len(names) == len(group):
            return names[rank], None, year
        if len(earlier := self._named_before(this)) == len(group) and not clean_before(clause_before):
            return earlier[rank], None, year
        if len(years) == len(group) and self.passage.year is None:
            return clean_before(clause_before) or None, None, years[rank]
        return None

    def _named_before(self, this: Reading) -> list[str | None]:
        """Names of the figures that the sentence gave before this clause (甲100人、乙80元，分别增长10%和12%)."""
        return [self.names[start] for start in sorted(self.names) if this.sentence.start <= start < this.clause.start]

    def _group(self, this: Reading) -> list[int]:
        """Starts of the figures that are joined to this one by 、 or 和."""
        clause = [entry.reading for entry in self.ruled if entry.reading.clause == this.clause]
        groups: list[list[Reading]] = []
        for reading in clause:
            if groups and JOINT.match(self.line.folded[groups[-1][-1].comparison.end : reading.comparison.start]):
                groups[-1].append(reading)
            else:
                groups.append([reading])
        return next(
            [r.quantity.start for r in group]
            for group in groups
            if any(r.quantity.start == this.quantity.start for r in group)
        )

    def _year(self, this: Reading) -> int | None:
        if self.passage.year is not None:
            return self.passage.year
        return find_due_year(self.line.folded, this.quantity.start, self.passage.first_year)

    def _basis(self, this: Reading, name: str | None) -> str | None:
        before = self.line.folded[this.clause.start : this.comparison.start]
        noun = clean_before(self.line.text[this.left : this.comparison.start]) or name or ""
        basis = decide_basis(this.quantity, before, noun)
        basis = self._joint_change(this) or basis
        if basis is None and PART.match(self.line.folded[max(0, this.clause.start - 1) : this.quantity.start]):
            earlier = [start for start in self.bases if start < this.quantity.start]
            basis = self.bases[max(earlier)] if earlier and self.bases[max(earlier)] == "added" else None
        self.bases[this.quantity.start] = basis
        return basis

    def _joint_change(self, this: Reading) -> str | None:
        """增长10%和12%: the verb of change holds for the figures joined to the first."""
        first = self._group(this)[0]
        is_change = first != this.quantity.start and self.bases.get(first) in ("growth", "reduction")
        return self.bases[first] if is_change and this.quantity.dimension == "ratio" else None

    def _target(self, entry: _Ruled, name: str | None, base: str | None, year: int | None) -> Target:
        passage, this = self.passage, entry.reading
        quantity = this.quantity
        item = next((i for i in passage.items if i.start <= quantity.start < i.end), None)
        parent = item.item_id if item else f"{passage.measure_id}/{passage.field}"
        self.counts[parent] = self.counts.get(parent, 0) + 1
        sentence = passage.text[this.sentence.start : this.sentence.end]
        commitments = COMMITMENT.findall(sentence[: quantity.start - this.sentence.start])
        return Target(
            target_id=f"{parent}/{self.counts[parent]}",
            measure_id=passage.measure_id,
            item_id=item.item_id if item else None,
            field=passage.field,
            year=year,
            quarter=_quarter(self.line, this, item),
            indicator=name,
            indicator_id=_indicator_id(name, quantity.unit, sentence),
            value=Decimal(quantity.value),
            value_max=quantity.value_max,
            unit=quantity.unit,
            dimension=quantity.dimension,
            comparator=this.comparison.comparator,
            basis=self._basis(this, name),
            base=base,
            text=passage.text[quantity.start : quantity.end],
            start=quantity.start,
            end=quantity.end,
            context=passage.text[this.clause.start : this.clause.end].strip(),
            rule=f"{quantity.rule}/{entry.rule}",
            commitment=commitments[-1] if commitments else None,
        )


QUARTER = re.compile(r"第?([一二三四1-4]) ?季度")


def _quarter(line: Line, this: Reading, item: PlanItem | None) -> int | None:
    """The item's quarter, or the one that the sentence names before the figure."""
    if item and item.quarter:
        return item.quarter
    found = QUARTER.findall(line.folded[this.sentence.start : this.quantity.start])
    if not found:
        line_start = line.folded.rfind("\n", 0, this.quantity.start) + 1
        found = QUARTER.findall(line.folded[line_start : this.quantity.start])
    if not found:
        return None
    return "一二三四".index(found[-1]) + 1 if found[-1] in "一二三四" else int(found[-1])


def _indicator_id(name: str | None, unit: str | None, sentence: str) -> str | None:
    """Key of the catalogue (rules/indicators.csv) whose pattern the sentence and the indicator meet."""
    if not name:
        return None
    for row in indicators():
        if row.unit in ("", unit) and re.search(row.pattern, name) and re.search(row.context, sentence):
            return row.indicator_id
    return None

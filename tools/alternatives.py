"""Takes the alternatives of regular expressions out, one at a time, and names those that no case notices.

A branch of `a|b|c` and a Chinese character of a class `[到至]` are alternatives; the characters of numerals are a
closed set, and so one shape; words that a table gives are proved there. A pattern that is built of others is built again with
them. A pattern is compiled again without
one of them and put in its place in every module that holds it; then the texts of the case tables, of the examples of
the rule tables and of the golden cells are read again. Where no field of any record changes, nothing holds that
alternative: it gets a case, or it goes.

    python -m tools.alternatives                                  # the share of unnoticed ones, by module
    python -m tools.alternatives --list pipeline.extract.numeral  # and which they are
    python -m tools.alternatives --sample 8                       # one in eight (the short form that the tests run)

A development tool: nothing of the pipeline imports it.
"""

from __future__ import annotations

import argparse
import ast
import csv
import importlib
import json
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from inspect import signature
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.flow import read_text
from pipeline.lang.cue import Cue
from pipeline.lang.day import is_added_up, read_due_date
from pipeline.lang.fold import fold
from pipeline.lang.numeral import CHINESE, FORMAL_CHINESE
from pipeline.lang.period import find_years, read_due, read_period

ROOT = Path(__file__).parents[1]
ROOMS = ("pipeline.extract", "pipeline.lang.period", "pipeline.lang.day", "pipeline.lang.sentence")
NUMERALS = frozenset(CHINESE + FORMAL_CHINESE)
HAN = re.compile("[\u4e00-\u9fff]")
KEPT = ("pipeline.lang.cue", "pipeline.lang.fold")  # caches of tables, not of texts


class Given(NamedTuple):
    """A text that is read, with the years of its place."""

    text: str
    plan_year: int | None
    first_year: int | None


class Alternative(NamedTuple):
    """A branch of a pattern or a member of a class: where it stands in the pattern's source, and without it."""

    branch: str
    start: int
    without: str


@dataclass(frozen=True, slots=True)
class Held:
    """A pattern, the modules and names that hold it, and the patterns that are built of it."""

    pattern: re.Pattern[str]
    places: tuple[tuple[Any, str, tuple[int, ...]], ...]  # module, name, and the way into a tuple of patterns
    inside: tuple[Held, ...] = ()
    parts: tuple[str, ...] = ()  # sources of patterns that this one is built of; they are counted where they stand

    @property
    def name(self) -> str:
        """Module and name of the first place."""
        module, name, _ = self.places[0]
        return f"{module.__name__}.{name}"

    def put(self, source: str) -> None:
        """Put a pattern of this source into every place, also where others are built of it. Raises `re.error`."""
        made = [(self, re.compile(source, self.pattern.flags))]
        for other in self.inside:
            whole = other.pattern.pattern.replace(self.pattern.pattern, source)
            made.append((other, re.compile(whole, other.pattern.flags)))
        for held, pattern in made:
            for module, name, way in held.places:
                setattr(module, name, _put_at(getattr(module, name), way, pattern))

    def is_own(self, place: int) -> bool:
        """Tell whether a place of the source lies in none of its parts."""
        source = self.pattern.pattern
        return not any(
            start <= place < start + len(part)
            for part in self.parts
            for start in [found.start() for found in re.finditer(re.escape(part), source)]
        )


def read_cases() -> list[Given]:
    """All texts that a test asserts something of."""
    given: list[Given] = []
    for path in sorted((ROOT / "tests/cases").glob("*quantities*.jsonl")):
        cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        given += [Given(case["text"], case["plan_year"], case["first_year"]) for case in cases]
    for path in sorted((ROOT / "pipeline/rules/extract").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            given += [Given(row["example"], 2023, 2022) for row in csv.DictReader(handle) if row.get("example")]
    for path in sorted((ROOT / "tests/cases/extract").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        given += [Given(line.partition("\t")[0].replace("⏎", "\n"), None, 2025) for line in lines]
    for name in ("lang/test_period.py", "lang/test_day.py", "lang/test_due.py", "extract/**/test_*.py"):
        for path in sorted((ROOT / "tests").glob(name)):
            given += [Given(text, None, 2025) for text in _constants(path)]
    with (ROOT / "tests/golden/cells.csv").open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            given.append(Given(row["text"], int(row["field"]) if row["field"].isdigit() else None, 2022))
    return list(dict.fromkeys(given))


def _constants(path: Path) -> list[str]:
    """Chinese texts in the code of a test."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str) and HAN.search(n.value)]


def find_patterns(rooms: tuple[str, ...]) -> list[Held]:
    """Every compiled pattern that a module of the rooms holds under a name."""
    held: dict[int, list[tuple[Any, str, tuple[int, ...]]]] = {}
    patterns: dict[int, re.Pattern[str]] = {}
    for module in _modules(rooms):
        made = _made_of_tables(module)
        for name, value in vars(module).items():
            for way, pattern in _inside(value) if name not in made else ():
                held.setdefault(id(pattern), []).append((module, name, way))
                patterns[id(pattern)] = pattern
    alone = [Held(patterns[key], tuple(places)) for key, places in held.items()]
    words = {value.pattern for module in _modules(rooms) for value in vars(module).values() if isinstance(value, Cue)}
    return [_relate(one, alone, words) for one in alone]


def _inside(value: Any, way: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], re.Pattern[str]]]:
    """The patterns of a value: itself, or those of a tuple of tuples."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield way, value
    elif type(value) is tuple:
        for index, item in enumerate(value):
            yield from _inside(item, (*way, index))


def _put_at(value: Any, way: tuple[int, ...], pattern: re.Pattern[str]) -> Any:
    """Put a pattern in the place of the one at the end of a way."""
    if not way:
        return pattern
    return (*value[: way[0]], _put_at(value[way[0]], way[1:], pattern), *value[way[0] + 1 :])


def _relate(one: Held, every: list[Held], words: set[str]) -> Held:
    source = one.pattern.pattern
    inside = tuple(other for other in every if other is not one and len(source) > 4 and source in other.pattern.pattern)
    parts = {other.pattern.pattern for other in every if other is not one} | words
    return replace(one, inside=inside, parts=tuple(part for part in parts if len(part) > 4 and part in source))


def _modules(rooms: tuple[str, ...]) -> Iterator[Any]:
    for room in rooms:
        package = importlib.import_module(room)
        yield package
        for found in pkgutil.walk_packages(getattr(package, "__path__", ()), f"{room}."):
            yield importlib.import_module(found.name)


def _made_of_tables(module: Any) -> set[str]:
    """Names that a module compiles out of what a function gives (the rows of a table), which other tests prove."""
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    return {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Name)
        and any(isinstance(part, ast.Call) for a in node.value.args for part in ast.walk(a))
    }


def find_alternatives(pattern: re.Pattern[str]) -> Iterator[Alternative]:
    """Every branch of the pattern, and every Chinese member of its classes."""
    source = pattern.pattern
    bars: list[list[int]] = [[-1]]  # of each open group: where its branches begin (the place before)
    place = 0
    while place < len(source):
        char = source[place]
        if char == "\\":
            place += 1
        elif char == "[":
            end = _end_of_class(source, place)
            yield from _members(source, place, end)
            place = end
        elif char == "#" and pattern.flags & re.VERBOSE:
            place = source.find("\n", place) % (len(source) + 1)
        elif char == "(":
            bars.append([_end_of_opening(source, place)])
        elif char == "|":
            bars[-1].append(place)
        elif char == ")":
            yield from _branches(source, bars.pop(), place)
        place += 1
    yield from _branches(source, bars.pop(), len(source))


def _end_of_opening(source: str, start: int) -> int:
    """Place of the last character of `(`, `(?:`, `(?<!`, and of others like them."""
    opening = re.compile(r"\((?:\?(?:P<\w+>|<?[=!]|[:>]|[a-zA-Z-]+:))?").match(source, start)
    assert opening  # it begins with (
    return opening.end() - 1


def _end_of_class(source: str, start: int) -> int:
    place = start + 1 + (source[start + 1] == "^")
    place += source[place] == "]"
    while source[place] != "]":
        place += 1 + (source[place] == "\\")
    return place


def _members(source: str, start: int, end: int) -> Iterator[Alternative]:
    members = [
        place
        for place in range(start + 1, end)
        if HAN.match(source[place])
        and source[place] not in NUMERALS
        and "-" not in (source[place - 1], source[place + 1])
    ]
    for place in members if end - start > 2 else ():
        yield Alternative(source[place], place, source[:place] + source[place + 1 :])


def _branches(source: str, bars: list[int], end: int) -> Iterator[Alternative]:
    if len(bars) < 2:
        return
    for index, bar in enumerate(bars):
        last = index + 1 == len(bars)
        stop = end if last else bars[index + 1]
        cut_from, cut_to = (bar, stop) if last else (bar + 1, stop + 1)
        yield Alternative(source[bar + 1 : stop], bar + 1, source[:cut_from] + source[cut_to:])


class Reader:
    """Reads the texts again where a branch could stand, and compares every field of every record."""

    def __init__(self, given: list[Given]) -> None:
        """Read every text once as it is."""
        self.given = sorted(given, key=lambda one: len(one.text))  # short ones show first
        self.folded = [fold(one.text) for one in self.given]
        self.caches = [
            value
            for module in _modules(("pipeline.extract", "pipeline.lang"))
            if module.__name__ not in KEPT
            for value in vars(module).values()
            if hasattr(value, "cache_clear") and signature(value).parameters
        ]
        self.before = [self._read(one) for one in self.given]

    def _read(self, one: Given) -> list[Any]:
        """The records of a text, and what it says of time where it is a heading, a deadline or the words beside a figure."""
        time = (
            read_period(one.text),
            read_due(one.text, None),
            find_years(one.text),
            read_due_date(one.text, None),
            is_added_up(one.text),
        )
        return [*read_text(one.text, one.plan_year, one.first_year), *time]

    def notices(self, held: Held, alternative: Alternative) -> bool:
        """Tell whether any text is read in another way without the alternative."""
        places = self._places(alternative.branch, held.pattern.flags)
        try:
            held.put(alternative.without)
        except re.error:  # a group that is referred to: it can not go alone
            return True
        self._forget()
        try:
            return any(self._read(self.given[index]) != self.before[index] for index in places)
        except (AttributeError, LookupError, TypeError, ValueError):
            return True  # without it the reader breaks
        finally:
            held.put(held.pattern.pattern)
            self._forget()

    def _places(self, branch: str, flags: int) -> list[int]:
        """Texts in which the branch can match at all."""
        try:
            alone = re.compile(branch.strip("^$"), flags)  # a part of a text has its ends anywhere
        except re.error:
            return list(range(len(self.given)))
        return [index for index, text in enumerate(self.folded) if alone.search(text)]

    def _forget(self) -> None:
        for cache in self.caches:
            cache.cache_clear()


def measure(rooms: tuple[str, ...], sample: int = 1) -> tuple[Counter[str], list[tuple[Held, Alternative]]]:
    """Count the alternatives by module, and find the unnoticed ones; `sample` takes one in so many, evenly."""
    reader = Reader(read_cases())
    totals: Counter[str] = Counter()
    unnoticed: list[tuple[Held, Alternative]] = []
    every = [
        (held, alternative)
        for held in find_patterns(rooms)
        for alternative in find_alternatives(held.pattern)
        if held.is_own(alternative.start)
    ]
    for held, alternative in every[::sample]:
        totals[held.places[0][0].__name__] += 1
        if not reader.notices(held, alternative):
            unnoticed.append((held, alternative))
    return totals, unnoticed


def main() -> int:
    """Print the unnoticed alternatives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", default=list(ROOMS), help="packages or modules (default: %(default)s)")
    parser.add_argument("--list", action="store_true", help="name every unnoticed alternative")
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="one alternative in N")
    options = parser.parse_args()
    totals, unnoticed = measure(tuple(options.rooms), options.sample)
    missed = Counter(held.places[0][0].__name__ for held, _ in unnoticed)
    for module, count in sorted(totals.items()):
        print(f"{missed[module]:5} of {count:5} unnoticed  {module}")
    if options.list:
        for held, alternative in unnoticed:
            print(f"{held.name}: {alternative.branch!r} at {alternative.start}")
    count, whole = len(unnoticed), max(sum(totals.values()), 1)
    print(f"{count} of {whole} alternatives are noticed by no case: {count / whole:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

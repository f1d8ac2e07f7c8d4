"""What the figures of one sentence count: the indicator, the base and the year of every target."""

from __future__ import annotations

import re

from pipeline.extract.bare_measure import Before, complete, is_untold
from pipeline.extract.numeral.token import ReadLine
from pipeline.extract.shared_noun import (
    JOINT,
    LONGEST_CONTRAST,
    LONGEST_MEASURE,
    RATE_ENDING,
    list_parts,
    share_back,
    share_measured,
    split_names,
)
from pipeline.extract.target.comparison import Reading, is_joint
from pipeline.extract.target.indicator import done_besides, find_indicator, following_noun, subject_of, with_threshold
from pipeline.extract.target.look import LEADS_TO, Ruled
from pipeline.extract.target.noun import clean_before, cut_trail
from pipeline.lang.cue import Cue, Shape
from pipeline.lang.numeral import CHINESE
from pipeline.lang.period import DueYears
from pipeline.lang.year_row import (
    cut_joined_years,
    find_counted_years,
    find_each_year,
    find_joined_years,
    find_row_year,
    find_span_years,
)
from pipeline.model.record import alter

_ALL, _AND, _TOTAL, _IN_TURN = (Cue("sentence_cues", place) for place in ("all", "and", "total", "in_turn"))
_TRAIL = Cue("phrase_words", "trail")
PLAIN_UNIT, _PAIR = Cue("noun_classes", "plain_unit"), Cue("noun_classes", "pair")
PAIR_FIRST, PAIR_SECOND = Cue("noun_classes", "pair_first"), Cue("noun_classes", "pair_second")
_EACH_OF, _COUNT_OF = Shape("@(?:@)*$", _ALL, _TRAIL), Shape(rf"[{CHINESE}\d]+@$", PLAIN_UNIT)
FIGURE_HEAD = re.compile(r"^[\d.]+[\u4e00-\u9fff%]{0,4}?的")  # 65%以上的|区属学校
OF_CLASS = re.compile(r"^ ?的? ?$")

_ROW = 8  # figures in a row that may share a noun

SECTORS = Cue("noun_classes", "sectors")
SECTOR_1, SECTOR_2, SECTOR_3 = (Cue("noun_classes", f"sector_{number}") for number in (1, 2, 3))

Name = tuple[str | None, str | None, int | None, str]  # indicator, base, year, and the rule that told what is counted


class Namer:
    """Names the targets of one sentence, left to right; what it named before helps with what comes after."""

    def __init__(
        self, line: ReadLine, ruled: list[Ruled], plan_year: int | None, due: DueYears, planned: tuple[int, ...] = ()
    ) -> None:
        """Take the quantities of a sentence with their roles; `plan_year` of the column wins over `due`; the list plans `planned`."""
        self.line, self.ruled, self.plan_year, self.due, self.planned = line, ruled, plan_year, due, planned
        self.names: dict[int, str | None] = {}  # by the figure's start, in order
        self.places = {entry.reading.quantity.start: index for index, entry in enumerate(ruled)}
        self.groups = self._find_groups()

    def name(self, entry: Ruled) -> list[Name]:
        """Name one target: one for each indicator that the figure sets."""
        this = entry.reading
        year = self._year(this.quantity.start)
        before = self.line.text[this.clause.start : this.comparison.start].rstrip()
        if _TOTAL.ends(before):
            words = self.line.text[this.sentence.start : max(this.sentence.start, this.clause.start - 1)]
            own = clean_before(_TOTAL.cut_end(before))
            name = own or FIGURE_HEAD.sub("", clean_before(_ALL.compile("@").split(words)[0])) or None
            return [(name, None, year, "total")]
        if this.quantity.parts:
            name = self._own(entry)[0]
            return [(part, None, year, "structure") for part in _name_parts(name or "", len(this.quantity.parts))]
        if len(self.group_of(this)) > 1:
            apart = self._apart(this, year)
            if apart:
                return [apart]
            year = self._year_in_turn(this, year)
        phrase = self._each(this, before) or (this.quantity.dimension == "ratio" and self._listed(this))
        if phrase:
            said = Before(self.line, self.names, self._unit_of)
            return [(complete(said, this, name, "each"), None, year, "each") for name in split_names(phrase)]
        name, base, rule = self._own(entry)
        self.names[this.quantity.start] = name
        return [(name, base, year, rule)]

    def group_of(self, this: Reading) -> list[Reading]:
        """The figures that are joined to this one by 、 or 和, itself included."""
        return self.groups[this.quantity.start]

    def _own(self, entry: Ruled) -> tuple[str | None, str | None, str]:
        """The noun of the figure itself, else of the figures joined to it, else of what was said before."""
        this = entry.reading
        index = self.places[this.quantity.start]
        previous = self.ruled[index - 1] if index else None
        if previous and not this.is_first and previous.rule == "age":  # 3岁以下|婴幼儿托位数
            this = alter(this, left=previous.reading.left)
        following = self.ruled[index + 1] if index + 1 < len(self.ruled) else None
        after_class = following.reading if following and following.rule.endswith("class_of") else None  # 2个|1000亿
        gap = self.line.folded[previous.reading.comparison.end : this.comparison.start] if previous else ""
        if previous and not this.is_first and previous.role == "parameter" and OF_CLASS.match(gap):
            return self._of_class(this, index), None, "of_class"
        if previous and previous.rule == "baseline" and LEADS_TO.fullmatch(gap):  # 由200张|扩充到
            this = alter(this, left=this.comparison.start)
        stop = this.clause.end
        if following and following.role == "target" and following.reading.clause.start == this.clause.start:
            stop = following.reading.comparison.start
        name, base, rule = find_indicator(self.line.folded, self.line.text, this, after_class, stop)
        if name is None:
            name = self._shared_after(index)
            rule = "shared_after" if name else "base" if base else "said_before"
            besides = None if this.is_first else done_besides(gap, self._last() or "")
            name = name or base or besides or self._inherited(this)
        elif self.names and len(name) <= LONGEST_MEASURE:
            name = self._shared_before(name, gap, is_back=not this.is_first and len(name) <= LONGEST_CONTRAST)
        if previous and rule == "before" and previous.rule == "threshold":
            name = with_threshold(self.line.text, previous.reading, name, gap)
        if name and len(name) <= LONGEST_CONTRAST:
            name = self._with_head(index, name)
        if name and (is_untold(name) or (rule == "after" and this.quantity.dimension == "ratio")):
            name = complete(Before(self.line, self.names, self._unit_of), this, name, rule)
        return name, base, rule

    def _shared_before(self, name: str, gap: str, *, is_back: bool) -> str:
        """A short name with what the one before it has: 国家级|企业10家、省级5家; 林下经济|面积…，产值."""
        last = self._last() or ""
        name = share_back(name, last) if is_back else name
        return share_measured(name, last) if gap.count("，") <= 1 else name

    def _with_head(self, index: int, name: str) -> str:
        """90%的市属、80%的区属学校: a short word before 、 gets the noun of the last one that ends alike where it ends."""
        this = self.ruled[index].reading
        end = self.line.folded.find(name, this.comparison.end, this.clause.end) + len(name)
        if end < len(name) or not (self.line.folded.startswith("、", end) or _AND.begins(self.line.folded, end)):
            return name
        for later in reversed(self.ruled[index + 1 : index + 1 + _ROW]):
            other = following_noun(self.line.folded, self.line.text, later.reading, None) or ""
            if later.reading.clause == this.clause and len(other) > len(name) and other[len(name) - 1] == name[-1]:
                return name + other[len(name) :]
        return name

    def _of_class(self, this: Reading, index: int) -> str | None:
        """年营业收入超1000亿元的2个: the noun after, else what the sentence is about, not the class's own noun."""
        name = following_noun(self.line.folded, self.line.text, this, None)
        if name or (self.names and index > 1):
            return name or self._last()
        return subject_of(self.line.text, this)

    def _shared_after(self, index: int) -> str | None:
        """2个1000亿、3个500亿产业集群: figures in a row share the noun after the last."""
        clause = self.ruled[index].reading.clause
        for later in self.ruled[index + 1 : index + 1 + _ROW]:
            if later.reading.clause != clause:
                return None
            name = following_noun(self.line.folded, self.line.text, later.reading, None)
            if name and later.role != "target" and not later.rule.endswith("class_of"):
                return None
            if name:
                return name
        return None

    def _inherited(self, this: Reading) -> str | None:
        """A figure with no noun of its own counts what the clause, then the sentence before it is about."""
        first = next(entry.reading for entry in self.ruled if entry.reading.clause.start == this.clause.start)
        is_same = first.quantity.start == this.quantity.start
        noun = "" if is_same else clean_before(self.line.text[first.clause.start : first.comparison.start])
        return noun or self._last() or subject_of(self.line.text, this)

    def _unit_of(self, start: int) -> str | None:
        """The unit of the figure that starts at a position."""
        return self.ruled[self.places[start]].reading.quantity.unit

    def _last(self) -> str | None:
        """The name that was given last."""
        return next(reversed(self.names.values())) if self.names else None

    def _each(self, this: Reading, before: str) -> str | None:
        """甲、乙、丙各1枚; 甲、乙均达到99%; 甲、乙两个100%指标."""
        each = _EACH_OF.search(before) if this.is_first else None
        if each:
            return clean_before(before[: each.start()])
        count = _COUNT_OF.search(before) if this.quantity.dimension == "ratio" else None
        return clean_before(before[: count.start()]) if count else None

    def _listed(self, this: Reading) -> str | None:
        """甲率、乙率达到90%: each is a rate, and the figure sets both; 城市、县城污水处理率 is one."""
        if not JOINT.search(self.line.text, this.left, this.comparison.start):
            return None
        phrase = clean_before(self.line.text[this.left : this.comparison.start])
        parts = list_parts(phrase)
        is_each = len(parts) > 1 and all(map(RATE_ENDING.ends, parts)) and len(self.group_of(this)) == 1
        return phrase if is_each else None

    def _year(self, position: int) -> int | None:
        """The year of the plan column, or of the row of a table in its cell; else the year that the text states."""
        if self.plan_year is None:
            return self.due.at(position)
        return find_row_year(self.line.folded, position) or self.plan_year

    def _apart(self, this: Reading, year: int | None) -> Name | None:
        """甲、乙分别达到30%和40%: the n-th figure is the n-th name's, or the n-th year's."""
        group = self.group_of(this)
        if not 2 <= len(group) <= _ROW:
            return None
        first = group[0].quantity.start
        text = self.line.text
        rank = group.index(this)
        turns = _IN_TURN.all(text[this.clause.start : first])
        if not turns:
            names = self._named_in_row(group)
            return (names[rank], None, year, "in_row") if names else None
        start, end = (this.clause.start + place for place in turns[-1].span())
        clause_before = cut_joined_years(self.line.text[this.clause.start : start])
        names = _name_each(clause_before, len(group))
        if len(names) == 1 and len(group) == 2 and (pair := _PAIR.within(names[0])):
            one = (PAIR_FIRST, PAIR_SECOND)[rank].words[_PAIR.words.index(pair[0])]
            return names[0].replace(pair[0], one), None, year, "in_turn"
        if len(names) != len(group):
            names = split_names(clean_before(self.line.text[end:first]))
        elif made := clean_before(
            self.line.text[end : group[0].comparison.start]
        ):  # 城关、河口分别改建|农贸市场2个、1个
            names = [name + made for name in names]
        if len(names) == len(group):
            return names[rank], None, year, "in_turn"
        if len(earlier := self._named_before(this)) == len(group) and not clean_before(clause_before):
            return earlier[rank], None, year, "in_turn"
        if self._years_in_turn(group):
            return None
        subject = split_names(subject_of(self.line.text, this) or "")
        return (subject[rank], None, year, "in_turn") if len(subject) == len(group) else None

    def _named_in_row(self, group: list[Reading]) -> list[str]:
        """公办、民办幼儿园占比达到60%、40%: as many names as figures that are joined, else none."""
        before = self.line.text[group[0].left : group[0].comparison.start]
        if group[0].comparison.end == group[1].comparison.start or not JOINT.search(before):
            return []  # 两个100%
        names = _name_each(before, len(group))
        return names if len(names) == len(group) else []

    def _year_in_turn(self, this: Reading, year: int | None) -> int | None:
        """到2025、2026年分别完成10个、20个: the n-th figure is the n-th year's."""
        group = self.group_of(this)
        years = self._years_in_turn(group)
        return years[group.index(this)] if years else year

    def _years_in_turn(self, group: list[Reading]) -> list[int]:
        """The years of joined figures, as many as they are; empty where the text gives them none."""
        first, folded = group[0], self.line.folded
        if self.plan_year is not None or not 2 <= len(group) <= _ROW:
            return []
        turns = _IN_TURN.all(folded[first.clause.start : first.quantity.start])
        years = find_each_year(folded, first.sentence.start, first.quantity.start)
        if turns and not years:
            place = first.sentence.start, first.clause.start + turns[-1].start()
            years = find_joined_years(folded, *place) or find_span_years(folded, *place)
            years = years or find_counted_years(folded, *place, self.planned)
        return years if len(years) == len(group) else []

    def _named_before(self, this: Reading) -> list[str | None]:
        """Names of the figures that the sentence gave before this clause (甲100人、乙80元，分别增长10%和12%)."""
        return [self.names[start] for start in sorted(self.names) if start < this.clause.start]

    def _find_groups(self) -> dict[int, list[Reading]]:
        groups: dict[int, list[Reading]] = {}
        last: list[Reading] = []
        for entry in self.ruled:
            reading = entry.reading
            if reading.is_first or not is_joint(self.line.folded[last[-1].comparison.end : reading.comparison.start]):
                last = []
            last.append(reading)
            groups[reading.quantity.start] = last
        return groups


def _name_each(before: str, count: int) -> list[str]:
    """The names that a row of figures counts; cut before they are cleaned where only so there are as many as figures."""
    names = split_names(clean_before(before))
    if len(names) == count or len(parts := list_parts(before)) != count:
        return names
    return [clean_before(parts[0]) or parts[0], *map(cut_trail, parts[1:])]  # 高中毛入学率和|新增劳动力受教育年限


def _name_parts(name: str, count: int) -> list[str | None]:
    """What the parts of a structure are shares of: 中央、省、县6:3:1, 三次产业结构5:40:55; the whole's name where nothing says."""
    names = split_names(name)
    if len(names) == count:
        return [*names]
    found = SECTORS.within(name)
    if found and count == 3:
        return [name.replace(found[0], sector.words[0]) for sector in (SECTOR_1, SECTOR_2, SECTOR_3)]
    return [name or None] * count

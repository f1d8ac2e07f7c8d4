"""Cutting a text of units into pieces: separators, brackets, list numbers, blanks inside and between names.

Everything works on folded text (lang.fold), whose offsets are those of the text as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from pipeline.model import Span
from pipeline.rules.departments import group_cues
from pipeline.rules.divisions import level_ends
from pipeline.rules.responsibility import (
    duty_pattern,
    end_pattern,
    ends,
    label_bodies,
    label_deeds,
    role_pattern,
)

MOST_WRAPPINGS = 4  # numbers and brackets around one piece
_MOST_PARTS = 24  # blanks in one name
LONGEST_PIECE = 80  # characters of a unit's words
SEPARATORS = "、，,；;/|。！"
BY, _ETC = "由", "等"
_CLAUSE_ENDS = ("，", ",", "；", ";", "。", "！")
OPENING, CLOSING = "（【[〔｛{《〈", "）】]〕｝}》〉"
NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_LIST_NUMBER = re.compile(rf"[①-⑳]|（\s*{NUMERAL}\s*）|{NUMERAL}\s*[.．)）]|[*★●■◆·•▪☑☒✓✔√-]+")
ONLY_NUMBER = re.compile(rf"{NUMERAL}\s*[.．]?")
INNER_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff）\s])(?:\d{1,2}[.．](?!\d)|[①-⑳]|（\d{1,2}）)")
_WORDS = re.compile(r"\S+")
_QUOTED = re.compile(r"“[^“”]{1,60}”")
_NOTHING = ("0", "\\", "")


# --- the shapes of words ---------------------------------------------------------------------


@cache
def _nobody() -> re.Pattern[str]:
    """无, 待定; 暂无需配合单位."""
    bodies, deeds = label_bodies(), label_deeds()
    return re.compile(
        rf"{duty_pattern('nobody')}|{duty_pattern('without')}{duty_pattern('need')}?(?:{deeds}|{duty_pattern('others')})*{bodies}?"
    )


@cache
def _joiner() -> re.Pattern[str]:
    return re.compile(rf"(?<=[^（]{{2}}){duty_pattern('joiner')}(?=[^）]{{2}})")


def group_heads() -> str:
    """A pattern of what a group begins with: 各级, 各, 有关."""
    cues = sorted((row.cue for row in group_cues() if row.position == "start"), key=len, reverse=True)
    return f"(?:{'|'.join(cues)})"


@cache
def _looks_like_one() -> re.Pattern[str]:
    return re.compile(rf"[{level_ends()}].+{end_pattern('office', 'body')}")


@cache
def _footnote() -> re.Pattern[str]:
    """The mark of a note behind a name: 市教育局1市财政局2, 市教育局①、市财政局②, 市教育局¹."""
    last = "".join(dict.fromkeys(end[-1] for end in ends("office", "body")))
    return re.compile(
        rf"(?<=[{last}])(?:\d{{1,2}}|[①-⑳]|[¹²³⁰⁴-⁹]{{1,2}})(?=\s*(?:$|[{re.escape(SEPARATORS)}\n]|[{level_ends()}]))"
    )


@cache
def _role_bracket() -> re.Pattern[str]:
    """市教育局（牵头）市财政局: where a name has ended without a separator."""
    role = rf"(?:{label_deeds()}|{role_pattern('verb').pattern}){{1,2}}{label_bodies()}?"
    return re.compile(rf"(?<=[\u4e00-\u9fff])（{role}）\s*(?=[\u4e00-\u9fff])(?!{role_pattern('verb').pattern})")


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"[{level_ends()}]|{group_heads()}")


@cache
def _glue() -> re.Pattern[str]:
    last = "".join(dict.fromkeys(end[-1] for end in ends("office", "body")))
    return re.compile(rf"(?<=[{last}）])[ \t\n.·・•—–-]*(?=[{level_ends()}]|{group_heads()}|{duty_pattern('head')})")


@cache
def _etc() -> re.Pattern[str]:
    """等, 等8部门, 等市直单位 at the end."""
    level = rf"(?:[{level_ends()}]{duty_pattern('of_level')}?)?"
    count = r"(?:\d+|[一二三四五六七八九十]+)?[个家]?"
    bodies = label_bodies()
    return re.compile(rf"{_ETC}{level}{count}{bodies}?[和及、]?{bodies}?(?:（{bodies}）)?$")


@cache
def _etc_joined() -> re.Pattern[str]:
    """等部门和, with something behind."""
    return re.compile(rf"{_ETC}{label_bodies()}{duty_pattern('joiner')}(?=.{{2}})")


@cache
def _etc_group() -> re.Pattern[str]:
    """等市有关部门 at the end."""
    return re.compile(rf"{_ETC}(?P<group>[{level_ends()}]?{duty_pattern('of_level')}?{group_heads()}.+)$")


@cache
def _end() -> re.Pattern[str]:
    return re.compile(rf"{end_pattern('office', 'body')}|）")


def trim(text: str, span: Span) -> Span:
    """Take blanks off both ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


@cache
def _by() -> re.Pattern[str]:
    """市商务局等由市统计局牵头: where 由 begins a clause of its own."""
    last = "".join(dict.fromkeys(end[-1] for end in ends("office", "body")))
    return re.compile(rf"(?<=[{last}{_ETC}）]){BY}(?=[{level_ends()}]|{group_heads()})")


def split_by(folded: str, span: Span) -> list[Span]:
    """市财政局等由市统计局牵头 → 市财政局等, 由市统计局牵头."""
    edges = [span.start, *(m.start() for m in _by().finditer(folded, span.start, span.end)), span.end]
    return [Span(*edge) for edge in pairwise(edges)]


def begins_clause(folded: str, start: int) -> bool:
    """Whether more than a 、 stands before."""
    before = folded[:start].rstrip()
    return before.endswith(_CLAUSE_ENDS) or "\n" in folded[len(before) : start]


def fold_brackets(folded: str) -> str:
    """各市〔州〕 → 各市（州）: one form of bracket for names, of the same length."""
    return folded.translate(str.maketrans("〔〕[]〈〉", "（）（）（）"))


def cut_names(text: str, span: Span) -> Iterator[Span]:
    """Cut at separators outside of brackets and quotation marks, at footnote marks and list numbers. Lines stay whole."""
    numbers = {m.start() for m in INNER_NUMBER.finditer(text, span.start, span.end)}
    numbers |= {m.end() for m in _role_bracket().finditer(text, span.start, span.end)}
    quoted = {i for m in _QUOTED.finditer(text, span.start, span.end) for i in range(*m.span())}
    marks = {i for m in _footnote().finditer(text, span.start, span.end) for i in range(*m.span())}
    depth, start = 0, span.start
    for i in range(span.start, span.end):
        is_gap = text[i] in SEPARATORS or i in marks
        if depth == 0 and i not in quoted and (is_gap or i in numbers):
            yield trim(text, Span(start, i))
            start = i + is_gap
        depth += (text[i] in OPENING) - (text[i] in CLOSING and depth > 0)
    yield trim(text, Span(start, span.end))


def match_bracket(text: str, start: int, end: int) -> int:
    """Find the end (excluded) of the bracket that opens at `start`; -1 where none does, or it stays open."""
    if text[start] not in OPENING:
        return -1
    depth = 0
    for i in range(start, end):
        depth += (text[i] in OPENING) - (text[i] in CLOSING)
        if depth == 0:
            return i + 1
    return -1


def unwrap(text: str, span: Span) -> Span:
    """Take list numbers off the start, and brackets that enclose everything: （市教育局、市财政局）."""
    for _ in range(MOST_WRAPPINGS):
        span = trim(text, span)
        number = _LIST_NUMBER.match(text, span.start, span.end)
        if number and number.end() < span.end:
            span = Span(number.end(), span.end)
        elif span.end > span.start and match_bracket(text, span.start, span.end) == span.end:
            span = Span(span.start + 1, span.end - 1)
        else:
            break
    return Span(span.end, span.end) if ONLY_NUMBER.fullmatch(text, span.start, span.end) else span


def is_nobody(text: str) -> bool:
    """Whether a cell says that there is no unit: empty, 无, —, / ."""
    words = "".join(text.split()).strip("。.")
    return not words.strip("-/_、") or words in _NOTHING or bool(_nobody().fullmatch(words.lower()))


def split_blanks(text: str, span: Span, is_name: Callable[[str], bool]) -> list[Span]:
    """Split at blanks that part units (市财政局 市审计局), not at those inside a name (市 商 务 局).

    The cheapest reading wins: a known unit costs 1, an unknown piece more, the more so the more blanks it holds.
    """
    tokens = [Span(m.start(), m.end()) for m in _WORDS.finditer(text, span.start, span.end)]
    if len(tokens) < 2:
        return [span]
    most = _MOST_PARTS if len(tokens) < 400 else 4  # a long text of loose characters is no list of units
    best: list[tuple[int, int]] = [(0, 0)]  # cost up to a token, start of its piece
    for end in range(1, len(tokens) + 1):
        options = []
        for start in range(max(0, end - most), end):
            piece = [text[t.start : t.end] for t in tokens[start:end]]
            options.append((best[start][0] + _cost(piece, is_name), -start))
        cost, start = min(options)
        best.append((cost, -start))
    pieces, end = [], len(tokens)
    while end:
        start = best[end][1]
        pieces.append(Span(tokens[start].start, tokens[end - 1].end))
        end = start
    return pieces[::-1]


def _cost(tokens: list[str], is_name: Callable[[str], bool]) -> int:
    piece = "".join(tokens)
    if is_name(piece):
        rests = ("".join(tokens[i:]) for i in range(1, len(tokens)))
        return 20 if any(_head().match(rest) and is_name(rest) for rest in rests) else 1  # 各区政府 市有关部门 are two
    return (5 if _looks_like_one().fullmatch(piece) else 10) + 6 * (len(tokens) - 1)


def split_glued(text: str, span: Span, is_name: Callable[[str], bool]) -> list[Span]:
    """Split 市委市政府, 市财政局·市审计局 where every part is a unit and the whole is none."""
    if span.end - span.start > 4 * LONGEST_PIECE or is_name(text[span.start : span.end]):
        return [span]
    cuts = [m.span() for m in _glue().finditer(text, span.start, span.end)]
    rests: dict[int, list[Span]] = {span.end: []}  # where a part may begin → the parts from there on
    for start in [after for _, after in reversed(cuts)] + [span.start]:
        for end, after in [cut_names for cut_names in cuts if cut_names[0] > start] + [(span.end, span.end)]:
            if after in rests and end - start <= LONGEST_PIECE and is_name(text[start:end]):
                rests[start] = [Span(start, end), *rests[after]]
                break
    return rests.get(span.start, [span])


def split_joined(text: str, span: Span, is_name: Callable[[str], bool]) -> list[Span]:
    """Split at 和, 及, 会同 … where both sides are units; 市有关部门和单位 is one."""
    words = text[span.start : span.end]
    if len(words) > 4 * LONGEST_PIECE:
        return [span]
    is_one = is_name(words)
    for match in _joiner().finditer(words):
        right = trim(text, Span(span.start + match.end(), span.end))
        if is_one and not _head().match(text, right.start):  # 市有关部门和单位 is one, 各区政府及市有关部门 two
            continue
        left = words[: match.start()].strip()
        if is_name(left) and not (
            left[-1] not in ends("office") and words[-1] in ends("office") and is_name(left + words[-1])
        ):
            rest = split_joined(text, right, is_name)
            if all(is_name(text[r.start : r.end]) for r in rest):
                return [trim(text, Span(span.start, span.start + match.start())), *rest]
    return [span]


def take_etc(folded: str, span: Span) -> list[Span]:
    """市商务局等部门 → 市商务局; 市商务局等有关部门 → 市商务局, 有关部门; 等部门和各区政府 → 各区政府; 高等学校 stays."""
    words = folded[span.start : span.end]
    plain = _etc().search(words)
    if plain and plain.start() > 1 and words[plain.start() - 1] not in "高中初平":
        return [trim(folded, Span(span.start, span.start + plain.start()))]
    joined = _etc_joined().search(words)
    if joined and joined.start() > 1:
        rest = Span(span.start + joined.end(), span.end)
        return [Span(span.start, span.start + joined.start()), *take_etc(folded, rest)]
    group = _etc_group().search(words)
    if group and group.start() > 1:
        return [Span(span.start, span.start + group.start()), Span(span.start + group.start("group"), span.end)]
    return [span]


def cut_to_unit(folded: str, span: Span, is_name: Callable[[str], bool]) -> Span:
    """市财政局做好资金保障 → 市财政局: a known unit, and words that are no part of a name."""
    words = folded[span.start : span.end]
    if len(words) > LONGEST_PIECE or words.endswith((*ends("office", "body", "section", "common"), "）")):
        return span
    stops = [m.end() for m in _end().finditer(words) if m.end() < len(words) - 1]
    end = next((end for end in reversed(stops) if is_name(words[:end])), len(words))
    return Span(span.start, span.start + end)

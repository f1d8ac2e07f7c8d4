"""Cutting a text of units into pieces: separators, brackets, list numbers, blanks inside and between names.

Everything works on folded text (lang.fold), whose offsets are those of the text as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.model import Span
from pipeline.rules.responsibility import role_pattern

MOST_WRAPPINGS = 4  # numbers and brackets around one piece
MOST_PARTS = 24  # blanks in one name
LONGEST = 80  # characters of a unit's words
SEPARATORS = "、，,；;/|。！"
OPENING, CLOSING = "（【[〔｛{《", "）】]〕｝}》"
NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
LIST_NUMBER = re.compile(rf"[①-⑳]|（\s*{NUMERAL}\s*）|{NUMERAL}\s*[.．)）]|[*★●■◆·•▪-]+")
ONLY_NUMBER = re.compile(rf"{NUMERAL}\s*[.．]?")
INNER_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff）\s])(?:\d{1,2}[.．](?!\d)|[①-⑳]|（\d{1,2}）)")
WORDS = re.compile(r"\S+")
NOBODY = {
    "无",
    "暂无",
    "待定",
    "不详",
    "待明确",
    "待确定",
    "暂缺",
    "略",
    "同上",
    "同前",
    "见上",
    "空",
    "0",
    "\\",
    "none",
    "无配合单位",
    "无牵头单位",
    "不涉及",
    "无。",
}
NEEDS_NOBODY = re.compile(
    r"(?:暂?无|没有|不|未)(?:需要?|须|设|设置|涉及|明确)?(?:牵头|配合|责任|其他|协办|参与)*(?:单位|部门)?"
)
JOINER = re.compile(r"(?<=[^（]{2})(?:以及|会同|联合|及|和|与)(?=[^）]{2})")
DIVISION_WORDS = re.compile(
    r"(?:设区|地级|县级|自治|省直管|省直辖|直辖|开发|功能|林|新|街道|园|地|[省市县区州盟旗镇乡街])+(?:（[^（）]*）)?[区县市]?"
)
ORGANS = r"(?:人民政府|政府|行政公署|行署|管委会|管理委员会|党工委|街道办事处|街道办|办事处|（管委会）)"
REST_OF_GROUP = re.compile(rf"(?:{DIVISION_WORDS.pattern})?{ORGANS}*(?:（[^（）]*）)?")
BARE_PLURAL = re.compile(
    r"(?:(?:直属|派出|办事|事业|所属)*(?:部门|单位|企业|机构)+|管委会|街道办事处|街道办|[委办局厅部])(?:（[^（）]*）)?"
)
PARTY_TWIN = re.compile(r"(?:人民政府|政府|管委会|办事处)(?:（[^（）]*）)?")  # 各县（区）党委、政府
DIVISIONS_ONLY = re.compile(
    rf"(?:全?[市省区县州])?(?:各|相关|有关|属地|所有)+{DIVISION_WORDS.pattern}(?:行政公署|行署)?(?:、.*)?"
)
LOOKS_LIKE_ONE = re.compile(r"[市省县区州盟旗].+[局委厅办部院会社司团队心处署站所]")
HEAD = re.compile(r"[市省县区州盟旗各]|有关|相关|其他|属地")
ENDS = "局委厅办"  # 大数据和政务局 is one: its first part lacks the ending of the whole
GLUE = re.compile(r"(?<=[局委厅办部院会司社府关行队心处署站所）校])[ \t\n.·・•—–-]*(?=[市省县区州盟旗各国自团中])")
GROUP_HEAD = re.compile(r"(?:全?[市省区县州])?(?:委|政府|人民政府|直|属|级)?(?:各|相关|有关|属地|所有).*")

ETC = re.compile(
    r"等(?:[市省县区](?:直|级))?(?:\d+|[一二三四五六七八九十]+)?[个家]?(?:部门)?[和及、]?(?:单位)?(?:（单位）)?$"
)
ETC_GROUP = re.compile(r"等(?P<group>(?:市|省|县|区|州)?(?:直|级)?(?:各|有关|相关).+)$")
UNIT_END = re.compile(r"[局委厅办府院会部）]")
NAME_ENDS = (
    "单位",
    "部门",
    "企业",
    "公司",
    "集团",
    "中心",
    "机构",
    "学校",
    "队",
    "所",
    "站",
    "科",
    "处",
    "室",
    "局",
    "委",
    "办",
    "厅",
    "部",
    "院",
    "会",
    "）",
)


def trim(text: str, span: Span) -> Span:
    """Take blanks off both ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def cut(text: str, span: Span) -> Iterator[Span]:
    """Cut at separators outside of brackets, and where a list number stands inside the text. Lines stay whole."""
    numbers = {m.start() for m in INNER_NUMBER.finditer(text, span.start, span.end)}
    depth, start = 0, span.start
    for i in range(span.start, span.end):
        if depth == 0 and (text[i] in SEPARATORS or i in numbers):
            yield trim(text, Span(start, i))
            start = i + (text[i] in SEPARATORS)
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
        number = LIST_NUMBER.match(text, span.start, span.end)
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
    return not words.strip("-/_、") or words.lower() in NOBODY or bool(NEEDS_NOBODY.fullmatch(words))


def join_groups(text: str, pieces: list[Span]) -> list[Span]:
    """Join what 、 cut inside of one group: 各市、县（市、区）人民政府; 市各有关部门、单位."""
    joined: list[Span] = []
    for piece in pieces:
        if joined and text[joined[-1].end : piece.start].strip() == "、":
            head, rest = text[joined[-1].start : joined[-1].end], text[piece.start : piece.end]
            last = re.split("和|与|及", head)[-1]  # 市农业局和各县党委、政府
            if len(head) <= LONGEST and GROUP_HEAD.fullmatch(last) and _goes_on(last, rest):
                joined[-1] = Span(joined[-1].start, piece.end)
                continue
        joined.append(piece)
    return joined


def _goes_on(head: str, rest: str) -> bool:
    rest = role_pattern("verb").split(rest, maxsplit=1)[0]
    if BARE_PLURAL.fullmatch(rest) or (head.endswith(("党委", "党工委", "党（工）委")) and PARTY_TWIN.fullmatch(rest)):
        return True
    return bool(DIVISIONS_ONLY.fullmatch(head) and rest and REST_OF_GROUP.fullmatch(rest))


def split_blanks(text: str, span: Span, is_unit: Callable[[str], bool]) -> list[Span]:
    """Split at blanks that part units (市财政局 市审计局), not at those inside a name (市 商 务 局).

    The cheapest reading wins: a known unit costs 1, an unknown piece more, the more so the more blanks it holds.
    """
    tokens = [Span(m.start(), m.end()) for m in WORDS.finditer(text, span.start, span.end)]
    if len(tokens) < 2:
        return [span]
    most = MOST_PARTS if len(tokens) < 400 else 4  # a long text of loose characters is no list of units
    best: list[tuple[int, int]] = [(0, 0)]  # cost up to a token, start of its piece
    for end in range(1, len(tokens) + 1):
        options = []
        for start in range(max(0, end - most), end):
            piece = [text[t.start : t.end] for t in tokens[start:end]]
            options.append((best[start][0] + _cost(piece, is_unit), -start))
        cost, start = min(options)
        best.append((cost, -start))
    pieces, end = [], len(tokens)
    while end:
        start = best[end][1]
        pieces.append(Span(tokens[start].start, tokens[end - 1].end))
        end = start
    return pieces[::-1]


def _cost(tokens: list[str], is_unit: Callable[[str], bool]) -> int:
    piece = "".join(tokens)
    if is_unit(piece):
        rests = ("".join(tokens[i:]) for i in range(1, len(tokens)))
        return 20 if any(HEAD.match(rest) and is_unit(rest) for rest in rests) else 1  # 各区政府 市有关部门 are two
    return (5 if LOOKS_LIKE_ONE.fullmatch(piece) else 10) + 6 * (len(tokens) - 1)


def split_glued(text: str, span: Span, is_unit: Callable[[str], bool]) -> list[Span]:
    """Split 市委市政府, 市财政局·市审计局 where every part is a unit and the whole is none."""
    if span.end - span.start > 4 * LONGEST or is_unit(text[span.start : span.end]):
        return [span]
    cuts = [m.span() for m in GLUE.finditer(text, span.start, span.end)]
    rests: dict[int, list[Span]] = {span.end: []}  # where a part may begin → the parts from there on
    for start in [after for _, after in reversed(cuts)] + [span.start]:
        for end, after in [cut for cut in cuts if cut[0] > start] + [(span.end, span.end)]:
            if after in rests and end - start <= LONGEST and is_unit(text[start:end]):
                rests[start] = [Span(start, end), *rests[after]]
                break
    return rests.get(span.start, [span])


def split_joined(text: str, span: Span, is_unit: Callable[[str], bool]) -> list[Span]:
    """Split at 和, 及, 会同 … where both sides are units; 市有关部门和单位 is one."""
    words = text[span.start : span.end]
    if len(words) > 4 * LONGEST:
        return [span]
    is_one = is_unit(words)
    for match in JOINER.finditer(words):
        right = trim(text, Span(span.start + match.end(), span.end))
        if is_one and not HEAD.match(text, right.start):  # 市有关部门和单位 is one, 各区政府及市有关部门 two
            continue
        left = words[: match.start()].strip()
        if is_unit(left) and not (left[-1] not in ENDS and words[-1] in ENDS and is_unit(left + words[-1])):
            rest = split_joined(text, right, is_unit)
            if all(is_unit(text[r.start : r.end]) for r in rest):
                return [trim(text, Span(span.start, span.start + match.start())), *rest]
    return [span]


def take_etc(folded: str, span: Span) -> list[Span]:
    """市商务局等部门 → 市商务局; 市商务局等有关部门 → 市商务局, 有关部门; 高等学校 stays."""
    words = folded[span.start : span.end]
    plain = ETC.search(words)
    if plain and plain.start() > 1 and words[plain.start() - 1] not in "高中初平":
        return [trim(folded, Span(span.start, span.start + plain.start()))]
    group = ETC_GROUP.search(words)
    if group and group.start() > 1:
        return [Span(span.start, span.start + group.start()), Span(span.start + group.start("group"), span.end)]
    return [span]


def cut_to_unit(folded: str, span: Span, is_unit: Callable[[str], bool]) -> Span:
    """市财政局做好资金保障 → 市财政局: a known unit, and words that are no part of a name."""
    words = folded[span.start : span.end]
    if len(words) > LONGEST or words.endswith(NAME_ENDS):
        return span
    ends = [m.end() for m in UNIT_END.finditer(words) if m.end() < len(words) - 1]
    end = next((end for end in reversed(ends) if is_unit(words[:end])), len(words))
    return Span(span.start, span.start + end)

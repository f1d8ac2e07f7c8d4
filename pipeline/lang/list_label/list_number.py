"""List numbers: 1. 2、 （一） ① 2.1 一是 … told apart from the quantities they are glued to (1.8家医院).

Cases and rule: docs/design/list_numbers.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from operator import attrgetter

from pipeline.lang.fold import fold
from pipeline.lang.list_label.shape import (
    BOTH,
    CHAIN,
    HAN_LABEL,
    NEIGHBOUR,
    SURE,
    Candidate,
    is_decimal_unit,
    parse_label,
    read_lead,
    read_mid_bracket,
)
from pipeline.model.record import record

STYLES = ("arabic", "glued", "chinese", "bracket", "circled", "section", "prose", "serial", "page")
STARTING = frozenset(STYLES) - {"prose", "serial", "page"}

_SIGN_BLOCKS = (
    (0x2460, 0x249B),
    (0x24EB, 0x24FE),
    (0x2776, 0x2793),
    (0x3220, 0x3229),
    (0x3251, 0x325F),
    (0x3280, 0x3289),
    (0x32B1, 0x32BF),
)
_SIGNS = {chr(c): int(unicodedata.numeric(chr(c))) for low, high in _SIGN_BLOCKS for c in range(low, high + 1)}

# What may be looked for begins with its first character and looks back from there: `re` then skips to where one may begin.
_FIRST = re.compile(rf"[ ]*(?=[-\d（{HAN_LABEL}])")
_LEAD = re.compile(rf"(?:\n|。[”’）」』】]*|；[”’）」』】]*)[ ]*(?=[-\d（{HAN_LABEL}])")
_TAB_SERIAL = re.compile(rf"(?:\A|\n)[ \u3000]*((?:[1-9]\d?\.){{0,3}}(\d{{1,3}})|[{HAN_LABEL}]{{1,3}}) *\t")
_SIGN = re.compile("[" + "".join(_SIGNS) + "][、.．]?")
_MID_BRACKET = re.compile(rf"（(?<![\n。；件表图式例注见款项条第]（)(?= ?[\d{HAN_LABEL}])")
_MID_ARABIC = re.compile(
    rf"(\d)(?:(?<=[：，；。”’） \n]\d)(\d?)(?:\.(?!\d)|、(?![\d双{HAN_LABEL}]))|(?<=[\u4e00-\u9fff]\d)(\d?)\.(?![\d\n]))"
)
_NUMBERED = re.compile(r"\. ?[\u4e00-\u9fff]{2}")  # （责任单位：市经信局）12|.完善管网
_MID_CHINESE = re.compile(rf"([{HAN_LABEL}](?<=[：，”’） \n][{HAN_LABEL}])[{HAN_LABEL}]{{0,2}})、(?![{HAN_LABEL}])")
_PROSE = re.compile(
    rf"([{HAN_LABEL}](?<![第唯之统同专单归不划逐合某每{HAN_LABEL}][{HAN_LABEL}])[{HAN_LABEL}]{{0,2}})(是|要)"
)
_PAUSE = "\n。；：，,:！？“”（） "
_SECTION = re.compile(r"(\d(?<![\d.A-Za-z\-~]\d)\d?)\.([1-9]\d?)(?![\d.%‰\-~])")


@record
class ListNumber:
    """A list number of a text as written; `text[start:end] == label`."""

    start: int
    end: int
    label: str
    style: str
    number: int
    starts_item: bool


def find_list_numbers(text: str, folded: str | None = None) -> tuple[ListNumber, ...]:
    """Find the list numbers of a text as written, in order, disjoint.

    The span is the number with its mark, without the blanks that follow. `starts_item` tells whether an item of a
    plan cell starts with it; the others number parts of a sentence, rows or pages.
    """
    folded = fold(text) if folded is None else folded
    leads = _read_leads(folded)
    sections = _find_sections(folded, {lead.start for lead in leads}) if leads and "." in folded else []
    if sections:
        section_starts = {section.start for section in sections}
        leads = [c for c in leads if c.start not in section_starts]
    candidates = [*leads, *_read_mids(folded)]
    found = [*sections, *_resolve_all(candidates)] if candidates else sections
    found += _read_signs(text, folded)
    found += _read_tabs(text) if "\t" in text else ()
    return tuple(_publish(text, found)) if found else ()


def _publish(text: str, found: Iterable[Candidate]) -> Iterator[ListNumber]:
    """Turn what was found into list numbers; of two that overlap the first stays."""
    end = 0
    for c in sorted(found, key=lambda c: (c.start, -c.end)):
        if c.start >= end:
            starts = c.place in ("line", "stop") and c.style in STARTING
            yield ListNumber(c.start, c.end, text[c.start : c.end], c.style, c.number, starts)
            end = c.end


def _read_leads(folded: str) -> list[Candidate]:
    """Read what stands at the starts of lines and after 。；."""
    first = _FIRST.match(folded)
    found = [read_lead(folded, first.end(), "line")] if first else []
    for lead in _LEAD.finditer(folded):
        found.append(read_lead(folded, lead.end(), "line" if lead[0][0] == "\n" else "stop"))
    return [candidate for candidate in found if candidate]


def _read_mids(folded: str) -> Iterator[Candidate]:
    """Read what may be a list number in mid-line, where its sequence is there."""
    for match in _MID_BRACKET.finditer(folded) if "（" in folded else ():
        candidate = read_mid_bracket(folded, match.start())
        if candidate:
            yield candidate
    for match in _MID_ARABIC.finditer(folded) if "、" in folded or "." in folded else ():
        number = int(match[1] + (match[2] or match[3] or ""))
        start, end = match.span()
        proof = SURE if folded[start - 1] == "）" and _NUMBERED.match(folded, end - 1) else CHAIN
        yield Candidate(start, end, number, "arabic", "mid", proof, "arabic")
    for match in _MID_CHINESE.finditer(folded) if "、" in folded else ():
        label = parse_label(match[1])
        if label:
            yield Candidate(match.start(), match.end(), label, "chinese", "mid", CHAIN, "chinese、")
    for match in _PROSE.finditer(folded) if "是" in folded or "要" in folded else ():
        label = parse_label(match[1])
        if label:
            is_sure = match.start() == 0 or folded[match.start() - 1] in _PAUSE
            yield Candidate(match.start(), match.end(), label, "prose", "mid", SURE if is_sure else CHAIN, match[2])


def _read_signs(text: str, folded: str) -> Iterator[Candidate]:
    """Read the numbers that are one character: ① ⑴ ⒈ ㈠."""
    for match in _SIGN.finditer(text):
        head = folded[max(0, match.start() - 80) : match.start()]
        at_lead = match.start() == 0 or (bool(head) and _ends_at_lead(head, match.start() <= 80))
        style = "bracket" if unicodedata.name(text[match.start()]).startswith("PARENTHESIZED") else "circled"
        end = match.end()
        if text[end - 1] in ".．" and text[end : end + 1].isdigit():
            end -= 1
        place = "line" if at_lead else "mid"
        yield Candidate(match.start(), end, _SIGNS[text[match.start()]], style, place, SURE, style)


def _ends_at_lead(head: str, is_whole: bool) -> bool:
    """Tell whether a new item may start after `head` (the text before, whole or its last 80 characters)."""
    bare = head.rstrip(" ")
    if not bare:
        return is_whole
    return bare[-1] == "\n" or bare.rstrip("”’）」』】")[-1:] in ("。", "；")


def _read_tabs(text: str) -> Iterator[Candidate]:
    """Read the first column of a row with tabs: its serial number."""
    for match in _TAB_SERIAL.finditer(text):
        if number := parse_label(match[2] or match[1]):
            yield Candidate(match.start(1), match.end(1), number, "serial", "line", SURE, "serial")


def _find_sections(folded: str, leads: set[int]) -> list[Candidate]:
    """Find chains A.B, A.(B+1) … that begin at a lead position and are no decimals by their units."""
    chains: dict[int, list[Candidate]] = {}
    found: list[Candidate] = []
    for match in _SECTION.finditer(folded):
        if is_decimal_unit(folded, match.end()):
            continue
        first, number = int(match[1]), int(match[2])
        chain = chains.get(first)
        place = "line" if match.start() in leads else "mid"
        candidate = Candidate(match.start(), match.end(), number, "section", place, SURE, "section")
        if chain and chain[-1].number + 1 == number:
            found.extend([*chain, candidate] if len(chain) == 1 else [candidate])
            chain.append(candidate)
        elif place == "line":
            chains[first] = [candidate]
    return found


def _resolve_all(candidates: list[Candidate]) -> list[Candidate]:
    """Decide each family by its sequence; what stands alone has to be sure."""
    families: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        families.setdefault(candidate.family, []).append(candidate)
    kept: list[Candidate] = []
    for _, members in sorted(families.items()):
        in_doubt = [c for c in members if c.proof != SURE]
        if not in_doubt or len(members) == 1:
            kept += () if in_doubt else members
            continue
        members.sort(key=attrgetter("start"))
        accepted = _accept_forward(members)
        _accept_backward(members, accepted)
        _accept_columns(members, accepted)
        kept.extend(c for c, is_in in zip(members, accepted, strict=True) if is_in)
        if not any(accepted):
            kept.extend(_accept_together(members))
    return kept


def _accept_forward(members: list[Candidate]) -> list[bool]:
    """Accept the sure ones, and in their order those that follow the number before them."""
    next_sure: list[int | None] = [None] * len(members)
    for i in range(len(members) - 2, -1, -1):
        next_sure[i] = members[i + 1].number if members[i + 1].proof == SURE else next_sure[i + 1]
    accepted = [False] * len(members)
    previous: Candidate | None = None
    for i, c in enumerate(members):
        following = members[i + 1].number if i + 1 < len(members) else None
        accepted[i] = c.proof == SURE or _follows(c, previous, next_sure[i], following)
        previous = c if accepted[i] else previous
    return accepted


def _follows(c: Candidate, previous: Candidate | None, next_sure: int | None, following: int | None) -> bool:
    """Tell whether an unsure candidate is proved by the one before it (or, as a first, by the one after)."""
    is_next = previous is not None and previous.number + 1 == c.number
    in_chain = is_next and previous is not None and previous.place == c.place == "mid"
    if next_sure == c.number and not in_chain:
        return False
    if c.proof == NEIGHBOUR:
        return is_next
    if c.proof == BOTH:
        is_last = next_sure is None and c.place == "line"
        return (is_next and (is_last or next_sure == c.number + 1)) or (c.number == 1 and next_sure == 2)
    return is_next or (c.number == 1 and following == 2)


def _accept_backward(members: list[Candidate], accepted: list[bool]) -> None:
    """Accept those in doubt that stand right before their successor, unless their number is there already."""
    previous: list[int | None] = [None] * len(members)
    for i in range(1, len(members)):
        previous[i] = members[i - 1].number if accepted[i - 1] else previous[i - 1]
    following: int | None = None
    for i in range(len(members) - 1, -1, -1):
        c = members[i]
        if not accepted[i] and c.proof == NEIGHBOUR and following == c.number + 1:
            accepted[i] = previous[i] != c.number
        following = c.number if accepted[i] else following


def _accept_columns(members: list[Candidate], accepted: list[bool]) -> None:
    """Accept numbers without a mark that open lines as 1, 2, 3 … (three at least): the first column of a table."""
    chain: list[int] = []
    for i, c in [*enumerate(members), (-1, None)]:
        if c is not None and (c.proof != BOTH or c.place != "line" or accepted[i]):
            continue
        if c is not None and chain and c.number == len(chain) + 1:
            chain.append(i)
            continue
        if c is not None and c.number != 1:
            continue  # a line of the text that happens to begin with a number
        for j in chain if len(chain) > 2 else ():
            accepted[j] = True
        chain = [] if c is None else [i]


def _accept_together(members: list[Candidate]) -> list[Candidate]:
    """Accept candidates in doubt that open lines as 1, 2, 3 …: they prove each other."""
    lines = [c for c in members if c.place == "line" and c.proof == NEIGHBOUR]
    is_sequence = len(lines) > 1 and [c.number for c in lines] == list(range(1, len(lines) + 1))
    return lines if is_sequence else []

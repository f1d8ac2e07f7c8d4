"""Units and their roles in a text that is known to be about them: a unit cell, a bracket, a labelled line."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from pipeline.lang.text import read_once
from pipeline.model import Region, Span
from pipeline.normalise.joins import join_groups
from pipeline.normalise.names import Resolution, as_group, is_known, resolve
from pipeline.normalise.pieces import (
    begins_clause,
    cut_names,
    cut_to_unit,
    fold_brackets,
    is_nobody,
    split_blanks,
    split_by,
    split_glued,
    split_joined,
    take_etc,
    trim,
    unwrap,
)
from pipeline.normalise.roles import (
    MARKS,
    Mention,
    RoleReading,
    about_all,
    apply_notes,
    beside_names,
    find_outside,
    first_leads,
    joining,
    label_parts,
    leading,
    of_time,
    role_of_verbs,
    skip_verbs,
    take_filler,
    take_note,
    take_role_before,
    take_role_bracket,
)
from pipeline.normalise.shared import find_shared, split_levels
from pipeline.rules.divisions import level_ends
from pipeline.rules.responsibility import (
    duty_pattern,
    duty_words,
    label_bodies,
    role_pattern,
    role_words,
)

LINE = re.compile(r"[^\n]*\S[^\n]*")
UNKNOWN_LABEL = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,8}[:：]\s*")
MOST_JOINS = 4  # 会同 in one piece
GOVERNING = ("government", "party")
_PLACES = ("development_zone", "local_government")


def read_mentions(text: str, span: Span, default: str, region: Region | None, year: int | None) -> tuple[Mention, ...]:
    """Read the units of `text[span]` in their order, each with its role; `default` where none is said.

    `text` is as written; blanks inside names, list numbers and outer brackets are understood.
    """
    found = _read_words(text[span.start : span.end], default, region, year)
    if not span.start:
        return found
    return tuple(m._replace(span=Span(m.span.start + span.start, m.span.end + span.start)) for m in found)


@lru_cache(maxsize=8192)
def _read_words(text: str, default: str, region: Region | None, year: int | None) -> tuple[Mention, ...]:
    """Read a whole text of units; cached, since a list names the same units again and again."""
    folded = fold_brackets(read_once(text).folded)
    reading = RoleReading(region, year, default)
    span = unwrap(folded, Span(0, len(folded)))
    if is_nobody(folded[span.start : span.end]):
        return ()
    for label, part in label_parts(folded, span):
        reading.flush()
        if label:
            reading.role, reading.verb = label.role, None
            reading.first_leads |= first_leads().search(label.note) is not None
        if reading.role != "other":
            _read_part(text, folded, part, reading)
    reading.flush()
    return tuple(apply_notes(folded, reading))


@cache
def _begins_name() -> re.Pattern[str]:
    return re.compile(rf"[{level_ends()}]")


@cache
def _bare_zone() -> re.Pattern[str]:
    return re.compile(rf"{duty_pattern('bare_zone')}{duty_pattern('organ')}?")


def _read_part(text: str, folded: str, part: Span, reading: RoleReading) -> None:
    pieces = split_levels(folded, join_groups(folded, [p for p in cut_names(folded, part) if p.end > p.start]))
    reading.shared = find_shared(folded, pieces, reading.region, reading.year)
    for piece in pieces:
        if about_all().match(folded, piece.start):
            break
        for line in _split_lines(folded, piece, reading):
            for words in split_by(folded, unwrap(folded, line)):
                is_by = leading().match(folded[words.start : words.end]) is not None
                if is_by or begins_clause(folded, words.start):
                    reading.begin_clause(is_by)
                _read_piece(text, folded, words, reading)


def _split_lines(folded: str, piece: Span, reading: RoleReading) -> list[Span]:
    """The lines of a piece where they say more than a name: 市商务局牵头⏎市财政局配合. Else a name may go over lines."""
    words = folded[piece.start : piece.end]
    if "\n" not in words:
        return [piece]
    if not (first_leads().search(words) or role_pattern("verb").search(words) or _are_names(words, reading)):
        return [piece]
    return [trim(folded, Span(piece.start + m.start(), piece.start + m.end())) for m in LINE.finditer(words)]


def _are_names(words: str, reading: RoleReading) -> bool:
    """Whether each line is a name by itself, and all of them together are none that a table holds."""

    def is_name(line: str) -> bool:
        return is_known(resolve(line, reading.region, reading.year, reading.inherited))

    whole = resolve(words, reading.region, reading.year, reading.inherited).department
    return whole.resolution != "alias" and all(is_name(line) for line in words.split("\n") if line.strip())


def _read_piece(text: str, folded: str, piece: Span, reading: RoleReading, joins: int = 0) -> None:
    """Read one piece: a note, a unit, units with a verb, a unit with its role in brackets."""
    piece = take_note(folded, piece, reading)
    words = folded[piece.start : piece.end]
    if not words or is_nobody(words) or beside_names().fullmatch(words) or of_time().fullmatch(words):
        return
    piece = take_role_before(folded, piece, reading)
    piece, role = take_role_bracket(folded, _take_unknown_label(folded, piece, reading))
    if reading.take_deed(folded[piece.start : piece.end]):
        return
    others = _find_others(folded, piece, reading)
    if others and joins < MOST_JOINS:
        _read_others(text, folded, piece, others, reading, joins)
        return
    verb = _find_verb(folded, piece, reading)
    if verb is None:
        if role == "cooperate":
            reading.share_role()
        _read_names(text, folded, piece, role, reading)
        return
    at, verb_role = verb
    units = take_filler(folded, Span(piece.start, at))
    _read_names(text, folded, units, role, reading)
    reading.take_verb(verb_role)
    joined = skip_verbs(folded, Span(at, piece.end))
    if joins < MOST_JOINS and (
        joining().match(folded[joined.start : joined.end]) or _names_more(folded, joined, reading)
    ):
        _read_piece(text, folded, joined, reading, joins + 1)


def _names_more(folded: str, rest: Span, reading: RoleReading) -> bool:
    """Whether a verb is followed by the next name at once: 市教育局牵头市财政局配合."""
    words = folded[rest.start : rest.end]
    if not _begins_name().match(words):
        return False
    at = find_outside(words)
    resolution = resolve(words[:at] if at > 0 else words, reading.region, reading.year, reading.inherited)
    return resolution.department.kind != "group" and is_known(resolution)


def _find_others(folded: str, piece: Span, reading: RoleReading) -> Span | None:
    """What a bracket behind a name says of others: 市教育局（会同市财政局、市审计局）, 市教育局（市财政局配合）."""
    opening = folded.rfind("（", piece.start + 2, piece.end) if folded.endswith("）", piece.start, piece.end) else -1
    if opening < 0:
        return None
    inside = trim(folded, Span(opening + 1, piece.end - 1))
    joined = joining().match(folded[inside.start : inside.end])
    verb = role_pattern("verb").search(folded, inside.start, inside.end)
    if not joined and not verb:
        return None
    start = inside.start + (joined.end() if joined else 0)
    first = next(cut_names(folded, Span(start, inside.end if joined or not verb else verb.start())))
    words = folded[first.start : first.end]
    return inside if is_known(resolve(words, reading.region, reading.year, reading.inherited)) else None


def _read_others(text: str, folded: str, piece: Span, others: Span, reading: RoleReading, joins: int) -> None:
    """Read a unit, which leads unless a label or the column says more, and those that its bracket names."""
    said = reading.role or ("lead" if reading.default == "responsible" else reading.default)
    _read_names(text, folded, trim(folded, Span(piece.start, others.start - 1)), said, reading)
    before, reading.settled = reading.verb, 0
    for part in cut_names(folded, others):
        _read_piece(text, folded, part, reading, joins + 1)
    reading.verb, reading.joined = before, False


def _take_unknown_label(folded: str, piece: Span, reading: RoleReading) -> Span:
    """市级：市商务局 → 市商务局; 牵头处室：基教处 names no unit: nothing."""
    label = UNKNOWN_LABEL.match(folded, piece.start, piece.end)
    if not label:
        return piece
    rest = Span(label.end(), piece.end)
    at = find_outside(folded[rest.start : rest.end])
    words = folded[rest.start : rest.start + at if at > 0 else rest.end]
    return (
        rest if is_known(resolve(words, reading.region, reading.year, reading.inherited)) else Span(rest.end, rest.end)
    )


def _find_verb(folded: str, piece: Span, reading: RoleReading) -> tuple[int, str] | None:
    """Find where a piece stops naming units and says what they do; None where the whole of it is a unit."""
    words = folded[piece.start : piece.end]
    at = find_outside(words)
    tail = words[at:]
    is_noun = re.search(f"{label_bodies()}$", tail) is not None and tail not in role_words("verb")
    if at <= 0 or is_noun or _is_one_unit(words, reading):
        return None
    return piece.start + at, role_of_verbs(tail)


def _is_one_unit(words: str, reading: RoleReading) -> bool:
    """Whether words that hold a verb are nevertheless a name (no group: any words may follow 各)."""
    resolution = resolve(words, reading.region, reading.year, reading.inherited)
    return is_known(resolution) and resolution.department.kind != "group"


def _read_names(text: str, folded: str, span: Span, role: str | None, reading: RoleReading) -> None:
    """Read the units of a piece without verbs: split at blanks and at 和 where units stand on both sides."""

    def is_name(words: str) -> bool:
        return is_known(resolve(words, reading.region, reading.year, reading.inherited))

    span = take_filler(folded, span) if leading().match(folded[span.start : span.end]) else span
    opening = joining().match(folded[span.start : span.end])
    if opening:
        reading.joined = reading.role is None
        span = trim(folded, Span(span.start + opening.end(), span.end))
    units = [
        unit
        for bare in take_etc(folded, span)
        for token in split_blanks(folded, bare, is_name)
        for part in split_joined(folded, unwrap(folded, _take_marks(folded, token)), is_name)
        for unit in split_glued(folded, part, is_name)
        if unit.end > unit.start and not is_nobody(folded[unit.start : unit.end])
    ]
    units = [unit if is_name(folded[unit.start : unit.end]) else cut_to_unit(folded, unit, is_name) for unit in units]
    for i, unit in enumerate(units):
        _add(text, unit, role or _role_by_joiner(folded, units, i, reading), reading)


def _take_marks(folded: str, span: Span) -> Span:
    """市住建局* → 市住建局."""
    return trim(folded, Span(span.start, span.start + len(folded[span.start : span.end].rstrip(MARKS))))


def _role_by_joiner(folded: str, units: list[Span], i: int, reading: RoleReading) -> str | None:
    """A会同B、C: A leads, B and C cooperate; only where no column or label says it."""
    if reading.default != "responsible" or reading.role:
        return None
    gaps = [folded[a.end : b.start].strip() for a, b in pairwise(units[max(0, i - 1) : i + 2])]
    reading.joined |= i > 0 and gaps[0] in duty_words("joining")
    if reading.joined:
        return "cooperate"
    return "lead" if i + 1 < len(units) and gaps[-1] in duty_words("joining") else None


def _add(text: str, unit: Span, role: str | None, reading: RoleReading) -> None:
    words = reading.shared.written.get(unit.start, text[unit.start : unit.end])
    resolution = resolve(words, reading.region, reading.year, reading.inherited)
    last = reading.last()
    if _bare_zone().fullmatch(words) and last and last.resolution.department.kind == "group":
        resolution = as_group(words, reading.region)  # 各县区政府、开发区管委会: every zone
    if unit.start in reading.shared.groups:
        resolution = as_group(words, reading.region)
    if _passes_on(resolution):
        reading.inherited = resolution.division
    reading.pending.append(Mention(unit, role or "", resolution))


def _passes_on(resolution: Resolution) -> bool:
    """Whether the units after this one may be of its division: an office, no government (青州市政府) and no zone."""
    department, _, division = resolution
    is_office = department.kind in GOVERNING and department.function not in _PLACES
    return is_office and division is not None and division.level != "nation"

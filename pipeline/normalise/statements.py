"""Statements of responsibility inside a text: a bracket that closes a paragraph, a labelled line, 由A牵头、B参加.

Ordinary prose is none: 顺丰牵头建设网点 tells what a company does, 本办法由市商务局负责解释 who explains a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.lang.fold import fold
from pipeline.model import Region, Span
from pipeline.normalise.labels import Label, find_labels
from pipeline.normalise.mentions import read_mentions
from pipeline.normalise.names import is_known
from pipeline.normalise.pieces import trim
from pipeline.normalise.reading import Mention
from pipeline.rules.departments import role_pattern, role_words

LONGEST = 1000  # characters of a bracket or clause that tells responsibility
DEEPEST = 3
BRACKET = re.compile(r"[（【[〔）】\]〕]")
UNIT_ENDS = "局委厅办部门位府院司队"
DIVISION_ENDS = "省市县区州盟旗"
LEVELS = "市省县区州盟旗"
LOOKS = (
    "局",
    "委",
    "厅",
    "办",
    "部",
    "院",
    "会",
    "司",
    "社",
    "署",
    "集团",
    "公司",
    "中心",
    "银行",
    "大学",
    "学院",
    "管委会",
    "支队",
    "总队",
    "管理处",
)
DEFINITE = LEVELS + "各有相全所属国"
SENTENCE_END = "。；;！\n"
BY = re.compile(r"由(?=[^由。；\n]{2,80}?(?:牵头|负责|主办|承办))")
SENTENCE = re.compile(r"[^。；;！\n]+")
BARE_END = re.compile(
    r"(?:(?:牵头|负责|配合|参加|参与|协助|协同|落实|实施)+|[为是](?:牵头|主办|责任|配合|协办|参与|参加)(?:单位|部门))$"
)
LONGEST_DUTY = 60
DUTY = re.compile(  # the words between a unit and its verb; 负责人 is a person
    rf"(?:等\w{{0,6}})?(?:{'|'.join(role_words('filler'))})*(?:牵头|负责(?!人|同志)|主办|承办|配合|协助|协同|参与|参加|落实|按职责|组织实施)"
)
PAST = re.compile("了|已|曾|过程|完成情况|表示|认为|指出|会议|印发")
NOT_BEFORE_BY = re.compile(  # 建立由A牵头…机制 tells of a body, 应由A负责 of a rule
    r"(?:建立|健全|完善|形成|构建|组建|成立|设立|推行|实行|搭建|打造|探索|采取|明确|改|将|拟|的|应|须|需|可|如|均|或|和|与|[a-zA-Z])$"
)
LIST_MARK = re.compile(r"\s*(?:[①-⑳]|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]\s*)?")


class Statement(NamedTuple):
    """Who is responsible: `span` covers the whole statement, brackets and label included."""

    span: Span
    mentions: tuple[Mention, ...]


def find_statements(text: str, region: Region | None, year: int | None) -> Iterator[Statement]:
    """Find the statements of `text` in order; they never overlap."""
    folded = fold(text)
    done = 0
    for found in sorted(_find_all(text, folded, region, year), key=lambda s: (s.span.start, -s.span.end)):
        if found.span.start >= done and found.mentions:
            done = found.span.end
            yield found


def _find_all(text: str, folded: str, region: Region | None, year: int | None) -> Iterator[Statement]:
    yield from _find_brackets(text, folded, region, year)
    yield from _find_lines(text, folded, region, year)
    yield from _find_sentences(text, folded, region, year)


# --- brackets --------------------------------------------------------------------------------


def _find_brackets(text: str, folded: str, region: Region | None, year: int | None) -> Iterator[Statement]:
    """Outermost brackets first; where one is no statement, those inside of it may be."""
    done = 0
    for span in sorted(_pair_brackets(folded)):
        if span.start >= done and span.end - span.start <= LONGEST:
            found = _read_bracket(text, folded, span, region, year)
            if found:
                done = span.end
                yield found


def _pair_brackets(folded: str) -> Iterator[Span]:
    """Brackets with their ends, nested no deeper than a person writes."""
    opened: list[int] = []
    for match in BRACKET.finditer(folded):
        if match[0] in "（【[〔":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if len(opened) < DEEPEST:
                yield Span(start, match.end())


def _read_bracket(text: str, folded: str, span: Span, region: Region | None, year: int | None) -> Statement | None:
    """Read a bracket that says who leads, cooperates or is responsible; None for every other bracket."""
    inner = Span(span.start + 1, span.end - 1)
    labels = [label for label in find_labels(folded, inner) if label.role != "other"]
    if labels and not folded[inner.start : labels[0].start].strip():
        return Statement(span, read_mentions(text, inner, "responsible", region, year))
    words = folded[inner.start : inner.end]
    has_verb = bool(role_pattern("verb").search(words))
    if not has_verb and not _closes_sentence(folded, span):
        return None
    mentions = read_mentions(text, inner, "responsible", region, year)
    if not mentions or not _all_units(mentions, strict=not has_verb):
        return None
    named = [m.span for m in mentions if m.resolution.department.kind != "group"]
    if not has_verb and named and all(folded[span.end - 1] in DIVISION_ENDS for span in named):
        return None  # 试点城市（青岛市、济南市）
    is_lonely = len(mentions) == 1 or all(m.resolution.department.kind == "group" for m in mentions)
    if not has_verb and is_lonely and not _follows_stop(folded, span):
        return None
    return Statement(span, mentions)


def _closes_sentence(folded: str, span: Span) -> bool:
    """Whether a bracket stands where responsibility is told: at the end, not after a unit (主管部门（市商务局））."""
    before, after = folded[max(0, span.start - 8) : span.start].rstrip(" "), folded[span.end : span.end + 8].lstrip(" ")
    return bool(before) and before[-1] not in UNIT_ENDS and (not after or after[0] in SENTENCE_END)


def _follows_stop(folded: str, span: Span) -> bool:
    return folded[max(0, span.start - 8) : span.start].rstrip(" \n").endswith(("。", "；", ";", "！"))


def _all_units(mentions: tuple[Mention, ...], strict: bool) -> bool:
    """Whether the words are units. Not strict: unknown ones may stand among them if they look like units."""
    names = [m.resolution.department.name for m in mentions if not is_known(m.resolution)]
    return not names or (not strict and all(_looks_like_unit(name, len(names) < len(mentions)) for name in names))


def _looks_like_unit(name: str, has_company: bool) -> bool:
    """市项目办; beside known units also 三亚机场公司."""
    return len(name) < 20 and (name[0] in LEVELS or (has_company and name.endswith(LOOKS)))


# --- labelled lines --------------------------------------------------------------------------


def _find_lines(text: str, folded: str, region: Region | None, year: int | None) -> Iterator[Statement]:
    """A label at the start of a line, or after a full stop or blank, with the units up to the next full stop."""
    start = 0
    while start <= len(folded):
        end = folded.find("\n", start)
        end = len(folded) if end < 0 else end
        labels = [label for label in find_labels(folded, Span(start, end)) if _begins(folded, start, label.start)]
        for run, stop in _find_runs(folded, labels, end):
            if any(label.role != "other" for label in run):
                stop = _go_on(text, folded, run[-1].end, stop, region, year)
                span = Span(run[0].start, stop)
                yield Statement(span, read_mentions(text, span, "responsible", region, year))
                end = max(end, stop)
        start = end + 1


def _find_runs(folded: str, labels: list[Label], line_end: int) -> Iterator[tuple[list[Label], int]]:
    """Labels that follow each other, with the end of what the last one names; prose between them parts runs."""
    run: list[Label] = []
    limits = [*(label.start for label in labels[1:]), line_end]
    for label, limit in zip(labels, limits, strict=False):
        run.append(label)
        stop = folded.find("。", label.end, limit)
        stop = limit if stop < 0 else stop
        if folded[stop:limit].strip("。；;，, \t") or limit == line_end:
            yield run, stop
            run = []


def _begins(folded: str, line_start: int, at: int) -> bool:
    mark = LIST_MARK.match(folded, line_start, at)
    return (mark and mark.end() == at) or folded[at - 1] in " \t【[。；;，,"


def _go_on(text: str, folded: str, label_end: int, end: int, region: Region | None, year: int | None) -> int:
    """Units may fill the lines after a label (责任单位：⏎市商务局⏎市财政局), as long as no full stop ends them."""
    if folded[end : end + 1] != "\n" or folded[:end].endswith(("。", "；", ";")):
        return end
    while end < len(folded):
        stop = folded.find("\n", end + 1)
        stop = len(folded) if stop < 0 else stop
        mentions = read_mentions(text, Span(end + 1, stop), "responsible", region, year)
        if not mentions or not _all_units(mentions, strict=True) or any(find_labels(folded, Span(end + 1, stop))):
            return end
        end = stop
    return end


# --- sentences -------------------------------------------------------------------------------


def _find_sentences(text: str, folded: str, region: Region | None, year: int | None) -> Iterator[Statement]:
    """此项工作由A负责落实，B配合做好保障; 由A牵头、B参加，研究…: every unit of it must be known."""
    yield from _find_bare(text, folded, region, year)
    yield from _find_duties(text, folded, region, year)
    done = 0
    for match in BY.finditer(folded):
        if match.start() < done or NOT_BEFORE_BY.search(folded[max(0, match.start() - 4) : match.start()]):
            continue
        mentions: list[Mention] = []
        end = match.start()
        for clause in _clauses(folded, match.start()):
            found = _read_clause(text, folded, clause, region, year)
            if not found:
                break
            mentions += found
            end = clause.end
        if any(_is_definite(folded, m) for m in mentions):
            done = end
            yield Statement(Span(match.start(), end), tuple(mentions))


def _is_definite(folded: str, mention: Mention) -> bool:
    """A unit, or a group of this place (各区政府); 学校 in 由学校负责 is any school."""
    department = mention.resolution.department
    return department.kind != "group" or (department.function is not None and folded[mention.span.start] in DEFINITE)


def _find_bare(text: str, folded: str, region: Region | None, year: int | None) -> Iterator[Statement]:
    """Find sentences of nothing but units and their part (市住建局牵头，市财政局配合)."""
    for sentence in SENTENCE.finditer(folded):
        if len(sentence[0]) > 200 or not BARE_END.search(sentence[0]):
            continue
        clauses = [c for c in _clauses(folded, sentence.start()) if folded[c.start : c.end].strip()]
        found = [_read_clause(text, folded, clause, region, year) for clause in clauses]
        if all(found) and all(BARE_END.search(folded[c.start : c.end]) for c in clauses):
            yield Statement(Span(*sentence.span()), tuple(m for mentions in found for m in mentions))


def _find_duties(text: str, folded: str, region: Region | None, year: int | None) -> Iterator[Statement]:
    """Find sentences that begin with units and what they do (市财政局负责资金统筹，市教育局、市民政局配合实施)."""
    for sentence in SENTENCE.finditer(folded):
        mark = LIST_MARK.match(folded, sentence.start(), sentence.end())
        start = mark.end() if mark else sentence.start()
        mentions: list[Mention] = []
        end = start
        for clause in _clauses(folded, start) if folded[start : start + 1] in LEVELS + "各由" else ():
            found = _read_duty(text, folded, clause, region, year)
            if not found:
                break
            mentions += found
            end = clause.end
        if any(_is_definite(folded, m) for m in mentions):
            yield Statement(Span(start, end), tuple(mentions))


def _read_duty(text: str, folded: str, clause: Span, region: Region | None, year: int | None) -> tuple[Mention, ...]:
    """Read known units that stand at the start of a clause, with their verb right behind them."""
    mark = LIST_MARK.match(folded, clause.start, clause.end)
    clause = trim(folded, Span(mark.end() if mark else clause.start, clause.end))
    if clause.end - clause.start > LONGEST_DUTY or PAST.search(folded, clause.start, clause.end):
        return ()
    mentions = _read_clause(text, folded, clause, region, year)
    if not mentions or mentions[0].span.start - clause.start > 1 or not all(is_known(m.resolution) for m in mentions):
        return ()
    return mentions if DUTY.match(folded, mentions[-1].span.end, clause.end) else ()


def _clauses(folded: str, start: int) -> Iterator[Span]:
    """Pieces of the sentence, each up to a mark that follows a verb."""
    verb = role_pattern("verb")
    at = start
    for i in range(start, len(folded) + 1):
        is_end = i == len(folded) or folded[i] in SENTENCE_END
        if i - at > LONGEST:
            return
        if is_end or (folded[i] in "，,、" and verb.search(folded, at, i)):
            yield Span(at, i)
            at = i + 1
        if is_end:
            return


def _read_clause(text: str, folded: str, clause: Span, region: Region | None, year: int | None) -> tuple[Mention, ...]:
    words = folded[clause.start : clause.end]
    if "解释" in words or "的" in words or len(words) > 120 or not role_pattern("verb").search(words):
        return ()
    mentions = read_mentions(text, clause, "responsible", region, year)
    return mentions if mentions and _all_units(mentions, strict=False) else ()

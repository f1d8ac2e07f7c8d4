"""Statements of responsibility in sentences: 由A牵头、B参加, A负责落实，B配合, units with their duty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Region, Span
from pipeline.normalise.mentions import read_mentions
from pipeline.normalise.names import is_known
from pipeline.normalise.pieces import trim
from pipeline.normalise.roles import Mention
from pipeline.rules.departments import role_pattern, role_words

LONGEST = 1000  # characters of a bracket or clause that tells responsibility
SENTENCE_END = "。；;！\n"
LIST_MARK = re.compile(r"\s*(?:[①-⑳]|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]\s*)?")
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
BY = re.compile(r"由(?=[^由。；\n]{2,80}?(?:牵头|负责|主办|承办))")
SENTENCE = re.compile(r"[^。；;！\n]+")
BARE_END = re.compile(
    r"(?:(?:牵头|负责|配合|参加|参与|协助|协同|落实|实施)+|[为是](?:牵头|主办|责任|配合|协办|参与|参加)(?:单位|部门))$"
)
NO_NAME = re.compile("由|两级|分别|[、，]")
LONGEST_DUTY = 60
DUTY = re.compile(  # the words between a unit and its verb; 负责人 is a person
    rf"(?:等\w{{0,6}})?(?:{'|'.join(role_words('filler'))})*(?:牵头|负责(?!人|同志)|主办|承办|配合|协助|协同|参与|参加|落实|按职责|组织实施)"
)
PAST = re.compile("了|已|曾|过程|完成情况|表示|认为|指出|会议|印发")
ATTRIBUTE = re.compile(rf"(?:{role_pattern('verb').pattern}).{{0,3}}的")  # 市财政局参加的联席会议 names a meeting
NOT_BEFORE_BY = re.compile(  # 建立由A牵头…机制 tells of a body, 应由A负责 of a rule
    r"(?:建立|健全|完善|形成|构建|组建|成立|设立|推行|实行|搭建|打造|探索|采取|明确|改|将|拟|的|应|须|需|可|如|均|或|和|与|[a-zA-Z])$"
)


class Statement(NamedTuple):
    """Who is responsible: `span` covers the whole statement, brackets and label included."""

    span: Span
    mentions: tuple[Mention, ...]


def all_units(mentions: tuple[Mention, ...], strict: bool) -> bool:
    """Whether the words are units. Not strict: unknown ones may stand among them if they look like units."""
    names = [m.resolution.department.name for m in mentions if not is_known(m.resolution)]
    return not names or (not strict and all(_looks_like_unit(name, len(names) < len(mentions)) for name in names))


def _looks_like_unit(name: str, has_company: bool) -> bool:
    """市项目办; beside known units also 三亚机场公司."""
    is_name = 2 < len(name) < 20 and not NO_NAME.search(name)
    return is_name and (name[0] in LEVELS or (has_company and name.endswith(LOOKS)))


def find_sentences(text: str, folded: str, region: Region | None, year: int | None) -> Iterator[Statement]:
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
    if "解释" in words or ATTRIBUTE.search(words) or len(words) > 120 or not role_pattern("verb").search(words):
        return ()
    mentions = read_mentions(text, clause, "responsible", region, year)
    return mentions if mentions and all_units(mentions, strict=False) else ()

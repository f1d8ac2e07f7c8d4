"""Words and names that hold numerals: 一站式, “百千万工程”, 一核两翼, 百县千镇, 15分钟生活圈, 919电商节, 九价疫苗."""

from __future__ import annotations

import re

from pipeline.extract.numeral.token import HAN, IDEOGRAPH, NUMBER, ReadLine, Token, simple
from pipeline.extract.numeral.units import match_plain
from pipeline.extract.numeral.vocabulary import curated, dictionary, find_word, is_longer_word
from pipeline.lang.cue import Cue
from pipeline.lang.numeral import is_numeral_char

_REACHED = Cue("kind_words", "reach", "near")
NO_REACH = Cue("kind_words", "reach", "not_before")
MODELS = Cue("kind_words", "model", "before")
SCHEMES = Cue("kind_words", "numbered_name", "before")
CROWDS, CAMPAIGNS = Cue("kind_words", "crowd", "before"), Cue("kind_words", "campaign", "before")
LAYOUT = Cue("kind_words", "scheme", "before")  # 核 counts processors, but not in 一核两翼
SHARES = Cue("kind_words", "quoted_name", "not_after")

PLUS = re.compile(r"\d++(?: ?\+ ?[\dNXnx]+)+(?: ?[>=] ?\d+)?|\d++ ?[×xX*] ?\d+(?: ?小时)?")
COMPOUND = re.compile(rf"\d(?:,\d){{1,9}}(?=-{IDEOGRAPH})")  # 1,3-丁二烯
_WORD = rf"(?!{HAN}){IDEOGRAPH}"
REPEAT = re.compile(rf"一(?:{_WORD}){{1,2}}一{_WORD}")  # 一村一品
PAIR = re.compile(rf"[一二两三四五六七八九十]{_WORD}(?:[一二两三四五六七八九十多]{_WORD})+")  # 一核两翼, 三纵四横
HUNDREDS = re.compile(  # 百县千镇, 千行百业, 千人计划, 千座公园计划
    rf"[百千万十]{_WORD}[百千万]{_WORD}|[百千万]人(?={CROWDS.pattern})|[百千万]{_WORD}(?={IDEOGRAPH}{{1,6}}?{CAMPAIGNS.pattern})"
)
SCHEME_NUMBER = re.compile(rf"\d{{3,}}(?={SCHEMES.pattern})")
_REACH = re.compile(  # how far or how fast something is reached: 15分钟生活圈, 1小时通达率
    rf"(?:{NUMBER}|半) ?(?:分钟|刻钟|小时|秒|公里|米)(?!{NO_REACH.pattern})(?={IDEOGRAPH}{{0,7}}?{_REACHED.pattern})"
)
MODEL = re.compile(rf"(?:\d{{1,6}}|{HAN}{{1,3}})(?={MODELS.pattern})|[5-90][05]后")
FESTIVAL = re.compile(rf"\d{{3,4}}(?=({IDEOGRAPH}{{1,6}}?)节)")
SCHEME_QUOTE = re.compile(rf"“[^“”]*[\d{HAN[1:-1]}][^“”]*[、，][^“”]*[\d{HAN[1:-1]}][^“”]*”")
NAME_QUOTE = re.compile(r"“[^”、，；：]{2,6}”")
PERCENT = re.compile(r"\d ?%")
QUOTES = re.compile(r"[“\"「『‘《](?:(?<!《)[^“”\"「」『』‘’。；\n]{1,16}[”\"」』’]|(?<=《)[^《》\n]{1,60}》)")
COINED = (
    (PLUS, "sum_name"),
    (COMPOUND, "compound"),
    (REPEAT, "each_one"),
    (HUNDREDS, "hundreds"),
    (SCHEME_NUMBER, "numbered_name"),
    (_REACH, "reach"),
    (MODEL, "model"),
)


def is_known_word(line: ReadLine, position: int, floor: int) -> Token | None:
    """A word or name of rules/extract/words.csv."""
    found = find_word(curated(), line.folded, position, floor)
    if found is None:
        return None
    rule = "known_word"
    longer = find_word(dictionary(), line.folded, position, floor)
    if longer and longer[0] <= found[0] and longer[1] > found[1]:  # 一步一个脚印, not 一步
        found, rule = longer, "dictionary_word"
    start, end, kind = found
    first, last = line.quotes.get(position, (start, end))
    if (
        kind == "word"
        and first < start
        and last - first > end - start + 2
        and NAME_QUOTE.fullmatch(line.folded, first, last)
    ):
        return is_quoted_name(line, position, floor)  # “百姓大舞台” is a name, whatever words it holds
    return simple(start, end, kind, rule)


def is_dictionary_word(line: ReadLine, position: int, floor: int) -> Token | None:
    """A word of the general dictionary (rules/extract/lexicon.csv)."""
    if line.folded[position].isascii():
        return None
    found = find_word(dictionary(), line.folded, position, floor)
    if (
        found
        and found[1] == position + 1
        and (quantity := line.quantity_at(position))
        and quantity.value_max
        and quantity.unit
    ):
        return None  # 提|高一到两个百分点
    return simple(*found, "dictionary_word") if found else None


def is_quoted_name(line: ReadLine, position: int, floor: int) -> Token | None:
    """“百千万工程”: a numeral inside a short quotation is part of its name."""
    if position not in line.quotes:
        return None
    start, end = line.quotes[position]
    if line.folded[start] == "《":
        end = max(i for i in range(start, end) if is_numeral_char(line.folded[i])) + 2
        return simple(position, end - 1, "name", "title")
    if PERCENT.search(line.folded, start, end) and SHARES.ends(line.folded[:start]):
        return None  # A率、B率“两个100%” sets figures
    return simple(max(floor, start + 1), end - 1, "name", "quoted_name")


def is_quoted_scheme(line: ReadLine, position: int, floor: int) -> Token | None:
    """“一体、两翼、七点”: a quotation that counts several things is one name, whatever words it holds."""
    start, end = line.quotes.get(position, (-1, -1))
    is_scheme = start >= 0 and start + 1 >= floor and SCHEME_QUOTE.match(line.folded, start, end)
    return simple(start + 1, end - 1, "name", "quoted_scheme") if is_scheme else None


def is_coined(line: ReadLine, position: int, floor: int) -> Token | None:
    """1+N, 7×24小时, 一镇一业, 一核两翼, 百县千镇, 15分钟生活圈, 919电商节."""
    folded = line.folded
    for pattern, rule in COINED:
        found = pattern.match(folded, position)
        if rule == "sum_name" and found and _is_product(line, position):
            continue
        if found and not is_longer_word(folded, position, found.end()):  # 一步一个脚印
            return simple(position, found.end(), "name", rule)
    if (end := _end_of_pair(folded, position, floor)) is not None:
        return simple(position, end, "name", "scheme")
    found = FESTIVAL.match(folded, position)
    if found and match_plain(folded, found.end()) is None and match_plain(folded, found.end(1)):  # no 节能
        return simple(position, found.end(), "name", "festival")
    return None


def _is_product(line: ReadLine, position: int) -> bool:
    """Tell 2×66万千瓦 from the name 7×24小时."""
    quantity = line.quantity_at(position)
    return quantity is not None and quantity.rule == "product"


def _end_of_pair(folded: str, position: int, floor: int) -> int | None:
    """End of 一核两翼: numbers each with one word that counts nothing, and none of them the end of another word (统一)."""
    found = PAIR.match(folded, position)
    if not found or find_word(dictionary(), folded, position, floor) or find_word(curated(), folded, position, floor):
        return None
    places = range(position + 1, found.end(), 2)
    is_counted = any(match_plain(folded, at) and not LAYOUT.begins(folded, at) for at in places)
    return None if is_counted else found.end()

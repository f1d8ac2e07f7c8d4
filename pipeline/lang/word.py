"""Is a character a word of its own? The one eye for the borders of words: 由 in 自由 and 约 in 签约 are no cues.

The words are those of rules/extract/longer_words.csv, most from jieba's dictionary, each with the cue that it holds.
"""

from __future__ import annotations

from functools import cache

from pipeline.rules.language import longer_words


@cache
def guard(cue: str) -> str:
    """A pattern of the cue of one character where it is no part of a longer word, to stand behind it: (?<![自理]由)(?!于)."""
    left, right = _neighbours(cue)
    plain = "".join(character for character, but in right.items() if not but)
    ahead = [f"[{plain}]"] * bool(plain) + [f"{character}(?![{but}])" for character, but in right.items() if but]
    return f"(?<![{left}]{cue})" * bool(left) + f"(?!{'|'.join(ahead)})" * bool(ahead)


def is_in_word(text: str, start: int, end: int) -> bool:
    """Tell whether the cue of one character between `start` and `end` is a part of a longer word."""
    left, right = _neighbours(text[start]) if end - start == 1 else ("", {})
    if start and text[start - 1] in left:
        return True
    but = right.get(text[end : end + 1])
    return but is not None and text[end + 1 : end + 2] not in [*but]


@cache
def _neighbours(cue: str) -> tuple[str, dict[str, str]]:
    """The characters that make a longer word of a cue: those before it, and those behind it with what may not follow them."""
    rows = [row for row in longer_words() if row.cue == cue]
    left = "".join(row.word[0] for row in rows if row.word[1] == cue)
    return left, {row.word[1]: row.not_before.replace(" ", "") for row in rows if row.word[0] == cue}

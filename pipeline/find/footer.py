"""The footer of a web page: who runs it and where that office is."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lang.cue import Cue
from pipeline.model import Paragraph

FOOTER = Cue("title_words", "footer")
FOOTER_OPENS = Cue("title_words", "footer_opens")
_LAST = 15  # paragraphs of a page in which its footer may begin


def find_footer(paragraphs: Sequence[Paragraph]) -> int:
    """Where the footer of a web page begins (主办单位：… 地址：… 邮编：…): what follows is no text of the plan."""
    first = max(0, len(paragraphs) - _LAST)
    end = next((i for i in range(first, len(paragraphs)) if is_footer(paragraphs[i].text)), len(paragraphs))
    while first < end < len(paragraphs) and FOOTER_OPENS.begins(paragraphs[end - 1].text.strip()):
        end -= 1
    return end


def is_footer(text: str) -> bool:
    """Tell whether a paragraph says where an office is, and not what it does."""
    return FOOTER.within(text) is not None

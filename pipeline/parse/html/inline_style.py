"""What the style of an element says of its text: hidden, struck, raised, the written out number of a list.

A page has tens of thousands of elements and a few dozen styles: each is read once. Sheets are written into the style of
the elements they mean (`parse.html.sheet`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.I)
_LABEL = re.compile(r"mso-list\s*:\s*ignore", re.I)
_KEPT = 256  # styles
_STYLES = etree.XPath("descendant-or-self::*/@style", smart_strings=False)
_IS_HIDDEN = etree.XPath("boolean(descendant-or-self::*/@hidden)")


class InlineStyle(NamedTuple):
    """What a style says."""

    is_hidden: bool = False
    is_struck: bool = False
    is_raised: bool = False
    is_label: bool = False


_NOTHING = InlineStyle()


def read_inline_style(element: Any) -> InlineStyle:
    """Read the style of an element."""
    style = element.get("style")
    return _read(style) if style else _NOTHING


@lru_cache(_KEPT)
def _read(style: str) -> InlineStyle:
    return InlineStyle(*(shape.search(style) is not None for shape in (HIDDEN, _STRUCK, _RAISED, _LABEL)))


def is_hidden(element: Any) -> bool:
    """Tell whether an element is not shown."""
    return read_inline_style(element).is_hidden or element.get("hidden") is not None


def holds_hidden(root: Any) -> bool:
    """Tell whether any element of a page is not shown, by its distinct styles."""
    styles: Any = _STYLES(root)
    return any(_read(style).is_hidden for style in set(styles)) or bool(_IS_HIDDEN(root))

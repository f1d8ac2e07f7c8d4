"""How the styles of a Word document make text look, as far as that says what is text: hidden, struck, raised.

Source: ECMA-376 part 1, 17.7.2 (styles), 17.7.3 (toggle properties), 17.3.2.42 (vertAlign).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.parse.decode import read_integer
from pipeline.parse.docx.numbering import OFF, get_value
from pipeline.parse.ooxml import W

DEPTH = 20  # styles that are based on each other
TOLD = (b"vanish", b"strike", b"vertAlign")
_VANISH, _PLACE = W + "vanish", W + "vertAlign"
_STRUCK = (W + "strike", W + "dstrike")
_LOOKS = frozenset((_VANISH, _PLACE, *_STRUCK))


class StyleLook(NamedTuple):
    """How a run looks; None where nothing is said of it."""

    is_hidden: bool | None = None
    is_struck: bool | None = None
    place: str | None = None  # superscript, subscript, baseline


PLAIN_LOOK = StyleLook()


def read_look(properties: Any) -> StyleLook:
    """Read run properties (w:rPr)."""
    if properties is None:
        return PLAIN_LOOK
    said: dict[str, str | None] = {}
    for child in properties:
        if child.tag in _LOOKS:
            said.setdefault(child.tag, child.get(W + "val"))
    if not said:
        return PLAIN_LOOK
    struck = [value for tag in _STRUCK if (value := _toggle(said, tag)) is not None]
    return StyleLook(_toggle(said, _VANISH), any(struck) if struck else None, said.get(_PLACE) or None)


def _toggle(said: Mapping[str, str | None], tag: str) -> bool | None:
    return (said[tag] or "true") not in OFF if tag in said else None


def apply_look(direct: StyleLook, character: StyleLook, paragraph: StyleLook) -> StyleLook:
    """The look of a run by what it says itself and what its styles say: of toggles of both styles one cancels the other."""
    hidden = (
        direct.is_hidden if direct.is_hidden is not None else bool(character.is_hidden) != bool(paragraph.is_hidden)
    )
    struck = (
        direct.is_struck if direct.is_struck is not None else bool(character.is_struck) != bool(paragraph.is_struck)
    )
    return StyleLook(hidden, struck, direct.place or character.place or paragraph.place)


def read_looks(styles: Any) -> dict[str, StyleLook]:
    """Read the styles that hide, strike or raise text, by their id; one that is based on another has what that says."""
    own: dict[str, StyleLook] = {}
    based: dict[str, str] = {}
    for style in styles.iterfind(W + "style"):
        name = style.get(W + "styleId", "")
        own[name], based[name] = read_look(style.find(W + "rPr")), get_value(style, "basedOn")
    looks = {name: _inherit(name, own, based) for name in own}
    return {name: look for name, look in looks.items() if look.is_hidden or look.is_struck or look.place}


def read_levels(styles: Any) -> dict[str, int]:
    """Read the styles of headings, by their id: the outline level, 1 the outermost (17.3.1.20); 9 of the file is body text."""
    own = {style.get(W + "styleId", ""): _own_level(style.find(W + "pPr")) for style in styles.iterfind(W + "style")}
    based = {style.get(W + "styleId", ""): get_value(style, "basedOn") for style in styles.iterfind(W + "style")}
    levels = {}
    for name in own:
        under, depth = name, 0
        while own.get(under) is None and based.get(under) in own and depth < DEPTH:
            under, depth = based[under], depth + 1
        if level := own[under]:
            levels[name] = level
    return levels


def _own_level(properties: Any) -> int | None:
    """The outline level that paragraph properties state; 0 where they state that of body text."""
    value = get_value(properties, "outlineLvl") if properties is not None else ""
    return (read_integer(value, 9) + 1) % 10 if value else None


def read_level(paragraph: Any, levels: dict[str, int]) -> int | None:
    """The level of a paragraph as a heading, by itself or by its style; None where it is none."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        return None
    own = _own_level(properties)
    return (levels.get(get_value(properties, "pStyle")) if own is None else own) or None


def _inherit(name: str, own: dict[str, StyleLook], based: dict[str, str]) -> StyleLook:
    look = PLAIN_LOOK
    for _ in range(DEPTH):
        if name not in own:
            break
        under = own[name]
        hidden = under.is_hidden if look.is_hidden is None else look.is_hidden
        struck = under.is_struck if look.is_struck is None else look.is_struck
        look = StyleLook(hidden, struck, look.place or under.place)
        name = based[name]
    return look

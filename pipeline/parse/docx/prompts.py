"""What a Word form shows until somebody fills it in (单击此处输入文字): no text."""

from __future__ import annotations

from typing import Any

from pipeline.parse.docx.numbering import get_value
from pipeline.parse.docx.parts import is_on
from pipeline.parse.docx.survey import T
from pipeline.parse.ooxml import Package, W

_STYLE = b"placeholder text"  # of prompts, in every language of Word; ECMA-376 part 1, 17.5.2.39 (showingPlcHdr)


def take_prompts(package: Package, body: Any, blob: bytes) -> list[str]:
    """Take the prompts out of the body; returns their texts. `blob` is the same part as bytes."""
    return [*_take_placeholders(body, blob), *_take_styled(package, body, blob)]


def _take_placeholders(body: Any, blob: bytes) -> list[str]:
    """Take out what content controls show until somebody fills them in (单击此处输入文字); returns it."""
    if b"showingPlcHdr" not in blob:
        return []
    controls = [c for c in body.iter(W + "sdt") if is_on(c.find(W + "sdtPr"), "showingPlcHdr")]
    return [text for control in controls if (text := _empty(control))]


def _take_styled(package: Package, body: Any, blob: bytes) -> list[str]:
    """Take out runs in the style of such prompts, which stay where a converter or an old format knows no controls."""
    styles = package.find("styles") if b"rStyle" in blob else None
    if not styles or _STYLE not in styles.lower():
        return []
    names = {
        style.get(W + "styleId")
        for style in package.parse(styles, "styles").iterfind(W + "style")
        if get_value(style, "name").lower().encode() == _STYLE
    }
    runs = [mark.getparent().getparent() for mark in body.iter(W + "rStyle") if mark.get(W + "val") in names]
    return [text for run in runs if (text := _empty(run))]


def _empty(element: Any) -> str:
    """Take out all text of an element; returns it."""
    pieces = list(element.iter(T))
    text = "".join(piece.text or "" for piece in pieces).strip()
    for piece in pieces:
        piece.text = ""
    return text

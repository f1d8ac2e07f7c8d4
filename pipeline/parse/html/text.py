"""Lines of text in HTML as a browser shows them: white space, breaks, lists, what is hidden.

Sources: HTML Living Standard, 15.3 (rendering of flow content); CSS Text 3, 4.1 (white space); CSS Counter Styles 3, 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from pipeline.lang.list_number import find_list_numbers
from pipeline.lang.list_style import format_number
from pipeline.model import Finding
from pipeline.parse.decode import read_integer
from pipeline.rules.findings import tell

SKIPPED = frozenset(
    (
        *("head", "script", "style", "template", "noscript", "link", "meta", "base", "title", "xml", "rt", "rp"),
        *("textarea", "select", "option", "button", "input", "iframe", "object", "svg", "math", "audio", "video"),
    )
)
BLOCKS = frozenset(
    (
        *("html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "dir"),
        *("blockquote", "section", "article", "header", "footer", "main", "nav", "aside", "center", "form", "menu"),
        *("fieldset", "legend", "address", "figure", "figcaption", "hr", "pre", "caption", "details", "summary"),
        *("tr", "td", "th", "thead", "tbody", "tfoot"),
    )
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.I)
LISTS = ("ol", "ul", "dir", "menu")
LABEL = re.compile(r"mso-list\s*:\s*ignore", re.I)
BULLET_FONT = re.compile(r"symbol|wingdings|webdings", re.I)
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
NOTE_MARK = re.compile(r"^#_?(?:ftn|edn|sdfootnote|sdendnote|msocom|cmnt)", re.I)
BREAK = "\u2028"
SPACES = re.compile(r"[ \t\r\n\f]+")
WIDE = r"[\u2014\u2018-\u201d\u2026\u2e80-\u303f\u3041-\u33ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
WRAP = re.compile(rf"(?<={WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={WIDE})")
# attribute type or list-style-type → style of ST_NumberFormat, what follows the number
LIST_STYLES = {
    "1": ("decimal", "."),
    "a": ("lowerLetter", "."),
    "A": ("upperLetter", "."),
    "i": ("lowerRoman", "."),
    "I": ("upperRoman", "."),
    "decimal": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    "lower-alpha": ("lowerLetter", "."),
    "lower-latin": ("lowerLetter", "."),
    "upper-alpha": ("upperLetter", "."),
    "upper-latin": ("upperLetter", "."),
    "lower-roman": ("lowerRoman", "."),
    "upper-roman": ("upperRoman", "."),
    "cjk-ideographic": ("chineseCounting", "、"),
    "simp-chinese-informal": ("chineseCounting", "、"),
    "trad-chinese-informal": ("chineseCounting", "、"),
    "cjk-decimal": ("ideographDigital", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "trad-chinese-formal": ("ideographLegalTraditional", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    "cjk-earthly-branch": ("ideographZodiac", "、"),
    "none": ("none", ""),
    "disc": ("none", ""),
    "circle": ("none", ""),
    "square": ("none", ""),
}


@dataclass(slots=True)
class _List:
    """An open list: how it numbers, and the number of its next entry."""

    style: str
    suffix: str
    next: int = 1


@dataclass(slots=True)
class Lines:
    """Walks one cell, or the page outside of tables; what is not shown goes to `notes`, with `place`."""

    path: str
    notes: list[Finding]
    place: str
    wraps_at_blanks: bool = False  # the writer of the file breaks its lines at blanks only, so that each break is one
    _pieces: list[str] = field(default_factory=list)
    _lists: list[_List] = field(default_factory=list)
    _label: str = ""  # waits for the first line of its list entry
    _pre: int = 0  # elements open here that keep their white space

    def read(self, element: Any) -> Iterator[str | Any]:
        """Yield the lines below an element and, in their place, its tables as elements."""
        walker = etree.iterwalk(element, events=("start", "end"))
        left_out = None
        for event, node in walker:
            if event == "end":
                if node is not left_out and node is not element:
                    yield from self._leave(node)
                self._add(node.tail if node is not element else None)
            elif node is not element and (node.tag == "table" or self._is_left_out(node)):
                if node.tag == "table":
                    yield from self._flush()
                    yield node
                walker.skip_subtree()
                left_out = node
            else:
                yield from self._enter(node)
                self._add(node.text)
        yield from self._flush()

    def note(self, code: str, /, **parameters: str) -> None:
        """Keep a finding on the present place."""
        self.notes.append(tell(code, self.path, self.place, **parameters))

    def _add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text.replace("\n", BREAK) if self._pre else text)

    def _is_left_out(self, element: Any) -> bool:
        """Tell whether what stands below an element is not shown; hidden and deleted text become notes."""
        tag, style = element.tag, element.get("style")
        if tag in SKIPPED or (tag == "a" and NOTE_MARK.match(element.get("href", ""))):
            return True
        if (style and HIDDEN.search(style)) or element.get("hidden") is not None:
            self._note_text(element, "P24")
            return True
        if tag == "del":
            self._note_text(element, "P23")
            return True
        if style and LABEL.search(style):
            self._read_word_label(element)
            return True
        return False

    def _note_text(self, element: Any, code: str) -> None:
        """Keep what stands below an element as a note."""
        text = " ".join("".join(element.itertext()).split())
        if text:
            self.note(code, text=text)

    def _read_word_label(self, element: Any) -> None:
        """Read the list number that Word writes out; its bullets are signs of a symbol font and no text."""
        parent = element.getparent()
        styles = [other.get("style", "") for other in (*element.iter("span", "font"), parent)]
        if not BULLET_FONT.search(" ".join(styles)):
            self._pieces.append("".join("".join(element.itertext()).split()))

    def _enter(self, element: Any) -> Iterator[str]:
        """Begin an element."""
        tag = element.tag
        if tag == "br":
            self._pieces.append(BREAK)
        elif tag == "img" and self.place.startswith("table"):
            self.note("P14")
        elif tag in BLOCKS:
            yield from self._flush()
            self._pre += tag == "pre"
            if tag in LISTS:
                self._lists.append(_open_list(element))
            elif tag == "li" and self._lists:
                self._label += self._count(element)

    def _leave(self, element: Any) -> Iterator[str]:
        """End an element; a list entry without text leaves its number alone on the line."""
        tag = element.tag
        if tag not in BLOCKS:
            return
        yield from self._flush()
        self._pre -= tag == "pre"
        if tag in LISTS:
            self._lists.pop()
        elif tag == "li" and self._label:
            yield self._label
            self._label = ""

    def _count(self, element: Any) -> str:
        """Give the number of a list entry; none where its text brings one along."""
        current = self._lists[-1]
        number = read_integer(element.get("value"), current.next)
        current.next = number + 1
        if current.style == "none" or _brings_number("".join(element.itertext()), number):
            return ""
        return format_number(number, current.style) + current.suffix

    def _flush(self) -> Iterator[str]:
        """Close the line; one that holds no more than the white space of the file is none, a break alone is blank."""
        if not self._pieces:
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        if not text.strip(" \t\r\n\f"):
            return
        text = SPACES.sub(" ", text if self.wraps_at_blanks else WRAP.sub("", text))
        lines = text.split(BREAK)
        if len(lines) > 1 and not lines[-1].strip(" "):
            lines.pop()  # a break at the end of a block shows nothing
        if self._label and any(line.strip() for line in lines):
            lines[0] = self._label + lines[0].lstrip()
            self._label = ""
        yield from lines


def _open_list(element: Any) -> _List:
    """Read how a list is numbered."""
    if element.tag != "ol":
        return _List("none", "")
    said = LIST_STYLE.search(element.get("style", ""))
    style, suffix = LIST_STYLES.get(said[1].lower() if said else element.get("type", "1"), ("decimal", "."))
    return _List(style, suffix, read_integer(element.get("start"), 1))


def _brings_number(text: str, number: int) -> bool:
    """Tell whether a list entry begins with this number as text, which a style sheet not at hand lets stand alone."""
    first = next(iter(find_list_numbers(text.lstrip()[:40])), None)
    known = {format_number(number, style) for style in ("decimal", "chineseCounting", "decimalEnclosedCircle")}
    return first is not None and first.start == 0 and first.label.strip("（）()、.．") in known

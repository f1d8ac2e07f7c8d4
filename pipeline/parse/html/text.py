"""Lines of text in HTML as a browser shows them: white space, breaks, lists, what is hidden.

Sources: HTML Living Standard, 15.3 (rendering of flow content); CSS Text 3, 4.1 (white space); CSS Counter Styles 3, 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from pipeline.lang.list_label.list_number import find_list_numbers
from pipeline.lang.list_label.style import format_number, put_label
from pipeline.model import Finding
from pipeline.parse.decode import read_integer
from pipeline.parse.html.inline_style import InlineStyle, is_hidden, read_inline_style
from pipeline.parse.raised import write_raised
from pipeline.rules.findings import tell

_SKIPPED = frozenset(
    (
        *("head", "script", "style", "template", "noscript", "link", "meta", "base", "title", "xml", "rt", "rp"),
        *("option", "button", "iframe", "object", "svg", "math", "audio", "video"),
    )
)
_BLOCKS = frozenset(
    (
        *("html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "dir"),
        *("blockquote", "section", "article", "header", "footer", "main", "nav", "aside", "center", "form", "menu"),
        *("fieldset", "legend", "address", "figure", "figcaption", "hr", "pre", "caption", "details", "summary"),
        *("tr", "td", "th", "thead", "tbody", "tfoot"),
    )
)
_OPENING = _BLOCKS | {"br", "sup", "img"}  # elements whose beginning says something
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
TYPED = (
    "",
    "text",
    "number",
    "date",
    "month",
    "tel",
    "email",
    "url",
    "search",
    "time",
)  # of fields that show their value
_FIELDS = ("input", "select", "textarea")
_LISTS = ("ol", "ul", "dir", "menu")
BULLET_FONT = re.compile(r"symbol|wingdings|webdings", re.I)
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
NOTE_MARK = re.compile(r"^#_?(?:ftn|edn|sdfootnote|sdendnote|msocom|cmnt)", re.I)
_BREAK = "\u2028"
SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE = r"[\u2014\u2018-\u201d\u2026\u2e80-\u303f\u3041-\u33ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
WRAP = re.compile(rf"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
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
    level: int | None = None  # of the heading that the line just given stands in: h1 is 1
    wraps_at_blanks: bool = False  # the writer of the file breaks its lines at blanks only, so that each break is one
    _pieces: list[str] = field(default_factory=list)
    _lists: list[_List] = field(default_factory=list)
    _label: str = ""  # waits for the first line of its list entry
    _pre: int = 0  # elements open here that keep their white space
    _raised: list[tuple[Any, int]] = field(default_factory=list)  # raised elements open here, the pieces before them
    _struck: list[str] = field(default_factory=list)
    _marks: list[str] = field(default_factory=list)  # of notes
    _is_emptied: bool = False  # struck text stood in the list entry

    def read(self, element: Any) -> Iterator[str | Any]:
        """Yield the lines below an element and, in their place, its tables as elements."""
        walker = etree.iterwalk(element, events=("start", "end"))
        left_out = None
        for event, node in walker:
            if event == "end":
                if (self._raised or node.tag in _BLOCKS) and node is not left_out and node is not element:
                    yield from self._leave(node)
                self._add(node.tail if node is not element else None)
                continue
            style = read_inline_style(node)
            is_left_out = node is not element and self._is_left_out(node, style)
            if is_left_out or (node is not element and node.tag == "table"):
                if not is_left_out:
                    yield from self._flush()
                    yield node
                walker.skip_subtree()
                left_out = node
            else:
                if style.is_raised or node.tag in _OPENING:
                    yield from self._enter(node, style)
                self._add(node.text)
        yield from self._flush()
        for code, texts in (("P39", self._struck), ("P40", self._marks)):
            if texts:
                self.notes.append(tell(code, self.path, self.place, count=len(texts), text=" | ".join(texts)))

    def note(self, code: str, /, **parameters: str) -> None:
        """Keep a finding on the present place."""
        self.notes.append(tell(code, self.path, self.place, **parameters))

    def _add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text.replace("\n", _BREAK) if self._pre else text)

    def _is_left_out(self, element: Any, style: InlineStyle) -> bool:
        """Tell whether what stands below an element is not shown; hidden and deleted text become notes."""
        tag = element.tag
        if tag in _SKIPPED or (tag == "a" and NOTE_MARK.match(element.get("href", ""))):
            return True
        if tag in _FIELDS:
            self._read_field(element)
            return True
        if style.is_hidden or element.get("hidden") is not None:
            self._note_text(element, "P24")
            return True
        if tag in ("s", "strike") or style.is_struck:
            self._is_emptied = True
            if text := _squeeze(element):
                self._struck.append(text)
            return True
        if tag == "del":
            self._note_text(element, "P23")
            return True
        if style.is_label:
            self._read_word_label(element)
            return True
        return False

    def _note_text(self, element: Any, code: str) -> None:
        """Keep what stands below an element as a note."""
        if text := _squeeze(element):
            self.note(code, text=text)

    def _read_field(self, element: Any) -> None:
        """Read the value that a form field shows, where it stands in a table: elsewhere it is the site's, to search with."""
        if not self.place.startswith("table") or is_hidden(element):
            return
        if element.tag == "select":
            options = list(element.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None] or options[:1]
            self._pieces.extend(_squeeze(option) for option in chosen)
        elif element.tag == "textarea":
            self._pieces.append((element.text or "").strip().replace("\n", _BREAK))
        elif element.get("type", "").lower() in TYPED:
            self._pieces.append(element.get("value", ""))

    def _read_word_label(self, element: Any) -> None:
        """Read the list number that Word writes out; its bullets are signs of a symbol font and no text."""
        parent = element.getparent()
        styles = [other.get("style", "") for other in (*element.iter("span", "font"), parent)]
        if not BULLET_FONT.search(" ".join(styles)):
            self._pieces.append("".join("".join(element.itertext()).split()))

    def _enter(self, element: Any, style: InlineStyle) -> Iterator[str]:
        """Begin an element."""
        tag = element.tag
        if tag == "br":
            self._pieces.append(_BREAK)
        elif tag == "sup" or style.is_raised:
            self._raised.append((element, len(self._pieces)))
        elif tag == "img" and self.place.startswith("table"):
            self.note("P14")
        elif tag in _BLOCKS:
            yield from self._flush()
            self.level = _HEADINGS.get(tag, self.level)
            self._pre += tag == "pre"
            if tag in _LISTS:
                self._lists.append(_open_list(element))
            elif tag == "li" and self._lists:
                self._label += self._count(element)

    def _leave(self, element: Any) -> Iterator[str]:
        """End an element; a list entry without text leaves its number alone on the line."""
        tag = element.tag
        if self._raised and self._raised[-1][0] is element:
            self._write_raised(self._raised.pop()[1])
        if tag not in _BLOCKS:
            return
        yield from self._flush()
        self.level = None if tag in _HEADINGS else self.level
        self._pre -= tag == "pre"
        if tag in _LISTS:
            self._lists.pop()
        elif tag == "li":
            if self._label and not self._is_emptied:
                yield self._label
            self._label, self._is_emptied = "", False

    def _write_raised(self, start: int) -> None:
        """Write what stands raised: a power, nothing for the mark of a note."""
        text = "".join(self._pieces[start:])
        written = write_raised("".join(self._pieces[:start]), text)
        if text.strip() and not written:
            self._marks.append(text.strip())
        self._pieces[start:] = [written]

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
        lines = text.split(_BREAK)
        if len(lines) > 1 and not lines[-1].strip(" "):
            lines.pop()  # a break at the end of a block shows nothing
        if self._label and any(line.strip() for line in lines):
            lines[0] = put_label(self._label, lines[0].lstrip())
            self._label = ""
        yield from lines


def _squeeze(element: Any) -> str:
    """All text below an element, runs of white space one blank."""
    return " ".join("".join(element.itertext()).split())


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

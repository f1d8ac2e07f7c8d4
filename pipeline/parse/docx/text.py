"""Text of Word paragraphs and cells as it stands on paper, all revisions accepted.

Source: ECMA-376 part 1, 17.3 (runs), 17.13.5 (revisions), 17.5.2 (content controls), part 3 (alternate content).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.lang.list_label.style import enclose, put_label
from pipeline.model import Finding
from pipeline.parse.decode import read_integer
from pipeline.parse.docx.numbering import OFF, Numbering, get_value
from pipeline.parse.docx.parts import choose_branch, find_blocks, find_cells, find_plain
from pipeline.parse.docx.styles import PLAIN_LOOK, StyleLook, apply_look, read_look
from pipeline.parse.docx.survey import ALTERNATE, BOX, FRACTION, MATH_TEXT, MOVED, TBL, M, Survey, T, tags
from pipeline.parse.grid import cell_text
from pipeline.parse.ooxml import W
from pipeline.parse.raised import write_raised
from pipeline.rules.findings import tell
from pipeline.rules.symbols import find_symbol

_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
PPR, RPR, _FOOTNOTE = W + "pPr", W + "rPr", W + "footnoteReference"
_SKIPPED = tags(
    "pPr", "rPr", "sdtPr", "sdtEndPr", "rubyPr", "rt", "delText", "delInstrText", "moveFrom",
    "footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef", "commentReference", "annotationRef",
    "softHyphen", "lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd", "proofErr", "sectPr",
)  # fmt: skip
_CIRCLED = re.compile(r"\\o(?:\\a[clr])?\s*\(\s*[○◯〇]\s*[,;，]\s*([^)]+)\)", re.I)
EQ_FRACTION = re.compile(r"\\f\s*\(([^,;()]+)[,;]([^()]+)\)", re.I)
PLAIN = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}


class ParagraphText(NamedTuple):
    """A paragraph as read: its text without number, the text boxes anchored in it, whether its mark is deleted."""

    text: str
    label: str
    boxes: list[Any]
    is_joined: bool  # with the paragraph that follows: the mark between them is deleted or hidden, or all text before it left out


@dataclass(slots=True)
class TextReader:
    """Reads paragraphs one after another; what is not on paper goes to `notes`, with `place`."""

    path: str
    numbering: Numbering | None
    survey: Survey
    looks: Mapping[str, StyleLook] = field(default_factory=dict)  # of styles that hide, strike or raise
    place: str = ""
    struck: dict[str, list[str]] = field(default_factory=dict)  # place → struck text
    raised: dict[str, list[str]] = field(default_factory=dict)  # place → marks of notes
    _look: StyleLook = PLAIN_LOOK  # of the paragraph's style
    _last_struck: Any = None  # the run that was struck last
    _is_emptied: bool = False  # text of the paragraph was left out
    notes: list[Finding] = field(default_factory=list)
    _fields: list[bool] = field(default_factory=list)  # the fields open here: still in their code?
    _open_codes: int = 0  # how many of them are
    _codes: list[str] = field(default_factory=list)  # code of the innermost open field
    _choice: str | None = None  # what the innermost form field that is a list shows
    _boxes: list[Any] = field(default_factory=list)

    def note(self, code: str, /, **parameters: str) -> None:
        """Keep a finding on the present place."""
        self.notes.append(tell(code, self.path, self.place, **parameters))

    def read_paragraph(self, paragraph: Any) -> ParagraphText:
        """Read one paragraph."""
        text = self.survey.plain.get(paragraph)
        if text is None:
            text = self._read_text(paragraph)
        else:
            self._boxes, self._is_emptied = [], False
        is_asked = self.numbering or self.survey.has_revisions or self.survey.has_odd_runs
        properties = next(iter(paragraph), None) if is_asked else None
        if properties is None or properties.tag != PPR:
            return ParagraphText(text, "", self._boxes, self._is_emptied and not text.strip())
        is_joined = self._is_joined(properties)
        label = self.numbering.label(properties) if self.numbering and not is_joined else ""
        if self._is_emptied and not text.strip():
            return ParagraphText("", "", self._boxes, True)
        return ParagraphText(text, label, self._boxes, is_joined)

    def _is_joined(self, properties: Any) -> bool:
        """Tell whether the mark at a paragraph's end is deleted or hidden: what follows goes on with it."""
        mark = properties.find(RPR)
        if mark is not None and self.survey.has_revisions and any(child.tag in MOVED for child in mark):
            return True
        if not self.survey.has_odd_runs:
            return False
        own = read_look(mark).is_hidden
        return bool(self._style(properties, "pStyle").is_hidden if own is None else own)

    def _style(self, properties: Any, name: str) -> StyleLook:
        if not self.looks or properties is None:
            return PLAIN_LOOK
        return self.looks.get(get_value(properties, name), PLAIN_LOOK)

    def _read_text(self, paragraph: Any) -> str:
        pieces: list[str] = []
        self._fields, self._open_codes, self._boxes, self._is_emptied = [], 0, [], False
        self._look = self._style(paragraph.find(PPR), "pStyle") if self.looks else PLAIN_LOOK
        self._collect(paragraph, pieces)
        return "".join(pieces)

    def read_story(self, parent: Any) -> list[str]:
        """Read all paragraphs below a cell or text box, those of tables in it cell by cell; an empty cell is no line."""
        lines: list[str] = []
        open_text = ""
        for block in find_blocks(parent):
            if block.tag == TBL:
                self.note("P16")
                stories = [self.read_story(cell) for cell in find_cells(block)]
                lines.extend(line for story in stories if any(map(str.strip, story)) for line in story)
                continue
            paragraph = self.read_paragraph(block)
            text = put_label(paragraph.label, open_text + paragraph.text)
            open_text = text if paragraph.is_joined else ""
            if not paragraph.is_joined:
                lines.append(text)
            for box in paragraph.boxes:
                lines.extend(self.read_story(box))
        return [*lines, open_text] if open_text else lines

    def read_cell(self, cell: Any) -> str:
        """Read the cell text."""
        is_asked = self.numbering or self.survey.has_revisions or self.survey.has_odd_runs
        return cell_text((None if is_asked else find_plain(cell, self.survey.plain)) or self.read_story(cell))

    def _collect(self, element: Any, pieces: list[str]) -> None:
        """Gather the visible text below an element."""
        for child in element:
            tag = child.tag
            if tag == T:
                text = child.text
                if text and not self._open_codes:
                    pieces.append(text.replace("\n", " ") if "\n" in text else text)  # of the XML file, not of Word
            elif tag not in _SKIPPED:
                HANDLERS.get(tag, TextReader._collect)(self, child, pieces)

    def _add_plain(self, element: Any, pieces: list[str]) -> None:
        if not self._open_codes:
            pieces.append(PLAIN[element.tag])

    def _read_run(self, run: Any, pieces: list[str]) -> None:
        """Read a run unless it is hidden, struck or nothing but the mark of a note."""
        if not self.survey.has_odd_runs:
            self._collect(run, pieces)
            return
        properties = run.find(RPR)
        look = apply_look(read_look(properties), self._style(properties, "rStyle"), self._look)
        if look.is_hidden:
            self._is_emptied = True
            if text := _gather(run):
                self.note("P24", text=text)
        elif look.is_struck:
            self._is_emptied = True
            if text := _gather(run):
                self._strike(run, text)
        elif not _has_custom_mark(run):
            own: list[str] = []
            self._collect(run, own)
            pieces.append(self._raise("".join(pieces), "".join(own)) if look.place == "superscript" else "".join(own))

    def _strike(self, run: Any, text: str) -> None:
        """Keep struck text; runs that follow each other are one (5 and 家, in two fonts)."""
        struck = self.struck.setdefault(self.place, [])
        if struck and self._last_struck is not None and run.getprevious() is self._last_struck:
            text = struck.pop() + text
        struck.append(text)
        self._last_struck = run

    def _raise(self, before: str, text: str) -> str:
        written = write_raised(before, text)
        if text.strip() and not written:
            self.raised.setdefault(self.place, []).append(text)
        return written

    def _read_deleted(self, element: Any, pieces: list[str]) -> None:
        if text := _gather(element):
            self.note("P23", text=text)

    def _read_field(self, element: Any, pieces: list[str]) -> None:
        """Follow a complex field: what stands between begin and separate is its code."""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(True)
            self._open_codes += 1
            self._codes.clear()
            self._choice = _read_choice(element)
        elif self._fields and kind == "separate" and self._choice is None:
            self._open_codes -= self._fields[-1]
            self._fields[-1] = False
        elif self._fields and kind == "end" and self._fields.pop():
            self._open_codes -= 1
            choice, self._choice = self._choice, None
            if not self._open_codes and choice is not None:
                pieces.append(choice)
            elif not self._open_codes:
                self._read_equation("".join(self._codes), pieces)

    def _read_code(self, element: Any, pieces: list[str]) -> None:
        self._codes.append(element.text or "")

    def _read_equation(self, code: str, pieces: list[str]) -> None:
        """Write what an EQ field shows, which has no result: a number in a circle, a fraction."""
        circled, fraction = _CIRCLED.search(code), EQ_FRACTION.search(code)
        if circled:
            pieces.append(enclose(circled[1].strip()))
        elif fraction:
            pieces.append(f"{fraction[1].strip()}/{fraction[2].strip()}")
        elif code.strip():
            self.note("P27", code=code.strip())

    def _read_symbol(self, element: Any, pieces: list[str]) -> None:
        """Read w:sym: a code point of a symbol font."""
        font, code = element.get(W + "font", ""), element.get(W + "char", "")
        symbol = find_symbol(font, code)
        if symbol is None:
            self.note("P15", symbol=code, font=font)
        pieces.append(symbol or "□")

    def _read_alternate(self, element: Any, pieces: list[str]) -> None:
        for branch in choose_branch(element):
            self._collect(branch, pieces)

    def _read_math(self, element: Any, pieces: list[str]) -> None:
        pieces.append(element.text or "")

    def _read_fraction(self, element: Any, pieces: list[str]) -> None:
        for part, after in (("num", "/"), ("den", "")):
            for child in element.iterfind(M + part):
                self._collect(child, pieces)
            pieces.append(after)

    def _read_drawing(self, element: Any, pieces: list[str]) -> None:
        """Keep the text boxes of a drawing for after the paragraph; report a picture."""
        boxes = list(_find_boxes(element))
        self._boxes.extend(boxes)
        if not boxes and next(element.iter(*_PICTURES), None) is not None:
            self.note("P14" if self.place.startswith("table") else "P13")


def _read_choice(field_begin: Any) -> str | None:
    """The entry that a form field shows which is a list to choose_branch from; it has no text of its own. None for other fields."""
    entries = field_begin.find(f"{W}ffData/{W}ddList")
    if entries is None:
        return None
    listed = [entry.get(W + "val", "") for entry in entries.iterfind(W + "listEntry")]
    chosen = read_integer(get_value(entries, "result") or get_value(entries, "default"), 0)
    return listed[chosen] if 0 <= chosen < len(listed) else ""


def _find_boxes(element: Any) -> Iterator[Any]:
    """Find the text boxes below an element; one inside of another is found when that one is read."""
    for child in element:
        if child.tag == BOX:
            yield child
        else:
            yield from _find_boxes(child)


def _gather(element: Any) -> str:
    """All text below an element, deleted text too."""
    return "".join(element.itertext(T, W + "delText")).strip()


def _has_custom_mark(run: Any) -> bool:
    """Tell whether the footnote mark is the run's own text (*) and no automatic number."""
    return any(mark.get(W + "customMarkFollows", "0") not in OFF for mark in run.iterchildren(_FOOTNOTE))


HANDLERS: dict[Any, Callable[[TextReader, Any, list[str]], None]] = {
    **dict.fromkeys(PLAIN, TextReader._add_plain),
    W + "r": TextReader._read_run,
    W + "del": TextReader._read_deleted,
    W + "fldChar": TextReader._read_field,
    W + "sym": TextReader._read_symbol,
    W + "drawing": TextReader._read_drawing,
    W + "pict": TextReader._read_drawing,
    W + "object": TextReader._read_drawing,
    ALTERNATE: TextReader._read_alternate,
    MATH_TEXT: TextReader._read_math,
    FRACTION: TextReader._read_fraction,
    W + "instrText": TextReader._read_code,
}

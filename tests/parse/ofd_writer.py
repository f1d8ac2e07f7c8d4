"""A small OFD writer for tests: pages (`parse.pages.page`) in the styles of different writers."""

import io
import random
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from xml.sax.saxutils import escape, quoteattr

from pipeline.parse.pages.grid import find_grids
from pipeline.parse.pages.page import Glyph, Page, part_glyphs
from pipeline.parse.pages.strokes import join_strokes

MM = 25.4 / 72
NAMESPACE = "http://www.ofdspec.org/2016"


@dataclass(frozen=True)
class Style:
    per: str = "run"  # a text object for each: char, run (blanks end it), line
    place: str = "deltas"  # deltas, repeat (g n d), codes (a text code for each character)
    scale: float = 1.0  # text is written this much smaller, and enlarged by its CTM
    narrow: float = 1.0  # HScale: the size is larger, the width the same
    rules: str = "lines"  # lines, filled (thin rectangles), cells (a rectangle for each), page (one path)
    prefix: str = "ofd:"
    declared: bool = True
    namespace: str = NAMESPACE
    encoding: str = "utf-8"
    paths: str = "relative"  # relative, absolute, backslash, root (from the root, without /)
    bodies: int = 1
    template: str = ""  # Background, Foreground: the rules stand in a template
    composite: bool = False  # everything stands in a composite unit
    blocks: int = 0  # page blocks within each other
    origin: tuple[float, float] = (0.0, 0.0)
    shuffled: bool = False
    pretty: bool = False
    own_area: bool = True
    turned: bool = False  # everything printed on its side
    glyphs: bool = False  # a glyph transformation for each text
    parameters: bool = False  # colours and line widths by drawing parameters
    folder: str = ""
    upper: bool = False
    clips: bool = False  # every object has a clip region
    flipped: bool = False  # paths are drawn from below, and turned over by their CTM, as converters of PDF do
    whole: bool = False  # the boundary of every text is the page, its X and Y the places on it
    digits: int = 4  # behind the decimal point
    dashed: bool = False  # rules are rows of short strokes
    bom: bool = False


def turn_over(data: str, height: float) -> str:
    """The same outline with y counted from below."""
    parts, is_y = [], False
    for part in data.split():
        parts.append(part if part.isalpha() else f"{height - float(part):.4f}" if is_y else part)
        is_y = not part.isalpha() and not is_y
    return " ".join(parts)


def cut_dashes(line):
    """A line across or down as dashes of 3 points with 1.5 points between."""
    x0, y0, x1, y1 = line
    length, at = max(x1 - x0, y1 - y0), 0.0
    while at < length:
        end = min(at + 3, length)
        yield (x0 + at, y0, x0 + end, y1) if x1 - x0 > y1 - y0 else (x0, y0 + at, x1, y0 + end)
        at += 4.5


class Writer:
    def __init__(self, style: Style):
        self.style, self.parts, self.number = style, {}, 100

    def next(self) -> int:
        self.number += 1
        return self.number

    def tag(self, name: str, content: str = "", **attributes: object) -> str:
        prefix = self.style.prefix
        said = "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items() if value != "")
        gap = "\n  " if self.style.pretty and content.startswith("<") else ""
        return f"<{prefix}{name}{said}>{gap}{content}{gap}</{prefix}{name}>"

    def add(self, name: str, root: str, content: str, **attributes: object) -> None:
        style = self.style
        bare = style.prefix.rstrip(":")
        if style.declared:
            attributes[f"xmlns:{bare}" if bare else "xmlns"] = style.namespace
        text = f'<?xml version="1.0" encoding="{style.encoding.upper()}"?>\n' + self.tag(root, content, **attributes)
        name = style.folder + name
        mark = "\ufeff" if style.bom else ""
        self.parts[name.upper() if style.upper else name] = (mark + text).encode(style.encoding)

    def locate(self, path: str, base: str = "") -> str:
        """How a part of this path is named in a part of the folder `base`."""
        how = self.style.paths
        if how == "absolute":
            return "/" + path
        return path if how == "root" else path.removeprefix(base).replace("/", "\\" if how == "backslash" else "/")

    def rules(self, page: Page) -> str:
        strokes = list(join_strokes(page.strokes))
        how = self.style.rules
        if how == "cells":
            boxes = [cell.box for table in find_grids(tuple(strokes), 1) for cell in table.cells]
            return "".join(self.path(box, self.outline(box), Fill="false") for box in boxes)
        lines = [(s.at, s.start, s.at, s.end) if s.is_vertical else (s.start, s.at, s.end, s.at) for s in strokes]
        if how == "filled":
            thin = [(x0 - 0.3, y0 - 0.3, x1 + 0.3, y1 + 0.3) for x0, y0, x1, y1 in lines]
            return "".join(self.path(box, self.outline(box), Fill="true", Stroke="false") for box in thin)
        if how == "page":
            whole = (0.0, 0.0, page.width, page.height)
            data = " ".join(f"M {x0 * MM:.3f} {y0 * MM:.3f} L {x1 * MM:.3f} {y1 * MM:.3f}" for x0, y0, x1, y1 in lines)
            return self.path(whole, data)
        if self.style.dashed:
            lines = [dash for line in lines for dash in cut_dashes(line)]
        return "".join(self.path(b, f"S 0 0 L {(b[2] - b[0]) * MM:.4f} {(b[3] - b[1]) * MM:.4f} C") for b in lines)

    def clip(self) -> str:
        if not self.style.clips:
            return ""
        path = self.tag(
            "Path", self.tag("AbbreviatedData", "M 0 0 L 999 0 L 999 999 L 0 999 C"), Boundary="0 0 999 999"
        )
        return self.tag("Clips", self.tag("Clip", self.tag("Area", path)))

    def outline(self, box) -> str:
        w, h = (box[2] - box[0]) * MM, (box[3] - box[1]) * MM
        return f"M 0 0 L {w:.4f} 0 L {w:.4f} {h:.4f} L 0 {h:.4f} C"

    def path(self, box, data: str, **attributes: object) -> str:
        inner = self.clip() + self.tag("AbbreviatedData", data)
        if self.style.flipped:
            attributes["CTM"] = f"1 0 0 -1 0 {(box[3] - box[1]) * MM:.4f}"
            inner = self.clip() + self.tag("AbbreviatedData", turn_over(data, (box[3] - box[1]) * MM))
        if self.style.parameters:
            attributes["DrawParam"] = 11
        return self.tag("PathObject", inner, ID=self.next(), Boundary=self.boundary(box), **attributes)

    def boundary(self, box) -> str:
        x, y = self.style.origin
        left, top, width, height = box[0] * MM + x, box[1] * MM + y, (box[2] - box[0]) * MM, (box[3] - box[1]) * MM
        if self.style.turned:  # what is upright at height × width lies on width × height
            return f"{left:.4f} {top:.4f} {height:.4f} {width:.4f}"
        return " ".join(f"{value:.{self.style.digits}f}" for value in (left, top, width, height))

    def texts(self, page: Page) -> list[str]:
        found = []
        for run in page.runs:
            glyphs = list(part_glyphs(run.glyphs))
            widest = max((g.x1 - g.x0 for g in glyphs if g.text > "\u2e7f"), default=run.size)
            found += [self.text(piece, widest * MM) for piece in self.pieces(glyphs)]
        return found

    def pieces(self, glyphs: list[Glyph]) -> list[list[Glyph]]:
        if self.style.per == "char":
            return [[glyph] for glyph in glyphs if glyph.text.strip()]
        if self.style.per == "line":
            return [glyphs]
        groups = groupby(glyphs, key=lambda glyph: (glyph.text > "\u2e7f", not glyph.text.isspace()))
        return [list(group) for (_, inked), group in groups if inked]

    def text(self, glyphs: Sequence[Glyph], size: float) -> str:
        style, first = self.style, glyphs[0]
        unit = size / style.scale
        box = (first.x0, first.top, glyphs[-1].x1, first.bottom)
        base = (first.bottom - first.top) * MM * 0.8 / style.scale
        xs = [(glyph.x0 - first.x0) * MM / style.scale for glyph in glyphs]
        if style.whole:
            xs, base = [x + first.x0 * MM for x in xs], base + first.top * MM
        inner = self.codes("".join(glyph.text for glyph in glyphs), xs, base)
        if style.glyphs:
            count = len(glyphs)
            numbers = " ".join(str(7 + index) for index in range(count))
            inner = self.tag("CGTransform", self.tag("Glyphs", numbers), CodePosition=0, CodeCount=count, GlyphCount=count) + inner  # fmt: skip
        ctm = "" if style.scale == 1 else f"{style.scale} 0 0 {style.scale} 0 0"
        said = (
            {"HScale": style.narrow, "Size": f"{unit / style.narrow:.4f}"}
            if style.narrow != 1
            else {"Size": f"{unit:.4f}"}
        )
        if style.whole:
            box = (0.0, 0.0, 850.0, 850.0)
        return self.tag(
            "TextObject", self.clip() + inner, ID=self.next(), Boundary=self.boundary(box), Font=3, CTM=ctm, **said
        )

    def codes(self, text: str, xs: list[float], base: float) -> str:
        if self.style.place == "codes":
            pairs = zip(text, xs, strict=True)
            return "".join(self.tag("TextCode", escape(c), X=f"{x:.4f}", Y=f"{base:.4f}") for c, x in pairs if c != " ")
        deltas = [round(b - a, min(3, self.style.digits)) for a, b in pairwise(xs)]
        if self.style.place == "repeat":
            parts = [(delta, len(list(group))) for delta, group in groupby(deltas)]
            said = " ".join(f"g {count} {delta}" if count > 1 else f"{delta}" for delta, count in parts)
        else:
            said = " ".join(map(str, deltas))
        return self.tag("TextCode", escape(text), X=f"{xs[0]:.4f}", Y=f"{base:.4f}", DeltaX=said)

    def layer(self, objects: str) -> str:
        for _ in range(self.style.blocks):
            objects = self.tag("PageBlock", objects, ID=self.next())
        return self.tag("Content", self.tag("Layer", objects, ID=self.next(), Type="Body"))

    def area(self, page: Page) -> str:
        x, y = self.style.origin
        return self.tag("PhysicalBox", f"{x} {y} {page.width * MM:.4f} {page.height * MM:.4f}")

    def body(self, index: int, pages: Sequence[Page]) -> str:
        style, folder = self.style, f"Doc_{index}/"
        listed, templates, units = "", "", ""
        for number, page in enumerate(pages):
            rules, texts = self.rules(page), self.texts(page)
            if style.shuffled:
                random.Random(number).shuffle(texts)
            objects = "".join(texts)
            head = self.tag("Area", self.area(page)) if style.own_area else ""
            if style.template:
                name, place = f"{folder}Tpls/Tpl_{number}/Content.xml", self.next()
                self.add(name, "Page", self.layer(rules))
                templates += self.tag("TemplatePage", ID=place, BaseLoc=self.locate(name, folder))
                head += self.tag("Template", TemplateID=place, ZOrder=style.template)
            else:
                objects = rules + objects
            if style.composite:
                unit = self.next()
                units += self.tag("CompositeGraphicUnit", self.tag("Content", objects), ID=unit, Width=page.width * MM, Height=page.height * MM)  # fmt: skip
                objects = self.tag("CompositeObject", ID=self.next(), Boundary="0 0 9 9", ResourceID=unit)
            name = f"{folder}Pages/Page_{number}/Content.xml"
            self.add(name, "Page", head + self.layer(objects))
            listed += self.tag("Page", ID=self.next(), BaseLoc=self.locate(name, folder))
        fonts = self.tag("Fonts", self.tag("Font", ID=3, FontName="宋体"))
        drawn = self.tag(
            "DrawParams", self.tag("DrawParam", self.tag("FillColor", Value="0 0 0"), ID=11, LineWidth=0.2)
        )
        self.add(f"{folder}PublicRes.xml", "Res", fonts + drawn, BaseLoc="Res")
        self.add(f"{folder}DocumentRes.xml", "Res", self.tag("CompositeGraphicUnits", units), BaseLoc="Res")
        common = self.tag("PageArea", self.area(pages[0]))
        for kind in ("PublicRes", "DocumentRes"):
            common += self.tag(kind, self.locate(f"{folder}{kind}.xml", folder))
        self.add(
            f"{folder}Document.xml", "Document", self.tag("CommonData", common + templates) + self.tag("Pages", listed)
        )
        return self.tag(
            "DocBody",
            self.tag("DocInfo", self.tag("DocID", str(index)))
            + self.tag("DocRoot", self.locate(f"{folder}Document.xml")),
        )


def write_ofd(pages: Sequence[Page], style: Style | None = None, **more: bytes) -> bytes:
    """Write pages as an OFD file; `more` are other members."""
    style = style or Style()
    writer = Writer(style)
    step = -(-len(pages) // style.bodies)
    bodies = [writer.body(index, pages[step * index : step * (index + 1)]) for index in range(style.bodies)]
    writer.add("OFD.xml", "OFD", "".join(bodies), Version="1.0", DocType="OFD")
    return zipped(writer.parts | more)


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()

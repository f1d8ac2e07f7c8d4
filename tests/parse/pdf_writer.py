"""A tiny PDF writer for tests: text, lines and boxes at places in points from the top left of the page.

The fonts (Type 3) draw every character as a box: a Chinese one an em wide, an ASCII one half an em. A ToUnicode map says
what they mean.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby

BOXES = {True: b"1000 0 0 -120 1000 880 d1 100 0 800 760 re f", False: b"500 0 0 -120 500 880 d1 50 0 400 760 re f"}
PER_FONT = 200  # characters


@dataclass
class Page:
    width: float = 595
    height: float = 842
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None  # left, bottom, right, top
    picture: bool = False
    stretched: bool = False  # fonts of size 1, stretched by the matrix of the text, as many writers do
    turned: bool = False  # everything printed on its side: what is upright at height × width lies on width × height
    parts: list[str | tuple[float, float, str, float]] = field(default_factory=list)
    form: list[str] = field(default_factory=list)  # drawn inside a form XObject, moved by (10, 0)

    def text(self, x: float, top: float, text: str, size: float = 10) -> "Page":
        self.parts.append((x, top, text, size))
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> "Page":
        self.parts.append(f"{width} w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float, paint: str = "f") -> "Page":
        self.parts.append(f"{x0} {self.height - y1} {x1 - x0} {y1 - y0} re {paint}")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> "Page":
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def paint(self, operators: str) -> "Page":
        """Add operators as they are."""
        self.parts.append(operators)
        return self

    def row(self, xs: list[float], top: float, texts: list[str], size: float = 10) -> "Page":
        """Write the cells of a row; lines of a cell are parted by a line feed."""
        for x, cell in zip(xs, texts, strict=False):
            for index, line in enumerate(cell.split("\n")):
                self.text(x + 5, top + 3 + index * size * 1.3, line, size)
        return self


def wrap(paragraphs: list[str], width: float, size: float = 10) -> str:
    """Break paragraphs into lines of a width in points, anywhere between Chinese characters, never within a number."""
    lines = []
    for paragraph in paragraphs:
        line, used = "", 0.0
        for token in re.findall(r"[0-9A-Za-z.%]+|.[，。；、：）”]*", paragraph):
            need = sum(size if char > "\u2e7f" or char in "“”—" else size / 2 for char in token)
            if used + need > width:
                lines.append(line)
                line, used = "", 0.0
            line, used = line + token, used + need
        lines.append(line)
    return "\n".join(lines)


def write(*pages: Page) -> bytes:
    """Write the pages as a PDF file."""
    objects: list[bytes] = [b"", b"", b""]  # catalogue, page tree, resources of the fonts: known at the end
    known: dict[str, int] = {}  # character → its place in the fonts

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(data: bytes, entries: bytes = b"") -> int:
        return add(b"<< /Length %d %s >> stream\n" % (len(data), entries) + data + b"\nendstream")

    def show(page: Page, x: float, top: float, text: str, size: float) -> str:
        codes = [known.setdefault(char, len(known)) for char in text]
        shown = []
        for font, run in groupby(codes, key=lambda code: code // PER_FONT):
            shown.append(
                f"/F{font} {1 if page.stretched else size} Tf <{''.join(f'{code % PER_FONT + 1:02x}' for code in run)}> Tj"
            )
        place = f"{x} {page.height - top - size * 0.88}"
        begin = f"{size} 0 0 {size} {place} Tm" if page.stretched else f"{place} Td"
        return f"BT {begin} {' '.join(shown)} ET"

    kids = []
    for page in pages:
        parts = [part if isinstance(part, str) else show(page, *part) for part in page.parts]
        resources = b"/Font 3 0 R"
        if page.form or page.picture:
            names = b""
            if page.form:
                form = stream(
                    "\n".join(page.form).encode(),
                    b"/Type /XObject /Subtype /Form /BBox [0 0 9999 9999] /Matrix [1 0 0 1 10 0]",
                )
                names += b"/Form %d 0 R " % form
                parts.append("/Form Do")
            if page.picture:
                image = stream(
                    b"\xee",
                    b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
                )
                names += b"/Image %d 0 R" % image
                parts.insert(0, f"q {page.width} 0 0 {page.height} 0 0 cm /Image Do Q")
            resources += b" /XObject << " + names + b" >>"
        if page.turned:  # x to the top, y to the left
            parts.insert(0, f"0 1 -1 0 {page.height} 0 cm")
        content = stream("\n".join(parts).encode())
        width, height = (page.height, page.width) if page.turned else (page.width, page.height)
        crop = b"/CropBox [%s]" % " ".join(map(str, page.crop)).encode() if page.crop else b""
        kids.append(
            add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] %s /Rotate %d /Contents %d 0 R /Resources << %s >> >>"
                % (width, height, crop, page.rotate, content, resources)
            )
        )
    fonts = b""
    for font in range(len(known) // PER_FONT + 1):
        fonts += b"/F%d %d 0 R " % (font, _font(list(known)[font * PER_FONT :][:PER_FONT], add, stream))
    objects[2] = b"<< " + fonts + b">>"
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    )


def _font(characters: list[str], add: Callable[[bytes], int], stream: Callable[[bytes], int]) -> int:
    wide = [char > "\u2e7f" or char in "“”‘’—…·" for char in characters]
    codes = b" ".join(
        b"<%02x> <%s>" % (i + 1, char.encode("utf-16-be").hex().encode()) for i, char in enumerate(characters)
    )
    unicode_map = stream(
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        + b"".join(
            b"%d beginbfchar %s endbfchar " % (len(some), b" ".join(some)) for some in _hundreds(codes, len(characters))
        )
        + b"endcmap end"
    )
    boxes = {is_wide: stream(data) for is_wide, data in BOXES.items()}
    names = b" ".join(b"/wide" if is_wide else b"/half" for is_wide in wide)
    widths = b" ".join(b"1000" if is_wide else b"500" for is_wide in wide)
    return add(
        b"<< /Type /Font /Subtype /Type3 /FontMatrix [0.001 0 0 0.001 0 0] /FontBBox [0 -120 1000 880] /FirstChar 1 "
        b"/LastChar %d /Widths [%s] /Encoding << /Differences [1 %s] >> /ToUnicode %d 0 R /Resources << >> "
        b"/CharProcs << /wide %d 0 R /half %d 0 R >> >>"
        % (len(characters), widths, names, unicode_map, boxes[True], boxes[False])
    )


def _hundreds(codes: bytes, count: int) -> list[list[bytes]]:
    """A map may list a hundred codes at a time."""
    pairs = [b" ".join(pair) for pair in zip(codes.split()[::2], codes.split()[1::2], strict=True)]
    return [pairs[start : start + 100] for start in range(0, count, 100)]

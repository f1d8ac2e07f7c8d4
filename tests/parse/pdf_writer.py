"""A tiny PDF writer for tests: text, lines and boxes at places in points from the top left of the page.

The font is not embedded: character codes are UTF-16, and a ToUnicode map says so. A Chinese character is one em wide,
an ASCII one half an em.
"""

from dataclasses import dataclass, field

UNICODE = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange " + (
    b"100 beginbfrange "
    + b" ".join(b"<%02X00> <%02XFF> <%02X00>" % (high, high, high) for high in range(100))
    + b" endbfrange 100 beginbfrange "
    + b" ".join(b"<%02X00> <%02XFF> <%02X00>" % (high, high, high) for high in range(100, 200))
    + b" endbfrange 56 beginbfrange "
    + b" ".join(b"<%02X00> <%02XFF> <%02X00>" % (high, high, high) for high in range(200, 256))
    + b" endbfrange endcmap end"
)


@dataclass
class Page:
    width: float = 595
    height: float = 842
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None  # left, bottom, right, top
    picture: bool = False
    parts: list[str] = field(default_factory=list)
    form: list[str] = field(default_factory=list)  # drawn inside a form XObject, moved by (10, 0)

    def text(self, x: float, top: float, text: str, size: float = 10) -> "Page":
        code = text.encode("utf-16-be").hex()
        self.parts.append(f"BT /F {size} Tf {x} {self.height - top - size * 0.88} Td <{code}> Tj ET")
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

    def row(self, xs: list[float], top: float, texts: list[str], size: float = 10) -> "Page":
        """Write the cells of a row; lines of a cell are parted by a line feed."""
        for x, cell in zip(xs, texts, strict=False):
            for index, line in enumerate(cell.split("\n")):
                self.text(x + 5, top + 3 + index * size * 1.3, line, size)
        return self


def write(*pages: Page) -> bytes:
    """Write the pages as a PDF file."""
    objects: list[bytes] = [b"", b"", b""]  # catalogue, page tree, font: known at the end

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(data: bytes, entries: bytes = b"") -> int:
        return add(b"<< /Length %d %s >> stream\n" % (len(data), entries) + data + b"\nendstream")

    unicode_map = stream(UNICODE)
    descriptor = add(
        b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -120 1000 880] /Ascent 880 "
        b"/Descent -120 /CapHeight 700 /StemV 80 /ItalicAngle 0 >>"
    )
    child = add(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /W [32 126 500] /FontDescriptor %d 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>" % descriptor
    )
    objects[2] = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [%d 0 R] "
        b"/ToUnicode %d 0 R >>" % (child, unicode_map)
    )
    kids = []
    for page in pages:
        parts, resources = list(page.parts), b"/Font << /F 3 0 R >>"
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
        content = stream("\n".join(parts).encode())
        crop = b"/CropBox [%s]" % " ".join(map(str, page.crop)).encode() if page.crop else b""
        kids.append(
            add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] %s /Rotate %d /Contents %d 0 R /Resources << %s >> >>"
                % (page.width, page.height, crop, page.rotate, content, resources)
            )
        )
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

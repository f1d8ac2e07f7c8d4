"""Mutates real files: bytes of any file, elements of XML parts, tags of web pages, objects of PDFs, cells of texts.

A mutation has a number, which makes it again.
"""

from __future__ import annotations

import random
import re
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO

from lxml import etree

from tools.seeds import make_mht, seed_file
from tools.vary import pack

WORDS = ("〇", "亿", "第", "1.", "（一）", "①", "％", "万分之", "、", "2025年", "\u202e", "\u3000", "𠀀", "＝1+1", "'")
TOKENS = (
    *(b"\0", b"\xff", b"\xff\xfe", b"\r\n", b"\t", b"<", b">", b"&", b"&#0;", b"]]>", b"<!--", b"%", b"/", b"<<", b"(", b"99999999999"),
    *(b"-1", b"0", b"1e999", b"<w:tbl>", b"</w:tc>", b"<w:p>", b'<w:gridSpan w:val="9999"/>', b"<w:vMerge/>", b"<table>"),
    *(b"<tr>", b'<td rowspan="9999" colspan="9999">', b"</table>", b"obj", b"endobj", b"stream", b" 0 R", b"/Kids", b"/Length"),
    *(b'"', b"|", b"|---|", b",", b"\x0b", b"<pre>", b"<li>", b"<script>", b"A1048576", b"[h]:mm", b"_x0000_"),
    *(word.encode() for word in WORDS),
)  # fmt: skip
VALUES = ("", "0", "-1", "1", "9999", "1048576", "99999999999999999999", "1e999", "x", "continue", "XFD1048576:A1", "../x")  # fmt: skip
TAG = re.compile(r"(<[^<>]*>)")
OBJECT = re.compile(rb"(\d+ 0 obj\b.*?endobj)", re.S)
STREAM = re.compile(rb"(.*?>>\s*stream\r?\n)(.*?)(\r?\nendstream.*)", re.S)
NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
HTML_TAGS = ("<table>", "</table>", "<tr>", "<td colspan=0>", "<td rowspan=65534>", "<ol start=-5>", "<li>", "<pre>", "<br>", "<del>",
             "<thead>", "<tfoot>", "<td style='display:none'>", "<p style='mso-list:Ignore'>", "<select>", "<svg>", "<!--", "<iframe src=x>")  # fmt: skip
SIGNS = ("\t", "\n", "|", ",", '"', "\n\n", "\n\t", "<br>", "|-|-|-|", "\\|", "\u2028")


def mutate(kind: str, number: int) -> bytes:
    """Make the mutation of a number."""
    dice = random.Random(f"{kind}/{number}")
    content = seed_file(kind, number)
    if dice.random() < 0.25:
        return mutate_bytes(content, dice)
    return BY_KIND[kind](content, dice)


def _times(dice: random.Random) -> range:
    return range(dice.choice((1, 1, 2, 4, 8, 32)))


def mutate_bytes(content: bytes, dice: random.Random) -> bytes:
    """Change some places of a file: bytes turned, cut, doubled, moved, tokens put in, the end lost."""
    data = bytearray(content)
    for _ in _times(dice):
        at = dice.randrange(len(data) + 1)
        end = min(len(data), at + dice.choice((1, 2, 8, 64, 1024)))
        kind = dice.randrange(7)
        if kind == 0:
            data[at:end] = bytes(byte ^ (1 << dice.randrange(8)) for byte in data[at:end])
        elif kind == 1:
            del data[at:end]
        elif kind == 2:
            data[at:at] = data[at:end] * dice.choice((1, 2, 50))
        elif kind == 3:
            data[at:at] = dice.choice(TOKENS) * dice.choice((1, 1, 1, 300))
        elif kind == 4:
            data[at:end] = dice.randbytes(end - at)
        elif kind == 5:
            other = dice.randrange(len(data) + 1)
            data[other:other] = data[at:end]
        elif dice.random() < 0.1:
            del data[at:]
    return bytes(data)


def _mutate_package(content: bytes, dice: random.Random) -> bytes:
    """Change a part of a package, or else only the zip would be tried; sometimes lose or exchange parts."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    names = sorted(members, key=lambda name: -len(members[name]))
    name = dice.choice(names[:3]) if dice.random() < 0.7 else dice.choice(names)
    kind = dice.random()
    if kind < 0.04:
        del members[name]
    elif kind < 0.08:
        members[name] = members[dice.choice(names)]
    else:
        change = mutate_tree if kind < 0.7 and name.endswith((".xml", ".rels")) else mutate_bytes
        members[name] = change(members[name], dice)
    return pack(members)


def mutate_tree(content: bytes, dice: random.Random) -> bytes:
    """Change some places of an XML part that stays well formed: elements cut, doubled, moved, their texts changed."""
    root = etree.fromstring(content)
    for _ in range(dice.choice((1, 2, 4, 16))):
        elements = [element for element in root.iter() if isinstance(element.tag, str)][1:]
        if len(elements) < 2:
            break
        element, other = dice.choice(elements), dice.choice(elements)
        parent, kind = element.getparent(), dice.randrange(7)
        if kind == 0:
            parent.remove(element)
        elif kind == 1:
            parent.insert(parent.index(element), deepcopy(element))
        elif kind == 2:
            other.append(deepcopy(element))
        elif kind == 3 and element.attrib:
            element.set(dice.choice(sorted(element.attrib)), dice.choice(VALUES))
        elif kind == 4:
            element.tag = other.tag
        elif kind == 5 and other.attrib:
            element.attrib.update(other.attrib)
        else:
            element.text = dice.choice(WORDS) * dice.choice((1, 5)) + (element.text or "")
    return etree.tostring(root, encoding="UTF-8")


def _mutate_tags(content: bytes, dice: random.Random) -> bytes:
    """Change some places of a page: tags lost, doubled, moved, put in, their attributes changed."""
    parts = TAG.split(content.decode("utf-8", "replace"))
    for _ in _times(dice):
        at, other = dice.randrange(1, len(parts)), dice.randrange(len(parts))
        kind = dice.randrange(6)
        if kind == 0:
            parts[at] = ""
        elif kind == 1:
            parts.insert(at, parts[other] * dice.choice((1, 2, 200)))
        elif kind == 2:
            parts[at:at] = parts[other : other + dice.choice((1, 10, 100))]
        elif kind == 3:
            parts.insert(at, dice.choice(HTML_TAGS) * dice.choice((1, 1, 100)))
        elif kind == 4:
            parts[at] = re.sub(r'="[^"]*"', f'="{dice.choice(VALUES)}"', parts[at], count=1)
        else:
            parts[at] += dice.choice(WORDS)
    return "".join(parts).encode("utf-8", "replace")


def _mutate_mail(content: bytes, dice: random.Random) -> bytes:
    """Change the page inside of a single file web page."""
    return make_mht(
        _mutate_tags(seed_file("html"), dice), dice.choice(("base64", "quoted-printable", "8bit", "x-uuencode"))
    )


def _mutate_objects(content: bytes, dice: random.Random) -> bytes:
    """Change some objects of a PDF: lost, doubled, exchanged, their numbers and what their streams draw changed.

    Positions are not mended: PDFium looks for the objects itself then.
    """
    parts = OBJECT.split(content)
    places = range(1, len(parts), 2)
    for _ in _times(dice):
        at, other = dice.choice(places), dice.choice(places)
        kind = dice.randrange(6)
        if kind == 0:
            parts[at] = b""
        elif kind == 1:
            parts[at] += b"\n" + re.sub(rb"^\d+", b"%d" % dice.randrange(len(parts)), parts[other])
        elif kind == 2:
            parts[at], parts[other] = parts[other], parts[at]
        elif kind == 3:
            parts[at] = _mutate_stream(parts[at], dice)
        else:
            head, mark, rest = parts[at].partition(b"stream")
            parts[at] = _change_number(head, dice) + mark + rest
    return b"".join(parts)


def _mutate_stream(part: bytes, dice: random.Random) -> bytes:
    found = STREAM.fullmatch(part)
    if found is None:
        return mutate_bytes(part, dice)
    head, data, tail = found.groups()
    try:
        data = zlib.decompress(data)
    except zlib.error:  # not packed, or packed otherwise
        return head + mutate_bytes(data, dice) + tail
    change = _change_number if dice.random() < 0.5 else mutate_bytes
    packed = zlib.compress(change(data, dice))
    return re.sub(rb"/Length \d+", b"/Length %d" % len(packed), head, count=1) + packed + tail


def _change_number(data: bytes, dice: random.Random) -> bytes:
    numbers = list(NUMBER.finditer(data))
    if not numbers:
        return data
    found = dice.choice(numbers)
    number = dice.choice(
        (b"0", b"-1", b"1", b"2", b"7", b"65536", b"99999999999", b"1e9", b"-0.0001", b"%d 0 R" % dice.randrange(40))
    )
    return data[: found.start()] + number + data[found.end() :]


def mutate_cells(content: bytes, dice: random.Random) -> bytes:
    """Change some places of a table in text: lines lost, doubled, moved, signs between cells put in and lost."""
    lines = content.decode("utf-8", "replace").split("\n")
    for _ in _times(dice):
        at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        line, kind = lines[at], dice.randrange(6)
        place = dice.randrange(len(line) + 1)
        if kind == 0 and len(lines) > 1:
            del lines[at]
        elif kind == 1:
            lines[at:at] = lines[other : other + dice.choice((1, 5))] * dice.choice((1, 1, 50))
        elif kind == 2:
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == 3:
            lines[at] = line[:place] + dice.choice(SIGNS) * dice.choice((1, 1, 300)) + line[place:]
        elif kind == 4:
            lines[at] = line.replace(dice.choice(SIGNS), "", 1)
        else:
            lines[at] = line[:place] + dice.choice(WORDS) + line[place:]
    text = "\n".join(lines)
    return text.encode(dice.choice(("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16")), "replace")


BY_KIND: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "docx": _mutate_package,
    "xlsx": _mutate_package,
    "html": _mutate_tags,
    "mht": _mutate_mail,
    "pdf": _mutate_objects,
    "ofd": _mutate_package,
    "txt": mutate_cells,
    "csv": mutate_cells,
    "md": mutate_cells,
}

"""One pass over a Word part, before it is read: what it holds at all, and the texts of its plain paragraphs.

Most paragraphs hold runs of text and nothing else; looking at them once, in C, halves the time of reading.
`docx_text.TextReader` reads all others, and gives the same text for the plain ones (tested).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from pipeline.parse.ooxml import W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = MC + "AlternateContent"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MATH_TEXT, FRACTION = M + "t", M + "f"


def tags(*names: str) -> frozenset[str]:
    """Full tags of WordprocessingML elements."""
    return frozenset(W + name for name in names)


P, T, BOX, TBL, TC = W + "p", W + "t", W + "txbxContent", W + "tbl", W + "tc"
MOVED = tags("del", "moveFrom")
REVISIONS = MOVED | tags("cellDel")
SPANS = tags("gridSpan", "vMerge", "hMerge", "cellMerge")
ODD_RUNS = tags("vanish", "strike", "dstrike", "vertAlign", "footnoteReference", "endnoteReference")
STYLED = tags("pStyle", "rStyle")
_ODD = (
    MOVED
    | ODD_RUNS
    | tags("tab", "ptab", "br", "cr", "noBreakHyphen", "sym", "fldChar", "drawing", "pict", "object", "rt")
    | {ALTERNATE, MATH_TEXT}
)
NONE_PLAIN: Mapping[Any, str] = MappingProxyType({})


class Survey(NamedTuple):
    """What a part holds."""

    has_odd_runs: bool = True  # hidden, struck or raised text, footnote marks
    has_revisions: bool = True  # deleted or moved
    has_spans: bool = True  # merged cells
    has_nested: bool = True  # tables in cells
    plain: Mapping[Any, str] = NONE_PLAIN  # paragraph → text


def survey(root: Any, blob: bytes, looks: Collection[str] = ()) -> Survey:
    """Look at all elements once. `blob` is the same part as bytes: one with a single table nests none.

    `looks` are the styles whose text may be hidden, struck or raised.
    """
    present = {element.tag for element in root.iter(*REVISIONS, *SPANS, *ODD_RUNS)}
    return Survey(
        bool(looks) or not present.isdisjoint(ODD_RUNS),
        not present.isdisjoint(REVISIONS),
        not present.isdisjoint(SPANS),
        blob.count(b"tbl>") > 2 and any(next(table.iterancestors(TC), None) is not None for table in root.iter(TBL)),
        _read_plain(root, looks),
    )


def _read_plain(root: Any, looks: Collection[str]) -> dict[Any, str]:
    """Give paragraph → text for the plain ones. Where text boxes nest paragraphs, none is taken for plain."""
    texts: dict[Any, str] = {}
    if next(root.iter(BOX), None) is not None:
        return texts
    paragraph, pieces, is_odd = None, [], True
    styled = STYLED if looks else ()
    for element in root.iter(P, T, *_ODD, *styled):
        tag = element.tag
        if tag == T:
            pieces.append((element.text or "").replace("\n", " "))
        elif tag == P:
            if not is_odd:
                texts[paragraph] = "".join(pieces)
            paragraph, pieces, is_odd = element, [], False
        elif tag not in STYLED or element.get(W + "val") in looks:
            is_odd = True
    if not is_odd:
        texts[paragraph] = "".join(pieces)
    return texts

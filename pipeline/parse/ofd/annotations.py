"""What is laid over a page: notes, stamps and marks. Source: GB/T 33190-2016, 15 (annotations)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.parse.ofd.package import children, local, text_of
from pipeline.parse.ofd.page import OfdBody
from pipeline.rules.findings import tell

_LONGEST = 200  # characters of left out text that are told


def find_annotations(body: OfdBody) -> Iterator[Finding]:
    """P63: text of notes and marks, by page."""
    part, root = body.package.look_up(text_of(body.root, "Annotations"), body.part)
    for number, page in enumerate(children(root, "Page") if root is not None else (), start=1):
        _, notes = body.package.look_up(text_of(page, "FileLoc"), part)
        if notes is None:
            continue
        codes = (one for one in notes.iter() if isinstance(one.tag, str) and local(one.tag) == "TextCode")
        if text := "".join(code.text or "" for code in codes).strip():
            yield tell("P63", body.package.zip.path, f"annotations of page {number}", text=text[:_LONGEST])

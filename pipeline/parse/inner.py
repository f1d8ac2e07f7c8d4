"""Documents inside a file that are read as their own: the attachments of an OFD.

Asked for each file of raw/ before anything is read, by the process that may not fall: no more than a few small parts are
parsed, and a file with any fault has none here; its reader says what is wrong.
"""

from __future__ import annotations

from pipeline.parse.errors import UnreadableFile
from pipeline.parse.limits import check_package
from pipeline.parse.sniff import sniff
from pipeline.sources.attached import Inner


def find_inner(path: str, content: bytes) -> list[Inner]:
    """Find the documents inside the file of this path. Raises nothing for a broken file: it has none."""
    if not content.startswith(b"PK"):
        return []
    try:
        if sniff(content) != "ofd":
            return []
        check_package(content)
        from pipeline.parse.ofd.attachments import list_inner

        return list_inner(path, content)
    except (UnreadableFile, RecursionError):
        return []

"""`pledges annotate` and `pledges hand-out`: Word documents for those who work with the list."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from pipeline import flow
from pipeline.commands.terminal import no_dataset, print_lines, read_rows, refuse
from pipeline.model import Source
from pipeline.sources.catalogue import make_doc_id
from pipeline.store.records import folder_name


def annotate(path: Path, to: Path | None) -> int:
    """Write a copy of a Word document with every figure highlighted and commented."""
    from pipeline.parse.sniff import sniff
    from pipeline.publish.annotate import annotate as mark

    target = to or path.with_name(f"{path.stem}.annotated.docx")
    try:
        content = path.read_bytes()
    except OSError as error:
        return refuse(f"{path}: {error.strerror or error}")
    if target.exists() and target.samefile(path):
        return refuse(f"{target} is the document itself; name another file with --to")
    rooms = flow.read_document(Source(make_doc_id(path.stem), path.name, content, sha256(content).hexdigest()))
    lost = next((finding for finding in rooms.findings if finding.level == "error"), None)
    if rooms.document.status == "failed" and lost:
        return refuse(f"{path}: {lost.message}")
    if sniff(content) != "docx":
        return refuse(f"{path} is no .docx: save it as one, it can be marked then")
    found = mark(content, flow.make_dataset(rooms))
    try:
        target.write_bytes(found.content)
    except OSError as error:
        return refuse(f"{target}: {error.strerror or error}")
    print_lines(
        f"{target}: {found.marked} figures and names marked" + (f", {found.missed} not found" if found.missed else "")
    )
    return 0


def hand_out(output: Path, to: Path, name: str | None, year: int | None) -> int:
    """Write a Word file for a department, or for every one that has something to do."""
    from pipeline.publish.hand_out import HAND_OUT_TABLES, Loaded, write_hand_out

    try:
        dataset = Loaded({table: read_rows(output, table) for table in HAND_OUT_TABLES})
    except FileNotFoundError as error:
        return no_dataset(error)
    chosen = dataset.find(name) if name else dataset.departments
    if not chosen:
        return refuse(f"no department of {output}/ is called {name!r}")
    written = 0
    to.mkdir(parents=True, exist_ok=True)
    for department in chosen:
        if tasks := list(dataset.tasks(department["department_id"], year)):
            path = to / f"{folder_name(make_doc_id(department['name']))}.docx"
            write_hand_out(department["name"], tasks, year, path)
            written += 1
    print_lines(f"{to}/: {written} Word files" + (f" for {year}" if year else ""))
    return 0

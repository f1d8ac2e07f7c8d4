"""`pledges annotate` and `pledges hand-out`: Word documents for those who work with the list."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import flow
from pipeline.commands.terminal import no_dataset, phrase, pick, print_lines, read_rows, refuse
from pipeline.model import Source
from pipeline.run.proof import rules_beside
from pipeline.sources.catalogue import make_doc_id
from pipeline.store.records import folder_name

if TYPE_CHECKING:
    from pipeline.publish.hand_out import Duty


def annotate(path: Path, to: Path | None) -> int:
    """Write a copy of a Word document with every figure highlighted and commented."""
    from pipeline.parse.sniff import sniff
    from pipeline.publish.annotate import OtherWord
    from pipeline.publish.annotate import annotate as mark

    target = to or path.with_name(f"{path.stem}.annotated.docx")
    try:
        content = path.read_bytes()
    except OSError as error:
        return refuse(f"{path}: {error.strerror or error}")
    if target.exists() and target.samefile(path):
        return refuse(phrase("is_itself", target=target))
    source = Source(make_doc_id(path.stem), path.name, content, sha256(content).hexdigest())
    with rules_beside(path):
        rooms = flow.read_document(source)
        dataset = flow.make_dataset(rooms)
    lost = next((finding for finding in rooms.findings if finding.level == "error"), None)
    if rooms.document.status == "failed" and lost:
        return refuse(f"{path}: {pick(lost.message, lost.message_zh)}")
    if sniff(content) != "docx":
        return refuse(phrase("no_docx", path=path))
    try:
        found = mark(content, dataset)
        target.write_bytes(found.content)
    except OtherWord as error:
        return refuse(phrase("other_word", path=path, what=error))
    except OSError as error:
        return refuse(f"{target}: {error.strerror or error}")
    missed = phrase("missed", count=found.missed) if found.missed else ""
    print_lines(phrase("marked", target=target, count=found.marked) + missed)
    return 0


def hand_out(output: Path, to: Path, name: str | None, year: int | None, before: date | None = None) -> int:
    """Write a Word file for a department, or for every one that has something to do; into a folder, or a .zip.

    `before`: only what is due before this day.
    """
    from pipeline.publish.hand_out import HAND_OUT_TABLES, Loaded, write_hand_out

    try:
        dataset = Loaded({table: read_rows(output, table) for table in HAND_OUT_TABLES})
    except FileNotFoundError as error:
        return no_dataset(error)
    chosen = dataset.find(name) if name else dataset.departments
    if not chosen:
        return refuse(phrase("no_department", output=output, name=name))
    is_zip = to.suffix == ".zip"
    files: dict[str, bytes] = {}
    for department in chosen:
        tasks = [task for task in dataset.tasks(department["department_id"], year) if _is_due(task, before)]
        if tasks:
            content = io.BytesIO()
            write_hand_out(department["name"], tasks, year, content, before)
            stem = department["name"] if is_zip else folder_name(make_doc_id(department["name"]))
            files[f"{stem.replace('/', '_')}.docx"] = content.getvalue()
    try:
        (_zip if is_zip else _save)(to, files)
    except OSError as error:
        return refuse(f"{error.filename or to}: {error.strerror or error}")
    when = phrase("for_year", year=year) if year else ""
    print_lines(phrase("handed_out", to=to if is_zip else f"{to}/", count=len(files), when=when))
    return 0


def _is_due(task: Duty, before: date | None) -> bool:
    return before is None or (task.due_date is not None and task.due_date < before)


def _save(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _zip(path: Path, files: Mapping[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)

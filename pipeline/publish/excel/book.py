"""A workbook of many equal texts: xlsxwriter's frame (styles, notes, print) around shared texts, packed lightly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import SEEK_END, StringIO
from pathlib import Path
from shutil import copyfileobj
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from xlsxwriter.packager import Packager

from pipeline.publish.excel.sheet import BODY, ColumnSheet
from pipeline.publish.excel.texts import SharedTexts

_LEVEL = 1  # of deflate: a quarter of the time of 6, a quarter more bytes
_VAST = 1 << 30  # bytes of a part, from where on it is told to be larger than 32 bits can say
_TEXTS = "xl/sharedStrings.xml"
_ROOT = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Book(xlsxwriter.Workbook):  # type: ignore[misc]  # xlsxwriter has no types
    """A workbook whose rows and texts go to the disk as they are written: memory does not grow with them."""

    def __init__(self, path: Path) -> None:
        """Begin the file `path`; it is written when the workbook is closed."""
        super().__init__(str(path), {"constant_memory": True})
        self.str_table = SharedTexts()

    def add_sheet(self, name: str) -> ColumnSheet:
        """Add a sheet behind the others."""
        sheet: ColumnSheet = self.add_worksheet(name, ColumnSheet)
        return sheet

    def _store_workbook(self) -> None:
        """Put the package together: what xlsxwriter does of it for a book of sheets with notes, at a lighter level."""
        first = self.worksheets()[0]
        first.selected = first.active = 1
        self._prepare_vml()
        self._prepare_defined_names()
        packager = _Frames()
        packager._add_workbook(self)
        with self.str_table.file, ZipFile(self.filename, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as package:
            self._pack(packager.write(), package)

    def _pack(self, parts: Iterable[tuple[str, str]], package: ZipFile) -> None:
        """Write the parts; where `BODY` stands in one, what lies on the disk."""
        bodies = {f"xl/worksheets/sheet{at}.xml": sheet.take_rows() for at, sheet in enumerate(self.worksheets(), 1)}
        bodies[_TEXTS] = self.str_table.file
        for name, frame in parts:
            before, _, behind = frame.partition(BODY)
            body = bodies.get(name)
            # Told of the parts that need it only: Excel takes no package that says so of the others.
            is_vast = body is not None and body.seek(0, SEEK_END) > _VAST
            with package.open(name, "w", force_zip64=is_vast) as to:
                to.write(before.encode())
                if body is not None:
                    body.seek(0)
                    with body:
                        copyfileobj(body, to, 1 << 18)
                to.write(behind.encode())


class _Frames(Packager):  # type: ignore[misc]  # xlsxwriter has no types
    """The parts of the package as texts; in those that grow with the dataset `BODY` stands for what lies on the disk."""

    def write(self) -> Iterator[tuple[str, str]]:
        """The names of the parts with their texts."""
        return ((name, made.getvalue()) for made, name, _ in self._create_package())

    def _filename(self, xml_filename: str) -> StringIO:
        made = StringIO()
        self.filenames.append((made, xml_filename, False))
        return made

    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            self._filename(_TEXTS).write(
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{_ROOT}">{BODY}</sst>'
            )

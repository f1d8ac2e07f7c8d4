"""Old and foreign office formats (.doc .wps .odt .rtf .xls .ods …): LibreOffice turns them into .docx or .xlsx.

The hash of the source stays that of the original; name and version of LibreOffice stand in `Content.converter`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

from pipeline.model import Content, Source
from pipeline.parse.errors import UnreadableFile
from pipeline.parse.office_profile import write_profile
from pipeline.parse.sniff import sniff
from pipeline.rules.limits import limit

PROGRAMS = ("soffice", "libreoffice")
WRITER, CALC = "libreoffice-writer-nogui", "libreoffice-calc-nogui"  # Debian packages
READERS = {"docx": "pipeline.parse.docx.document", "xlsx": "pipeline.parse.xlsx.workbook"}
SHEETS = ("xls", "xlsb", "ods", "xmlss")
# Without its filter named, LibreOffice reads a broken document as plain text, without a word.
FILTERS = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8", "xls": "MS Excel 97", "ods": "calc8"}
SUFFIXES = {"works": "wps", "xmlss": "xml"}  # where the format is not named like its files


def read(source: Source) -> Content:
    """Convert a document, read the result. Raises `UnreadableFile`, also where LibreOffice is not installed."""
    name = sniff(source.content, source.path)
    target = "xlsx" if name in SHEETS else "docx"
    program = _find_program(source.path, name)
    converted = _convert(program, source, name, target)
    content: Content = import_module(READERS[target]).read(replace(source, content=converted))
    return replace(content, source_format=name, converter=_version(program))


def _find_program(path: str, name: str) -> str:
    """Find LibreOffice."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        package = CALC if name in SHEETS else WRITER
        message = (
            f"reading the format {name} needs LibreOffice, which is not installed (on Debian: apt install {package}); "
            "or save the file as .docx or .xlsx and put that into raw/"
        )
        raise UnreadableFile(path, "", message)
    return program


@cache
def _version(program: str) -> str:
    """Name and version: LibreOffice 7.4.7.2."""
    said = run_office(program, "--version").stdout.split()
    return " ".join(said[:2])


@cache
def _profile() -> tempfile.TemporaryDirectory[str]:
    """Make a profile of our own, so that a LibreOffice that is open does not matter; removed when the process ends."""
    folder = tempfile.TemporaryDirectory(prefix="pledges-office-", ignore_cleanup_errors=True)
    write_profile(Path(folder.name))
    return folder


def run_office(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run LibreOffice without a window, in the profile of this process. Raises `TimeoutExpired`, all of it stopped then."""
    profile = f"-env:UserInstallation={Path(_profile().name).as_uri()}"
    options = (profile, "--headless", "--norestore", "--nolockcheck", "--nodefault")
    with subprocess.Popen(
        [program, *options, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        process_group=0,
    ) as process:
        try:
            out, err = process.communicate(timeout=limit("converter_seconds"))
        finally:
            if process.poll() is None:  # its time is over; the program that is called is only a launcher
                os.killpg(process.pid, signal.SIGKILL)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def _convert(program: str, source: Source, name: str, target: str) -> bytes:
    """Let LibreOffice write the document as `target`. Raises `UnreadableFile`."""
    with tempfile.TemporaryDirectory(prefix="pledges-") as folder:
        original = Path(folder) / f"in/document.{SUFFIXES.get(name, name)}"
        original.parent.mkdir()
        original.write_bytes(source.content)
        options = (f"--infilter={FILTERS[name]}",) if name in FILTERS else ()
        try:
            done = run_office(program, *options, "--convert-to", target, "--outdir", folder, str(original))
        except subprocess.TimeoutExpired as error:
            message = f"LibreOffice did not finish within {limit('converter_seconds')} s (limit converter_seconds)"
            raise UnreadableFile(source.path, "", message) from error
        result = Path(folder) / f"document.{target}"
        if not result.is_file():
            said = " ".join((done.stderr or done.stdout).split())[:300]
            needed = CALC if target == "xlsx" else WRITER
            message = f"LibreOffice could not read it (is the package {needed} installed?): {said or 'it says nothing'}"
            raise UnreadableFile(source.path, "", message)
        return result.read_bytes()

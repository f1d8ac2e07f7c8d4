"""Old and foreign office formats (.doc .wps .odt .rtf .xls .ods …): LibreOffice turns them into .docx or .xlsx.

The hash of the source stays that of the original; name and version of LibreOffice stand in `Content.converter`.
Source of the settings: LibreOffice's configuration schemas, officecfg/registry/schema/org/openoffice (Office/Common.xcs,
Office/Writer.xcs, Office/Calc.xcs, Inet.xcs).
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
from pipeline.parse.left_over import make_folder
from pipeline.parse.sniff import sniff
from pipeline.rules.limits import limit

PROGRAMS = ("soffice", "libreoffice")
WRITER, CALC = "libreoffice-writer-nogui", "libreoffice-calc-nogui"  # Debian packages
_READERS = {"docx": "pipeline.parse.docx.document", "xlsx": "pipeline.parse.xlsx.workbook"}
SHEETS = ("xls", "xlsb", "ods", "xmlss")
# Without its filter named, LibreOffice reads a broken document as plain text, without a word.
FILTERS = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8", "xls": "MS Excel 97", "ods": "calc8"}
_SUFFIXES = {"works": "wps", "xmlss": "xml"}  # where the format is not named like its files
_NEVER, MANUAL, _HIGHEST = 2, 2, 3
NOWHERE, DISCARD = "127.0.0.1", 9  # a proxy that nobody runs: what would be fetched in spite of all is not
SETTINGS = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", _HIGHEST),
    ("Office.Writer/Content/Update", "Link", _NEVER),
    ("Office.Calc/Content/Update", "Link", _NEVER),
    ("Inet/Settings", "ooInetProxyType", MANUAL),
    ("Inet/Settings", "ooInetHTTPProxyName", NOWHERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", DISCARD),
    ("Inet/Settings", "ooInetHTTPSProxyName", NOWHERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", DISCARD),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'


def read(source: Source) -> Content:
    """Convert a document, read the result. Raises `UnreadableFile`, also where LibreOffice is not installed."""
    name = sniff(source.content)
    target = "xlsx" if name in SHEETS else "docx"
    program = _find_program(name)
    converted = _convert(program, source, name, target)
    content: Content = import_module(_READERS[target]).read(replace(source, content=converted))
    return replace(content, source_format=name, converter=_version(program))


def _find_program(name: str) -> str:
    """Find LibreOffice."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnreadableFile("R26", format=name, package=CALC if name in SHEETS else WRITER)
    return program


_profiles: list[
    tempfile.TemporaryDirectory[str]
] = []  # of this process; not made of rules, so not forgotten with what is


@cache
def _version(program: str) -> str:
    """Name and version: LibreOffice 7.4.7.2."""
    said = run_office(program, "--version").stdout.split()
    return " ".join(said[:2])


def _profile() -> Path:
    """Make a profile of our own, so that a LibreOffice that is open does not matter; removed when the process ends, or by the next."""
    if not _profiles:
        _profiles.append(make_folder("pledges-office-"))
        _write_profile(Path(_profiles[0].name))
    return Path(_profiles[0].name)


def _write_profile(folder: Path) -> None:
    """Write the settings into the folder of a profile: nothing is fetched, no link is followed, no macro runs."""
    items = "\n".join(ITEM.format(*setting) for setting in SETTINGS)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{items}\n</oor:items>\n'
    (folder / "user").mkdir()
    (folder / "user/registrymodifications.xcu").write_text(text, encoding="utf-8")


def run_office(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run LibreOffice without a window, in the profile of this process. Raises `TimeoutExpired`, all of it stopped then."""
    profile = f"-env:UserInstallation={_profile().as_uri()}"
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
    with tempfile.TemporaryDirectory(dir=_profile()) as folder:
        original = Path(folder) / f"in/document.{_SUFFIXES.get(name, name)}"
        original.parent.mkdir()
        original.write_bytes(source.content)
        options = (f"--infilter={FILTERS[name]}",) if name in FILTERS else ()
        try:
            done = run_office(program, *options, "--convert-to", target, "--outdir", folder, str(original))
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile("R27", seconds=limit("converter_seconds")) from error
        result = Path(folder) / f"document.{target}"
        if not result.is_file():
            said = " ".join((done.stderr or done.stdout).split())[:300]
            raise UnreadableFile("R28", package=CALC if target == "xlsx" else WRITER, said=said or "-")
        return result.read_bytes()

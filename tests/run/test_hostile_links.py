"""Nothing in a document is fetched or executed: every document here asks for a server that counts who comes."""

import os
import shutil
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import PIPE
from threading import Thread

import pytest

from pipeline.model import Cell, Paragraph, Source
from pipeline.parse import left_over, office
from pipeline.rules.limits import changed
from tests.run.attacks import HG, R, body, cell, package, pdf, read, sheet_row, table, xlsx
from tests.run.builders import HEADINGS, make_rows

ROW = make_rows(1)[0]
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


@pytest.fixture
def server():
    """The address of a server on this machine, and what was asked of it."""
    asked: list[str] = []

    class Counter(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_POST = do_CONNECT = do_GET

        def log_message(self, *arguments):
            pass

    at = ThreadingHTTPServer(("127.0.0.1", 0), Counter)
    Thread(target=at.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{at.server_port}", asked
    at.shutdown()
    at.server_close()


def word(url: str) -> bytes:
    """External template, picture, object and text; fields that start a program, include a file, load a picture."""
    codes = ("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe", f"INCLUDEPICTURE {url}/p.png", "INCLUDETEXT /etc/passwd")
    fields = "".join(
        f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>2.乙。</w:t></w:r></w:fldSimple></w:p>' for code in codes
    )
    kinds = (
        "attachedTemplate",
        "image",
        "oleObject",
        "aFChunk",
        "subDocument",
        "frame",
        "styles",
        "numbering",
        "footnotes",
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{R}/{kind}" Target="{url}/{kind}" TargetMode="External"/>'
        for n, kind in enumerate(kinds)
    )
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    rows = table(
        [cell(t) for t in HEADINGS], [f"<w:tc>{cell('1.甲。')[6:-7]}{fields}</w:tc>", *(cell(t) for t in ROW[1:])]
    )
    include = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}/x" parse="text"/><w:altChunk r:id="r3"/>'
    )
    style = f'<?xml-stylesheet href="{url}/x.xsl" type="text/xsl"?>'.encode()
    main = style + body(rows + include).replace(b"<w:body>", f'<w:body xmlns:r="{R}"> '.encode(), 1)
    return package(
        {"word/document.xml": main, "word/_rels/document.xml.rels": rels.encode(), "word/vbaProject.bin": b"\xd0\xcf"}
    )


def sheet(url: str) -> bytes:
    formulas = "".join(
        f'<c r="E2"><f>{code}</f></c>'
        for code in (f"WEBSERVICE(&quot;{url}&quot;)", "cmd|&apos;/C calc&apos;!A0", f"&apos;{url}/[x.xlsx]s&apos;!A1")
    )
    return xlsx(sheet_row(1) + sheet_row(2, ROW).replace("</row>", formulas + "</row>"))


def page(url: str) -> bytes:
    loads = (
        f'<base href="{url}/"><link rel=stylesheet href=s.css><script src=s.js></script><img src=i.png><iframe src=f.html></iframe>'
        f'<object data=o></object><embed src=e><meta http-equiv=refresh content="0;url={url}/r"><video src=v></video>'
        '<svg><image href="i.svg"/></svg><style>@import url(x.css)</style>'
    )
    return f'<!DOCTYPE html SYSTEM "{url}/d.dtd"><html>{loads}{HG}'.encode()


def portable(url: str) -> bytes:
    actions = f"/OpenAction<</S/JavaScript/JS(app.launchURL('{url}/js'))>>/AA<</WC<</S/Launch/F(/bin/sh)>>>>"
    annotation = f"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI({url}/uri)>>>>]/AA<</O<</S/SubmitForm/F({url}/form)>>>>"
    return pdf(catalogue=actions, page=annotation)


DOCUMENTS = {"x.docx": word, "x.xlsx": sheet, "x.html": page, "x.pdf": portable}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_fetched(server, name, monkeypatch):
    url, asked = server
    monkeypatch.setattr(os, "system", None)
    monkeypatch.setattr(office.subprocess, "Popen", None)
    _, rooms = read(DOCUMENTS[name](url), name)
    assert asked == []
    assert "root:" not in str(rooms)
    measures = [c.text for c in rooms.of(Cell) if c.field == "measure"]
    assert name == "x.pdf" or measures[0].startswith("1.")


NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
)


def open_document(url: str, secret: str) -> bytes:
    """Linked pictures, objects, frames and sections, a section from a program (DDE), a macro that runs when it is opened."""
    size = 'svg:width="5cm" svg:height="5cm"'
    macro = "vnd.sun.star.script:Tools.Misc.x?language=Basic&amp;location=application"
    return (
        f'<?xml version="1.0"?><office:document {NAMESPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:scripts><office:event-listeners>'
        f'<script:event-listener script:language="ooo:script" script:event-name="dom:load" xlink:href="{macro}"/>'
        "</office:event-listeners></office:scripts><office:body><office:text><text:p>"
        f'<draw:frame {size}><draw:image xlink:href="{url}/i.png" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame>'
        f'<draw:frame {size}><draw:object xlink:href="{url}/o.odt" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame>'
        f'<draw:frame {size}><draw:floating-frame xlink:href="{url}/f.html"/></draw:frame></text:p>'
        f'<text:section text:name="a"><text:section-source xlink:href="{url}/s.html"/><text:p>x</text:p></text:section>'
        f'<text:section text:name="b"><text:section-source xlink:href="{secret}"/><text:p>x</text:p></text:section>'
        f'<text:section text:name="c"><office:dde-source office:dde-application="soffice" office:dde-topic="{secret}" '
        'office:dde-item="x" office:automatic-update="true"/><text:p>x</text:p></text:section>'
        "<text:p>具体措施</text:p></office:text></office:body></office:document>"
    ).encode()


@needs_office
def test_libreoffice_fetches_nothing(server, tmp_path):
    url, asked = server
    secret = tmp_path / "secret.txt"
    secret.write_text("do not tell", encoding="utf-8")
    content = office.read(Source("x", "x.fodt", open_document(url, secret.as_uri()), "0" * 64))
    assert asked == []
    assert "not tell" not in str(content)
    assert Paragraph("具体措施") in content.blocks


def test_a_converter_that_is_given_up_leaves_no_process(tmp_path):
    launcher = tmp_path / "soffice"
    launcher.write_text('#!/bin/sh\nsleep 60 &\necho $! > "$0.pid"\nwait\n')
    launcher.chmod(0o755)
    with changed({"converter_seconds": 1}), pytest.raises(office.subprocess.TimeoutExpired):
        office.run_office(str(launcher))
    state = Path(f"/proc/{(tmp_path / 'soffice.pid').read_text().strip()}/stat")
    deadline = time.monotonic() + 10
    while is_alive(state) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(state)


def test_what_a_killed_process_left_is_cleared_by_the_next_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    make = f"import runpy; m = runpy.run_path({left_over.__file__!r}); held = m['make_folder']('pledges-x-'); print(held.name, flush=True)"
    python = [sys.executable, "-S", "-c"]
    started = [subprocess.Popen([*python, f"{make}; input()"], stdin=PIPE, stdout=PIPE) for _ in range(2)]
    folders = [Path(os.fsdecode(process.stdout.readline()).strip()) for process in started]
    dead, living = started
    dead.kill()
    dead.communicate()
    for name in ("pledges-x-of-another", "pledges-other"):
        (tmp_path / name).mkdir()
    (tmp_path / "pledges-x-link").symlink_to(tmp_path / "pledges-other")
    before = {path.name for path in tmp_path.iterdir()}
    subprocess.run([*python, make], check=True, capture_output=True)
    assert {path.name for path in tmp_path.iterdir()} == before - {folders[0].name}
    living.communicate(b"\n")
    assert not folders[1].exists()


def is_alive(state: Path) -> bool:
    """Whether a process runs, by its file in /proc; one that has ended waits there for its parent (Z)."""
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] not in "ZX"

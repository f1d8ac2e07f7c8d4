"""Documents attached to an OFD are documents of their own; what is no document, hostile or missing does no harm."""

import io
import zipfile

import pytest

from pipeline import api
from pipeline.__main__ import main
from pipeline.parse.inner import find_inner
from tests.parse.ofd_writer import Style, Writer
from tests.parse.test_ofd import sheet, text
from tests.run.attacks import package, sheet_row, xlsx
from tests.run.builders import HEADINGS, make_docx, make_rows, run


def docx(folder, number=1):
    make_docx(folder / "made.docx", [HEADINGS, *make_rows(number)])
    return (folder / "made.docx").read_bytes()


def with_attachments(parts, **names):
    """An OFD of a page with these files attached; `names`: the list of attachments, location → (Name, Format)."""
    writer = Writer(Style())
    names = names or {location: (location, "") for location in parts}
    listed = "".join(
        writer.tag("Attachment", writer.tag("FileLoc", location), ID=1, Name=name, Format=form)
        for location, (name, form) in names.items()
    )
    writer.add("Doc_0/Attachs/Attachments.xml", "Attachments", listed)
    after = writer.tag("Attachments", "Attachs/Attachments.xml")
    inside = {f"Doc_0/Attachs/{name}": part for name, part in parts.items()}
    return sheet(text("关于印发工作任务清单的通知"), parts=writer.parts | inside, after=after)


def build(folder, **files):
    (folder / "raw").mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / "raw" / name.replace("_", ".")).write_bytes(content)
    return run(folder)


def status(built):
    return {d.doc_id: (d.source_path, d.source_format, d.measure_count) for d in built.dataset.documents}


def test_attached_lists_are_documents_of_their_own(tmp_path):
    rows = "".join(sheet_row(n, row) for n, row in enumerate([HEADINGS, *make_rows(2)], start=1))
    files = {
        "任务清单.docx": docx(tmp_path),
        "a1.xlsx": xlsx(rows),
        "seal.png": b"\x89PNG\r\n\x1a\n",
        "data.xml": b"<a/>",
    }
    built = build(tmp_path, notice_ofd=with_attachments(files))
    assert status(built) == {
        "notice": ("notice.ofd", "ofd", 0),
        "notice-a1": ("notice.ofd!/Doc_0/Attachs/a1.xlsx", "xlsx", 3),
        "notice-任务清单": ("notice.ofd!/Doc_0/Attachs/任务清单.docx", "docx", 3),
    }
    told = [(f.code, f.message.split("'")[1]) for f in built.findings if f.code in ("P62", "P66")]
    assert told == [("P66", "任务清单.docx"), ("P66", "a1.xlsx"), ("P62", "seal.png"), ("P62", "data.xml")]
    assert run(tmp_path).is_current


def test_an_attachment_is_called_by_its_name_and_its_catalogue_row(tmp_path):
    files = {"1.docx": docx(tmp_path, 1), "2.docx": docx(tmp_path, 2), "3.docx": docx(tmp_path, 3)}
    names = {"1.docx": ("清单", "docx"), "2.docx": ("清单", "docx"), "3.docx": ("别名.docx", "docx")}
    (tmp_path / "raw").mkdir()
    rows = "notice.ofd,,湛江市,\nnotice.ofd!/Doc_0/Attachs/3.docx,third,佛山市,第三份\n"
    (tmp_path / "raw/sources.csv").write_text("file,doc_id,region,title\n" + rows, encoding="utf-8")
    (tmp_path / "raw/notice-清单.docx").write_bytes(docx(tmp_path, 4))
    built = build(tmp_path, notice_ofd=with_attachments(files, **names))
    documents = {d.doc_id: (d.source_path, d.region, d.title) for d in built.dataset.documents}
    assert documents["notice-清单"][0] == "notice-清单.docx"
    assert documents["notice-清单-2"][:2] == ("notice.ofd!/Doc_0/Attachs/1.docx", "湛江市")
    assert documents["notice-清单-3"][0].endswith("2.docx")
    assert documents["third"][1:] == ("佛山市", "第三份")
    assert not [f for f in built.own if f.code in ("D04", "D08")]


def test_the_same_list_in_the_folder_and_attached_is_a_duplicate(tmp_path):
    own = docx(tmp_path)
    built = build(tmp_path, list_docx=own, notice_ofd=with_attachments({"list.docx": own}))
    assert {d.doc_id: d.duplicate_of for d in built.dataset.documents}["notice-list"] == "list"


def test_an_attachment_is_read_alone_corrected_and_shown(tmp_path, capsys):
    (tmp_path / "notice.ofd").write_bytes(with_attachments({"list.docx": docx(tmp_path)}))
    tables = api.read(f"{tmp_path}/notice.ofd!/Doc_0/Attachs/list.docx")
    assert tables["documents"].source_path.tolist() == ["notice.ofd!/Doc_0/Attachs/list.docx"]
    assert len(tables["measures"]) == 3
    beside = tmp_path / "raw/notice.ofd!/Doc_0/Attachs/list.corrections.csv"
    beside.parent.mkdir(parents=True)
    beside.write_text("key,source_sha256,field,old,new,note\n", encoding="utf-8")
    built = build(tmp_path, notice_ofd=(tmp_path / "notice.ofd").read_bytes())
    assert not [f for f in built.own if f.code == "D07"]
    where = ["--raw", str(tmp_path / "raw"), "--output", str(tmp_path / "output")]
    assert main(["show", "notice-list/1", *where]) == 0
    assert "建设公园" in capsys.readouterr().out


def test_attachments_of_an_attachment_are_named_only(tmp_path):
    inner = with_attachments({"list.docx": docx(tmp_path)})
    built = build(tmp_path, notice_ofd=with_attachments({"inner.ofd": inner}))
    assert set(status(built)) == {"notice", "notice-inner"}
    assert [f.path for f in built.findings if f.code == "P62"] == ["notice.ofd!/Doc_0/Attachs/inner.ofd"]


def test_a_damaged_attachment_fails_alone(tmp_path):
    built = build(tmp_path, notice_ofd=with_attachments({"bad.docx": package({"word/document.xml": b"<w:"}), "good.docx": docx(tmp_path)}))  # fmt: skip
    documents = {d.doc_id: d.status for d in built.dataset.documents}
    assert documents == {"notice": "failed", "notice-bad": "failed", "notice-good": "ok"}


HOSTILE = {
    "missing": ({}, {"gone.docx": ("清单", "docx")}),
    "nowhere": ({}, {"../../../etc/passwd": ("清单", "docx"), "": ("x", ""), "/": ("y", ""), ".": ("z", "")}),
    "the package itself": ({}, {"../../OFD.xml": ("清单", "ofd"), "Attachments.xml": ("x", "xml")}),
    "empty": ({"a.docx": b""}, {}),
    "no zip": ({"a.docx": b"PK\3\4 none"}, {}),
}


@pytest.mark.parametrize(("parts", "names"), HOSTILE.values(), ids=HOSTILE)
def test_attachments_that_are_none(parts, names, tmp_path):
    built = build(tmp_path, notice_ofd=with_attachments(parts, **names))
    assert set(status(built)) == {"notice"}
    assert {f.code for f in built.findings if f.level != "info"} <= {"P01", "P61", "P62"}
    assert "P62" in {f.code for f in built.findings}


def test_no_more_attachments_are_read_than_allowed(tmp_path):
    files = {f"{n}.docx": docx(tmp_path, n) for n in range(4)}
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/notice.ofd").write_bytes(with_attachments(files))
    built = run(tmp_path, limits={"attachments": 2})
    assert set(status(built)) == {"notice", "notice-0", "notice-1"}
    assert sum(f.code == "P62" for f in built.findings) == 2
    often = with_attachments({}, **{f"../Attachs/{'./' * n}1.docx": (str(n), "") for n in range(500)})
    with zipfile.ZipFile(stream := io.BytesIO(often), "a") as archive:
        archive.writestr("Doc_0/Attachs/1.docx", files["1.docx"])
    assert len(find_inner("x.ofd", stream.getvalue())) == 1


def test_what_is_listed_may_not_cost_much():
    long = b'<?xml version="1.0"?><Document><Attachments>a.xml</Attachments>' + b"<a/>" * 5_000_000 + b"</Document>"
    entrance = b"<OFD><DocBody><DocRoot>Doc.xml</DocRoot></DocBody></OFD>"
    assert find_inner("x.ofd", package({"OFD.xml": entrance, "Doc.xml": long})) == []
    bomb = package({"OFD.xml": entrance, "Doc.xml": b"\0" * (600 << 20)})
    assert find_inner("x.ofd", bomb) == []
    for broken in (b"PK", b"PK\3\4OFD.xml", package({"OFD.xml": b"<"}), package({"a/OFD.xml": b""}), bomb[:-30]):
        assert find_inner("x.ofd", broken) == []

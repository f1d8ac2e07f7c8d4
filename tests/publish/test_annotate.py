"""The user's own Word document with its figures marked: every character stays, and each figure has its comment."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from pipeline.__main__ import main
from pipeline.flow import make_dataset, read_document
from pipeline.model import Source
from pipeline.publish.annotate import annotate

LIST = Path(__file__).parents[1] / "data/sources/responsibility_list.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEADS = "".join(
    f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("具体措施", "2024年工作计划", "牵头单位")
)


def run(text: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def pack(plan: str) -> bytes:
    """A list of one row; `plan` is what stands in the paragraph of its plan cell."""
    cells = f"<w:tc><w:p>{run('1.建设公园。')}</w:p></w:tc><w:tc><w:p>{plan}</w:p></w:tc><w:tc><w:p>{run('市教育局')}</w:p></w:tc>"
    body = f"<w:p>{run('湛江市任务清单')}</w:p><w:tbl><w:tr>{HEADS}</w:tr><w:tr>{cells}</w:tr></w:tbl><w:p/>"
    whole = docx.Document()
    sink = io.BytesIO()
    whole.save(sink)
    with zipfile.ZipFile(sink) as old, zipfile.ZipFile(out := io.BytesIO(), "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>'.encode()
            new.writestr(name, part)
    return out.getvalue()


def mark(content: bytes):
    dataset = make_dataset(read_document(Source("d", "d.docx", content, "0" * 64, region="湛江市")))
    found = annotate(content, dataset)
    return found, docx.Document(io.BytesIO(found.content)), dataset


def texts(document) -> list[str]:
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]


def highlighted(document) -> list[str]:
    return [
        "".join(t.text for t in r.iter(qn("w:t")))
        for r in document.element.body.iter(qn("w:r"))
        if r.find(f"{qn('w:rPr')}/{qn('w:highlight')}") is not None
    ]


def test_the_list_keeps_every_character_and_every_figure_has_its_comment():
    content = LIST.read_bytes()
    found, document, dataset = mark(content)
    assert found.missed == 0
    assert texts(document) == texts(docx.Document(LIST))
    spans = {(t.measure_id, t.field, t.start, t.end) for t in dataset.targets}
    departments = {part.department_id for part in dataset.responsibilities}
    assert found.marked == len(list(document.comments)) == len(spans) + len(departments)
    said = [comment.text for comment in document.comments]
    assert any("公共充电桩：超过120条，2022年" in text for text in said)
    assert "湛江市教育局" in "".join(said)
    assert any("计划为2025年18600个" in text for text in said)  # what a check says


PLANS = [
    (run("新建公园3个，改建5个。"), ["3个", "5个"]),
    (run("新建公园") + run("3", "<w:b/>") + run("个，改建5个。"), ["3", "个", "5个"]),  # over runs
    (f'<w:ins w:id="1" w:author="x">{run("新建公园3个。")}</w:ins>', ["3个"]),
    (
        run("新建公园") + '<w:del w:id="1" w:author="x"><w:r><w:delText>2个</w:delText></w:r></w:del>' + run("3个。"),
        ["3个"],
    ),
    ("<w:r><w:t>新建公园</w:t><w:br/><w:t>3个，</w:t><w:t>改建5个。</w:t></w:r>", ["3个", "5个"]),
    (f"<w:sdt><w:sdtContent>{run('新建公园3个。')}</w:sdtContent></w:sdt>", ["3个"]),
    (run("新建公园 3 个。"), ["3 个"]),
    (run("3个公园新建。"), ["3个"]),
]


@pytest.mark.parametrize(("plan", "expected"), PLANS)
def test_a_figure_is_found_over_runs_and_revisions(plan, expected):
    content = pack(plan)
    found, document, _ = mark(content)
    before = docx.Document(io.BytesIO(content))
    assert texts(document) == texts(before)
    assert highlighted(document) == expected
    assert found.missed == 0
    assert [len(list(p.iter(qn("w:br")))) for p in document.element.body.iter(qn("w:p"))] == [
        len(list(p.iter(qn("w:br")))) for p in before.element.body.iter(qn("w:p"))
    ]
    bold = [
        "".join(t.text for t in r.iter(qn("w:t")))
        for r in document.element.body.iter(qn("w:r"))
        if r.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None
    ]
    assert bold == (["3"] if "<w:b/>" in plan else [])


def test_the_command(tmp_path, capsys):
    assert main(["annotate", str(LIST), "--to", str(tmp_path / "a.docx")]) == 0
    assert "marked" in capsys.readouterr().out
    assert main(["annotate", str(tmp_path / "a.docx")]) == 0  # once more, beside it
    assert texts(docx.Document(tmp_path / "a.annotated.docx")) == texts(docx.Document(LIST))


def change(content: bytes, name: str, make) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(sink, "w") as changed:
        for one in package.namelist():
            part = make(package.read(one)) if one == name else package.read(one)
            if part is not None:
                changed.writestr(one, part)
    return sink.getvalue()


def test_a_part_that_a_package_names_and_has_not_is_passed_over(tmp_path):
    (tmp_path / "a.docx").write_bytes(change(LIST.read_bytes(), "word/theme/theme1.xml", lambda _: None))
    assert main(["annotate", str(tmp_path / "a.docx")]) == 0
    assert texts(docx.Document(tmp_path / "a.annotated.docx")) == texts(docx.Document(LIST))


def test_a_package_that_can_be_read_and_not_written_is_refused_in_words(tmp_path, capsys):
    other = change(LIST.read_bytes(), "word/settings.xml", lambda part: part[:200])
    (tmp_path / "a.docx").write_bytes(other)
    assert main(["annotate", str(tmp_path / "a.docx")]) == 2
    assert "a.docx can be read, but not be written anew" in capsys.readouterr().err
    assert not (tmp_path / "a.annotated.docx").exists()


def test_what_can_not_be_annotated_says_why(tmp_path, capsys):
    assert main(["annotate", str(tmp_path / "none.docx")]) == 2
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    assert main(["annotate", str(tmp_path / "a.docx")]) == 2
    assert "broken zip" in capsys.readouterr().err
    (tmp_path / "b.docx").write_bytes(LIST.read_bytes())
    assert main(["annotate", str(tmp_path / "b.docx"), "--to", str(tmp_path / "b.docx")]) == 2

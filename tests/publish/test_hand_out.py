"""The Word file of a department: its tasks as published, no other's, in a table that Word prints well."""

import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from pipeline.__main__ import main
from pipeline.publish.hand_out import HAND_OUT_TABLES, HEADINGS, WIDTHS, Duty, Loaded, _cut, write_hand_out
from pipeline.run import Options, build
from pipeline.store.records import read_table


@pytest.fixture(scope="module")
def dataset(output):
    return Loaded({table: read_table(output, table) for table in HAND_OUT_TABLES})


def tasks(dataset, name, year=None):
    (department,) = dataset.find(name)
    return list(dataset.tasks(department["department_id"], year))


def test_every_item_of_a_department_is_there_and_no_other(dataset, output):
    parts, items = read_table(output, "responsibilities"), read_table(output, "plan_items")
    for department in dataset.departments:
        own = {part["measure_id"] for part in parts if part["department_id"] == department["department_id"]}
        expected = [item["text"] for item in items if item["measure_id"] in own]
        assert [task.target for task in dataset.tasks(department["department_id"])] == expected


def test_who_leads_is_told_from_who_helps(dataset):
    roles = {task.role for task in tasks(dataset, "湛江市商务局")}
    assert roles == {"牵头", "配合"}
    for task in tasks(dataset, "湛江市商务局"):
        assert (task.role == "牵头") == ("湛江市商务局" in task.leads)


def test_a_year_is_that_year(dataset):
    found = tasks(dataset, "市商务局", 2025)
    assert found
    assert {task.due[:5] for task in found} == {"2025年"}
    assert len(found) < len(tasks(dataset, "市商务局"))


def test_figures_are_bold_and_the_text_is_the_documents(dataset):
    found = [
        task
        for task in tasks(dataset, "市发展改革委" if dataset.find("市发展改革委") else "市发展改革局")
        if task.spans
    ]
    assert found
    for task in found:
        assert "".join(piece for piece, _ in _cut(task.target, task.spans)) == task.target
    task = next(task for task in found if "充电桩" in task.target)
    assert [piece for piece, is_figure in _cut(task.target, task.spans) if is_figure] == ["120条"]


def test_the_file_is_a4_landscape_with_a_repeated_heading_and_page_numbers(dataset, tmp_path):
    found = tasks(dataset, "市商务局", 2025)
    write_hand_out("湛江市商务局", found, 2025, tmp_path / "a.docx")
    document = docx.Document(tmp_path / "a.docx")
    (section,) = document.sections
    assert (section.orientation, round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (
        WD_ORIENT.LANDSCAPE,
        29.7,
        21.0,
    )
    assert sum(WIDTHS) <= 29.7 - section.left_margin.cm - section.right_margin.cm + 0.1
    assert document.paragraphs[0].text == "湛江市商务局2025年任务清单"
    (table,) = document.tables
    assert tuple(cell.text for cell in table.rows[0].cells) == HEADINGS
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [row.cells[3].text for row in table.rows[1:]] == [task.target for task in found]
    assert section.footer._element.find(f".//{qn('w:fldSimple')}").get(qn("w:instr")) == "PAGE"
    fonts = {
        run._r.rPr.rFonts.get(qn("w:eastAsia"))
        for cell in table.rows[1].cells
        for p in cell.paragraphs
        for run in p.runs
    }
    assert fonts == {"仿宋"}


def test_every_row_can_be_read_alone_where_a_page_begins_with_it(dataset, tmp_path):
    found = tasks(dataset, "市商务局")
    write_hand_out("湛江市商务局", found, None, tmp_path / "a.docx")
    (table,) = docx.Document(tmp_path / "a.docx").tables
    said = [tuple(cell.text for cell in row.cells) for row in list(table.rows)[1:]]
    assert [(row[0], row[6]) for row in said] == [(task.number, task.source) for task in found]
    for row, task in zip(said, found, strict=True):
        words = row[1].removesuffix("……")
        assert task.measure.startswith(words)
        assert row[1] == task.measure or len(words) >= 20
    assert {row[1] for row in said} >= {task.measure for task in found}  # in full once
    assert WIDTHS[HEADINGS.index("牵头单位")] == 5.0


def test_a_measure_without_plan_gives_the_clauses_of_its_figures(tmp_path):
    write_hand_out(
        "甲局",
        [Duty("", "建设公园。", "", "新建公园3个。", ((4, 6),), "责任", "甲局", "《清单》第1项")],
        None,
        tmp_path / "a.docx",
    )
    (table,) = docx.Document(tmp_path / "a.docx").tables
    assert [(run.text, run.font.bold) for run in table.rows[1].cells[3].paragraphs[0].runs] == [
        ("新建公园", False),
        ("3个", True),
        ("。", False),
    ]


def test_what_only_its_words_date_is_of_that_year(tmp_path):
    """到2023年 in the text of a task without plan and deadline: the column says so, and the year finds it."""
    raw = tmp_path / "raw"
    raw.mkdir()
    rows = [
        ["具体措施", "责任单位"],
        ["1.到2023年新建公园10个。", "湛江市商务局"],
        ["2.到2024年新建公园3个，到2025年新建公园5个。", "湛江市商务局"],
    ]
    (raw / "湛江市清单.tsv").write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
    build(raw, tmp_path / "interim", tmp_path / "output", options=Options(without=("sqlite", "xlsx"), jobs=0))
    given = Loaded({table: read_table(tmp_path / "output", table) for table in HAND_OUT_TABLES})
    assert [task.due for task in tasks(given, "湛江市商务局")] == ["2023年", "2024年、2025年"]
    assert [task.number for task in tasks(given, "湛江市商务局", 2023)] == ["1"]
    assert [task.number for task in tasks(given, "湛江市商务局", 2024)] == ["2"]


def test_the_command(output, tmp_path, capsys):
    asked = ["hand-out", "--output", str(output), "--to", str(tmp_path / "x")]
    assert main([*asked, "--department", "市教育局", "--year", "2024"]) == 0
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["湛江市教育局.docx"]
    assert main([*asked, "--department", "月球局"]) == 2
    assert "月球局" in capsys.readouterr().err
    assert main(["hand-out", "--output", str(tmp_path)]) == 2


def test_what_is_due_before_a_day_and_all_departments_in_one_archive(dataset, output, tmp_path):
    path = tmp_path / "all.zip"
    assert main(["hand-out", "--output", str(output), "--due-before", "2023-01-01", "--zip", str(path)]) == 0
    due = {d["name"]: [t for t in dataset.tasks(d["department_id"]) if t.due_date] for d in dataset.departments}
    early = {name: [t for t in own if t.due_date.isoformat() < "2023"] for name, own in due.items()}
    with zipfile.ZipFile(path) as archive:
        assert set(archive.namelist()) == {f"{name}.docx" for name, own in early.items() if own}
        document = docx.Document(archive.open("湛江市商务局.docx"))
    assert document.paragraphs[0].text == "湛江市商务局2023年1月1日前到期任务清单"
    assert len(document.tables[0].rows) == len(early["湛江市商务局"]) + 1

"""raw/rules/*.csv: a team's own rows stand beside ours, are proved like them, and make what they concern be read anew."""

import json
import shutil
from io import BytesIO, TextIOWrapper

import pandas as pd
import pytest

from pipeline import flow, read
from pipeline.__main__ import main
from pipeline.model import Numeral
from pipeline.rules import RuleError
from pipeline.run import Options, build
from tests.run.builders import make_docx

HEADS = {
    "units": "written,unit,dimension,base,factor,divisible,not_before,still_before,before,example,source",
    "words": "word,kind,not_after,not_before,before,near,example,source",
    "headers": "heading,match,field,rank,sure,example,source",
    "departments": "written,name,key,function,kind,scope,valid_from,valid_to,sure,example,source",
    "department_short_forms": "written,official,scope,valid_from,valid_to,sure,example,source",
    "indicators": "indicator_id,name_zh,name_en,dimension,base_unit,units,basis,near,definition,source,aliases",
    "indicator_examples": "indicator_id,shows,example,source",
}
CAMELS = "camels,双峰驼存栏,Camels,count,峰,,level,,双峰驼的存栏数量。,own,双峰驼；存栏双峰驼"
SHOWN = (
    "camels,named,存栏双峰驼300峰以上。,own\n"
    "camels,named,到2025年双峰驼存栏达到300峰。,own\n"
    "camels,not,新建双峰驼养殖场3个。,own"
)
ROWS = {
    "units": "峰,峰,count,,,,,,,存栏双峰驼300峰以上。,own",
    "words": "三北工程,name,,,,,持续推进三北工程建设。,own",
    "headers": "扛旗方,whole,lead_units,,,扛旗方,own",
    "departments": "*低空办,{region}低空经济发展办公室,low_altitude,low_altitude,government,,,,no,"
    "惠州市@2025：市低空办=惠州市低空经济发展办公室,own",
    "indicators": CAMELS,
    "indicator_examples": SHOWN,
}
LIST = [
    ["具体措施", "2025年工作计划", "扛旗方"],
    ["1.推进三北工程。", "存栏双峰驼300峰。", "市低空办"],
]


def write(raw, **rows):
    (raw / "rules").mkdir(parents=True, exist_ok=True)
    for name, text in rows.items():
        (raw / f"rules/{name}.csv").write_bytes(f"{HEADS[name]}\n{text}\n".encode())


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    make_docx(folder / "a.docx", LIST)
    (folder / "sources.csv").write_text("file,region\na.docx,惠州市\n", encoding="utf-8")
    return folder


def make(raw, **options):
    return build(
        raw, raw.parent / "interim", raw.parent / "output", options=Options(without=("sqlite", "xlsx"), **options)
    )


def table(raw, name):
    return pd.read_parquet(raw.parent / f"output/{name}.parquet")


def ask(monkeypatch, capsys, command, request, *options):
    """What a command of JSON lines answers."""
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(json.dumps(request).encode())))
    assert main([command, "--jsonl", *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_text_and_units_know_them_too(raw, monkeypatch, capsys):
    write(raw, units=ROWS["units"], departments=ROWS["departments"])
    text, unit = {"text": "存栏双峰驼300峰"}, {"text": "市低空办", "region": "惠州市", "layout": "lead_units"}
    for folder, known, resolution in ((raw, "峰", "rule"), (raw.parent, None, "unresolved")):
        (numeral,) = ask(monkeypatch, capsys, "text", text, "--raw", str(folder))["numerals"]
        (found,) = ask(monkeypatch, capsys, "units", unit, "--raw", str(folder))["units"]
        assert (numeral["unit"], found["resolution"]) == (known, resolution)
    monkeypatch.chdir(raw.parent)
    assert ask(monkeypatch, capsys, "text", text)["numerals"][0]["unit"] == "峰"
    write(raw, units="峰,峰")
    assert main(["text", "--jsonl"]) == 2
    assert "raw/rules/units.csv, line 2: 2 values" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", [0, 2])
def test_every_table_adds_what_it_knows(raw, jobs):
    write(raw, **ROWS)
    assert make(raw, jobs=jobs).status == 0
    (target,) = table(raw, "targets").itertuples()
    assert (target.value, target.unit, target.indicator_id) == (300, "峰", "camels")
    assert table(raw, "indicators").indicator_id.tolist() == ["camels"]
    assert table(raw, "departments").name.tolist() == ["惠州市低空经济发展办公室"]
    assert table(raw, "responsibilities").role.tolist() == ["lead"]
    numerals = table(raw, "numerals")
    assert "三北工程" in numerals.text.tolist() or numerals[numerals.text.str.startswith("三")].kind.tolist() == [
        "name"
    ]
    assert table(raw, "documents").source_path.tolist() == ["a.docx"]


def test_nothing_is_known_of_them_afterwards(raw):
    write(raw, **ROWS)
    make(raw)
    read_again = [n for n in flow.read_text("存栏双峰驼300峰") if isinstance(n, Numeral)]
    assert [numeral.unit for numeral in read_again] == [None]


def test_another_row_makes_the_document_be_read_anew(raw):
    make(raw)
    assert table(raw, "targets").unit.isna().all()
    write(raw, units=ROWS["units"])
    assert make(raw).is_current is False
    assert table(raw, "targets").unit.tolist() == ["峰"]
    assert make(raw).is_current is True
    shutil.rmtree(raw / "rules")
    make(raw)
    assert table(raw, "targets").unit.isna().all()


def test_read_uses_what_lies_beside_the_document(raw):
    write(raw, units=ROWS["units"])
    assert read(raw / "a.docx")["targets"].unit.tolist() == ["峰"]
    write(raw, units="峰,峰")
    with pytest.raises(RuleError, match=r"raw/rules/units\.csv, line 2: 2 values"):
        read(raw / "a.docx")
    shutil.copy(raw / "a.docx", raw.parent)
    assert read(raw.parent / "a.docx")["targets"].unit.isna().all()


BAD = {  # table, row, what is said of it
    "too few values": ("units", "峰,峰", "units.csv, line 2: 2 values for 11 columns"),
    "no such dimension": ("units", "峰,峰,animals,,,,,,,存栏双峰驼300峰。,own", "line 2: dimension 'animals' is none of"),
    "factor": ("units", "峰,峰,mass,吨,much,,,,,存栏双峰驼300峰。,own", "line 2: factor 'much' is no number"),
    "known": ("units", "亩,亩,area,平方米,2000/3,yes,,,,建园3亩。,own", "stands on pipeline/rules/extract/units.csv, line"),
    "unproved unit": ("units", "峰,峰,count,,,,,,,建设公园3个。,own", "line 2: no figure of the example"),
    "dead word": ("words", "三心二意,word,,,,,克服三心二意。,own", "line 2: the example is read the same without the row"),
    "field": ("headers", "扛旗方,whole,leaders,,,扛旗方,own", "line 2: field 'leaders' is none of"),
    "heading": ("headers", "扛旗方,whole,lead_units,,,打旗方,own", "line 2: the example '打旗方' is not read as"),
    "slot": ("departments", "*低空办,{city}低空办,l,l,government,,,,no,x,own", "line 2: name '{city}低空办' has a slot"),
    "kind": ("departments", "*低空办,{region}低空办,l,l,office,,,,no,x,own", "line 2: kind 'office' is none of"),
    "name": (
        "departments",
        "*低空办,{region}低空办公室,l,l,government,,,,no,惠州市@2025：市低空办=惠州市低空办,own",
        "line 2: the example is read as 惠州市低空办公室",
    ),
    "stem": ("department_short_forms", "低空,低空经济,,,,yes,x,own", "line 2: no stem '低空经济'"),
    "no examples": ("indicators", CAMELS.replace("峰", "头"), "indicators.csv, line 2: camels needs two sentences"),
    "base unit": ("indicators", CAMELS, "indicators.csv, line 2: base_unit '峰' is no unit"),
    "own name": ("indicators", CAMELS.replace("峰,,", "头,,").replace("双峰驼存栏", "森林覆盖率"), "names forest_coverage"),
    "plain name": ("indicators", CAMELS.replace("峰,,", "头,,").replace("双峰驼存栏", "“森林”覆盖率"), "line 2: indicators.csv: "),
    "unknown": ("indicator_examples", SHOWN, "indicator_examples.csv, line 2: no indicator 'camels'"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_ends_in_one_line(raw, monkeypatch, capsys, case):
    name, row, told = BAD[case]
    write(raw, **{name: row})
    monkeypatch.chdir(raw.parent)
    assert main(["build", "--jobs", "0"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"error: raw/rules/{name}.csv, line 2: ")
    assert said.count("\n") == 1
    assert told in said
    assert not (raw.parent / "output").exists()


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("camels.csv", b"", "no table 'camels'; there are headers, "),
        ("units.csv", b"a,b\n", "units.csv: columns are ['a', 'b'], expected ["),
        ("units.csv", f"{HEADS['units']}\n峰,".encode("gbk"), "units.csv, line 2: is no UTF-8"),
        ("units.csv", f'{HEADS["units"]}\n峰,"{"x" * 200_000}'.encode(), "units.csv, line 2: field larger than"),
    ],
)
def test_a_bad_table_ends_in_one_line(raw, monkeypatch, capsys, file, content, told):
    (raw / "rules").mkdir()
    (raw / "rules" / file).write_bytes(content)
    monkeypatch.chdir(raw.parent)
    assert main(["build", "--jobs", "0"]) == 2
    said = capsys.readouterr().err
    assert (told in said, said.count("\n")) == (True, 1)


def test_what_excel_writes_is_read(raw):
    """A byte order mark, CRLF, empty rows at the end."""
    (raw / "rules").mkdir()
    text = f"\ufeff{HEADS['units']}\r\n{ROWS['units']}\r\n,,,,,,,,,,\r\n"
    (raw / "rules/units.csv").write_bytes(text.encode())
    make(raw)
    assert table(raw, "targets").unit.tolist() == ["峰"]


def test_n02_names_the_row_that_names_the_unit(raw):
    write(raw, headers=ROWS["headers"])
    found = next(finding for finding in make(raw).findings if finding.code == "N02")
    row = found.message.partition("departments.csv: ")[2]
    assert row in found.message_zh
    write(raw, departments=row)
    assert [finding.code for finding in make(raw).findings if finding.code == "N02"] == []
    assert table(raw, "departments").name.tolist() == ["惠州市低空办"]


@pytest.mark.parametrize(
    "heading",
    [
        ["序号", "花名", "扛旗方"],  # neither is like a known one: departments, and the longest texts
        ["序号", "攻坚事项内容", "扛旗的单位"],
        ["序号", "花名（具体）", "牵头的单位"],
    ],
)
def test_p01_names_the_rows_that_make_a_list(raw, heading):
    make_docx(
        raw / "a.docx", [heading, ["1", "推进全市公园建设和改造", "市教育局"], ["2", "建设公园若干", "市财政局、市水务局"]]
    )  # fmt: skip
    found = next((finding for finding in make(raw).findings if finding.code == "P01"), None)
    if found:
        rows = found.message.partition("headers.csv: ")[2].partition(")")[0].split("; ")
        write(raw, headers="\n".join(rows))
        assert make(raw).status == 0
    assert len(table(raw, "measures")) == 2
    assert len(table(raw, "responsibilities")) == 3


def test_p03_names_the_row_that_keeps_a_column(raw):
    write(raw, headers=ROWS["headers"])
    make_docx(raw / "a.docx", [[*LIST[0], "花名"], [*LIST[1], "甲"]])
    found = next(finding for finding in make(raw).findings if finding.code == "P03")
    row = found.message.partition("headers.csv: ")[2]
    write(raw, headers=f"{ROWS['headers']}\n{row}")
    assert [finding.code for finding in make(raw).findings if finding.code == "P03"] == []

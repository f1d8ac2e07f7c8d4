"""What the commands print, in Chinese and in English: by `--lang`, else by the locale."""

import re

import pytest

from pipeline.__main__ import main
from pipeline.commands.terminal import _phrases, choose_language, phrase
from tests.publish.browser import HEADINGS, make_docx

FORMATS = re.compile(
    r"Parquet|CSV|PDF|Word|docx|xlsx|json|csv|html|sqlite|yaml|pledges|datapackage|croissant|odcs|report|metadata"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "raw").mkdir()
    make_docx(tmp_path / "raw/x.docx", HEADINGS, ("1.建设公园。", "新建公园5个。", "无", "市财政局", "市商务局"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_build_speaks_chinese(folder, capsys):
    main(["--lang", "zh", "build", "--jobs", "0"])
    told = capsys.readouterr()
    assert "措施" in told.out
    assert re.findall("[A-Za-z]{2,}", FORMATS.sub("", told.out.replace("output/", ""))) == []
    main(["--lang", "zh", "show", "nothing"])
    assert capsys.readouterr().err == "错误：output/ 中没有主键为 'nothing' 的行\n"


def test_the_locale_decides_where_nothing_is_asked(folder, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    main(["search", "公园"])
    assert capsys.readouterr().err.startswith("错误：")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    main(["search", "公园"])
    assert capsys.readouterr().err.startswith("error: ")


@pytest.mark.parametrize("key", _phrases())
def test_every_phrase_takes_the_same_values_in_both_languages(key):
    row = _phrases()[key]
    names = [sorted(re.findall(r"{(\w+)", text)) for text in (row.en, row.zh)]
    assert names[0] == names[1]
    assert not re.search("[\u4e00-\u9fff]", row.en)
    values = dict.fromkeys(names[0], "1")
    choose_language("zh")
    assert "{" not in phrase(key, **values)
    choose_language("en")
    assert "{" not in phrase(key, **values)

"""Work reports of provinces, where they lie beside the project: the chapter that looks back promises nothing, the others tell nothing.

The first chapter (一、) of each looks back, by its own heading; what follows (二、, 三、 …) plans. Every paragraph is read, also
those that `keep` leaves out of the tables. The words around a heading change from report to report: each is read again under
headings that others have.
"""

import hashlib
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline import flow
from pipeline.extract import keep
from pipeline.model import Measure, Numeral, Source

REAL = Path(__file__).parents[3] / "shared/real"
REPORTS = sorted(REAL.glob("report-*.txt"))
MOST_PROMISED, MOST_TOLD = 0.05, 0.03  # of the figures of the chapter that looks back, of those that plan
QUANTITIES = ("target", "parameter", "reference")
TOLD = ("review", "review_chapter", "told_part")
AFTER = ("相关报道", "名词解释", "关于政府工作报告的决议")  # what a page shows below the report
pytestmark = pytest.mark.skipif(not REPORTS, reason="../shared is not there")


class Share(NamedTuple):
    """How many figures a chapter holds, and which of them are read as what the chapter is not for."""

    figures: int
    wrong: list[str]


def read_figures(lines: list[str], chapter: list[str]) -> list[Numeral]:
    """The numerals of the paragraphs of a chapter."""
    content = "\n".join(lines).encode()
    rooms = flow.read_document(Source("report", "report.txt", content, hashlib.sha256(content).hexdigest()))
    inside = {
        m.measure_id for m in rooms.of(Measure) if any(m.text.partition("\n")[0][-60:] in line for line in chapter)
    }
    return [numeral for numeral in rooms.of(Numeral) if numeral.measure_id in inside]


def weigh(lines: list[str], chapter: list[str], is_wrong) -> Share:
    found = read_figures(lines, chapter)
    assert all(numeral.kind != "unknown" for numeral in found)
    figures = [numeral for numeral in found if numeral.kind in QUANTITIES]
    return Share(len(figures), [f"{one.measure_id} {one.text} {one.rule}" for one in figures if is_wrong(one)])


def is_promised(numeral: Numeral) -> bool:
    return numeral.kind == "target"


def is_told(numeral: Numeral) -> bool:
    return numeral.rule.rpartition("/")[2] in TOLD


def cut(path: Path) -> tuple[list[str], list[str], list[str]]:
    """A report's lines: what stands above its chapters, the chapter that looks back, those that plan."""
    lines = path.read_text(encoding="utf-8").splitlines()
    report = list(dropwhile(lambda line: not line.startswith("一、"), lines))
    back = list(takewhile(lambda line: not line.startswith("二、"), report))
    plan = list(takewhile(lambda line: not any(mark in line for mark in AFTER), report[len(back) :]))
    return lines[: len(lines) - len(report)], back, plan


def put(chapter: list[str], heading: str | None) -> list[str]:
    return chapter if heading is None else [heading, *chapter[1:]]


@pytest.fixture(autouse=True)
def _all_paragraphs(monkeypatch):
    monkeypatch.setattr(keep, "keep_goals", lambda records, findings, path: (records, list(findings)))


LOOKING_BACK = [None, "一、过去一年政府工作", "一、“十四五”时期经济社会发展"]
PLANNING = [None, "二、今后五年的奋斗目标", "二、“十五五”时期发展蓝图"]


@pytest.mark.parametrize("heading", LOOKING_BACK)
def test_what_a_report_looks_back_on_is_not_promised(heading):
    shares = []
    for top, back, plan in map(cut, REPORTS):
        chapter = put(back, heading)
        shares.append(weigh([*top, *chapter, *plan], chapter, is_promised))
    figures = sum(share.figures for share in shares)
    wrong = [one for share in shares for one in share.wrong]
    assert figures > 500
    assert len(wrong) <= MOST_PROMISED * figures, wrong


@pytest.mark.parametrize("heading", PLANNING)
def test_what_a_report_plans_is_not_taken_for_results(heading):
    shares = []
    for top, back, plan in map(cut, REPORTS):
        chapter = put(plan, heading)
        shares.append(weigh([*top, *back, *chapter], chapter, is_told))
    figures = sum(share.figures for share in shares)
    wrong = [one for share in shares for one in share.wrong]
    assert figures > 200
    assert len(wrong) <= MOST_TOLD * figures, wrong

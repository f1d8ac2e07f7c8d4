"""Where a text says who is responsible: cases (text, what of it says so), with what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lang.attribution import find_attributions
from pipeline.lang.fold import fold
from pipeline.lang.label import find_labels
from pipeline.model import Span

CASES = [
    ("推进试点。（责任单位：市商务局）", ["（责任单位：市商务局）"]),
    ("推进试点（牵头单位：市商务局；配合单位：市财政局）", ["（牵头单位：市商务局；配合单位：市财政局）"]),
    ("推进试点。〔牵头单位：市商务局，责任单位：市财政局〕", ["〔牵头单位：市商务局，责任单位：市财政局〕"]),
    ("推进试点。(市商务局牵头，市财政局配合)", ["（市商务局牵头，市财政局配合）"]),
    ("推进试点。（市商务局、各县（市、区）政府）", ["（市商务局、各县（市、区）政府）"]),
    ("推进A。（市商务局牵头）推进B。（市财政局牵头）", ["（市商务局牵头）", "（市财政局牵头）"]),
    ("推进试点。\n责任单位：市商务局", ["责任单位：市商务局"]),
    ("推进试点。\n（1）牵头单位：市商务局", ["（1）牵头单位：市商务局"]),
    ("推进试点。\n【责任单位】市商务局", ["【责任单位】市商务局"]),
    ("推进试点。\n完成时限：2025年底", ["完成时限：2025年底"]),
    ("推进试点。责任单位：市商务局。推进改革。", ["责任单位：市商务局。"]),
    (
        "推进试点。（牵头部门：市商务局；责任部门：各县(市、区)商务局(办）",
        ["（牵头部门：市商务局；责任部门：各县（市、区）商务局（办）"],
    ),
    # a label that no table knows, by its shape: behind a full stop, and before departments only
    ("推进试点。主抓单位：市商务局，完成期限：2025年底", ["主抓单位：市商务局，完成期限：2025年底"]),
    ("推进试点。包联单位：市商务局、市财政局 完成时间：2025年底", ["包联单位：市商务局、市财政局 完成时间：2025年底"]),
    ("推进试点。用人单位：应当依法缴费。", []),
    ("推进试点。\n发文单位：市商务局", []),
    ("建平台。市住建局牵头，市财政局配合。", ["市住建局牵头，市财政局配合。"]),
    ("推进A（含B）试点。", []),
    ("鼓励发展（企业自愿参与，市场运作）。", []),
    ("试点城市（青岛市、济南市）。", []),
    ("推进数字化（以下简称“行动”）。", []),
    ("推进试点。（见附件）", []),
    ("推进试点。（完成时限：2025年底）", []),
    ("由（市商务局牵头）的工作继续推进。", []),
    ("主管部门（市商务局）加强指导。", []),
    ("责任单位要加强领导。", []),
    ("（", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cases(text, expected):
    folded = fold(text)
    apart = [found for found in find_attributions(folded) if found.is_apart]
    assert [folded[found.start : found.end] for found in apart] == [fold(e) for e in expected]


@pytest.mark.parametrize(
    ("line", "labelled", "units"),
    [
        ("责任单位：市商务局", True, True),
        ("完成时限：2025年底", True, False),
        ("完成时限：2025年底；责任单位：市商务局", True, True),
        ("推进试点。责任单位：市商务局", False, True),
        ("推进试点", False, False),
    ],
)
def test_lines(line, labelled, units):
    folded = fold(line)
    begins = any(label.start == 0 for label in find_labels(folded, Span(0, len(folded))))
    assert (begins, any(found.names for found in find_attributions(folded))) == (labelled, units)


@given(st.text("（）〔〕【】责任单位：市商务局牵头，、。；\n1.甲", max_size=60))
def test_attributions_are_apart(text):
    end = 0
    for found in find_attributions(fold(text)):
        assert end <= found.start < found.end <= len(text)
        end = found.end

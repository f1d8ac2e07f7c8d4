"""Who is responsible is seen by one eye: where lang.attribution sees a place, normalise reads departments, and nowhere else."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from pipeline.lang.attribution import find_attributions
from pipeline.lang.fold import fold
from pipeline.normalise.region import name_region
from pipeline.normalise.statements import find_statements

FOLDER = Path(__file__).parent.parent / "cases"
FILES = ("departments.jsonl", "held_out_departments.jsonl", "units_unseen.jsonl")
OWN = [
    "推进技改。责任单位：市工信局",
    "1.推进技改。责任单位：市工信局；完成时限：2025年底。2.推进上云。责任单位：市数据局。",
    "（一）推进技改（由市工信局牵头实施）",
    "扩大出口。（市商务局牵头，市财政局、市税务局配合）",
    "办展会（市商务局、市贸促会）。",
    "建平台。市住建局牵头，市财政局配合。",
    "责任单位：\n市商务局\n市财政局",
    "【责任单位】市商务局",
    "（企业自愿参与，市场运作）",
    "（顺丰牵头）",
    "试点城市（青岛市、济南市）。",
    "建设一批机构（医院、学校）。",
    "向主管部门（市商务局）报告。",
    "各区要组织有经验的教师到乡村学校参与支教。",
    "请各地区、各部门结合实际认真抓好贯彻落实。",
    "古城保护提升由市文广旅游局牵头组织实施，市文旅集团配合。",
    "建立由市商务局牵头、市财政局参加的联席会议制度。",
]
SHARED = [
    (case["text"], case["region"], case["year"])
    for name in FILES
    for case in map(json.loads, (FOLDER / name).read_text(encoding="utf-8").splitlines())
    if case["layout"] in ("inline", "line")
]


with (FOLDER / "unit_lists.csv").open(encoding="utf-8-sig", newline="") as handle:
    LISTS = [
        (row["text"], row["region"], int(row["year"])) for row in csv.DictReader(handle) if row["layout"] == "inline"
    ]


@pytest.mark.parametrize(("text", "region", "year"), [*SHARED, *LISTS, *((text, "惠州市", 2024) for text in OWN)])
def test_both_rooms_see_the_same_places(text: str, region: str | None, year: int) -> None:
    seen = [place for place in find_attributions(fold(text)) if place.names]
    read = [found.place for found in find_statements(text, name_region(region, year) if region else None, year)]
    assert [place for place in seen if place.kind not in ("by", "duty")] == [
        place for place in read if place.kind not in ("by", "duty")
    ]
    assert set(read) <= set(seen)

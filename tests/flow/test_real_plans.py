"""Two real plans, where they lie beside the project: counted by hand on the rendered pages."""

from pathlib import Path

import pytest

from pipeline.flow import read_document
from pipeline.model import Measure, Responsibility, Source
from pipeline.model.closed import UNLED

REAL = Path(__file__).parents[3] / "shared/real"
PLANS = [
    # file, title, measures, parts of units, sections, measures with a year, first and last units
    ("huzhou-ai-plan.pdf", "湖州市人工智能创新发展重点任务分解表", 16, 44, 0, 13, ("市发改委", "市统计局")),
    ("lishui-ai-plan.pdf", "丽水市人工智能创新发展重点任务分解表", 33, 50, 10, 0, ("市农业农村局", "市卫生健康委")),
]


@pytest.mark.parametrize(("name", "title", "measures", "parts", "sections", "dated", "ends"), PLANS)
def test_plan(name, title, measures, parts, sections, dated, ends):
    path = REAL / name
    if not path.exists():
        pytest.skip("../shared is not there")
    rooms = read_document(Source("plan", name, path.read_bytes(), ""))
    found, units = [m for m in rooms.of(Measure) if m.source not in UNLED], rooms.of(Responsibility)
    assert {measure.list_title for measure in found} == {title}
    assert (len(found), len(units)) == (measures, parts)
    assert len({measure.section for measure in found if measure.section}) == sections
    assert sum(measure.due_year is not None for measure in found) == dated
    assert (units[0].text, units[-1].text) == ends
    assert all(measure.task and measure.text for measure in found)
    assert {unit.measure_id for unit in units} == {measure.measure_id for measure in found}
    assert [f.code for f in rooms.findings if f.level == "error"] == []

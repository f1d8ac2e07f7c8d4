"""A paragraph without a heading, of a document of 2026: does it tell results or promise? Its words are weighed together."""

import pytest

from pipeline.extract.target.passage import read_passage
from pipeline.model import Numeral, Passage

CASES = [
    ("示范区正式揭牌。港口改造全面完成，新增泊位12个。", "reference"),
    (
        "创新步伐加快，平台获批。加快平台建设，建成实验室12个。",
        "reference",
    ),  # a clause that urges may stand in a report
    ("一年来，环境明显改善。建成绿道137公里。", "reference"),
    # promises
    ("示范区正式揭牌。确保新增泊位12个。", "target"),
    ("示范区正式揭牌。到2027年新增泊位12个。", "target"),
    ("推动示范区揭牌，打造港口集群。加快平台建设，支持企业上市，深化改革，培育企业300家。", "target"),
    ("城市品质显著提升。新增泊位12个以上。", "target"),
    ("示范区揭牌，新增泊位12个。", "target"),  # one sentence alone is no paragraph
]


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_paragraph(text, kind):
    numerals = [n for n in read_passage(Passage("d", "m", "measure", text, None, 2026)) if isinstance(n, Numeral)]
    assert [n.kind for n in numerals if n.kind in ("target", "reference", "parameter")] == [kind]


def test_a_plan_column_is_never_asked():
    passage = Passage("d", "m", "2026", "示范区正式揭牌。港口改造全面完成，新增泊位12个。", 2026, 2026)
    assert [n.kind for n in read_passage(passage) if isinstance(n, Numeral)] == ["target"]

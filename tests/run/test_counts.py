"""Counts of a build: a hundred equal findings are one line."""

from pipeline.rules.findings import tell
from pipeline.run.counts import Counts


def test_equal_findings_are_one_line_with_their_number():
    counts = Counts()
    counts.note([tell("P05", "a.docx", f"table 1, row {row}", row=1) for row in range(2, 102)])
    counts.note([tell("P07", "a.docx", "table 1"), tell("P05", "a.docx", "table 2, row 2", row=7)])
    assert [(f.code, f.place) for f in counts.past.shown] == [
        ("P05", "table 1, row 2 and 99 more places"),
        ("P07", "table 1"),
        ("P05", "table 2, row 2"),
    ]
    assert (counts.findings["warning"], counts.past.total) == (102, 3)

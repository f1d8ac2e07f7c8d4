"""Figures of a scan: are they read for sure?"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.grouping import DocumentRows, Outcome
from pipeline.model.inside import LOW_CONFIDENCE
from pipeline.rules.checks import say


def check_scanned_figures(document: DocumentRows) -> Iterator[Outcome]:
    """Check of every target of a scan that its cell was read with confidence."""
    for rows in document.measures:
        sure = {cell.field: cell.ocr_confidence for cell in rows.cells}
        for target in rows.targets:
            confidence = sure.get(target.field)
            if confidence is None:
                continue
            is_low = confidence < LOW_CONFIDENCE
            said = say("figure_doubtful" if is_low else "figure_sure", text=target.text, confidence=f"{confidence:.2f}")
            subject = target.target_id.partition("/")[2]
            yield Outcome(subject, "break" if is_low else "pass", rows.measure.measure_id, said, (target.target_id,))

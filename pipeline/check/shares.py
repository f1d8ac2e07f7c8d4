"""A share of a whole is no more than the whole."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.grouping import DocumentRows, Outcome
from pipeline.model import Target
from pipeline.rules.checks import check_cues, say

_WHOLE = 100
_PER_CENT = ("%", "％")
_BOUNDS = ("le", "lt")  # what is not to be exceeded may be anything


def check_shares(document: DocumentRows) -> Iterator[Outcome]:
    """Check that no share or rate is to reach more than 100 %; some rates may (拨备覆盖率), and twice as much is no share."""
    shares = [target for rows in document.measures for target in rows.targets if is_share(target)]
    over = [target for target in shares if max(target.value, target.value_max or target.value) > _WHOLE]
    if shares and not over:
        yield Outcome("", "pass", None, say("shares_fit", count=len(shares)), ())
    for target in over:
        said = say("share_over", indicator=target.indicator, share=target.text)
        yield Outcome(target.target_id.split("/", 1)[-1], "break", target.measure_id, said, (target.target_id,))


def is_share(target: Target) -> bool:
    """Tell whether a figure says how much of a whole there is to be."""
    name = target.indicator or ""
    return (
        target.unit == "%"
        and target.basis == "level"
        and target.comparator not in _BOUNDS
        and any(mark in target.text for mark in _PER_CENT)
        and name.endswith(check_cues("share"))
        and not name.endswith(check_cues("over_whole"))
    )

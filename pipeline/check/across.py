"""Checks across rows and tables: do a list's own statements fit together?

A check is a function here and a row in rules/check/checks.csv, which says how grave it is when it does not hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from pipeline.check.first_time import check_first_time
from pipeline.check.grouping import DocumentRows, Outcome, group_rows
from pipeline.check.over_years import check_growth, check_lowering, check_own_figure, check_series
from pipeline.check.scans import check_scanned_figures
from pipeline.check.shares import check_shares
from pipeline.check.structure import check_inline_leads, check_leads, check_numbers, check_quarters, check_years
from pipeline.check.subsidy import check_subsidy_rate
from pipeline.check.totals import check_parts, check_quarter_sums
from pipeline.check.whole import check_due, check_goals
from pipeline.model import Check, Dataset
from pipeline.rules.checks import check_rules

CHECKS: dict[str, Callable[[DocumentRows], Iterator[Outcome]]] = {
    "subsidy_rate": check_subsidy_rate,
    "own_figure": check_own_figure,
    "series_never_falls": check_series,
    "growth_consistent": check_growth,
    "parts_add_up": check_parts,
    "first_time_once": check_first_time,
    "numbers_consecutive": check_numbers,
    "lead_unit_named": check_leads,
    "inline_lead_is_lead": check_inline_leads,
    "plan_years_complete": check_years,
    "quarters_complete": check_quarters,
    "figure_read_for_sure": check_scanned_figures,
    "series_never_rises": check_lowering,
    "goals_agree": check_goals,
    "due_after_publication": check_due,
    "no_share_over_whole": check_shares,
    "quarters_add_up": check_quarter_sums,
}
OF_LISTS = (check_numbers, check_leads, check_inline_leads, check_years)  # what every measure of a list has


def run(dataset: Dataset) -> Iterator[Check]:
    """Run every check of rules/check/checks.csv on every document of a dataset.

    A check that finds nothing to compare yields nothing. The key is `doc_id/check/subject`, the subject the rest of
    the key of the item, target or measure; a second row of one key gets `-2`.
    """
    for document in group_rows(dataset):
        for rule in check_rules():
            used: Counter[str] = Counter()
            check = CHECKS[rule.check]
            for outcome in check(document.lists if check in OF_LISTS else document):
                key = "/".join(part for part in (document.doc_id, rule.check, outcome.subject) if part)
                used[key] += 1
                key = key if used[key] == 1 else f"{key}-{used[key]}"
                status = rule.severity if outcome.status == "break" else outcome.status
                yield Check(
                    key, rule.check, status, outcome.measure_id, *outcome.message, outcome.evidence, document.doc_id
                )

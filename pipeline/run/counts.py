"""What is said of a dataset in the end, counted while the documents pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pipeline.model import Check, Department, Finding
from pipeline.run.ledger import Past
from pipeline.store.records import make_records

if TYPE_CHECKING:
    from pipeline.store.part import Part

FAILED_DOCUMENTS = 1
SHOWN = 20  # findings and checks that are kept to be printed
COUNTERS = ("rows", "status", "kinds", "checks", "findings")


@dataclass(slots=True)
class Counts:
    """Rows by table, documents by status, numerals by kind, checks and findings by status and level."""

    rows: Counter[str] = field(default_factory=Counter)
    status: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    unresolved: int = 0  # units that no table knows
    lost: int = 0  # documents whose worker did not live to read them: the next build tries again
    shown_checks: list[Check] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def add(self, part: Part) -> None:
        """Count a document."""
        self.status[part.document.status] += 1
        for counter, name in ((self.rows, "rows"), (self.kinds, "kinds"), (self.checks, "checks")):
            counter.update(part.counts[name])
        self.shown_checks += part.checks[: SHOWN - len(self.shown_checks)]
        self.lost += any(finding.code[0] == "W" for finding in part.findings)
        self.note(part.findings)

    def dump(self) -> dict[str, Any]:
        """As JSON has it."""
        counted = {name: dict(getattr(self, name)) for name in COUNTERS}
        kept = {name: [asdict(row) for row in getattr(self, name)] for name in ("shown_checks", "errors", "warnings")}
        return {"lost": self.lost, **counted, **kept}

    def join(self, dumped: Mapping[str, Any]) -> None:
        """Take what was dumped of other documents, which stand behind these."""
        for name in COUNTERS:
            getattr(self, name).update(dumped[name])
        self.lost += dumped["lost"]
        self.shown_checks += make_records("checks", dumped["shown_checks"][: SHOWN - len(self.shown_checks)])
        for kept, name in ((self.errors, "errors"), (self.warnings, "warnings")):
            kept += [Finding(**row) for row in dumped[name][: SHOWN - len(kept)]]

    def note(self, findings: Iterable[Finding]) -> None:
        """Count the findings of a document; keep the first errors and warnings, equal ones once with their number."""
        same: dict[tuple[str, str, str], list[Finding]] = {}
        for finding in findings:
            self.findings[finding.level] += 1
            same.setdefault((finding.code, finding.path, finding.message), []).append(finding)
        for equal in same.values():
            kept = {"error": self.errors, "warning": self.warnings}.get(equal[0].level)
            if kept is not None and len(kept) < SHOWN:
                more = f" and {len(equal) - 1} more places" if len(equal) > 1 else ""
                kept.append(replace(equal[0], place=equal[0].place + more))
                self.findings["repeated"] += len(equal) - 1

    def count_shared(self, n_rows: Mapping[str, int], units: tuple[Department, ...]) -> None:
        """Count the rows that documents share: a unit of ten documents is one."""
        self.rows.update({table: count - self.rows[table] for table, count in n_rows.items()})
        self.unresolved = sum(unit.resolution == "unresolved" for unit in units)

    @property
    def past(self) -> Past:
        """Exit status and what is to be told, errors first."""
        failed = self.status["failed"] or self.findings["error"]
        shown = tuple([*self.errors, *self.warnings][:SHOWN])
        told = self.findings["error"] + self.findings["warning"] - self.findings["repeated"]
        return Past(FAILED_DOCUMENTS if failed else 0, shown, told)

"""What a reviewer corrected: `<stem>.corrections.csv` beside a document, as the report lets it be downloaded.

A line holds the key of a target, of a target in words or of a responsibility, the SHA-256 of the cell text it was read from,
a column, the extracted and the right value. A correction of a text that has changed, or of a value that is now read otherwise,
is refused with a finding: nobody has looked at what stands there now. See docs/design/corrections.md.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence

from pipeline.model import Cell, Department, Finding, Numeral, QualitativeTarget, Responsibility, Target
from pipeline.rules.findings import tell
from pipeline.sources.corrections.departments import PART_READERS, ReadName, correct_part
from pipeline.sources.corrections.file import COLUMNS, SUFFIX, Correction, Refused, Told, hash_text, read_corrections
from pipeline.sources.corrections.rows import Corrected, Texts
from pipeline.sources.corrections.targets import COLUMN_READERS, correct_target, find_law_of_target
from pipeline.sources.corrections.wordings import WORDING_READERS, correct_wording, find_law_of_wording

__all__ = ["COLUMNS", "COLUMN_READERS", "PART_READERS", "SUFFIX", "WORDING_READERS", "apply", "hash_text"]


def _keep_name(name: str) -> Department:
    return Department(f"000000/unresolved/{name}", name, None, None, None, None, None, (), "unresolved")


def apply(
    content: bytes,
    path: str,
    cells: Iterable[Cell],
    targets: Iterable[Target],
    numerals: Iterable[Numeral],
    words: Iterable[QualitativeTarget] = (),
    responsibilities: Iterable[Responsibility] = (),
    departments: Iterable[Department] = (),
    *,
    findings: Iterable[Finding] = (),
    read_name: ReadName = _keep_name,
) -> Corrected:
    """Apply the corrections of a document; `read_name` reads the official name of a department.

    Findings: K00 (info) a value was corrected, K06 a target taken out, K13 a responsibility; errors: K01, K07 the file is no list
    of corrections; K02 no such row; K03 the text has changed; K04 no such column; K05 the extracted value has changed;
    K08, K09, K12 no value of the column; K10, K11, K14 the corrected target would break a law of the tables: none of its lines
    is applied. What `findings` said of a department that is known by now is withdrawn.
    """
    given = Corrected([*targets], [*numerals], [*words], [*responsibilities], [*departments], [*findings])
    result = given.copy()
    texts = {(cell.measure_id, cell.field): cell.text for cell in cells}
    try:
        corrections = read_corrections(content)
    except Refused as refused:
        result.findings.append(tell(refused.code, path, "corrections", **refused.told))
        return result
    except (ValueError, csv.Error) as error:
        result.findings.append(tell("K07", path, "corrections", reason=error))
        return result
    told = _apply_all(corrections, result, texts, {}, read_name)
    if broken := _find_broken(result):
        result = given.copy()
        told = _apply_all(corrections, result, texts, broken, read_name)
    for line, (correction, (code, parameters)) in enumerate(zip(corrections, told, strict=True), start=2):
        result.findings.append(tell(code, path, f"corrections, line {line}, {correction.key}", **parameters))
    return result


def _find_broken(result: Corrected) -> dict[str, Told]:
    """Key → the law of the tables that a corrected row breaks."""
    laws = {row.target_id: find_law_of_target(row) for row in result.targets if row.corrected}
    laws |= {row.target_id: find_law_of_wording(row) for row in result.words if row.corrected}
    return {key: law for key, law in laws.items() if law}


def _apply_all(
    corrections: Sequence[Correction],
    result: Corrected,
    texts: Texts,
    broken: Mapping[str, Told],
    read_name: ReadName,
) -> list[Told]:
    """Apply every line but those of rows that would break a law; what came of each."""
    told: list[Told] = [("K02", {})] * len(corrections)
    for at in sorted(range(len(corrections)), key=lambda at: corrections[at].field == "role"):  # it changes the key
        correction = corrections[at]
        try:
            told[at] = (
                broken.get(correction.key)
                or correct_target(correction, result, texts)
                or correct_wording(correction, result, texts)
                or correct_part(correction, result, texts, read_name)
                or told[at]
            )
        except Refused as refused:
            told[at] = (refused.code, refused.told)
    return told

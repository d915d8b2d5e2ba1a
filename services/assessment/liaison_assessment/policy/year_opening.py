"""Require an adopted scheme and a running trial to open the assessment of a year."""

from __future__ import annotations

from datetime import date

from liaison_assessment.policy.facts import Reason, Refused
from liaison_assessment.policy.figures import Law


def require_opening(year: int, scheme_document_no: str, opened_on: date, law: Law) -> None:
    """Refuse to open an assessment without a documented scheme or outside the trial.

    Weights, marks and months are HOUSE figures: the office adopts them under a document number
    before it applies them (Article 12). Decisions stop when the trial ends (Article 15, A50).

    Raises:
        Refused: with every reason.
    """
    faults = []
    if not scheme_document_no:
        fact = f"no scheme is adopted for {year}"
        faults.append(Reason("12", fact, "the document number that adopts weights and marks"))
    if not law.is_in_force(opened_on):
        fact = f"{opened_on} lies outside the trial"
        faults.append(Reason("15", fact, "an extension or a superseding edition on record"))
    if faults:
        raise Refused(*faults)

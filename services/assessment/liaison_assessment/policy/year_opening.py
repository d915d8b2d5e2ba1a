"""Require an adopted scheme and a running trial to open the assessment of a year."""

from __future__ import annotations

from datetime import date

from liaison_assessment.policy.figures import Law
from liaison_contracts.reasons import Refused, reason


def require_opening(year: int, scheme_document_no: str, opened_on: date, law: Law) -> None:
    """Refuse to open an assessment without a documented scheme or outside the trial.

    Weights, marks and months are HOUSE figures: the office adopts them under a document number
    before it applies them (Article 12). Decisions stop when the trial ends (Article 15, A50).

    Raises:
        Refused: with every reason.
    """
    faults = []
    if not scheme_document_no:
        faults.append(reason("scheme_without_document", "12", year=year))
    if not law.is_in_force(opened_on):
        faults.append(reason("outside_the_trial", "15", on=opened_on))
    if faults:
        raise Refused(*faults)

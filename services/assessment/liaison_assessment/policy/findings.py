"""Keep the steps of a falsification finding in order and in two hands (Article 12(4), A48)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_assessment.policy.facts import Reason, Refused


@dataclass(frozen=True)
class Finding:
    """Hold a finding of falsification: who found it and when, and how it was settled if it was."""

    finding_code: str
    station_code: str
    found_on: date
    found_by: str
    settled_on: date | None = None


def require_settlement(finding: Finding, person_ref: str, on: date, document_no: str) -> None:
    """Refuse to confirm or dismiss a finding unless a second person does it, once, on a paper.

    Article 12(4) costs a station its authorisation, so the office works in two hands (A48).

    Raises:
        Refused: with every reason.
    """
    faults = []
    if finding.settled_on is not None:
        fact = f"finding {finding.finding_code} was settled on {finding.settled_on}"
        faults.append(Reason("12(4)", fact, "a new finding on new facts"))
    if person_ref == finding.found_by:
        fact = "the same person found it and would settle it"
        faults.append(Reason("12(4)", fact, "a second person of the talent office"))
    if on < finding.found_on:
        faults.append(Reason("12(4)", f"{on} lies before the finding", "a day from then on"))
    if not document_no:
        faults.append(Reason("12(4)", "the decision has no document", "its document number"))
    if faults:
        raise Refused(*faults)

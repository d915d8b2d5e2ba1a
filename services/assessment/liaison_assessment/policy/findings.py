"""Keep a falsification finding's steps in order, and done by two people (Article 12(4), A48)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_assessment.policy.duties import WorkingDays
from liaison_assessment.policy.figures import Law
from liaison_contracts.reasons import Refused, reason


@dataclass(frozen=True)
class Finding:
    """Hold a falsification finding: who found it and when, and how it was settled, if it was."""

    finding_code: str
    station_code: str
    found_on: date
    found_by: str
    settled_on: date | None = None


def require_settlement(finding: Finding, person_ref: str, on: date, document_no: str) -> None:
    """Require a second person and a document to confirm or dismiss a finding, and only once.

    A finding under Article 12(4) can cost a station its authorisation, so two people have to act
    (A48).

    Raises:
        Refused: with every reason.
    """
    faults = []
    if finding.settled_on is not None:
        names = {"finding_code": finding.finding_code, "on": finding.settled_on}
        faults.append(reason("finding_settled_already", "12(4)", **names))
    if person_ref == finding.found_by:
        faults.append(reason("finder_settles", "12(4)"))
    if on < finding.found_on:
        faults.append(reason("before_the_finding", "12(4)", on=on, found_on=finding.found_on))
    if not document_no:
        faults.append(reason("decision_without_document", "12(4)"))
    if faults:
        raise Refused(*faults)


def require_heard(
    finding: Finding, has_stated: bool, on: date, law: Law, working_days: WorkingDays
) -> None:
    """Require a defence, or the end of the period for it, before confirmation (A49, HOUSE).

    Article 12(4) ends the authorisation but does not mention a hearing. Reading A49 of the edition
    gives the station a period for its defence, and can switch it off.

    Raises:
        Refused: naming the period.
    """
    period = law.figures.statement_working_days
    past = working_days(finding.found_on, on)
    if has_stated or past > period or law.readings_on(on).due_process == "off":
        return
    names = {"station_code": finding.station_code, "found_on": finding.found_on}
    raise Refused(reason("defence_period_runs", "12(4)", **names, past=past, days=period))


def require_referral(state: str, on: date, settled_on: date | None) -> None:
    """Refuse to refer a finding to an authority before it is confirmed (Article 12(4)).

    Raises:
        Refused: if it is open or dismissed, or the date lies before its confirmation.
    """
    if state != "confirmed" or settled_on is None:
        raise Refused(reason("finding_not_confirmed", "12(4)", state=state))
    if on < settled_on:
        raise Refused(reason("before_confirmation", "12(4)", on=on, confirmed_on=settled_on))

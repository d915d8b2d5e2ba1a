"""Record business done in a station's name outside its duties (Article 8(2))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.reasons import Reason, reason, refuse_if
from liaison_registry.policy.figures import Law


@dataclass(frozen=True)
class Incident:
    """Hold an incident: the station whose name was used, the day, and the notice to its host."""

    station_code: str
    plaque_granted_on: date
    occurred_on: date
    liability_notice_no: str
    liability_notice_on: date


@dataclass(frozen=True)
class IncidentDecision:
    """State the automatic consequences of a recorded incident, and say what follows."""

    opens_case: bool
    lowers_score: bool
    says: Reason


# A38: only one value is implemented. It has no automatic effect; scorers see the record.
FOLLOWS = {"record_and_notice": (False, False)}


def take_incident(incident: Incident, law: Law) -> IncidentDecision:
    """Accept an incident with the notice that its host alone is liable (Article 8(2), A38).

    A name can be misused after the authorisation has ended, so only the day of the plaque is
    checked.

    Raises:
        Refused: for dates in the wrong order, or a notice without a number.
    """
    faults = []
    code, since, on = incident.station_code, incident.plaque_granted_on, incident.occurred_on
    if on < since:
        faults.append(reason("before_plaque", "8(2)", station_code=code, since=since))
    if incident.liability_notice_on < on:
        faults.append(
            reason(
                "notice_before_incident",
                "8(2)",
                notice_on=incident.liability_notice_on,
                occurred_on=on,
            )
        )
    if not incident.liability_notice_no.strip():
        faults.append(reason("notice_without_number", "8(2)"))
    refuse_if(faults)
    opens_case, lowers_score = FOLLOWS[law.readings_on(on).out_of_scope]
    says = reason("host_answers_alone", "8(2)", station_code=code)
    return IncidentDecision(opens_case, lowers_score, says)

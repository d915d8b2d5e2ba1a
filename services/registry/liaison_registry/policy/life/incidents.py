"""Record business done in a station's name outside its duties (Article 8(2))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_registry.policy.facts import Reason, refuse_if
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
    """State the automatic consequences of a recorded incident, with a sentence."""

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
    if incident.occurred_on < incident.plaque_granted_on:
        fact = f"{incident.station_code} has its plaque since {incident.plaque_granted_on} only"
        faults.append(Reason("8(2)", fact, "a day from then on"))
    if incident.liability_notice_on < incident.occurred_on:
        fact = f"the notice of {incident.liability_notice_on} is older than what it is about"
        faults.append(Reason("8(2)", fact, f"a notice from {incident.occurred_on} on"))
    if not incident.liability_notice_no.strip():
        faults.append(Reason("8(2)", "the notice has no number", "its document number"))
    refuse_if(faults)
    opens_case, lowers_score = FOLLOWS[law.readings_on(incident.occurred_on).out_of_scope]
    fact = f"the host of {incident.station_code} answers alone for what it did beyond its duties"
    return IncidentDecision(opens_case, lowers_score, Reason("8(2)", fact, "nothing by itself"))

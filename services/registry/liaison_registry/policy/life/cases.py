"""Open and decide cases that may end a station's authorisation (Articles 12(3) and 12(4)).

The assessment service decides whether years were unqualified, and consecutive (A1, A2), and sends
the route (A3) with the streak. Here people decide; only the route `automatic` revokes by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from liaison_registry.policy.facts import Reason, refuse_if
from liaison_registry.policy.life.defence import Hearing, hearing_gap

ARTICLES = {"two_unqualified_years": "12(3)", "falsification": "12(4)"}
HUMAN, AUTOMATIC, BOTH = "human_case", "automatic", "both_required"


@dataclass(frozen=True)
class CaseCause:
    """Hold the cause of a case: kind, year, day, and the route of reading A3."""

    station_code: str
    kind: str
    year: int
    on: date
    route: str = HUMAN


@dataclass(frozen=True)
class StationStanding:
    """Hold what a case needs to know of a station: whether it is authorised, and its open cases."""

    station_code: str
    withdrawn_on: date | None = None
    open_kinds: tuple[str, ...] = ()
    plaque_granted_on: date | None = None
    grades: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """Hold a case: its cause, the day it opened, and the decision, if any."""

    station_code: str
    kind: str
    year: int
    opened_on: date
    route: str = HUMAN
    decision: str = ""
    decided_on: date | None = None
    opened_by: str = ""


@dataclass(frozen=True)
class Opening:
    """State whether a case opens, or why not; only the automatic route sets `withdrawn_on`."""

    case: Case | None
    withdrawn_on: date | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class CaseVerdict:
    """Record what people decided, when, by which document, for which reasons."""

    decision: str
    decided_on: date
    document_no: str
    reasons: tuple[str, ...]
    is_work_found_ineffective: bool = False
    decided_by: str = ""


@dataclass(frozen=True)
class CaseOutcome:
    """Hold the decided case, and the day the authorisation ends, if it does."""

    case: Case
    withdrawn_on: date | None


def open_case(cause: CaseCause, station: StationStanding) -> Opening:
    """Open a case on a streak or a finding; the station keeps its plaque until people decide.

    Article 12(3) and (4). There is one open case of each kind at a time, and none if the station
    has already lost its authorisation.
    """
    article = ARTICLES[cause.kind]
    reasons = []
    if station.withdrawn_on is not None and station.withdrawn_on <= cause.on:
        fact = f"{cause.station_code} lost its authorisation on {station.withdrawn_on}"
        reasons.append(Reason(article, fact, f"an authorisation that outlasts {cause.on}"))
    if cause.kind in station.open_kinds:
        fact = f"a case of {cause.station_code} on {cause.kind} is open already"
        reasons.append(Reason(article, fact, "a decision on that case first"))
    if reasons:
        return Opening(None, None, tuple(reasons))
    case = Case(cause.station_code, cause.kind, cause.year, cause.on, cause.route)
    if cause.route != AUTOMATIC:
        return Opening(case)
    return Opening(replace(case, decision="revoke", decided_on=cause.on), cause.on)


def hand_gaps(cause: CaseCause, station: StationStanding) -> tuple[Reason, ...]:
    """Return why people cannot open a case by hand, if so (Articles 10, 12(3) and 12(4)).

    A station has one open case at a time; only the assessment service may add another kind.
    Recorded grades that are not unqualified rule out two unqualified years. A change is evaluated
    under Article 10 instead.
    """
    article = ARTICLES.get(cause.kind, "10")
    reasons = []
    if cause.kind not in ARTICLES:
        fact = f"{cause.kind} is no cause of a case that is opened by hand"
        reasons.append(Reason(article, fact, "a report of the change, and its evaluation"))
    if station.withdrawn_on is not None:
        fact = f"{cause.station_code} lost its authorisation on {station.withdrawn_on}"
        reasons.append(Reason(article, fact, "an authorised station"))
    if station.plaque_granted_on is not None and cause.on < station.plaque_granted_on:
        fact = f"{cause.station_code} has its plaque since {station.plaque_granted_on}"
        reasons.append(Reason(article, fact, "a day from the plaque on"))
    if station.open_kinds:
        fact = f"a case of {cause.station_code} on {', '.join(station.open_kinds)} is open already"
        reasons.append(Reason(article, fact, "a decision on that case first"))
    if cause.year > cause.on.year:
        fact = f"{cause.year} lies after {cause.on}"
        reasons.append(Reason(article, fact, "the year of the cause"))
    if cause.kind == "two_unqualified_years":
        reasons += _contradicted(cause, station)
    return tuple(reasons)


def _contradicted(cause: CaseCause, station: StationStanding) -> list[Reason]:
    told = ((year, station.grades.get(year, "")) for year in (cause.year - 1, cause.year))
    return [
        Reason("12(3)", f"{cause.station_code} is {grade} in {year}", "two unqualified years")
        for year, grade in told
        if grade in ("excellent", "qualified")
    ]


def decide_case(case: Case, verdict: CaseVerdict, hearing: Hearing | None = None) -> CaseOutcome:
    """Return the decided case: `revoke` from that day on, or `keep` (Article 12(3), A3).

    The station is heard before `revoke` (A49); decisions imported from the past have no `hearing`.

    Raises:
        Refused: if the case is not open on that day, the decision has no document or reasons, or
            the station was not heard.
    """
    article = ARTICLES[case.kind]
    faults = []
    if case.decision:
        fact = f"the case of {case.year} was decided on {case.decided_on}"
        faults.append(Reason(article, fact, "an open case"))
    if verdict.decided_on < case.opened_on:
        fact = f"the case of {case.year} opened on {case.opened_on}, after {verdict.decided_on}"
        faults.append(Reason(article, fact, "an open case"))
    if verdict.decision not in ("revoke", "keep"):
        faults.append(Reason(article, f"{verdict.decision!r} is no decision", "revoke or keep"))
    if case.opened_by and case.opened_by == verdict.decided_by:
        fact = f"{case.opened_by} opened the case of {case.year} by hand"
        faults.append(Reason(article, fact, "another person to decide it"))
    if not verdict.document_no:
        faults.append(Reason(article, "the decision has no document", "its document number"))
    if not any(reason.strip() for reason in verdict.reasons):
        faults.append(Reason(article, "the decision gives no reason", "at least one reason"))
    lacks_work = case.route == BOTH and not verdict.is_work_found_ineffective
    if verdict.decision == "revoke" and lacks_work:
        fact = "ineffective work is not on record beside the two years"
        faults.append(Reason(article, fact, "a finding that the work was ineffective"))
    unheard = hearing_gap(hearing, verdict.decided_on) if hearing else None
    if verdict.decision == "revoke" and unheard and verdict.decided_on >= case.opened_on:
        faults.append(unheard)
    refuse_if(faults)
    ended = replace(case, decision=verdict.decision, decided_on=verdict.decided_on)
    return CaseOutcome(ended, verdict.decided_on if verdict.decision == "revoke" else None)

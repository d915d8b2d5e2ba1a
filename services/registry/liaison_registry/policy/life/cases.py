"""Open and decide cases that may end a station's authorisation (Articles 12(3) and 12(4)).

The assessment service decides whether years were unqualified, and consecutive (A1, A2), and sends
the route (A3) with the streak. Here people decide; only the route `automatic` revokes by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from liaison_contracts.reasons import Reason, reason, refuse_if
from liaison_registry.policy.life.defence import Hearing, hearing_gap

ARTICLES = {"two_unqualified_years": "12(3)", "falsification": "12(4)"}
DECISIONS = ("revoke", "keep")
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
    article, code = ARTICLES[cause.kind], cause.station_code
    reasons = []
    if station.withdrawn_on is not None and station.withdrawn_on <= cause.on:
        reasons.append(
            reason(
                "authorisation_ended", article, station_code=code, withdrawn_on=station.withdrawn_on
            )
        )
    if cause.kind in station.open_kinds:
        reasons.append(reason("case_is_open", article, station_code=code, kinds=[cause.kind]))
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
    article, code = ARTICLES.get(cause.kind, "10"), cause.station_code
    ended, since = station.withdrawn_on, station.plaque_granted_on
    reasons = []
    if cause.kind not in ARTICLES:
        reasons.append(reason("not_opened_by_hand", article, kind=cause.kind))
    if ended is not None:
        found = reason("authorisation_ended", article, station_code=code, withdrawn_on=ended)
        reasons.append(found)
    if since is not None and cause.on < since:
        reasons.append(reason("before_plaque", article, station_code=code, since=since))
    if kinds := station.open_kinds:
        reasons.append(reason("case_is_open", article, station_code=code, kinds=kinds))
    if cause.year > cause.on.year:
        reasons.append(reason("cause_after_case", article, year=cause.year, on=cause.on))
    if cause.kind == "two_unqualified_years":
        reasons += _contradicted(cause, station)
    return tuple(reasons)


def _contradicted(cause: CaseCause, station: StationStanding) -> list[Reason]:
    grades = ((year, station.grades.get(year, "")) for year in (cause.year - 1, cause.year))
    code = cause.station_code
    return [
        reason("graded_otherwise", "12(3)", station_code=code, grade=grade, year=year)
        for year, grade in grades
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
        decided_on = case.decided_on
        faults.append(reason("case_decided", article, year=case.year, decided_on=decided_on))
    if verdict.decided_on < case.opened_on:
        faults.append(
            reason(
                "case_opened_later",
                article,
                year=case.year,
                opened_on=case.opened_on,
                decided_on=verdict.decided_on,
            )
        )
    if (decision := verdict.decision) not in DECISIONS:
        faults.append(reason("no_such_decision", article, decision=decision, choices=DECISIONS))
    if case.opened_by and case.opened_by == verdict.decided_by:
        faults.append(reason("opened_case_by_hand", article, who=case.opened_by, year=case.year))
    if not verdict.document_no:
        faults.append(reason("decision_lacks_document", article))
    if not any(text.strip() for text in verdict.reasons):
        faults.append(reason("decision_without_reason", article))
    lacks_work = case.route == BOTH and not verdict.is_work_found_ineffective
    if verdict.decision == "revoke" and lacks_work:
        faults.append(reason("ineffective_work_not_found", article))
    unheard = hearing_gap(hearing, verdict.decided_on) if hearing else None
    if verdict.decision == "revoke" and unheard and verdict.decided_on >= case.opened_on:
        faults.append(unheard)
    refuse_if(faults)
    ended = replace(case, decision=verdict.decision, decided_on=verdict.decided_on)
    return CaseOutcome(ended, verdict.decided_on if verdict.decision == "revoke" else None)

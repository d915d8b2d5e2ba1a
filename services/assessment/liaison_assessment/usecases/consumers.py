"""Process events of registry and incentives, and judge what waited for them.

The events of each producer arrive in order; no order is assumed between producers.
"""

from __future__ import annotations

from typing import TypeVar

from liaison_assessment.context import Work
from liaison_assessment.tables import (
    Case,
    Change,
    Incident,
    Recruitment,
    SpecialEvent,
    Spending,
    Station,
)
from liaison_assessment.usecases import duties, scores
from liaison_contracts import incentives, registry
from liaison_kit.instance.instance import end_history
from liaison_kit.law import register
from liaison_kit.law.editions import ReadingDecision
from liaison_kit.law.working_days import decide_day

R = TypeVar("R")
COPIED = ("guiding_department",)
"""Fields of a station that are copied here and that the registry may change later."""


def plaque_granted(work: Work, told: registry.PlaqueGranted) -> None:
    """Store a new station, and judge the records and scores that arrived before it."""
    station = work.session.merge(
        Station(
            station_code=told.station_code,
            guiding_department=told.guiding_department,
            plaque_granted_on=told.plaque_granted_on,
        )
    )
    duties.judge_waiting(work, station)
    scores.judge_waiting(work, station)


def station_updated(work: Work, told: registry.StationUpdated) -> None:
    """Apply new values of the fields that are copied here."""
    station = _station(work, told.station_code)
    for name in set(COPIED) & set(told.changed):
        setattr(station, name, str(told.changed[name]))


def authorization_withdrawn(work: Work, told: registry.AuthorizationWithdrawn) -> None:
    """End the authorisation; the first withdrawal counts."""
    station = _station(work, told.station_code)
    if station.withdrawn_on is None or told.withdrawn_on < station.withdrawn_on:
        station.withdrawn_on = told.withdrawn_on


def change_reported(work: Work, told: registry.ChangeReported) -> None:
    """Store a reported change."""
    _merge(work, Change, told, "change_code", "station_code", "change", "reported_on")


def change_decided(work: Work, told: registry.ChangeDecided) -> None:
    """Store the decision on a change."""
    row = work.session.get(Change, told.change_code)
    if row is not None:
        row.decision, row.decided_on = told.decision, told.decided_on


def case_opened(work: Work, told: registry.RevocationCaseOpened) -> None:
    """Store an open case; while it is open, no second one is requested."""
    _merge(work, Case, told, "case_code", "station_code", "kind", "year", "opened_on")


def case_decided(work: Work, told: registry.RevocationCaseDecided) -> None:
    """Store the decision on a case."""
    row = work.session.get(Case, told.case_code)
    if row is not None:
        row.decision, row.decided_on = told.decision, told.decided_on


def policy_extended(work: Work, told: registry.PolicyExtended) -> None:
    """Apply an extension of the trial to the edition (Article 15)."""
    if told.edition == work.edition.name:
        register.record_extension(
            work.session, told.edition, told.document_no, told.decided_on, told.valid_until
        )


def reading_decided(work: Work, told: registry.PolicyReadingDecided) -> None:
    """Apply a decided reading to the edition (Article 15).

    Raises:
        Invalid: for a value that no rule implements; the event is parked and nothing stops.
    """
    if told.edition != work.edition.name:
        return
    decision = ReadingDecision(told.reading, told.value, told.document_no, told.decided_on)
    work.edition.require_implemented(decision)
    register.record_reading(
        work.session,
        told.edition,
        told.reading,
        told.value,
        told.document_no,
        told.decided_on,
    )


def recruitment_reported(work: Work, told: incentives.RecruitmentReported) -> None:
    """Store a recruitment; it counts in a tie once it is verified."""
    row = _merge(
        work, Recruitment, told, "recruitment_code", "station_code", "signed_on", "claimed_on"
    )
    # None in a new row; a repeated report must not undo a verification.
    row.verified = bool(row.verified)


def recruitment_verified(work: Work, told: incentives.RecruitmentVerified) -> None:
    """Mark a recruitment as verified, so that it counts in a tie."""
    _decide(work, told, verified=True)


def recruitment_rejected(work: Work, told: incentives.RecruitmentRejected) -> None:
    """Mark a recruitment as rejected, so that it does not count."""
    _decide(work, told, verified=False)


def spending_submitted(work: Work, told: incentives.SpendingSubmitted) -> None:
    """Store a spending report as material 7; a new report needs a new review."""
    row = _merge(work, Spending, told, "station_code", "year", "spent_fen", "submitted_on")
    row.outcome = row.reviewed_on = None


def spending_reviewed(work: Work, told: incentives.SpendingReviewed) -> None:
    """Store the leading group's review of a spending report."""
    row = work.session.get(Spending, (told.station_code, told.year))
    if row is not None:
        row.outcome, row.reviewed_on = told.outcome, told.reviewed_on


def event_approved(work: Work, told: incentives.SpecialEventApproved) -> None:
    """Store a special event as part of material 6."""
    _merge(work, SpecialEvent, told, "event_code", "station_code", "held_on", "approved_on")


def event_settled(work: Work, told: incentives.SpecialEventSettled) -> None:
    """Record that an event took place and its vouchers are in; its approval arrived before."""
    row = work.session.get(SpecialEvent, told.event_code)
    if row is not None:
        row.settled_on = told.settled_on


def history_ended(work: Work, told: registry.HistoryEnded) -> None:
    """Follow the system clock from now on."""
    end_history(work.session, told.history_until)


def incident_recorded(work: Work, told: registry.IncidentRecorded) -> None:
    """Store an incident; scorers see it, and it has no automatic consequence (A38)."""
    _merge(work, Incident, told, "incident_code", "station_code", "occurred_on")


def _station(work: Work, code: str) -> Station:
    found = work.session.get(Station, code)
    # Registry publishes the plaque first, and a parked event holds back later ones of its station.
    assert found is not None, f"{code} was told of before its plaque"
    return found


def _merge(work: Work, table: type[R], told: object, *fields: str) -> R:
    return work.session.merge(table(**{name: getattr(told, name) for name in fields}))


def _decide(
    work: Work,
    told: incentives.RecruitmentVerified | incentives.RecruitmentRejected,
    verified: bool,
) -> None:
    row = work.session.get(Recruitment, told.recruitment_code)
    if row is not None:
        row.verified, row.decided_on = verified, told.decided_on


def calendar_day_decided(work: Work, told: registry.CalendarDayDecided) -> None:
    """Count a day as the talent office decided in the registry."""
    decide_day(work.session, told.on, told.is_working_day, told.document_no, decided_by="registry")

"""Store facts from registry and assessment; the day's close evaluates them.

A fact about a station may arrive before the station itself: it is stored, and counts once both are
there. Nothing here decides about money.
"""

from __future__ import annotations

from typing import TypeVar

from liaison_contracts.assessment import (
    AssessmentClosed,
    FindingConfirmed,
    FindingDismissed,
    FindingOpened,
    GradePublished,
)
from liaison_contracts.registry import (
    AuthorizationWithdrawn,
    CalendarDayDecided,
    ChangeDecided,
    ChangeReported,
    HistoryEnded,
    PlaqueGranted,
    PolicyExtended,
    PolicyReadingDecided,
    RevocationCaseDecided,
    RevocationCaseOpened,
    StationUpdated,
)
from liaison_incentives.context import Work
from liaison_incentives.tables import (
    ChangeReport,
    FalsificationFinding,
    RevocationCase,
    Station,
    StationGrade,
    YearClosed,
)
from liaison_incentives.usecases.awards.reevaluation import (
    look_at,
    look_at_all,
    look_at_rivals,
)
from liaison_kit.instance.instance import end_history
from liaison_kit.law.editions import ReadingDecision
from liaison_kit.law.register import record_extension, record_reading
from liaison_kit.law.working_days import decide_day

R = TypeVar("R")
FOLLOWED = ("guiding_department", "head_ref", "liaison_ref")


def plaque_granted(work: Work, told: PlaqueGranted) -> None:
    """Store a station; its first base grant may be due with its plaque (Article 13(1))."""
    known = work.session.get(Station, told.station_code)
    if known is None:
        known = Station(station_code=told.station_code, withdrawal_cause="")
        work.session.add(known)
    known.guiding_department = told.guiding_department
    known.head_ref, known.liaison_ref = told.head_ref, told.liaison_ref
    known.plaque_granted_on = told.plaque_granted_on
    work.session.flush()
    look_at_rivals(work.session, told.station_code, told.plaque_granted_on)


def station_updated(work: Work, told: StationUpdated) -> None:
    """Update a station's department, head and officer; its other fields are not copied here."""
    station = _station(work, told.station_code)
    for name in FOLLOWED:
        if name in told.changed:
            setattr(station, name, told.changed[name])


def authorization_withdrawn(work: Work, told: AuthorizationWithdrawn) -> None:
    """Store the last day of an authorisation; grants are reduced and claims judged again."""
    station = _station(work, told.station_code)
    station.withdrawn_on, station.withdrawal_cause = told.withdrawn_on, told.cause
    work.session.flush()
    look_at_rivals(work.session, told.station_code, told.withdrawn_on)


def change_reported(work: Work, told: ChangeReported) -> None:
    """Store that a change is under evaluation from its report on (Article 10)."""
    known = _row(work, ChangeReport, told.change_code, "change_code")
    known.station_code, known.reported_on = told.station_code, told.reported_on
    look_at(work.session, told.station_code, told.reported_on)


def change_decided(work: Work, told: ChangeDecided) -> None:
    """Store the end of an evaluation (Article 10)."""
    known = _row(work, ChangeReport, told.change_code, "change_code")
    known.decided_on = told.decided_on
    look_at(work.session, told.station_code, told.decided_on)


def case_opened(work: Work, told: RevocationCaseOpened) -> None:
    """Store a case; it has no effect before people decide (Article 12(3))."""
    known = _row(work, RevocationCase, told.case_code, "case_code")
    known.station_code, known.kind, known.year = told.station_code, told.kind, told.year
    known.opened_on = told.opened_on


def case_decided(work: Work, told: RevocationCaseDecided) -> None:
    """Store how a case ended; payments follow `authorization.withdrawn`."""
    known = _row(work, RevocationCase, told.case_code, "case_code")
    known.station_code, known.kind, known.year = told.station_code, told.kind, told.year
    known.decided_on, known.decision = told.decided_on, told.decision


def policy_extended(work: Work, told: PolicyExtended) -> None:
    """Add an extension of the trial to the edition (Article 15)."""
    record_extension(
        work.session, told.edition, told.document_no, told.decided_on, told.valid_until
    )
    look_at_all(work.session, told.decided_on)


def reading_decided(work: Work, told: PolicyReadingDecided) -> None:
    """Add a decided reading to the edition (Article 15).

    Raises:
        Invalid: for a value that no rule here implements; the event is parked.
    """
    decision = ReadingDecision(told.reading, told.value, told.document_no, told.decided_on)
    work.edition.require_implemented(decision)
    record_reading(
        work.session, told.edition, told.reading, told.value, told.document_no, told.decided_on
    )
    look_at_all(work.session, told.decided_on)


def history_ended(work: Work, told: HistoryEnded) -> None:
    """Follow the system clock from now on: what falls due is paid by finance."""
    end_history(work.session, told.history_until)


def grade_published(work: Work, told: GradePublished) -> None:
    """Store a grade; a later revision replaces an earlier one (Article 12(1))."""
    known = work.session.get(StationGrade, (told.station_code, told.year))
    if known is None:
        known = StationGrade(station_code=told.station_code, year=told.year)
        work.session.add(known)
    elif known.revision >= told.revision:
        return
    known.grade, known.revision = told.grade, told.revision
    known.published_on = told.published_on
    look_at(work.session, told.station_code, told.published_on)


def assessment_closed(work: Work, told: AssessmentClosed) -> None:
    """Store that the grades of a year are complete, with their hash."""
    known = _row(work, YearClosed, told.year, "year")
    known.revision, known.graded = told.revision, told.graded
    known.grades_sha256 = told.grades_sha256


def finding_opened(work: Work, told: FindingOpened) -> None:
    """Store a finding: from that day the station is paid nothing (Article 12(4))."""
    known = _row(work, FalsificationFinding, told.finding_code, "finding_code")
    known.station_code, known.found_on = told.station_code, told.found_on
    look_at(work.session, told.station_code, told.found_on)


def finding_confirmed(work: Work, told: FindingConfirmed) -> None:
    """Store that a finding was confirmed (Article 12(4))."""
    known = _row(work, FalsificationFinding, told.finding_code, "finding_code")
    known.confirmed_on = told.confirmed_on
    look_at(work.session, told.station_code, told.confirmed_on)


def finding_dismissed(work: Work, told: FindingDismissed) -> None:
    """Store that a finding was dismissed (Article 12(4))."""
    known = _row(work, FalsificationFinding, told.finding_code, "finding_code")
    known.dismissed_on = told.dismissed_on
    look_at(work.session, told.station_code, told.dismissed_on)


def _row(work: Work, kind: type[R], key: object, name: str) -> R:
    """Return the row of a key, or a new one; the events of a producer arrive in order."""
    found = work.session.get(kind, key)
    if found is None:
        found = kind(**{name: key})
        work.session.add(found)
    return found


def _station(work: Work, station_code: str) -> Station:
    """Return a station that registry must have published before, because its log is in order."""
    found = work.session.get(Station, station_code)
    if found is None:
        raise LookupError(f"registry told of no plaque of station {station_code} before this")
    return found


def calendar_day_decided(work: Work, told: CalendarDayDecided) -> None:
    """Count a day as the talent office decided in the registry."""
    decide_day(work.session, told.on, told.is_working_day, told.document_no, decided_by="registry")

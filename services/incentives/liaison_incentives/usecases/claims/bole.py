"""Call for nominations for the Bole award, compare them, record the decision (Article 14(2))."""

from __future__ import annotations

from sqlalchemy import func, select

from liaison_contracts.errors import Conflict, Invalid, Refused
from liaison_contracts.incentives import (
    BoleAnswer,
    BoleCallAnswer,
    BoleCallOpened,
    BoleDecided,
    BoleNominated,
    BoleNominationAnswer,
    DecideBole,
    NominateBole,
    OpenBoleCall,
)
from liaison_contracts.money import Fen
from liaison_contracts.reasons import fault, reason
from liaison_incentives.context import Work
from liaison_incentives.tables import (
    Award,
    BoleCall,
    BoleDecision,
    BoleNomination,
    Station,
    StationGrade,
)
from liaison_incentives.usecases.awards.reevaluation import look_at
from liaison_incentives.usecases.claims.amounts import require_amount
from liaison_incentives.usecases.rights import find_station, require_outsider
from liaison_kit.store.ids import name_id

EXCELLENT, RECRUITED = "excellent", "talent_recruited"
RECRUITING = (RECRUITED, "national_programme", "provincial_programme")
NOT_EARNED = ("refused", "cancelled")


def decide_bole(work: Work, body: DecideBole) -> BoleAnswer:
    """Store a decided Bole award; grade and cap are judged when it falls due (A27, A28).

    Raises:
        NotFound: for an unknown station.
        Forbidden: for a person of the station.
        Invalid: for a future date or a negative amount.
        Conflict: if the code is in use.
    """
    station = find_station(work, body.station_code)
    require_outsider(work.caller, [station])
    require_amount(body.amount_fen, "amount")
    work.require_come("decided_on", body.decided_on)
    code = body.bole_code or f"B-{name_id('bole', work.actor, work.cause)[:13]}"
    if work.session.get(BoleDecision, code) is not None:
        raise Conflict("bole_decided_already", bole=code)
    found = BoleDecision(
        bole_code=code,
        station_code=station.station_code,
        year=body.year,
        amount_fen=body.amount_fen,
        leading_group_decision=body.leading_group_decision,
        decided_by=work.actor,
        decided_on=body.decided_on,
        document_no=body.document_no,
    )
    work.session.add(found)
    look_at(work.session, found.station_code, body.decided_on)
    event = BoleDecided(
        bole_code=code,
        station_code=found.station_code,
        year=body.year,
        amount_fen=body.amount_fen,
        leading_group_decision=body.leading_group_decision,
        decided_on=body.decided_on,
        document_no=body.document_no,
    )
    work.record(event, effective_on=body.decided_on)
    return BoleAnswer(
        bole_code=code, station_code=found.station_code, year=found.year, state="decided"
    )


def open_call(work: Work, body: OpenBoleCall) -> BoleCallAnswer:
    """Call for nominations for an assessed year; calling again moves the last day.

    Raises:
        Invalid: for a last day that has passed, or a year that is not over.
    """
    if body.closes_on < work.today or body.year >= work.today.year:
        raise Invalid(
            "days_out_of_order",
            faults={"closes_on": [fault("not_before", day=work.today)]},
            places=["closes_on"],
        )
    found = work.session.get(BoleCall, body.year, with_for_update=True)
    if found is None:
        found = BoleCall(year=body.year)
        work.session.add(found)
    found.opened_on, found.closes_on = work.today, body.closes_on
    found.opened_by, found.document_no = work.actor, body.document_no
    event = BoleCallOpened(
        year=body.year,
        opened_on=work.today,
        closes_on=body.closes_on,
        document_no=body.document_no,
    )
    work.record(event)
    return BoleCallAnswer(year=body.year, closes_on=body.closes_on)


def nominate(work: Work, body: NominateBole) -> BoleNominationAnswer:
    """Nominate an excellent station with its figures, which are calculated here.

    Raises:
        NotFound: for a station that is not the caller's.
        Forbidden: for a person of the station.
        Refused: without an open call, or without the grade.
        Conflict: if it is nominated already.
    """
    station = find_station(work, body.station_code)
    require_outsider(work.caller, [station])
    _require_open(work, station, body.year)
    if work.session.get(BoleNomination, (station.station_code, body.year)) is not None:
        raise Conflict("bole_nominated_already", station=station.station_code, year=body.year)
    recruits, earned = _figures_of(work, station.station_code, body.year)
    found = BoleNomination(
        station_code=station.station_code,
        year=body.year,
        recruits=recruits,
        earned_fen=earned,
        nominated_by=work.actor,
        nominated_on=work.today,
    )
    work.session.add(found)
    work.session.flush()
    event = BoleNominated(
        station_code=found.station_code,
        year=found.year,
        recruits=recruits,
        earned_fen=Fen(earned),
        nominated_on=work.today,
    )
    work.record(event)
    return BoleNominationAnswer(
        station_code=found.station_code,
        year=found.year,
        recruits=recruits,
        earned_fen=Fen(earned),
        rank=_rank_of(work, found),
    )


def _require_open(work: Work, station: Station, year: int) -> None:
    call = work.session.get(BoleCall, year)
    grade = work.session.get(StationGrade, (station.station_code, year))
    reasons = []
    if call is None or not call.opened_on <= work.today <= call.closes_on:
        reasons.append(reason("no_open_call", "14(2)", year=year, on=work.today))
    if grade is None or grade.grade != EXCELLENT:
        reasons.append(reason("not_excellent", "14(2)", station=station.station_code, year=year))
    if reasons:
        raise Refused("bole_not_open", reasons=reasons)


def _figures_of(work: Work, station_code: str, year: int) -> tuple[int, int]:
    query = select(Award.rule, func.count(), func.sum(Award.amount_fen)).where(
        Award.station_code == station_code,
        Award.year == year,
        Award.rule.in_(RECRUITING),
        Award.state.not_in(NOT_EARNED),
    )
    rows = work.session.execute(query.group_by(Award.rule)).all()
    recruits = sum(row[1] for row in rows if row[0] == RECRUITED)
    return recruits, sum(int(row[2]) for row in rows)


def _rank_of(work: Work, mine: BoleNomination) -> int:
    others = work.session.scalars(select(BoleNomination).where(BoleNomination.year == mine.year))
    figures = (mine.recruits, mine.earned_fen)
    return 1 + sum((each.recruits, each.earned_fen) > figures for each in others)

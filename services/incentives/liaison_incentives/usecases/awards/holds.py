"""Place and release manual holds on awards, each with a reason (Articles 3 and 13(3))."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from sqlalchemy import select

from liaison_contracts.errors import Conflict, NotFound
from liaison_contracts.incentives import (
    AwardAnswer,
    AwardHeld,
    AwardReleased,
    HoldAward,
    ReleaseAward,
)
from liaison_contracts.reasons import reason
from liaison_incentives.context import Work
from liaison_incentives.policy.holds import MANUAL_ARTICLE
from liaison_incentives.policy.lines import Hold, State
from liaison_incentives.tables import Award, AwardHold, Station
from liaison_incentives.usecases.awards.reevaluation import look_at
from liaison_incentives.usecases.awards.stages import (
    BATCHED,
    PAID,
    REQUESTED,
    shown,
)
from liaison_incentives.usecases.batches.breakup import break_batches
from liaison_incentives.usecases.payments.recalls import recall
from liaison_incentives.usecases.rights import find_station, may_see, require_outsider
from liaison_kit.store.ids import name_id

MANUAL = Hold.MANUAL.value
OPEN = (State.PAYABLE, State.HELD)


def hold(work: Work, body: HoldAward) -> AwardAnswer:
    """Hold an award at once: a sealed batch is broken, and a requested payment is recalled.

    Raises:
        NotFound: for an award that the caller may not see.
        Conflict: if it is paid, refused or cancelled, or has a manual hold already.
    """
    award = _award(work, body.award_code)
    if award.state not in OPEN or award.stage == PAID:
        now = shown(award.state, award.stage)
        raise Conflict("award_not_open", award_code=award.award_code, state=now)
    if _open_hold(work, award.award_code) is not None:
        raise Conflict("award_held_already", award_code=award.award_code)
    found = AwardHold(
        hold_code=f"H-{name_id('hold', award.award_code, work.actor, work.cause)}",
        award_code=award.award_code,
        station_code=award.station_code,
        held_on=work.today,
        held_by=work.actor,
        reason=body.reason,
    )
    work.session.add(found)
    _mark(award, work.today)
    event = AwardHeld(
        award_code=award.award_code,
        station_code=award.station_code,
        hold="manual",
        on=work.today,
        reason=body.reason,
    )
    work.record(event)
    if award.stage == BATCHED and award.batch_code is not None:
        break_batches(work, {award.batch_code: MANUAL})
    elif award.stage == REQUESTED:
        recall(work, {award.award_code: MANUAL}, work.today)
    return _answer(award)


def release(work: Work, body: ReleaseAward) -> AwardAnswer:
    """Release a manual hold; other holds continue, and the rules apply again before any payment.

    Raises:
        NotFound: for an award that the caller may not see.
        Conflict: if it has no manual hold.
        Forbidden: for a person of the station.
    """
    award = _award(work, body.award_code)
    station = work.session.get(Station, award.station_code)
    require_outsider(work.caller, [station] if station else [])
    found = _open_hold(work, award.award_code)
    if found is None:
        raise Conflict("award_not_held", award_code=award.award_code)
    found.released_on, found.released_by = work.today, work.actor
    found.release_reason = body.reason
    award.holds = [name for name in award.holds if name != MANUAL]
    award.reasons = [kept for kept in award.reasons if kept["code"] != MANUAL]
    if award.state == State.HELD and not award.holds:
        award.state = State.PAYABLE.value
    work.session.flush()
    look_at(work.session, award.station_code, work.today)
    event = AwardReleased(
        award_code=award.award_code,
        station_code=award.station_code,
        hold="manual",
        on=work.today,
        reason=body.reason,
    )
    work.record(event)
    return _answer(award)


def _award(work: Work, award_code: str) -> Award:
    found = work.session.get(Award, award_code, with_for_update=True)
    station = work.session.get(Station, found.station_code) if found else None
    if found is None or station is None or not may_see(work.caller, station):
        raise NotFound("award_unknown")
    find_station(work, found.station_code)
    return found


def _open_hold(work: Work, award_code: str) -> AwardHold | None:
    query = select(AwardHold).where(
        AwardHold.award_code == award_code, AwardHold.released_on.is_(None)
    )
    return work.session.scalars(query.with_for_update()).first()


def _mark(award: Award, since: date) -> None:
    """Write the state that the rules will give the award at the next close, with the same code."""
    award.state, award.holds = State.HELD.value, [*award.holds, MANUAL]
    award.reasons = [*award.reasons, asdict(reason(MANUAL, MANUAL_ARTICLE, since=since))]
    award.articles = list(dict.fromkeys([*award.articles, MANUAL_ARTICLE]))


def _answer(award: Award) -> AwardAnswer:
    return AwardAnswer(
        award_code=award.award_code,
        station_code=award.station_code,
        state=shown(award.state, award.stage),
        holds=tuple(award.holds),
    )

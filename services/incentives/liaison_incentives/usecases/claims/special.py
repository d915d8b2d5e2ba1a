"""Record special events and Bole awards (Articles 13(2) and 14(2))."""

from __future__ import annotations

from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound
from liaison_contracts.incentives import (
    ApproveEvent,
    BoleAnswer,
    BoleDecided,
    DecideBole,
    EventAnswer,
    EventSubsidyApproved,
    EventSubsidyProposed,
    ProposeEvent,
)
from liaison_contracts.reasons import fault
from liaison_incentives.context import Work
from liaison_incentives.tables import BoleDecision, SpecialEvent
from liaison_incentives.usecases.awards.reevaluation import look_at
from liaison_incentives.usecases.rights import find_station, require_outsider
from liaison_kit.store.ids import name_id


def propose_event(work: Work, body: ProposeEvent) -> EventAnswer:
    """Store an event for which a station requests a subsidy (Article 13(2)).

    Raises:
        NotFound: for a station that is not the caller's.
        Invalid: for a negative budget.
        Conflict: if the code is in use.
    """
    station = find_station(work, body.station_code)
    _require_amount(body.budget_fen, "budget")
    code = body.event_code or f"E-{name_id('event', work.actor, work.cause)[:13]}"
    if work.session.get(SpecialEvent, code) is not None:
        raise Conflict("event_proposed_already", event=code)
    found = SpecialEvent(
        event_code=code,
        station_code=station.station_code,
        held_on=body.held_on,
        budget_fen=body.budget_fen,
        proposed_by=work.actor,
    )
    work.session.add(found)
    look_at(work.session, found.station_code, body.held_on)
    event = EventSubsidyProposed(
        event_code=code,
        station_code=found.station_code,
        held_on=body.held_on,
        budget_fen=body.budget_fen,
        proposed_on=work.today,
    )
    work.record(event)
    return _answer(found)


def approve_event(work: Work, body: ApproveEvent) -> EventAnswer:
    """Approve an event and its amount; reading A15 says whether the day is early enough.

    Raises:
        NotFound: for an event that was not proposed.
        Conflict: if it has been approved already.
        Forbidden: for the person who proposed it, or people of the station.
        Invalid: for a future date or a negative amount.
    """
    found = work.session.get(SpecialEvent, body.event_code, with_for_update=True)
    if found is None:
        raise NotFound("event_unknown", event=body.event_code)
    if found.approved_on is not None:
        raise Conflict("event_approved_already", event=found.event_code, on=found.approved_on)
    if found.proposed_by == work.actor:
        raise Forbidden("same_person", about=found.event_code)
    _require_amount(body.amount_fen, "amount")
    work.require_come("approved_on", body.approved_on)
    station = find_station(work, found.station_code)
    require_outsider(work.caller, [station])
    found.approved_on, found.approved_fen = body.approved_on, body.amount_fen
    found.approved_by, found.document_no = work.actor, body.document_no
    work.session.flush()
    look_at(work.session, found.station_code, body.approved_on)
    event = EventSubsidyApproved(
        event_code=found.event_code,
        station_code=found.station_code,
        approved_on=body.approved_on,
        held_on=found.held_on,
        amount_fen=body.amount_fen,
        document_no=body.document_no,
    )
    work.record(event, effective_on=body.approved_on)
    return _answer(found)


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
    _require_amount(body.amount_fen, "amount")
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


def _answer(found: SpecialEvent) -> EventAnswer:
    state = "proposed" if found.approved_on is None else "approved"
    return EventAnswer(event_code=found.event_code, station_code=found.station_code, state=state)


def _require_amount(amount_fen: int, name: str) -> None:
    if amount_fen < 0:
        raise Invalid("amount_negative", faults={name: [fault("not_negative")]})

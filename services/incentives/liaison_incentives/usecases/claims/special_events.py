"""Propose, approve and settle special events that may earn a subsidy (Article 13(2))."""

from __future__ import annotations

from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound
from liaison_contracts.incentives import (
    ApproveSpecialEvent,
    ProposeSpecialEvent,
    SettleSpecialEvent,
    SpecialEventAnswer,
    SpecialEventApproved,
    SpecialEventProposed,
    SpecialEventSettled,
)
from liaison_contracts.money import Fen
from liaison_contracts.reasons import Fault, fault
from liaison_incentives.context import Work
from liaison_incentives.tables import (
    SpecialEvent,
)
from liaison_incentives.usecases.awards.reevaluation import look_at
from liaison_incentives.usecases.claims.amounts import require_amount
from liaison_incentives.usecases.rights import find_station, require_outsider
from liaison_kit.documents import hashes_of, take_papers
from liaison_kit.store.ids import name_id


def propose_special_event(work: Work, body: ProposeSpecialEvent) -> SpecialEventAnswer:
    """Store an event for which a station requests a subsidy (Article 13(2)).

    Raises:
        NotFound: for a station that is not the caller's.
        Invalid: for a negative budget.
        Conflict: if the code is in use.
    """
    station = find_station(work, body.station_code)
    require_amount(body.budget_fen, "budget")
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
    event = SpecialEventProposed(
        event_code=code,
        station_code=found.station_code,
        held_on=body.held_on,
        budget_fen=body.budget_fen,
        proposed_on=work.today,
    )
    work.record(event)
    return _answer(found)


def approve_special_event(work: Work, body: ApproveSpecialEvent) -> SpecialEventAnswer:
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
    require_amount(body.amount_fen, "amount")
    work.require_come("approved_on", body.approved_on)
    station = find_station(work, found.station_code)
    require_outsider(work.caller, [station])
    found.approved_on, found.approved_fen = body.approved_on, body.amount_fen
    found.approved_by, found.document_no = work.actor, body.document_no
    work.session.flush()
    look_at(work.session, found.station_code, body.approved_on)
    event = SpecialEventApproved(
        event_code=found.event_code,
        station_code=found.station_code,
        approved_on=body.approved_on,
        held_on=found.held_on,
        amount_fen=body.amount_fen,
        document_no=body.document_no,
    )
    work.record(event, effective_on=body.approved_on)
    return _answer(found)


def _answer(found: SpecialEvent) -> SpecialEventAnswer:
    state = "proposed" if found.approved_on is None else "approved"
    return SpecialEventAnswer(
        event_code=found.event_code, station_code=found.station_code, state=state
    )


def settle_special_event(work: Work, body: SettleSpecialEvent) -> SpecialEventAnswer:
    """Store the cost of an approved event; the subsidy stays, and people review any surplus.

    Raises:
        NotFound: for an event that is not the caller's.
        Conflict: if it was not approved, or is settled already.
        Invalid: for a date before the event or in the future, a negative amount, no voucher, or a
            voucher that was not uploaded.
    """
    found = work.session.get(SpecialEvent, body.event_code, with_for_update=True)
    if found is None:
        raise NotFound("event_unknown", event=body.event_code)
    find_station(work, found.station_code)
    if found.approved_on is None or found.settled_on is not None:
        raise Conflict("event_not_to_settle", event=found.event_code)
    faults = _faults(body)
    if not found.held_on <= body.settled_on <= work.today:
        faults["settled_on"] = [fault("between_days", since=found.held_on, until=work.today)]
    if faults:
        raise Invalid("event_settlement_not_valid", faults=faults, places=sorted(faults))
    found.spent_fen, found.settled_on = body.spent_fen, body.settled_on
    found.settled_by, found.vouchers = work.actor, take_papers(work, body.vouchers, "vouchers")
    event = SpecialEventSettled(
        event_code=found.event_code,
        station_code=found.station_code,
        held_on=found.held_on,
        settled_on=body.settled_on,
        amount_fen=Fen(found.approved_fen or 0),
        spent_fen=body.spent_fen,
        underspent=body.spent_fen < (found.approved_fen or 0),
        vouchers_sha256=hashes_of(body.vouchers),
    )
    work.record(event, effective_on=body.settled_on)
    code = found.event_code
    return SpecialEventAnswer(event_code=code, station_code=found.station_code, state="settled")


def _faults(body: SettleSpecialEvent) -> dict[str, list[Fault]]:
    faults: dict[str, list[Fault]] = {}
    if body.spent_fen < 0:
        faults["spent"] = [fault("not_negative")]
    if not body.vouchers:
        faults["vouchers"] = [fault("at_least_one")]
    return faults

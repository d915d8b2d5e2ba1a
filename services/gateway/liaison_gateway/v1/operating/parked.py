"""Let operations settle the events that a service could not handle, as its command line does."""

from __future__ import annotations

from typing import Any

from liaison_contracts.errors import NotFound
from liaison_contracts.gateway import (
    Discarded,
    DiscardParkedEvent,
    GetParkedEvent,
    Handled,
    ListParkedEvents,
    ParkedEvent,
    ParkedEventDetail,
    RetryParkedEvent,
)
from liaison_contracts.message import dump
from liaison_gateway.access.work import Rows, Work
from liaison_gateway.base.context import SERVICES


def listed(work: Work, wish: ListParkedEvents) -> Rows:
    """Return what waits at a service, or what was settled."""
    found = _asked(work, wish.service, {"act": "list", "state": wish.state})
    return Rows(tuple(ParkedEvent(**row) for row in found))


def shown(work: Work, wish: GetParkedEvent) -> ParkedEventDetail:
    """Return one event and why it waits."""
    found = _asked(work, wish.service, {"act": "show", "parked_id": wish.parked_id})
    body, position = found["body"], found["position"]
    return ParkedEventDetail(
        **{name: found[name] for name in ("parked_id", "producer", "subject", "type", "error")},
        **{name: found[name] for name in ("state", "parked_at", "reason", "settled_by")},
        position=int(position) if position else None,
        body=body if isinstance(body, dict) else {"text": body},
    )


def retry(work: Work, wish: RetryParkedEvent) -> Handled:
    """Handle an event again, and those behind it: every one, or none."""
    return Handled(**_settled(work, "retry", wish))


def discard(work: Work, wish: DiscardParkedEvent) -> Discarded:
    """Discard an event; those behind it wait for a retry of their own."""
    return Discarded(**_settled(work, "discard", wish))


def edited_of(event: ParkedEvent) -> dict[str, Any]:
    """Return what acts change of a parked event."""
    return dump(event)


def _settled(work: Work, act: str, wish: RetryParkedEvent | DiscardParkedEvent) -> dict[str, Any]:
    if work.names_version:
        known = shown(work, GetParkedEvent(service=wish.service, parked_id=wish.parked_id))
        work.require_version(edited_of(known))
    body = {"act": act, "parked_id": wish.parked_id, "reason": wish.reason}
    found: dict[str, Any] = _asked(work, wish.service, body)
    return found


def _asked(work: Work, service: str, body: dict[str, str]) -> Any:
    if service not in SERVICES:
        raise NotFound("not_found")
    return work.gateway.client.call(work.caller, service, "parked", body).result

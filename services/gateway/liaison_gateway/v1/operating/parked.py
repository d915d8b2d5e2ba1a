"""Let operations settle parked events, as on the command line."""

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
    """Return the parked events of a service, or the settled ones."""
    found = _asked(work, wish.service, {"act": "list", "state": wish.state})
    return Rows(tuple(ParkedEvent(**row) for row in found))


def shown(work: Work, wish: GetParkedEvent) -> ParkedEventDetail:
    """Return one parked event with the reason."""
    found = _asked(work, wish.service, {"act": "show", "parked_id": wish.parked_id})
    body, position = found["body"], found["position"]
    return ParkedEventDetail(
        **{name: found[name] for name in ("parked_id", "producer", "subject", "type", "error")},
        **{name: found[name] for name in ("state", "parked_at", "reason", "settled_by")},
        position=int(position) if position else None,
        body=body if isinstance(body, dict) else {"text": body},
    )


def retry(work: Work, wish: RetryParkedEvent) -> Handled:
    """Retry an event and those behind it: all or none."""
    return Handled(**_settled(work, "retry", wish))


def discard(work: Work, wish: DiscardParkedEvent) -> Discarded:
    """Discard an event; those behind it have to be retried separately."""
    return Discarded(**_settled(work, "discard", wish))


def edited_of(event: ParkedEvent) -> dict[str, Any]:
    """Return the part of a parked event that acts change."""
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

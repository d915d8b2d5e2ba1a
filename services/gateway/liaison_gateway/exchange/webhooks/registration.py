"""Let an organisation say where it wants to be told, and with which secret."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, delete, func, insert, select, update
from sqlalchemy.orm import Session

from liaison_contracts.errors import Conflict, Invalid, NotFound, Refused
from liaison_contracts.message import EVENTS
from liaison_contracts.reasons import fault
from liaison_gateway.base.context import SERVICES
from liaison_gateway.exchange.partners.body import PartnerBody
from liaison_gateway.exchange.webhooks.tables import (
    ACTIVE,
    DISABLED,
    RESENDING,
    WAITING,
    attempts,
    deliveries,
    endpoints,
)
from liaison_gateway.exchange.webhooks.vault import (
    SigningSecret,
    Unreadable,
    Vault,
    new_secret,
)
from liaison_kit.claims import Caller
from liaison_kit.store.ids import new_id

MOST_OF_AN_ORGANISATION = 10
LONGEST_DESCRIPTION = 200
MOST_SECRETS = 4
HOUR_MS = 3600 * 1000
_C = endpoints.c


@dataclass(frozen=True)
class Wish:
    """Say where to tell what: `types` are beginnings of event types, none means all."""

    url: str
    types: tuple[str, ...] = ()
    description: str = ""
    partner_body: str = ""


def wish_from(data: Mapping[str, Any], bodies: Mapping[str, PartnerBody], org: str) -> Wish:
    """Return what a registration asks for, or refuse it whole with every fault.

    Raises:
        Invalid: naming each field and what it needs.
    """
    known = {"url", "types", "description", "partner_body"}
    faults: dict[str, Any] = {name: [fault("unknown")] for name in set(data) - known}
    url, types = data.get("url"), data.get("types", [])
    description, body = data.get("description", ""), data.get("partner_body", "")
    if not isinstance(url, str):
        faults["url"] = [fault("text")]
    if not isinstance(types, list) or not all(map(_begins_a_type, types)):
        told = [name for name, kind in sorted(EVENTS.items()) if kind.source in SERVICES]
        faults["types"] = [fault("event_types", known=told)]
    if not isinstance(description, str) or not fits(description):
        faults["description"] = [fault("length", least=0, most=LONGEST_DESCRIPTION)]
    if body != "" and not _may_shape(bodies.get(str(body)), org):
        faults["partner_body"] = [fault("own_partner_body")]
    if faults:
        raise Invalid("invalid_fields", faults=faults, places=sorted(faults))
    return Wish(str(url), tuple(types), description, body)


def fits(text: str) -> bool:
    """Tell whether a description can be kept."""
    return len(text) <= LONGEST_DESCRIPTION and text.isprintable()


def _begins_a_type(text: Any) -> bool:
    return isinstance(text, str) and any(
        kind.startswith(text) and EVENTS[kind].source in SERVICES for kind in EVENTS if text
    )


def _may_shape(body: PartnerBody | None, org: str) -> bool:
    return body is not None and body.org == org and body.pushes


def register(
    session: Session, vault: Vault, caller: Caller, wish: Wish, now_ms: int
) -> tuple[RowMapping, str]:
    """Make an endpoint and return it with its secret, which is shown this once.

    Raises:
        Conflict: when the organisation has this address already.
        Refused: when it has too many.
    """
    _require_free(session, _C.org == caller.org, wish.url)
    own = select(func.count()).select_from(endpoints).where(_C.org == caller.org)
    if session.execute(own).scalar_one() >= MOST_OF_AN_ORGANISATION:
        raise Refused("too_many_webhooks", most=MOST_OF_AN_ORGANISATION)
    endpoint_id, secret = f"we_{new_id()}", new_secret()
    session.execute(
        insert(endpoints).values(
            endpoint_id=endpoint_id,
            person_ref=caller.sub,
            org=caller.org,
            url=wish.url,
            description=wish.description,
            types=json.dumps(wish.types),
            partner_body=wish.partner_body,
            state=ACTIVE,
            disabled_because="",
            secrets=vault.seal_secrets(endpoint_id, [SigningSecret(secret)]),
            last_sequence=0,
            failures=0,
            paused_until=0,
            created_at=now_ms,
        )
    )
    return find(session, caller, endpoint_id), secret


def change(session: Session, caller: Caller, endpoint_id: str, wish: Wish) -> RowMapping:
    """Replace what an endpoint was registered with, and return it.

    Raises:
        Conflict: when the organisation is told at the new address already, by another endpoint.
    """
    others = (_C.org == caller.org) & (_C.endpoint_id != endpoint_id)
    _require_free(session, others, wish.url)
    values = {"url": wish.url, "types": json.dumps(wish.types)}
    values |= {"description": wish.description, "partner_body": wish.partner_body}
    session.execute(update(endpoints).where(_C.endpoint_id == endpoint_id).values(**values))
    return find(session, caller, endpoint_id)


def _require_free(session: Session, among: Any, url: str) -> None:
    if session.scalar(select(func.count()).select_from(endpoints).where(among, _C.url == url)):
        raise Conflict("webhook_known")


def listed(session: Session, caller: Caller) -> list[RowMapping]:
    """Return the webhooks of the caller's organisation."""
    query = select(endpoints).where(_C.org == caller.org).order_by(_C.endpoint_id)
    return list(session.execute(query).mappings())


def find(
    session: Session, caller: Caller, endpoint_id: str, *, to_change: bool = False
) -> RowMapping:
    """Return one webhook of the caller's organisation; `to_change`: nobody else does meanwhile.

    Raises:
        NotFound: when there is none, or it is another's.
    """
    at = (_C.endpoint_id == endpoint_id) & (_C.org == caller.org)
    query = select(endpoints).where(at)
    row = session.execute(query.with_for_update() if to_change else query).mappings().first()
    if row is None:
        raise NotFound("webhook_unknown", webhook_id=endpoint_id)
    return row


def rotate(
    session: Session, vault: Vault, caller: Caller, endpoint_id: str, hours: int, now_ms: int
) -> str:
    """Return a new secret; those before, if they can be read, sign beside it for so many hours.

    All of them, because the one before may be one whose answer never came: then the receiver still
    has an older one.
    """
    row = find(session, caller, endpoint_id)
    secret, kept, until = new_secret(), [], now_ms + hours * HOUR_MS
    if hours:
        with suppress(Unreadable):
            for one in vault.unseal_secrets(endpoint_id, row["secrets"])[:MOST_SECRETS]:
                if (ends := until if one.until_ms is None else min(one.until_ms, until)) > now_ms:
                    kept.append(SigningSecret(one.secret, ends))
    sealed = vault.seal_secrets(endpoint_id, [SigningSecret(secret), *kept])
    session.execute(update(endpoints).where(_C.endpoint_id == endpoint_id).values(secrets=sealed))
    return secret


def reseal(session: Session, vault: Vault) -> int:
    """Seal every endpoint's secrets under the newest key; return how many could be read."""
    rows = session.execute(select(_C.endpoint_id, _C.secrets)).all()
    count = 0
    for endpoint_id, sealed in rows:
        with suppress(Unreadable):
            again = vault.seal_secrets(endpoint_id, vault.unseal_secrets(endpoint_id, sealed))
            at = _C.endpoint_id == endpoint_id
            session.execute(update(endpoints).where(at).values(secrets=again))
            count += 1
    return count


def set_state(session: Session, caller: Caller, endpoint_id: str, *, active: bool) -> None:
    """Let an endpoint be told again, at once, or no more."""
    find(session, caller, endpoint_id)
    values: dict[str, Any] = {"failures": 0, "failing_since": None, "paused_until": 0}
    values |= (
        {"state": ACTIVE, "disabled_because": ""}
        if active
        else {"state": DISABLED, "disabled_because": "Its owner turned it off."}
    )
    session.execute(update(endpoints).where(_C.endpoint_id == endpoint_id).values(**values))
    if active:
        at = (deliveries.c.endpoint_id == endpoint_id) & deliveries.c.state.in_(
            (WAITING, RESENDING)
        )
        session.execute(update(deliveries).where(at).values(due_at=0, first_tried_at=None))


def give_up(session: Session, caller: Caller, endpoint_id: str) -> None:
    """Forget an endpoint with its deliveries."""
    find(session, caller, endpoint_id)
    for table in (attempts, deliveries, endpoints):
        session.execute(delete(table).where(table.c.endpoint_id == endpoint_id))

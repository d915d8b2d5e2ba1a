"""Register where an organisation's events are sent, and with which secret they are signed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, delete, func, insert, select, update
from sqlalchemy.orm import Session

from liaison_contracts.errors import Conflict, Invalid, NotFound, Refused
from liaison_contracts.gateway import (
    ActivateWebhook,
    ChangeWebhook,
    DeactivateWebhook,
    DeleteWebhook,
    GetWebhook,
    ListWebhooks,
    NewSecret,
    NewWebhook,
    RegisterWebhook,
    RotateWebhookSecret,
    Webhook,
    WebhookDeleted,
)
from liaison_contracts.message import EVENTS, dump
from liaison_contracts.reasons import fault
from liaison_gateway.access.work import Rows, Work
from liaison_gateway.base.context import SERVICES
from liaison_gateway.exchange.instants import now_ms, text_of
from liaison_gateway.exchange.partners.body import PartnerBodies, PartnerBody
from liaison_gateway.exchange.webhooks.addresses import Guard
from liaison_gateway.exchange.webhooks.secrets import (
    SigningSecret,
    Unreadable,
    WebhookSecrets,
    new_secret,
)
from liaison_gateway.exchange.webhooks.tables import (
    ACTIVE,
    DISABLED,
    RESENDING,
    WAITING,
    attempts,
    deliveries,
    endpoints,
)
from liaison_kit.store.ids import new_id

MOST_OF_AN_ORGANISATION = 10
MOST_SECRETS = 4
HOUR_MS = 3600 * 1000
EDITED = ("endpoint_id", "state", "url", "types", "description", "partner_body")
"""What acts change of a webhook; the rest changes by itself."""
_C = endpoints.c


def register(work: Work, wish: RegisterWebhook) -> NewWebhook:
    """Register a webhook of the caller's organisation; its secret is shown only once.

    Raises:
        Invalid: naming each field and what it needs.
        Conflict: when the organisation has this address already.
        Refused: when it has too many.
    """
    _require_sendable(work, wish)
    caller, vault = work.caller, work.gateway.part(WebhookSecrets)
    _require_free(work, _C.org == caller.org, wish.url)
    own = select(func.count()).select_from(endpoints).where(_C.org == caller.org)
    if work.session.execute(own).scalar_one() >= MOST_OF_AN_ORGANISATION:
        raise Refused("too_many_webhooks", most=MOST_OF_AN_ORGANISATION)
    endpoint_id, secret = f"we_{new_id()}", new_secret()
    work.session.execute(
        insert(endpoints).values(
            endpoint_id=endpoint_id,
            person_ref=caller.sub,
            org=caller.org,
            **_columns(wish),
            state=ACTIVE,
            disabled_because="",
            secrets=vault.seal_secrets(endpoint_id, [SigningSecret(secret)]),
            last_sequence=0,
            failures=0,
            paused_until=0,
            created_at=now_ms(),
        )
    )
    return NewWebhook(**asdict(_shown(work, endpoint_id)), secret=secret)


def change(work: Work, wish: ChangeWebhook) -> Webhook:
    """Replace the settings of a webhook.

    Raises:
        NotFound: when there is none, or it is another organisation's.
        Invalid: naming each field and what it needs.
        PreconditionFailed: when somebody else changed it meanwhile.
        Conflict: when the organisation has another webhook at the new address.
    """
    with work.gateway.database.reading() as session:
        find(session, work.caller.org, wish.endpoint_id)
    _require_sendable(work, wish)
    to_change(work, wish.endpoint_id, always=True)
    others = (_C.org == work.caller.org) & (_C.endpoint_id != wish.endpoint_id)
    _require_free(work, others, wish.url)
    _update(work.session, wish.endpoint_id, **_columns(wish))
    return _shown(work, wish.endpoint_id)


def _columns(wish: RegisterWebhook | ChangeWebhook) -> dict[str, str]:
    return {
        "url": wish.url,
        "types": json.dumps(wish.types),
        "description": wish.description,
        "partner_body": wish.partner_body,
    }


def _require_sendable(work: Work, wish: RegisterWebhook | ChangeWebhook) -> None:
    """Refuse unknown types and bodies, and addresses that may not be called.

    An address is looked up in the network, so this comes before the transaction.
    """
    faults = {}
    if not all(map(_begins_a_type, wish.types)):
        known = [name for name, kind in sorted(EVENTS.items()) if kind.source in SERVICES]
        faults["types"] = [fault("event_types", known=known)]
    body = work.gateway.part(PartnerBodies).get(wish.partner_body)
    if wish.partner_body and not _may_shape(body, work.caller.org):
        faults["partner_body"] = [fault("own_partner_body")]
    if faults:
        raise Invalid("invalid_fields", faults=faults, places=sorted(faults))
    work.gateway.part(Guard).check(wish.url)


def _begins_a_type(text: str) -> bool:
    return any(kind.startswith(text) and EVENTS[kind].source in SERVICES for kind in EVENTS if text)


def _may_shape(body: PartnerBody | None, org: str) -> bool:
    return body is not None and body.org == org and body.pushes


def _require_free(work: Work, among: ColumnElement[bool], url: str) -> None:
    query = select(func.count()).select_from(endpoints).where(among, _C.url == url)
    if work.session.scalar(query):
        raise Conflict("webhook_known")


def listed(work: Work, _: ListWebhooks) -> Rows:
    """Return the webhooks of the caller's organisation."""
    query = select(endpoints).where(_C.org == work.caller.org).order_by(_C.endpoint_id)
    rows = work.session.execute(query).mappings().all()
    return Rows(tuple(_webhook(work.session, row) for row in rows))


def shown(work: Work, wish: GetWebhook) -> Webhook:
    """Return one webhook of the caller's organisation."""
    return _shown(work, wish.endpoint_id)


def find(session: Session, org: str, endpoint_id: str, *, to_change: bool = False) -> RowMapping:
    """Return one webhook of an organisation; `to_change` locks it.

    Raises:
        NotFound: when there is none, or it is another's.
    """
    query = select(endpoints).where(_C.endpoint_id == endpoint_id, _C.org == org)
    row = session.execute(query.with_for_update() if to_change else query).mappings().first()
    if row is None:
        raise NotFound("webhook_unknown", webhook_id=endpoint_id)
    return row


def to_change(work: Work, endpoint_id: str, *, always: bool = False) -> RowMapping:
    """Return a webhook of the caller's organisation, if it still has the version they read.

    Raises:
        NotFound: when there is none, or it is another's.
        PreconditionFailed: when somebody else changed it meanwhile.
    """
    row = find(work.session, work.caller.org, endpoint_id, to_change=True)
    work.require_version(edited_of(_webhook(work.session, row)), always=always)
    return row


def edited_of(webhook: Webhook) -> dict[str, Any]:
    """Return the part of a webhook that acts change."""
    shown: Mapping[str, Any] = dump(webhook)
    return {name: shown[name] for name in EDITED}


def rotate(work: Work, wish: RotateWebhookSecret) -> NewSecret:
    """Create a new secret; readable earlier ones also sign for a number of hours.

    All of them sign, because the answer with the previous one may have been lost: then the receiver
    still has an older one.
    """
    row, vault = to_change(work, wish.endpoint_id), work.gateway.part(WebhookSecrets)
    now = now_ms()
    secret, kept, until = new_secret(), [], now + wish.overlap_hours * HOUR_MS
    if wish.overlap_hours:
        with suppress(Unreadable):
            for one in vault.unseal_secrets(wish.endpoint_id, row["secrets"])[:MOST_SECRETS]:
                if (ends := until if one.until_ms is None else min(one.until_ms, until)) > now:
                    kept.append(SigningSecret(one.secret, ends))
    sealed = vault.seal_secrets(wish.endpoint_id, [SigningSecret(secret), *kept])
    _update(work.session, wish.endpoint_id, secrets=sealed)
    return NewSecret(secret=secret)


def reseal(session: Session, vault: WebhookSecrets) -> int:
    """Encrypt every endpoint's secrets with the newest key; return how many could be read."""
    rows = session.execute(select(_C.endpoint_id, _C.secrets)).all()
    count = 0
    for endpoint_id, sealed in rows:
        with suppress(Unreadable):
            again = vault.seal_secrets(endpoint_id, vault.unseal_secrets(endpoint_id, sealed))
            _update(session, endpoint_id, secrets=again)
            count += 1
    return count


_AT_REST: dict[str, Any] = {"failures": 0, "failing_since": None, "paused_until": 0}


def activate(work: Work, wish: ActivateWebhook) -> Webhook:
    """Activate a webhook; pending events are sent at once."""
    to_change(work, wish.endpoint_id)
    _update(work.session, wish.endpoint_id, **_AT_REST, state=ACTIVE, disabled_because="")
    on_their_way = deliveries.c.state.in_((WAITING, RESENDING))
    at = (deliveries.c.endpoint_id == wish.endpoint_id) & on_their_way
    work.session.execute(update(deliveries).where(at).values(due_at=0, first_tried_at=None))
    return _shown(work, wish.endpoint_id)


def deactivate(work: Work, wish: DeactivateWebhook) -> Webhook:
    """Deactivate a webhook."""
    to_change(work, wish.endpoint_id)
    because = "Its owner turned it off."
    _update(work.session, wish.endpoint_id, **_AT_REST, state=DISABLED, disabled_because=because)
    return _shown(work, wish.endpoint_id)


def remove(work: Work, wish: DeleteWebhook) -> WebhookDeleted:
    """Delete a webhook with its deliveries."""
    to_change(work, wish.endpoint_id)
    for table in (attempts, deliveries, endpoints):
        work.session.execute(delete(table).where(table.c.endpoint_id == wish.endpoint_id))
    return WebhookDeleted(endpoint_id=wish.endpoint_id)


def _update(session: Session, endpoint_id: str, **values: object) -> None:
    session.execute(update(endpoints).where(_C.endpoint_id == endpoint_id).values(**values))


def _shown(work: Work, endpoint_id: str) -> Webhook:
    return _webhook(work.session, find(work.session, work.caller.org, endpoint_id))


def _webhook(session: Session, row: RowMapping) -> Webhook:
    since = row["failing_since"]
    return Webhook(
        endpoint_id=row["endpoint_id"],
        url=row["url"],
        types=tuple(json.loads(row["types"])),
        description=row["description"],
        partner_body=row["partner_body"],
        state=row["state"],
        disabled_because=row["disabled_because"],
        failing_since=text_of(since) if since else None,
        last_sequence=row["last_sequence"],
        deliveries=counts(session, row["endpoint_id"]),
        created_at=text_of(row["created_at"]),
    )


def counts(session: Session, endpoint_id: str) -> dict[str, int]:
    """Return how many deliveries are in each state."""
    state, at = deliveries.c.state, deliveries.c.endpoint_id == endpoint_id
    query = select(state, func.count()).where(at).group_by(state)
    return {row[0]: row[1] for row in session.execute(query)}

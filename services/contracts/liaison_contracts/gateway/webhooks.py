"""Define webhooks: register, change, rotate secrets, activate and deactivate."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from liaison_contracts.entries import PRIVATE
from liaison_contracts.gateway.forms import SOFTWARE, Instant
from liaison_contracts.message import command, query
from liaison_contracts.roles import SYSTEM_OWNERS
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.wire.fields import PRINTABLE, Items, Text, Whole
from liaison_contracts.words import Count

DEFAULT_OVERLAP_HOURS, LONGEST_OVERLAP_HOURS = 24, 24 * 30
LONGEST_DESCRIPTION = 200
WebhookState = Annotated[
    Literal["active", "disabled"],
    Words("endpoint_state", ("active", "已启用", "active"), ("disabled", "已停用", "disabled")),
]
"""Whether a webhook is sent to."""

EndpointId = Annotated[str, Text(longest=200)]
Description = Annotated[str, Text(longest=LONGEST_DESCRIPTION, pattern=PRINTABLE)]
TypePrefixes = Annotated[tuple[str, ...], Items(most=500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """One webhook.

    `types` are event types or their prefixes; none means all. `partner_body` is the body whose
    format is used. `deliveries` counts deliveries by state.
    """

    endpoint_id: EndpointId
    url: str
    types: TypePrefixes
    description: Description
    partner_body: str
    state: WebhookState
    disabled_because: str
    failing_since: Instant | None = None
    last_sequence: Count
    deliveries: dict[str, Any]
    created_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWebhook(Webhook):
    """The new webhook with its signing secret, which is shown only once."""

    secret: str = field(repr=False, metadata=PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSecret:
    """The new signing secret, which is shown only once."""

    secret: str = field(repr=False, metadata=PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDeleted:
    """The deleted webhook."""

    endpoint_id: EndpointId


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=NewWebhook,
    because=SOFTWARE,
    zh="登记 Webhook",
    en="Register a webhook; its secret is shown only once",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterWebhook:
    """Register a webhook, which sends events to an address of the caller's organisation.

    `types` are event types or their prefixes; none means all. `partner_body` is a connected body of
    the organisation, in whose format they are sent.
    """

    url: str
    types: TypePrefixes = ()
    description: Description = ""
    partner_body: str = ""


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=Webhook,
    because=SOFTWARE,
    zh="修改 Webhook",
    en="Change a webhook's address, types, description or format",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWebhook:
    """Replace the settings of a webhook; its secret, state and numbers are unchanged."""

    endpoint_id: EndpointId
    url: str
    types: TypePrefixes = ()
    description: Description = ""
    partner_body: str = ""


@query(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=Webhook,
    because=SOFTWARE,
    zh="本单位 Webhook",
    en="Webhooks of the organisation",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ListWebhooks:
    """List the webhooks of the caller's organisation."""


@query(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=Webhook,
    because=SOFTWARE,
    zh="查看 Webhook",
    en="One webhook",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetWebhook:
    """Show one webhook."""

    endpoint_id: EndpointId


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=WebhookDeleted,
    because=SOFTWARE,
    zh="删除 Webhook",
    en="Delete a webhook with its deliveries",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteWebhook:
    """Delete a webhook with its deliveries."""

    endpoint_id: EndpointId


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=NewSecret,
    because=SOFTWARE,
    zh="轮换签名密钥",
    en="Get a new signing secret; the old one also signs for a time",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RotateWebhookSecret:
    """Create a new signing secret; for `overlap_hours` the old one also signs."""

    endpoint_id: EndpointId
    overlap_hours: Annotated[int, Whole(least=0, most=LONGEST_OVERLAP_HOURS)] = (
        DEFAULT_OVERLAP_HOURS
    )


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=Webhook,
    because=SOFTWARE,
    zh="启用 Webhook",
    en="Turn a webhook on",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ActivateWebhook:
    """Activate a webhook; pending events are sent at once."""

    endpoint_id: EndpointId


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=Webhook,
    because=SOFTWARE,
    zh="停用 Webhook",
    en="Turn a webhook off",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeactivateWebhook:
    """Deactivate a webhook; events in the meantime can be recovered."""

    endpoint_id: EndpointId

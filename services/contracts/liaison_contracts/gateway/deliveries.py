"""Look at the deliveries of a webhook, and send them again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from liaison_contracts.gateway.forms import (
    SOFTWARE,
    AfterNumber,
    Instant,
    LongText,
    PageSize,
)
from liaison_contracts.gateway.webhooks import EndpointId
from liaison_contracts.message import command, query
from liaison_contracts.roles import SYSTEM_OWNERS
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.words import Count

DeliveryState = Annotated[
    Literal["waiting", "delivered", "failed", "resending"],
    Words(
        "delivery_state",
        ("waiting", "待投递", "waiting"),
        ("delivered", "已送达", "delivered"),
        ("failed", "失败", "failed"),
        ("resending", "重发中", "being resent"),
    ),
]
"""Where a delivery stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Show a delivery; `sequence` counts the deliveries of its webhook without a gap.

    `event_id` is sent as `webhook-id` and is the same at every try.
    """

    sequence: AfterNumber
    event_id: str
    type: str
    subject: str
    state: DeliveryState
    attempts: Count
    next_try_at: Instant | None = None
    settled_at: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """Show one try of a delivery: when, what came back, and how long it took."""

    at: Instant
    status: int | None = None
    error: str
    took_ms: Count
    response: LongText


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDetail(Delivery):
    """Show a delivery with the body that was sent, and each try."""

    request: LongText
    media_type: str
    tries: tuple[Try, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSent:
    """Say under which number a sample is sent."""

    sequence: AfterNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """Say how many events are sent again."""

    recovered: Count


@query(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=Delivery,
    because=SOFTWARE,
    zh="投递记录",
    en="Deliveries of a webhook, in the order of their numbers",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ListDeliveries:
    """List the deliveries after a number, or those in one state."""

    endpoint_id: EndpointId
    after: AfterNumber = 0
    limit: PageSize = 50
    state: DeliveryState | None = None


@query(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=DeliveryDetail,
    because=SOFTWARE,
    zh="投递详情",
    en="One delivery with what was sent and each try",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetDelivery:
    """Show one delivery with the bodies that went out and came back."""

    endpoint_id: EndpointId
    sequence: AfterNumber


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=Delivery,
    because=SOFTWARE,
    zh="重发一条",
    en="Send one delivery again",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ResendDelivery:
    """Try one delivery again at once, under its number and id."""

    endpoint_id: EndpointId
    sequence: AfterNumber


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=SampleSent,
    because=SOFTWARE,
    zh="发送示例",
    en="Send a sample that reports no event",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SendWebhookSample:
    """Send a sample, to see whether a webhook is received."""

    endpoint_id: EndpointId


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=Recovered,
    because=SOFTWARE,
    zh="补发",
    en="Send again everything that did not arrive since an instant",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverWebhook:
    """Send what failed or was never sent since an instant."""

    endpoint_id: EndpointId
    since: datetime

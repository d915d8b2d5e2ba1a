"""Define the deliveries of a webhook: list, show, resend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from liaison_contracts.gateway.forms import (
    SOFTWARE,
    Instant,
    LongText,
    PageSize,
)
from liaison_contracts.gateway.webhooks import EndpointId
from liaison_contracts.message import command, query
from liaison_contracts.roles import SYSTEM_OWNERS
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.words import Count, Position

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
    """One delivery; `sequence` counts the deliveries of its webhook without gaps.

    `event_id` is sent as `webhook-id` and is the same in every attempt.
    """

    sequence: Position
    event_id: str
    type: str
    subject: str
    state: DeliveryState
    attempts: Count
    next_try_at: Instant | None = None
    settled_at: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One attempt of a delivery: its time, the response, and the duration."""

    at: Instant
    status: int | None = None
    error: str
    took_ms: Count
    response: LongText


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDetail(Delivery):
    """One delivery with its body and all attempts."""

    request: LongText
    media_type: str
    tries: tuple[Try, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSent:
    """The number of a sample delivery."""

    sequence: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """The number of events that are sent again."""

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
    after: Position = 0
    limit: PageSize = 50
    state: DeliveryState | None = None


@query(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=DeliveryDetail,
    because=SOFTWARE,
    zh="投递详情",
    en="One delivery with its body and all attempts",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetDelivery:
    """Show one delivery with its request and response bodies."""

    endpoint_id: EndpointId
    sequence: Position


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=Delivery,
    because=SOFTWARE,
    zh="重发一条",
    en="Resend one delivery",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ResendDelivery:
    """Resend one delivery at once, with its number and id."""

    endpoint_id: EndpointId
    sequence: Position


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
    """Send a sample, to test whether a webhook is received."""

    endpoint_id: EndpointId


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=Recovered,
    because=SOFTWARE,
    zh="补发",
    en="Resend everything since an instant that did not arrive",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverWebhook:
    """Send all events since an instant that failed or were never sent."""

    endpoint_id: EndpointId
    since: datetime

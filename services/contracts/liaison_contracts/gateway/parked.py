"""Define the settlement of parked events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from liaison_contracts.gateway.forms import SOFTWARE
from liaison_contracts.message import command, query
from liaison_contracts.roles import FINANCE, FINANCE_ANSWER_READERS, OPS, PARKED_READERS
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.wire.fields import Text
from liaison_contracts.words import Count

ParkedState = Annotated[
    Literal["open", "retried", "discarded"],
    Words(
        "parked_state",
        ("open", "办理中", "open"),
        ("retried", "已重新处理", "retried"),
        ("discarded", "已放弃", "discarded"),
    ),
]
"""Where a parked event stands."""

ServiceName = Annotated[str, Text(longest=200)]
ParkedId = Annotated[str, Text(longest=200)]
Why = Annotated[str, Text(shortest=1, longest=500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedEvent:
    """One parked event: its content, the reason, and the outcome."""

    parked_id: ParkedId
    producer: str
    position: int | None = None
    subject: str
    type: str
    error: str
    state: ParkedState


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedEventDetail(ParkedEvent):
    """One parked event in full; a `body` that is not a JSON object is given as `text`.

    `settled_by` and `reason` say who settled it, and why.
    """

    body: dict[str, Any]
    parked_at: str
    reason: str | None = None
    settled_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """The number of handled events."""

    handled: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Discarded:
    """The discarded event."""

    discarded: ParkedId


@query(
    "gateway",
    roles=PARKED_READERS,
    returns=ParkedEvent,
    because=SOFTWARE,
    zh="待处理事件",
    en="Events that a service could not handle, oldest first",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ListParkedEvents:
    """List parked events, or settled ones.

    Later events of the same subject wait until an earlier one is settled.
    """

    service: ServiceName
    state: ParkedState = "open"


@query(
    "gateway",
    roles=PARKED_READERS,
    returns=ParkedEventDetail,
    because=SOFTWARE,
    zh="待处理事件全文",
    en="One parked event in full",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetParkedEvent:
    """Show one parked event with the reason."""

    service: ServiceName
    parked_id: ParkedId


@command(
    "gateway",
    roles=OPS,
    returns=Handled,
    because=SOFTWARE,
    zh="重新处理",
    en="Handle a parked event again, and those behind it",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RetryParkedEvent:
    """Retry after the cause is removed: all events of the subject, or none."""

    service: ServiceName
    parked_id: ParkedId
    reason: Why


@command(
    "gateway",
    roles=OPS,
    returns=Discarded,
    because=SOFTWARE,
    zh="放弃事件（理由存档）",
    en="Discard a parked event permanently, with a reason",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardParkedEvent:
    """Discard an event; those behind it have to be retried separately."""

    service: ServiceName
    parked_id: ParkedId
    reason: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class FinanceAnswer:
    """One answer of finance that was not taken: what it said, why, and where it stands.

    `code` is explained on the page of errors; `detail` is its sentence in the language asked for.
    """

    refusal_id: ParkedId
    message_id: str
    type: str
    sha256: str
    payout_id: str | None = None
    settlement_id: str | None = None
    code: str
    detail: str
    received_at: str
    state: ParkedState


@query(
    "gateway",
    roles=FINANCE_ANSWER_READERS,
    returns=FinanceAnswer,
    articles=("3",),
    zh="未予受理的财政回执",
    en="Answers of finance that were not taken, newest first",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ListFinanceAnswers:
    """List finance's answers that were not taken, or those settled since (Article 3)."""

    state: ParkedState = "open"


@command(
    "gateway",
    roles=FINANCE,
    returns=Handled,
    articles=("3",),
    zh="重新受理财政回执",
    en="Take an answer of finance again",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RetryFinanceAnswer:
    """Take an answer again, once its cause is gone; it is checked like a new one (Article 3)."""

    refusal_id: ParkedId

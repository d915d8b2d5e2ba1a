"""Whatever stands in a queue, the next good message is handled within five seconds."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_kit.bus.broker import JSON, Link, Message
from liaison_kit.bus.framing import LenientMessage
from liaison_kit.log import operator_actions, progress
from liaison_kit.log.progress import standing, standing_in_words
from liaison_kit.runtime import Runtime
from liaison_kit.store.ids import new_id
from liaison_kit.testing.wait import wait_for
from tests.e2e.kit.inboxes import NAMES, PAID, an_inbox, as_finance, send, settled
from tests.e2e.kit.systems import HearingSystem

SECONDS = 5.0
DEEP = b"[" * 200_000
HARD: tuple[tuple[bytes, dict[str, Any]], ...] = (
    (b"", {}),
    (b"\xff\xfe\x00", {}),
    (DEEP, {}),
    (DEEP + b"]" * 200_000, {}),
    (json.dumps(settled("S") | {"subject": "s" * 9_000_000}).encode(), {}),
    (json.dumps(settled("S") | {"id": "x\x00"}).encode(), {}),
    (json.dumps(settled("S") | {"id": "\ud800"}).encode(), {}),
    (json.dumps(settled("S") | {"id": "i" * 200}).encode(), {}),
    (json.dumps(settled("S") | {"id": ""}).encode(), {}),
    (json.dumps(settled("S", "V-BAD") | {"subject": "s" * 300}).encode(), {}),
    (json.dumps(settled("S", "V-BAD") | {"subject": "a\x00"}).encode(), {}),
    (json.dumps(settled("S", "V-BAD") | {"sequence": 2**70}).encode(), {}),
    (json.dumps(settled("S", "V-BAD") | {"type": "t" * 300}).encode(), {}),
    (json.dumps(settled("S") | {"effectiveon": "0001-01-01"}).encode(), {}),
    (b'{"a": NaN}', {}),
    (b'{"type": "a\x00b"}', {}),
    ("中文".encode("gb18030"), {"content_encoding": "gb18030"}),
    (b"plain \x00", {"content_type": "text/plain"}),
    (b"{}", {"content_type": None}),
    (b"{}", {"content_encoding": "utf-7", "correlation_id": "\ud800"}),
    (b"{}", {"application_headers": {"nameko.call_id_stack": 5, "nameko.traceparent": {"a": 1}}}),
)
"""Bodies and properties that stopped an inbox, or could stop one; the others are drawn."""

json_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
    max_leaves=12,
)
drawn_bodies = st.binary(max_size=200) | json_data.map(lambda data: json.dumps(data).encode())
envelopes = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("id", "sequence", "subject", "type", "data"), json_data)
).map(lambda changes: json.dumps(settled("S-drawn") | changes).encode())
few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class RawProperties(Message):  # type: ignore[misc]
    """Send properties as bytes, as a client of another make could."""

    raw = b""

    def _serialize_properties(self) -> bytes:
        return self.raw


def with_properties(body: bytes, flags: int, value: bytes) -> Message:
    """Return a message whose property bytes are these; bit 15 is the content type."""
    found = RawProperties(body)
    found.raw = struct.pack(">H", flags) + value
    return found


BAD_PROPERTIES = (
    with_properties(b"{}", 1 << 6, struct.pack(">Q", 2**64 - 1)),  # a timestamp beyond all years
    with_properties(b"{}", 1 << 15, b"\x02\xff\xfe"),  # a content type that is no text
)


def publish(uri: str, exchange: str, key: str, *messages: Message) -> None:
    """Publish messages on one connection, and wait until the broker has them."""
    link = Link(uri, "stranger")
    link.channel.confirm_select()
    acked: list[int] = []
    link.channel.events["basic_ack"].add(lambda tag, multiple: acked.append(tag))
    for message in messages:
        link.channel.basic_publish(message, exchange, key)
    while not acked or acked[-1] < len(messages):
        link.drain()
    link.close()


def a_message(body: bytes, properties: dict[str, Any]) -> Message:
    given_properties = {"content_type": JSON, **properties}
    return Message(body, **{k: v for k, v in given_properties.items() if v is not None})


# -- an inbox ----------------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgres"])
def broker(request: pytest.FixtureRequest, finance: str, tmp_path: Path) -> Iterator[str]:
    """Give the broker's address while an inbox is consumed, on each database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/incentives.sqlite"
    else:
        url = request.getfixturevalue("postgres_database")()
    with an_inbox(finance, url):
        yield finance


def is_booked_after(
    uri: str, *messages: Message, key: str = "payout.settled.v1", seconds: float = SECONDS
) -> None:
    """Publish messages, then an honest one, which must be booked."""
    publish(as_finance(uri), NAMES.exchange("finance"), key, *messages)
    honest = settled(f"honest-{new_id()}")
    send(uri, honest)
    name = honest["data"]["settlement_id"]
    wait_for(lambda: name in [found for found, _ in PAID], seconds, "the honest message")


def test_no_known_message_stops_an_inbox(broker: str) -> None:
    for body, properties in HARD:
        is_booked_after(broker, a_message(body, properties))
    is_booked_after(broker, *BAD_PROPERTIES)
    is_booked_after(broker, a_message(b"{}", {}), key="payout.\udcff")


def test_a_message_that_cannot_be_decoded_would_stop_an_inbox_of_the_stock_parts(
    finance: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LenientMessage, "_load_properties", Message._load_properties)
    with an_inbox(finance, f"sqlite:///{tmp_path}/incentives.sqlite"):
        with pytest.raises(AssertionError, match="the honest message"):
            is_booked_after(finance, *BAD_PROPERTIES, seconds=2)
        publish(as_finance(finance), NAMES.exchange("finance"), "payout.x", a_message(b"", {}))


@few
@given(body=drawn_bodies | envelopes)
def test_no_message_stops_an_inbox(broker: str, body: bytes) -> None:
    is_booked_after(broker, a_message(body, {"user_id": "finance"}))


def test_an_unreadable_message_is_kept_with_its_hash_and_first_bytes(
    finance: str, incentives: Runtime
) -> None:
    raw = b"\xff\x00" * 50_000
    for _ in range(2):
        publish(as_finance(finance), NAMES.exchange("finance"), "payout.x", a_message(raw, {}))
    send(finance, settled("S-behind"))
    wait_for(lambda: PAID, SECONDS, "the message behind it")
    [found] = operator_actions.list_parked(incentives)
    whole = operator_actions.show_parked(incentives, found.parked_id)
    assert whole["sha256"] == hashlib.sha256(raw).hexdigest()
    assert base64.b64decode(whole["raw"]) == raw[:65_536]
    assert "not JSON" in found.error


# -- a feed and a queue of requests --------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgres"])
def system(request: pytest.FixtureRequest) -> HearingSystem:
    found: HearingSystem = request.getfixturevalue(f"hearing_system_on_{request.param}")
    return found


def is_answered_after(
    system: HearingSystem, *messages: Message, key: str = "producer.head"
) -> None:
    """Put messages on the request queue, then make a call."""
    publish(system.amqp_uri, NAMES.rpc_exchange, key, *messages)
    assert system.rpc.call("producer", "head", deadline=SECONDS)


def is_heard_after(system: HearingSystem, *messages: Message, key: str = "toy.told.v1") -> None:
    """Put messages on an event queue, then let the service tell something."""
    publish(system.amqp_uri, NAMES.exchange("producer"), key, *messages)
    system.tell("any", 1)
    system.settle(SECONDS)


@pytest.mark.parametrize("reply_to", [None, "incentives.release_batch", "reply-nobody"])
def test_no_known_message_stops_requests(system: HearingSystem, reply_to: str | None) -> None:
    for body, properties in HARD:
        is_answered_after(system, a_message(body, {"reply_to": reply_to, **properties}))
    is_answered_after(system, *BAD_PROPERTIES)
    is_answered_after(system, a_message(b"{}", {"reply_to": reply_to}), key="producer.\udcff")


def test_no_known_message_stops_a_feed(system: HearingSystem) -> None:
    for body, properties in HARD:
        is_heard_after(system, a_message(body, properties))
    is_heard_after(system, *BAD_PROPERTIES)
    is_heard_after(system, a_message(b"{}", {}), key="toy.\udcff")


calls = st.fixed_dictionaries(
    {"args": st.lists(json_data), "kwargs": st.dictionaries(st.text(st.characters()), json_data)}
).map(lambda call: json.dumps(call).encode())


@few
@given(
    body=drawn_bodies | calls,
    method=st.sampled_from(["head", "events_after", "tell", "parked", "close_day", "answered"]),
    reply_to=st.none() | st.text(max_size=20) | st.just("reply-lab"),
    headers=st.dictionaries(
        st.sampled_from(["nameko.traceparent", "nameko.call_id_stack", "x"]),
        st.text() | st.integers(0, 9),
    ),
)
def test_no_message_stops_requests(
    system: HearingSystem, body: bytes, method: str, reply_to: str | None, headers: dict[str, Any]
) -> None:
    properties = {"reply_to": reply_to, "application_headers": headers}
    is_answered_after(system, a_message(body, properties), key=f"producer.{method}")


@few
@given(body=drawn_bodies | envelopes)
def test_no_message_stops_a_feed(system: HearingSystem, body: bytes) -> None:
    is_heard_after(system, a_message(body, {}))


# -- a consumer that stands still ----------------------------------------------------------------


def test_a_consumer_that_does_not_finish_a_message_says_since_when(
    finance: str, incentives: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", timedelta(seconds=0.2))
    begun, may_end = threading.Event(), threading.Event()

    def wait(work: Any, told: Any) -> None:
        begun.set()
        may_end.wait(30)

    monkeypatch.setitem(incentives.handlers["finance"], "payout.settled.v1", wait)
    assert standing_in_words(incentives.progress) == ""
    send(finance, settled("S-slow"))
    begun.wait(10)
    wait_for(lambda: standing(incentives.progress), SECONDS, "the standing inbox")
    assert standing_in_words(incentives.progress).startswith(
        "messages of finance stand still since 20"
    )
    assert incentives.head()["standing"] == standing(incentives.progress)
    may_end.set()
    wait_for(lambda: not standing(incentives.progress), SECONDS, "progress again")

"""Simulate finance: an outside party that uses only published contracts.

It works by HTTP with finance's key, or by AMQP with finance's own broker user. Both pay each
`payout_id` once, however often it is requested.
"""

from __future__ import annotations

import json
import time
import uuid
from datetime import UTC, date, datetime
from typing import Any, Protocol

import amqp
from kombu.utils.url import parse_url

from deploy.local.demo.client import DemoClient

PATIENCE_SECONDS = 60.0
TICK_SECONDS = 0.5
SILENCE_SECONDS = 5.0
BROKER_ERRORS = (amqp.exceptions.AMQPError, OSError)
REQUESTED = "payout.requested.v1"
Envelope = dict[str, Any]


class Finance(Protocol):
    """Receive requests and settle them."""

    def receive(self, count: int) -> list[Envelope]:
        """Return a number of different payouts, in the order of their numbers."""

    def way_of(self, request: Envelope) -> str:
        """Return the channel of a request."""

    def settle(self, request: Envelope, on: date) -> None:
        """Pay a request and answer it."""

    def close(self) -> None:
        """Close the connection."""


def settlement_of(request: Envelope, on: date) -> dict[str, Any]:
    """Return finance's answer for a payment it made."""
    payout = request["data"]
    return {
        "settlement_id": f"S-{payout['payout_id']}",
        "amount": payout["amount"],
        "currency": payout["currency"],
        "settled_on": on.isoformat(),
        "voucher_no": f"记-{on.year}-{payout['payout_sequence']:04d}",
    }


class HttpFinance:
    """Read the payout log and answer over HTTP."""

    def __init__(self, client: DemoClient) -> None:
        self._client = client
        self._heard = 0

    def receive(self, count: int) -> list[Envelope]:
        """Read the log from the last position."""
        found = []
        for envelope in self._client.events("finance", "incentives", "payout.", self._heard):
            self._heard = envelope["sequence"]
            if envelope["type"] == REQUESTED:
                found.append(envelope)
        if len(found) < count:
            raise AssertionError(f"finance heard {len(found)} of {count} requests")
        return found

    def way_of(self, request: Envelope) -> str:
        """Return the channel of a request."""
        return "HTTP"

    def settle(self, request: Envelope, on: date) -> None:
        """Answer with a command."""
        payout_id = request["data"]["payout_id"]
        path = f"/v1/payouts/{payout_id}/settlements"
        answer = self._client.ask(
            "finance", path, settlement_of(request, on), f"settle-{payout_id}"
        )
        if answer.get("state") != "paid":
            raise AssertionError(f"finance was answered: {answer.get('detail', answer)}")

    def close(self) -> None:
        """Do nothing: the connection belongs to the client."""


class AmqpFinance:
    """Consume finance's queue and publish on finance's exchange, as finance's broker user.

    A broker that lost its disk also lost its queued messages: after some silence the log is read
    over HTTP, and known payouts are ignored.
    """

    def __init__(self, uri: str, queue: str, exchange: str, client: DemoClient) -> None:
        self._uri, self._queue, self._exchange = uri, queue, exchange
        self._client = client
        self._arrived: dict[str, Envelope] = {}
        self._told: set[str] = set()
        self._ways: dict[str, str] = {}
        self.messages = 0
        self._connection: Any = None
        self._link()

    def receive(self, count: int) -> list[Envelope]:
        """Wait for messages; a repeated payout counts once."""
        until = time.monotonic() + PATIENCE_SECONDS
        ask_at = time.monotonic() + SILENCE_SECONDS
        while len(self._arrived.keys() - self._told) < count:
            if time.monotonic() > until:
                raise AssertionError(f"finance heard {len(self._arrived)} of {count} requests")
            if self.listen():
                ask_at = time.monotonic() + SILENCE_SECONDS
            elif time.monotonic() > ask_at:
                self._ask_the_log()
        fresh = [self._arrived[payout_id] for payout_id in self._arrived.keys() - self._told]
        self._told |= {envelope["data"]["payout_id"] for envelope in fresh}
        return sorted(fresh, key=lambda found: int(found["data"]["payout_sequence"]))

    def way_of(self, request: Envelope) -> str:
        """Return the channel by which a request came first."""
        return self._ways[request["data"]["payout_id"]]

    def listen(self) -> bool:
        """Receive messages for a tick; return whether any arrived."""
        try:
            self._connection.drain_events(timeout=TICK_SECONDS)
        except TimeoutError:
            self._connection.heartbeat_tick()
            return False
        except BROKER_ERRORS:
            self._link()
            return False
        return True

    def settle(self, request: Envelope, on: date) -> None:
        """Publish the settlement until the broker confirms it; duplicates count once."""
        payout_id = request["data"]["payout_id"]
        data = {"payout_id": payout_id, **settlement_of(request, on)}
        envelope = _envelope(request, data, on)
        message = amqp.Message(
            json.dumps(envelope, ensure_ascii=False).encode(),
            content_type="application/json",
            delivery_mode=2,
            user_id=parse_url(self._uri)["userid"],
            message_id=envelope["id"],
        )
        while True:
            try:
                self._channel.basic_publish(message, self._exchange, "payout.settled.v1")
                return
            except BROKER_ERRORS:
                self._link()

    def close(self) -> None:
        """Close the connection."""
        self._connection.collect()

    def _link(self) -> None:
        """Connect and consume; retry while the broker or the queue is unavailable."""
        until = time.monotonic() + PATIENCE_SECONDS
        at = parse_url(self._uri)
        while True:
            if self._connection is not None:
                self._connection.collect()
            self._connection = amqp.Connection(
                host=f"{at['hostname']}:{at['port'] or 5672}",
                userid=at["userid"],
                password=at["password"],
                virtual_host=at["virtual_host"] or "/",
                confirm_publish=True,
                connect_timeout=10,
            )
            try:
                self._connection.connect()
                self._channel = self._connection.channel()
                self._channel.basic_consume(self._queue, callback=self._take)
                return
            except BROKER_ERRORS:
                if time.monotonic() > until:
                    raise
                time.sleep(TICK_SECONDS)

    def _take(self, message: Any) -> None:
        self._note(json.loads(message.body), "AMQP")
        message.channel.basic_ack(message.delivery_tag)

    def _ask_the_log(self) -> None:
        for envelope in self._client.events("finance", "incentives", "payout."):
            self._note(envelope, "HTTP")

    def _note(self, envelope: Envelope, way: str) -> None:
        if envelope["type"] == REQUESTED:
            self.messages += way == "AMQP"
            payout_id = envelope["data"]["payout_id"]
            self._arrived.setdefault(payout_id, envelope)
            self._ways.setdefault(payout_id, way)


def _envelope(request: Envelope, data: dict[str, Any], on: date) -> Envelope:
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, data["settlement_id"])),
        "source": "liaison/finance",
        "type": "payout.settled.v1",
        "subject": f"payout/{data['payout_id']}",
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "sequence": 0,
        "logid": "",
        "effectiveon": on.isoformat(),
        "actor": "system:finance",
        "edition": "",
        "causationid": request["id"],
        "traceparent": request["traceparent"],
        "data": data,
    }

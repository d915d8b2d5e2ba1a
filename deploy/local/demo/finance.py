"""Be finance: an outside party that hears payouts and answers, knowing only what is published.

One way is HTTP with finance's key, the other AMQP with finance's own broker user. Both pay each
`payout_id` once, however often they hear of it.
"""

from __future__ import annotations

import json
import time
import uuid
from datetime import UTC, date, datetime
from typing import Any, Protocol

import amqp
from kombu.utils.url import parse_url

from deploy.local.demo.door import Door

PATIENCE_SECONDS = 60.0
TICK_SECONDS = 0.5
REQUESTED = "payout.requested.v1"
Envelope = dict[str, Any]


class Finance(Protocol):
    """Hear requests and settle them."""

    way: str

    def receive(self, count: int) -> list[Envelope]:
        """Return so many different payouts, in the order of their numbers."""

    def settle(self, request: Envelope, on: date) -> None:
        """Pay a request and say so."""

    def close(self) -> None:
        """Let go of the line."""


def settlement_of(request: Envelope, on: date) -> dict[str, Any]:
    """Return what finance says of a payout it made."""
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

    way = "HTTP"

    def __init__(self, door: Door) -> None:
        self._door = door
        self._heard = 0

    def receive(self, count: int) -> list[Envelope]:
        """Ask the log from where it was left."""
        found = []
        for envelope in self._door.events("finance", "incentives", "payout.", self._heard):
            self._heard = envelope["sequence"]
            if envelope["type"] == REQUESTED:
                found.append(envelope)
        if len(found) < count:
            raise AssertionError(f"finance heard {len(found)} of {count} requests")
        return found

    def settle(self, request: Envelope, on: date) -> None:
        """Answer by a command."""
        payout_id = request["data"]["payout_id"]
        path = f"/v1/payouts/{payout_id}/settlements"
        answer = self._door.ask("finance", path, settlement_of(request, on), f"settle-{payout_id}")
        if answer.get("state") != "paid":
            raise AssertionError(f"finance was answered: {answer.get('detail', answer)}")

    def close(self) -> None:
        """Do nothing: the line is the door's."""


class AmqpFinance:
    """Consume finance's queue and publish on finance's exchange, as finance's broker user."""

    way = "AMQP"

    def __init__(self, uri: str, queue: str, exchange: str) -> None:
        at = parse_url(uri)
        self._user = at["userid"]
        self._exchange = exchange
        self._arrived: dict[str, Envelope] = {}
        self._told: set[str] = set()
        self.messages = 0
        self._connection = amqp.Connection(
            host=f"{at['hostname']}:{at['port'] or 5672}",
            userid=at["userid"],
            password=at["password"],
            virtual_host=at["virtual_host"] or "/",
            confirm_publish=True,
            connect_timeout=10,
        )
        self._connection.connect()
        self._channel = self._connection.channel()
        self._channel.basic_consume(queue, callback=self._take)

    def receive(self, count: int) -> list[Envelope]:
        """Wait for messages; the same payout twice is the same payout."""
        until = time.monotonic() + PATIENCE_SECONDS
        while len(self._arrived.keys() - self._told) < count:
            if time.monotonic() > until:
                raise AssertionError(f"finance heard {len(self._arrived)} of {count} requests")
            self.listen(TICK_SECONDS)
        fresh = [self._arrived[payout_id] for payout_id in self._arrived.keys() - self._told]
        self._told |= {envelope["data"]["payout_id"] for envelope in fresh}
        return sorted(fresh, key=lambda found: int(found["data"]["payout_sequence"]))

    def listen(self, seconds: float) -> None:
        """Take in what arrives within some seconds."""
        try:
            self._connection.drain_events(timeout=seconds)
        except TimeoutError:
            self._connection.heartbeat_tick()

    def settle(self, request: Envelope, on: date) -> None:
        """Publish the settlement, and wait until the broker has it."""
        payout_id = request["data"]["payout_id"]
        envelope = {
            "id": str(uuid.uuid4()),
            "source": "liaison/finance",
            "type": "payout.settled.v1",
            "subject": request["subject"],
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "sequence": 0,
            "logid": "",
            "effectiveon": on.isoformat(),
            "actor": "system:finance",
            "edition": "",
            "causationid": request["id"],
            "traceparent": request["traceparent"],
            "data": {"payout_id": payout_id, **settlement_of(request, on)},
        }
        message = amqp.Message(
            json.dumps(envelope, ensure_ascii=False).encode(),
            content_type="application/json",
            delivery_mode=2,
            user_id=self._user,
            message_id=envelope["id"],
        )
        self._channel.basic_publish(message, self._exchange, "payout.settled.v1")

    def close(self) -> None:
        """Close the line."""
        self._connection.close()

    def _take(self, message: Any) -> None:
        envelope = json.loads(message.body)
        if envelope["type"] == REQUESTED:
            self.messages += 1
            self._arrived.setdefault(envelope["data"]["payout_id"], envelope)
        message.channel.basic_ack(message.delivery_tag)

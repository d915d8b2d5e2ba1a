"""Pay what incentives requests, each `payout_id` once: a sample for finance's own client.

    AMQP_HOST=broker:5672 AMQP_VHOST=liaison AMQP_PASSWORD=... PAID=paid.sqlite \
      python -m deploy.finance.consumer

It needs only `amqp` and `liaison-contracts`. A message may come twice, late, or again under the
same id: SQLite records what was done, and a repeated request gets the same answer, unchanged. What
cannot be read, or needs a person, is kept in the table `waiting` before it is acknowledged. When
the broker is away, it connects again.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import amqp

from liaison_contracts.envelope import Envelope, envelope_from
from liaison_contracts.errors import LiaisonError
from liaison_contracts.finance import PayoutRecalled, PayoutSettled
from liaison_contracts.incentives import PayoutDayClosed, PayoutRecallRequested, PayoutRequested
from liaison_contracts.message import dump, event_type_of, load

USER = os.environ.get("AMQP_USER", "finance")
PREFIX = os.environ.get("LIAISON_PREFIX", "")  # nothing in live, else the mode, such as "demo."
OFFICE = ZoneInfo("Asia/Shanghai")  # the day of a payment is the office's, wherever this runs
SECONDS = 5.0  # between two attempts to connect
EXCHANGE, QUEUE = f"{PREFIX}finance.events", f"{PREFIX}incentives-to-finance"

OURS: dict[str, Any] = {"source": "liaison/finance", "actor": "system:finance", "sequence": 0}
OURS |= {"logid": "", "edition": "", "traceparent": ""}  # finance keeps no log and no edition


def pay(asked: PayoutRequested, on: date) -> PayoutSettled:
    """Pay; replace this by the call of the bank, with `payout_id`, which it must not pay twice."""
    return PayoutSettled(
        payout_id=asked.payout_id,
        settlement_id=f"S-{asked.payout_id}",
        amount_fen=asked.amount_fen,
        settled_on=on,
        voucher_no=f"V-{asked.payout_sequence}",
    )


def stop(asked: PayoutRecallRequested, on: date) -> PayoutRecalled:
    """Confirm that a payment that was not made yet is stopped for good."""
    number = f"R-{asked.payout_id}"
    return PayoutRecalled(
        payout_id=asked.payout_id, settlement_id=number, on=on, reason_code="as_asked"
    )


REQUESTED = event_type_of(PayoutRequested).type
RECALLED = event_type_of(PayoutRecallRequested).type
TOTAL = event_type_of(PayoutDayClosed).type


class NeedsPerson(Exception):
    """Nothing here can act on this message: it is kept for a person."""


def today(prefix: str, heard: Envelope, now: datetime) -> date:
    """Return the day of a payment: the office's in live, that of the message in a demo."""
    return date.fromisoformat(heard.effectiveon) if prefix else now.astimezone(OFFICE).date()


def request_in(heard: Envelope) -> PayoutRequested | PayoutRecallRequested | None:
    """Return the request in a message; None for a day's total and for payments by file.

    Raises:
        NeedsPerson: for every other type, such as money to ask back or an answer not taken.
    """
    if heard.type == REQUESTED:
        asked = load(PayoutRequested, heard.data)
        return asked if asked.channel == "finance_event" else None
    if heard.type == RECALLED:
        return load(PayoutRecallRequested, heard.data)
    if heard.type == TOTAL:
        return None
    raise NeedsPerson(heard.type)


def answer_to(done: sqlite3.Connection, heard: Envelope) -> Envelope | None:
    """Execute the request of a message, unless it was done before, and return the answer."""
    asked = request_in(heard)
    if asked is None:
        return None
    with done:  # one transaction: first the row that only one message can insert, then the payment
        if done.execute("INSERT OR IGNORE INTO done VALUES (?, '')", (asked.payout_id,)).rowcount:
            now = datetime.now(UTC)
            on = today(PREFIX, heard, now)
            said = pay(asked, on) if isinstance(asked, PayoutRequested) else stop(asked, on)
            kind, at = event_type_of(said), now.isoformat()
            more: dict[str, Any] = {"id": str(uuid.uuid4()), "type": kind.type, "time": at}
            more |= {"subject": kind.subject_of(said), "effectiveon": on.isoformat()}
            reply = replace(heard, **OURS, **more, causationid=heard.id, data=dump(said))
            text = json.dumps(reply.to_wire(), ensure_ascii=False)
            done.execute("UPDATE done SET answer = ? WHERE payout_id = ?", (text, asked.payout_id))
    rows = done.execute("SELECT answer FROM done WHERE payout_id = ?", (asked.payout_id,))
    return envelope_from(json.loads(rows.fetchone()[0]))


def keep(done: sqlite3.Connection, body: bytes, error: Exception) -> None:
    """Keep a message for a person; the same one twice is one row."""
    row = (body, f"{type(error).__name__}: {error}", datetime.now(UTC).isoformat())
    with done:
        done.execute("INSERT OR IGNORE INTO waiting VALUES (?, ?, ?)", row)
    print(f"kept for a person: {row[1]}", file=sys.stderr)


def reply_to(done: sqlite3.Connection, body: bytes) -> Envelope | None:
    """Return the answer to a message; None if there is none, or if a person has to look at it."""
    try:
        heard = envelope_from(json.loads(body))
        request_in(heard)
    except (LiaisonError, NeedsPerson, ValueError, RecursionError) as error:
        keep(done, body, error)
        return None
    return answer_to(done, heard)


def consume(done: sqlite3.Connection) -> None:
    """Consume on one connection until it breaks; unacknowledged messages are redelivered."""
    where = {"host": os.environ.get("AMQP_HOST", "localhost:5672"), "userid": USER}
    where |= {"virtual_host": os.environ.get("AMQP_VHOST", "/")}
    more: dict[str, Any] = {"password": os.environ["AMQP_PASSWORD"], "heartbeat": 10}
    with amqp.Connection(confirm_publish=True, connect_timeout=SECONDS, **where, **more) as line:
        channel = line.channel()

        def take(message: amqp.Message) -> None:
            body = message.body if isinstance(message.body, bytes) else message.body.encode()
            if reply := reply_to(done, body):
                text = json.dumps(reply.to_wire(), ensure_ascii=False).encode()
                names = {"content_type": "application/json", "delivery_mode": 2, "user_id": USER}
                channel.basic_publish(amqp.Message(text, **names), EXCHANGE, reply.type)
            channel.basic_ack(message.delivery_tag)

        channel.basic_consume(QUEUE, callback=take)
        while True:
            try:
                line.drain_events(timeout=SECONDS)
            except TimeoutError:
                line.heartbeat_tick()


def main() -> None:
    """Consume until stopped; connect again whenever the broker was away."""
    done = sqlite3.connect(os.environ.get("PAID", "paid.sqlite"))
    done.execute("CREATE TABLE IF NOT EXISTS done (payout_id TEXT PRIMARY KEY, answer TEXT)")
    done.execute("CREATE TABLE IF NOT EXISTS waiting (body BLOB PRIMARY KEY, why TEXT, at TEXT)")
    while True:
        try:
            consume(done)
        except (amqp.AMQPError, OSError) as error:
            print(f"the broker is away, trying again: {error!r}", file=sys.stderr)
            time.sleep(SECONDS)


if __name__ == "__main__":
    main()

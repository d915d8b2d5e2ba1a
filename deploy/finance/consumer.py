"""Pay what incentives requests, each `payout_id` once: a sample for finance's own client.

    AMQP_HOST=broker:5672 AMQP_VHOST=liaison AMQP_PASSWORD=... PAID=paid.sqlite \
      python -m deploy.finance.consumer

It needs only `amqp` and `liaison-contracts`. A message may come twice, late, or again under the
same id: SQLite records what was done, and a repeated request gets the same answer, unchanged.
"""

from __future__ import annotations

import json
import os
import sqlite3
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import amqp

from liaison_contracts.envelope import Envelope, envelope_from
from liaison_contracts.finance import PayoutRecalled, PayoutSettled
from liaison_contracts.incentives import PayoutRecallRequested, PayoutRequested
from liaison_contracts.message import dump, event_type_of, load

USER = os.environ.get("AMQP_USER", "finance")
PREFIX = os.environ.get("LIAISON_PREFIX", "")  # nothing in live, else the mode, such as "demo."
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


def request_in(heard: Envelope) -> PayoutRequested | PayoutRecallRequested | None:
    """Return the request in a message; None for a day's total and for payments by file."""
    if heard.type == REQUESTED:
        asked = load(PayoutRequested, heard.data)
        return asked if asked.channel == "finance_event" else None
    return load(PayoutRecallRequested, heard.data) if heard.type == RECALLED else None


def answer_to(done: sqlite3.Connection, heard: Envelope) -> Envelope | None:
    """Execute the request of a message, unless it was done before, and return the answer."""
    asked = request_in(heard)
    if asked is None:
        return None
    with done:  # one transaction: first the row that only one message can insert, then the payment
        if done.execute("INSERT OR IGNORE INTO done VALUES (?, '')", (asked.payout_id,)).rowcount:
            on = date.fromisoformat(heard.effectiveon) if PREFIX else datetime.now(UTC).date()
            said = pay(asked, on) if isinstance(asked, PayoutRequested) else stop(asked, on)
            kind, time = event_type_of(said), datetime.now(UTC).isoformat()
            more: dict[str, Any] = {"id": str(uuid.uuid4()), "type": kind.type, "time": time}
            more |= {"subject": kind.subject_of(said), "effectiveon": on.isoformat()}
            reply = replace(heard, **OURS, **more, causationid=heard.id, data=dump(said))
            text = json.dumps(reply.to_wire(), ensure_ascii=False)
            done.execute("UPDATE done SET answer = ? WHERE payout_id = ?", (text, asked.payout_id))
    rows = done.execute("SELECT answer FROM done WHERE payout_id = ?", (asked.payout_id,))
    return envelope_from(json.loads(rows.fetchone()[0]))


def main() -> None:
    """Consume until stopped; unacknowledged messages are redelivered."""
    done = sqlite3.connect(os.environ.get("PAID", "paid.sqlite"))
    done.execute("CREATE TABLE IF NOT EXISTS done (payout_id TEXT PRIMARY KEY, answer TEXT)")
    where = {"host": os.environ.get("AMQP_HOST", "localhost:5672"), "userid": USER}
    where |= {"virtual_host": os.environ.get("AMQP_VHOST", "/")}
    line = amqp.Connection(confirm_publish=True, password=os.environ["AMQP_PASSWORD"], **where)
    line.connect()
    channel = line.channel()

    def take(message: amqp.Message) -> None:
        if reply := answer_to(done, envelope_from(json.loads(message.body))):
            body = json.dumps(reply.to_wire(), ensure_ascii=False).encode()
            names = {"content_type": "application/json", "delivery_mode": 2, "user_id": USER}
            channel.basic_publish(amqp.Message(body, **names), EXCHANGE, reply.type)
        channel.basic_ack(message.delivery_tag)

    channel.basic_consume(QUEUE, callback=take)
    while True:
        line.drain_events()


if __name__ == "__main__":
    main()

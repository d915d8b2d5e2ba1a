"""An inbox of finance's messages on a real broker, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import select

from liaison_contracts.finance import PayoutSettled
from liaison_contracts.message import dump, event_type_of
from liaison_kit.bus import topology
from liaison_kit.bus.broker import Link, message_of
from liaison_kit.bus.consumer import Hearing
from liaison_kit.bus.rpc_client import RpcClient
from liaison_kit.bus.topology import Names
from liaison_kit.claims import Verifier
from liaison_kit.runtime import Runtime
from liaison_kit.start import create_database
from liaison_kit.store.ids import new_id
from liaison_kit.testing.toy import TOY_EDITION
from liaison_kit.testing.wait import wait_for

NAMES = Names("demo")
PAID: list[tuple[str, date]] = []


def on_settled(work: Any, settled: PayoutSettled) -> None:
    """Note a settlement; one voucher cannot be booked."""
    if settled.voucher_no == "V-BAD":
        raise ValueError("cannot book this")
    work.session.execute(select(1))
    PAID.append((settled.settlement_id, work.today))


@contextmanager
def an_inbox(broker: str, database_url: str) -> Iterator[Runtime]:
    """Run a consumer of finance's messages."""
    PAID.clear()
    database = create_database(database_url, "incentives", "demo", None, date(2018, 1, 1))
    handlers = {"finance": {"payout.settled.v1": on_settled}}
    runtime = Runtime("incentives", "demo", database, TOY_EDITION, Verifier([]), handlers)
    link = Link(broker, "incentives")
    topology.declare(link, "incentives", NAMES)
    link.close()
    client = RpcClient(broker, "incentives", "demo")
    hearing = Hearing(runtime, broker, client)
    hearing.start()
    wait_for(lambda: hearing.linked)
    try:
        yield runtime
    finally:
        hearing.stop()
        client.close()
        database.close()


def as_finance(uri: str) -> str:
    """Return the broker's address for the user finance."""
    return uri.replace("liaison:liaison@", "finance:finance@")


def settled(settlement: str, voucher: str = "V-1") -> dict[str, Any]:
    """Return the message of a settlement."""
    message = PayoutSettled(
        payout_id="6f1e6a0e-5f0b-5d5c-9a43-2f5a8f1f2017",
        settlement_id=settlement,
        amount_fen=5_000_000,
        settled_on=date(2018, 3, 1),
        voucher_no=voucher,
    )
    return {
        "id": new_id(),
        "source": "liaison/finance",
        "type": event_type_of(message).type,
        "subject": event_type_of(message).subject_of(message),
        "time": "2018-03-01T02:00:00+00:00",
        "sequence": 0,
        "logid": "",
        "effectiveon": "2018-03-01",
        "actor": "system:finance",
        "edition": "",
        "causationid": "",
        "traceparent": "",
        "data": dump(message),
    }


def send(uri: str, data: Any, user: str | None = "finance", **more: Any) -> None:
    """Publish data as a user."""
    link = Link(as_finance(uri) if user == "finance" else uri, "bank")
    if user:
        more["user_id"] = user
    link.channel.basic_publish(
        message_of(data, **more), NAMES.exchange("finance"), "payout.settled.v1", mandatory=True
    )
    link.close()

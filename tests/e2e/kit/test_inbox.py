"""Finance keeps no log: each of its messages counts once, and only when finance sent it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from deploy.local.servers.rabbit import PrivateRabbit
from liaison_contracts.finance import PayoutSettled
from liaison_contracts.message import dump, event_type_of
from liaison_kit.bus import topology
from liaison_kit.bus.broker import Link, message_of
from liaison_kit.bus.consumer import Hearing
from liaison_kit.bus.rpc_client import RpcClient
from liaison_kit.bus.topology import Names
from liaison_kit.claims import Verifier
from liaison_kit.log import operator_actions
from liaison_kit.runtime import Runtime
from liaison_kit.start import create_database
from liaison_kit.store import records
from liaison_kit.store.database import Database
from liaison_kit.store.ids import new_id
from liaison_kit.testing.toy import TOY_EDITION
from liaison_kit.testing.wait import wait_for

NAMES = Names("demo")
PAID: list[tuple[str, date]] = []


def on_settled(work: Any, settled: PayoutSettled) -> None:
    if settled.voucher_no == "V-BAD":
        raise ValueError("cannot book this")
    work.session.execute(select(1))
    PAID.append((settled.settlement_id, work.today))


@pytest.fixture
def finance(rabbit: PrivateRabbit) -> Iterator[str]:
    """Give the address of a vhost for the user finance."""
    uri = rabbit.add_vhost("money")
    rabbit.api("PUT", "users/finance", {"password": "finance", "tags": ""})
    rights = {"configure": ".*", "write": ".*", "read": ".*"}
    rabbit.api("PUT", "permissions/money/finance", rights)
    yield uri
    rabbit.drop_vhost("money")
    rabbit.api("DELETE", "users/finance")


@pytest.fixture
def incentives(finance: str, postgres_database: Callable[[], str]) -> Iterator[Runtime]:
    """Give a consumer that hears finance."""
    PAID.clear()
    database: Database = create_database(
        postgres_database(), "incentives", "demo", None, date(2018, 1, 1)
    )
    handlers = {"finance": {"payout.settled.v1": on_settled}}
    runtime = Runtime("incentives", "demo", database, TOY_EDITION, Verifier([]), handlers)
    link = Link(finance, "incentives")
    topology.declare(link, "incentives", NAMES)
    link.close()
    client = RpcClient(finance, "incentives", "demo")
    hearing = Hearing(runtime, finance, client)
    hearing.start()
    wait_for(lambda: hearing.linked)
    yield runtime
    hearing.stop()
    client.close()
    database.close()


def settled(settlement: str, voucher: str = "V-1") -> dict[str, Any]:
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
    if user == "finance":
        uri = uri.replace("liaison:liaison@", "finance:finance@")
    link = Link(uri, "bank")
    if user:
        more["user_id"] = user
    link.channel.basic_publish(
        message_of(data, **more), NAMES.exchange("finance"), "payout.settled.v1", mandatory=True
    )
    link.close()


def parked(runtime: Runtime) -> list[str]:
    return [entry.error for entry in operator_actions.list_parked(runtime)]


def test_a_message_counts_once_however_often_it_comes(finance: str, incentives: Runtime) -> None:
    message = settled("S-1")
    for _ in range(3):
        send(finance, message)
    send(finance, settled("S-2"))
    wait_for(lambda: [found for found, _ in PAID] == ["S-1", "S-2"], what="two settlements")
    assert PAID[0][1] == date(2018, 3, 1)
    with incentives.database.reading() as session:
        assert session.execute(select(func.count()).select_from(records.inbox)).scalar() == 2


def test_a_message_of_another_sender_is_parked(finance: str, incentives: Runtime) -> None:
    send(finance, settled("S-3"), user=None)
    send(finance, settled("S-4"), user="liaison")
    wait_for(lambda: len(parked(incentives)) == 2, what="two parked messages")
    assert all("as the sender, not finance" in error for error in parked(incentives))
    assert PAID == []


def test_a_malformed_message_is_parked_and_later_ones_go_on(
    finance: str, incentives: Runtime
) -> None:
    send(finance, {"settled": True})
    send(finance, settled("S-5") | {"type": "plaque.granted.v1"})
    send(finance, settled("S-6") | {"effectiveon": "tomorrow"})
    send(finance, settled("S-7"))
    wait_for(lambda: [found for found, _ in PAID] == ["S-7"], what="the good one")
    assert len(parked(incentives)) == 3


def test_a_message_that_cannot_be_handled_is_parked_and_can_be_retried(
    finance: str, incentives: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(finance, settled("S-8", "V-BAD"))
    send(finance, settled("S-9"))
    wait_for(lambda: [found for found, _ in PAID] == ["S-9"], what="the other one")
    (entry,) = operator_actions.list_parked(incentives)
    assert "cannot book this" in entry.error
    mended = {
        "payout.settled.v1": lambda work, found: PAID.append((found.settlement_id, work.today))
    }
    monkeypatch.setattr(incentives, "handlers", {"finance": mended})
    assert operator_actions.retry_parked(incentives, entry.parked_id, "P-9", "mended") == 1
    assert [found for found, _ in PAID] == ["S-9", "S-8"]

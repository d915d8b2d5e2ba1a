"""The sample consumer pays each payout once on a real broker: doubled, told again, or wiped."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from deploy.finance.consumer import today
from deploy.local.servers.rabbit import PrivateRabbit
from liaison_contracts.envelope import envelope_from
from liaison_contracts.message import EVENTS
from liaison_contracts.publish.examples import example_of
from liaison_kit.bus.broker import Link, Message, message_of
from liaison_kit.bus.inbox import AmqpInbox
from liaison_kit.bus.relay import Relay
from liaison_kit.bus.topology import Names
from liaison_kit.testing.wait import wait_for
from tests.integration.incentives.system import System

NAMES = Names("demo")
ROOT = Path(__file__).parents[3]
RIGHTS = {
    "configure": "^$",
    "write": "^demo.finance.events$",
    "read": "^demo.incentives-to-finance$",
}
VHOST = "sample-consumer"
CASES = ROOT / "tests/data/public-cases"


class Desk:
    """Hold a system whose log goes over a real broker to the sample consumer, in a process."""

    def __init__(self, rabbit: PrivateRabbit, folder: Path) -> None:
        self.rabbit = rabbit
        self.uri = rabbit.add_vhost(VHOST)
        rabbit.api("PUT", "users/finance", {"password": "secret", "tags": ""})
        self.grant()
        self.paid = folder / "paid.sqlite"
        self.system = System(lambda service: f"sqlite:///{folder}/{service}.sqlite")
        self.system.extend()
        self.system.station()
        self.system.end("2018-01-01")
        runtime = self.system.runtimes["incentives"]
        self.relay, self.inbox = Relay(runtime, self.uri), AmqpInbox(runtime, "finance", self.uri)
        self.relay.start()
        self.inbox.start()
        wait_for(lambda: self.relay.linked and self.inbox.linked, what="the broker")

    def grant(self) -> None:
        """Give finance its own narrow rights."""
        self.rabbit.api("PUT", f"permissions/{VHOST}/finance", RIGHTS)

    @contextmanager
    def consumer(self) -> Iterator[None]:
        """Run the sample as a process of its own, with finance's credential and nothing else."""
        host = self.uri.split("@")[1].split("/")[0]
        names = {"AMQP_HOST": host, "AMQP_USER": "finance", "AMQP_PASSWORD": "secret"}
        more = {"AMQP_VHOST": VHOST, "LIAISON_PREFIX": NAMES.prefix, "PAID": str(self.paid)}
        process = subprocess.Popen(
            [sys.executable, "-m", "deploy.finance.consumer"],
            env={"PATH": os.environ["PATH"], **names, **more},
            cwd=ROOT,
        )
        try:
            yield
            assert process.poll() is None, "the consumer died"
        finally:
            process.terminate()
            process.wait()

    def again(self, payout: dict[str, Any]) -> None:
        """Bring a message a second time, as a broker may."""
        [envelope] = [e for e in self.system.log() if e["data"] == payout]
        link = Link(self.uri, "doubling")
        exchange = NAMES.exchange("incentives")
        link.channel.basic_publish(message_of(envelope), exchange, envelope["type"])
        link.close()

    def done(self) -> list[tuple[str, str]]:
        """Return what the consumer did, by payout."""
        with closing(sqlite3.connect(self.paid)) as base:
            return base.execute("SELECT payout_id, answer FROM done ORDER BY payout_id").fetchall()

    def is_quiet(self) -> bool:
        """Tell whether nothing waits in either queue."""
        queues = self.rabbit.api("GET", f"queues/{VHOST}") or []
        names = {NAMES.queue("incentives", "finance"), NAMES.queue("finance", "incentives")}
        return all(q.get("messages", 1) == 0 for q in queues if q["name"] in names)

    def close(self) -> None:
        """Stop everything."""
        self.inbox.ask_to_stop()
        self.inbox.join()
        self.relay.stop()
        self.system.close()
        self.rabbit.drop_vhost(VHOST)
        self.rabbit.api("DELETE", "users/finance")


@pytest.fixture
def desk(rabbit: PrivateRabbit, tmp_path: Path) -> Iterator[Desk]:
    """Give a desk with one payable grant."""
    found = Desk(rabbit, tmp_path)
    yield found
    found.close()


def settled(desk: Desk) -> Callable[[], bool]:
    return lambda: bool(desk.system.told("award.paid"))


def test_a_doubled_and_a_reminded_payout_is_paid_once(desk: Desk) -> None:
    desk.system.order()
    with desk.consumer():
        wait_for(settled(desk), what="the payment")
        [payout] = desk.system.told("payout.requested")
        reminder = {**payout, "reminder_no": 1, "payout_sequence": 99}
        for _ in range(2):
            desk.again(payout)
        [envelope] = [e for e in desk.system.log() if e["data"] == payout]
        link = Link(desk.uri, "reminding")
        told = message_of({**envelope, "id": "another", "data": reminder})
        link.channel.basic_publish(told, NAMES.exchange("incentives"), envelope["type"])
        link.close()
        wait_for(desk.is_quiet, what="empty queues")
    [(payout_id, answer)] = desk.done()
    assert payout_id == payout["payout_id"]
    assert "payout.settled.v1" in answer
    assert len(desk.system.told("award.paid")) == 1
    assert (desk.system.parked(), desk.system.ledger_faults()) == ([], ())


def test_a_payout_lost_with_the_broker_is_told_again_and_paid_once(desk: Desk) -> None:
    desk.system.order()
    sent = NAMES.queue("incentives", "finance")
    wait_for(lambda: waiting(desk, sent) == 2, what="the day's total and the request")
    desk.rabbit.drop_vhost(VHOST)
    desk.rabbit.add_vhost(VHOST)
    desk.grant()
    wait_for(lambda: desk.relay.linked and desk.inbox.linked, what="the new broker")
    desk.system.end("2018-01-02")
    for day in ("2018-01-08", "2018-01-09"):
        desk.system.end(day)
    with desk.consumer():
        wait_for(settled(desk), what="the payment")
        wait_for(desk.is_quiet, what="empty queues")
    [first, again] = desk.system.told("payout.requested")
    assert again["payout_id"] == first["payout_id"]
    assert [payout_id for payout_id, _ in desk.done()] == [first["payout_id"]]
    assert len(desk.system.told("award.paid")) == 1
    assert desk.system.ledger_faults() == ()


def publish_to_finance(desk: Desk, message: Message, key: str = "payout.x") -> None:
    link = Link(desk.uri, "stranger")
    link.channel.basic_publish(message, NAMES.exchange("incentives"), key)
    link.close()


def kept(desk: Desk) -> list[str]:
    with closing(sqlite3.connect(desk.paid)) as base:
        return [why for (why,) in base.execute("SELECT why FROM waiting ORDER BY at")]


def test_what_it_cannot_read_or_act_on_is_kept_for_a_person(desk: Desk) -> None:
    desk.system.order()
    [asked] = [e for e in desk.system.log() if e["type"] == "payout.requested.v1"]
    with desk.consumer():
        wait_for(settled(desk), what="the payment")
        for body in (b"\xff\x00", b"[" * 200_000, b'{"half": "an envelope"}'):
            publish_to_finance(desk, Message(body, content_type="application/json"))
        unknown = message_of({**asked, "type": "payout.invented.v9"})
        for _ in range(2):
            publish_to_finance(desk, unknown)
        no_request = message_of({**asked, "data": {"payout_id": "nothing else"}})
        publish_to_finance(desk, no_request)
        wait_for(desk.is_quiet, what="empty queues")
    whys = kept(desk)
    assert len(whys) == 5
    assert "NeedsPerson: payout.invented.v9" in whys


def test_it_connects_again_after_the_broker_was_away(desk: Desk) -> None:
    with desk.consumer():
        finance = NAMES.queue("incentives", "finance")
        wait_for(lambda: consumers(desk, finance) == 1, what="the consumer")
        for found in desk.rabbit.api("GET", "connections") or []:
            if found.get("user") == "finance":
                desk.rabbit.api("DELETE", f"connections/{quote(found['name'])}")
        desk.system.order()
        wait_for(settled(desk), what="the payment on another connection")
    assert len(desk.done()) == 1


def test_the_day_of_a_payment_is_the_offices() -> None:
    case = json.loads((CASES / "finance-first-hours.json").read_text("utf-8"))
    heard = envelope_from(example_of(EVENTS["payout.requested.v1"]))
    day = today(case["prefix"], heard, datetime.fromisoformat(case["instant"]))
    assert day.isoformat() == case["settled_on"]


def consumers(desk: Desk, queue: str) -> int:
    found = desk.rabbit.api("GET", f"queues/{VHOST}/{queue}")
    return int(found.get("consumers", 0)) if found else 0


def waiting(desk: Desk, queue: str) -> int:
    found = desk.rabbit.api("GET", f"queues/{VHOST}/{queue}")
    return int(found.get("messages", 0)) if found else 0


def test_the_sample_is_short_and_knows_the_contracts_only() -> None:
    text = (ROOT / "deploy/finance/consumer.py").read_text("utf-8")
    ours = {
        line.split()[1].split(".")[0]
        for line in text.splitlines()
        if line.startswith("from liaison")
    }
    assert ours == {"liaison_contracts"}
    assert len(text.splitlines()) < 180

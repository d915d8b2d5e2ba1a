"""The sample consumer pays each payout once on a real broker: doubled, told again, or wiped."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from deploy.local.servers.rabbit import PrivateRabbit
from liaison_kit.bus.broker import Link, message_of
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
    wait_for(lambda: waiting(desk, sent) == 1, what="the request in finance's queue")
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
    assert len(text.splitlines()) < 110

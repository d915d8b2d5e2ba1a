"""Brokers die, lose their disk and vanish behind a wall: events are late, never lost or doubled."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from urllib.error import HTTPError
from urllib.parse import quote

import pytest
from sqlalchemy import text

from deploy.local.servers.postgres import PrivatePostgres
from deploy.local.servers.rabbit import PrivateRabbit
from liaison_contracts.errors import Unavailable
from liaison_kit.bus import relay
from liaison_kit.bus.broker import Link
from liaison_kit.bus.relay import Relay
from liaison_kit.bus.rpc_client import RpcClient
from liaison_kit.log import operator_actions
from liaison_kit.testing.wait import wait_for
from tests.e2e.kit.blackhole import BlackHole
from tests.e2e.kit.towns import MODE, NAMES, QUEUE, HearingTown


@pytest.fixture(scope="module")
def broker() -> Iterator[PrivateRabbit]:
    """Start a broker that these tests may kill and wipe."""
    with PrivateRabbit() as server:
        yield server


@pytest.fixture
def town(broker: PrivateRabbit, postgres_database: Callable[[], str]) -> Iterator[HearingTown]:
    """Give a town on that broker's own vhost, which survives a wipe; its queues are fresh."""
    for queue in broker.api("GET", "queues/liaison"):
        broker.api("DELETE", f"queues/liaison/{queue['name']}")
    found = HearingTown(broker.uri, lambda name: postgres_database())
    try:
        found.start()
        found.settle()
        yield found
    finally:
        found.close()


def test_a_wiped_broker_loses_nothing_in_mid_flow(town: HearingTown, broker: PrivateRabbit) -> None:
    told = threading.Event()

    def tell() -> None:
        number = 1
        while number <= 300:
            try:
                town.tell("wiped", number, 10, key=f"wiped-{number}")
                number += 10
            except Unavailable:
                told.wait(0.05)  # the broker is away; the same key is safe again

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    wait_for(lambda: town.told_position() >= 50, what="some events told")
    broker.wipe()
    teller.join(60)
    assert not teller.is_alive()
    town.settle()
    assert town.heard() == [("wiped", number) for number in range(1, 301)]
    assert town.services["teller"].is_ready()


def test_a_killed_broker_comes_back_with_what_it_confirmed(
    town: HearingTown, broker: PrivateRabbit
) -> None:
    town.hearing.stop()
    town.tell("killed", 1, 100)
    town.wait_sent()
    broker.kill()
    broker.start()
    wait_for(lambda: town.waiting() == 100, what="100 messages from the disk")
    town.hear()
    town.settle()
    assert town.heard() == [("killed", number) for number in range(1, 101)]


def test_connections_cut_while_handlers_run_repeat_nothing(
    town: HearingTown, broker: PrivateRabbit
) -> None:
    for first in range(1, 1201, 100):
        town.tell("cut", first, 100)
        for connection in broker.api("GET", "connections"):
            with suppress(HTTPError):  # it may be gone by now
                broker.api("DELETE", f"connections/{quote(connection['name'], '')}")
        wait_for(partial(_told, town, "cut again", first), what="a line")
    town.settle()
    numbers = [number for subject, number in town.heard() if subject == "cut"]
    assert numbers == list(range(1, 1201))


def _told(town: HearingTown, subject: str, number: int) -> bool:
    try:
        return bool(town.tell(subject, number, 1, key=f"{subject}-{number}"))
    except Unavailable:
        return False


def test_an_event_that_finds_no_queue_is_not_called_sent(
    town: HearingTown, broker: PrivateRabbit
) -> None:
    """All queues go under the relay: it sees the return, declares them again, and sends."""
    town.hearing.stop()
    link = Link(broker.uri, "vandal")
    link.channel.queue_delete(QUEUE)
    link.channel.queue_delete(NAMES.queue("teller", "gateway"))
    link.close()
    town.tell("returned", 1, 5)
    town.wait_sent()
    assert town.services["teller"].entries("relay.returned")
    wait_for(lambda: town.waiting() == 5, what="5 messages in the new queue")
    town.hear()
    town.settle()
    assert [number for _, number in town.heard()] == [1, 2, 3, 4, 5]


def test_a_queue_deleted_beside_others_is_found_and_nothing_is_lost(
    town: HearingTown, broker: PrivateRabbit
) -> None:
    link = Link(broker.uri, "vandal")
    link.channel.queue_delete(QUEUE)
    link.close()
    town.tell("deleted", 1, 5)  # taken by the gateway's queue alone, so nothing is returned
    town.settle()
    teller = town.services["teller"]
    wait_for(lambda: teller.entries("relay.queue_missing"), what="an alert")
    wait_for(lambda: town.hearing.linked, what="the queue again")
    town.tell("deleted", 6, 1)
    town.settle()
    assert [number for _, number in town.heard()] == [1, 2, 3, 4, 5, 6]


def test_another_log_stops_the_feed_and_a_person_lets_it_go_on(town: HearingTown) -> None:
    town.tell("log", 1, 3)
    town.settle()
    with town.databases["teller"].writing() as session:
        old = session.execute(text("SELECT logid FROM instance")).scalar_one()
        session.execute(text("UPDATE instance SET logid = 'restored'"))
    town.services["teller"].stop()
    town.services["teller"].start()
    town.services["teller"].wait_ready()
    wait_for(lambda: town.stopped(), what="a stopped feed")
    assert "another one" in town.stopped()["teller"]
    town.tell("log", 4, 1)
    town.wait_sent()
    assert len(town.heard()) == 3
    with town.databases["teller"].writing() as session:
        session.execute(text("UPDATE instance SET logid = :old"), {"old": old})
    town.purge()  # what was said under the wrong name
    operator_actions.resume_feed(town.runtime, "teller", "P-9", "the right log is back")
    town.settle()
    assert [number for _, number in town.heard()] == [1, 2, 3, 4]


def test_a_feed_follows_the_log_of_a_restored_database_by_its_turn(town: HearingTown) -> None:
    town.tell("turn", 1, 3)
    town.settle()
    town.services["teller"].stop()
    restored = town.runtime_of_teller()
    turn = operator_actions.mark_restored(restored, "P-9", "the disk broke")
    restored.database.close()
    town.services["teller"].start()
    town.services["teller"].wait_ready()
    wait_for(lambda: town.stopped(), what="a stopped feed")
    town.tell("turn", 4, 1)
    town.wait_sent()
    assert len(town.heard()) == 3
    operator_actions.resume_feed(town.runtime, "teller", "P-9", "the disk is a new one", turn)
    town.tell("turn", 5, 1)
    town.settle()
    assert [number for _, number in town.heard()] == [1, 2, 3, 4, 5]


def test_a_black_hole_neither_blocks_the_relay_nor_the_client(
    town: HearingTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything that waits for the broker has an end; when the wall falls, all goes on."""
    monkeypatch.setattr(relay, "CONFIRM_SECONDS", 1.0)
    town.services["teller"].stop()
    hole = BlackHole(town.amqp_uri)
    client = RpcClient(hole.uri, "walled", MODE)
    runtime = town.runtime_of_teller()
    carrier = Relay(runtime, hole.uri)
    carrier.start()
    try:
        with pytest.raises(Unavailable):
            client.call("teller", "head", deadline=0.5)  # its queue stays while it is down
        wait_for(lambda: carrier.linked, what="a linked relay")
        hole.swallow()
        began = time.monotonic()
        with pytest.raises(Unavailable):
            client.call("teller", "head", deadline=0.5)
        assert time.monotonic() - began < 2.0
        town.tell_locally(runtime, "walled", 1, 5)
        wait_for(lambda: not carrier.linked, 20, "a relay that gave the link up")
        assert town.sent_position() == 0
        hole.let_through()
        town.wait_sent()
    finally:
        carrier.stop()
        client.close()
        hole.close()
        runtime.database.close()


def test_one_relay_is_active_and_another_takes_over(
    town: HearingTown, postgres: PrivatePostgres
) -> None:
    """A second relay waits for the lease; it gets it when the first one's process is gone."""
    runtime = town.runtime_of_teller()
    second = Relay(runtime, town.amqp_uri)
    second.start()
    try:
        town.tell("lease", 1, 3)
        town.settle()
        assert not second._lease.held
        town.services["teller"].__exit__(None, None, None)
        wait_for(lambda: second._lease.held, what="the lease")
        town.tell_locally(runtime, "lease", 4, 2)
        town.settle()
        assert [number for _, number in town.heard()] == [1, 2, 3, 4, 5]
        assert NAMES.mode == MODE
    finally:
        second.stop()
        runtime.database.close()

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
from tests.e2e.kit.systems import MODE, NAMES, QUEUE, HearingSystem


@pytest.fixture(scope="module")
def broker() -> Iterator[PrivateRabbit]:
    """Start a broker that these tests may kill and wipe."""
    with PrivateRabbit() as server:
        yield server


@pytest.fixture
def system(broker: PrivateRabbit, postgres_database: Callable[[], str]) -> Iterator[HearingSystem]:
    """Give a system on that broker's own vhost, which survives a wipe; its queues are fresh."""
    for queue in broker.api("GET", "queues/liaison"):
        broker.api("DELETE", f"queues/liaison/{queue['name']}")
    found = HearingSystem(broker.uri, lambda name: postgres_database())
    try:
        found.start()
        found.settle()
        yield found
    finally:
        found.close()


def test_a_wiped_broker_loses_nothing_in_mid_flow(
    system: HearingSystem, broker: PrivateRabbit
) -> None:
    told = threading.Event()

    def tell() -> None:
        number = 1
        while number <= 300:
            try:
                system.tell("wiped", number, 10, key=f"wiped-{number}")
                number += 10
            except Unavailable:
                told.wait(0.05)  # the broker is away; the same key is safe again

    producer = threading.Thread(target=tell, daemon=True)
    producer.start()
    wait_for(lambda: system.told_position() >= 50, what="some events told")
    broker.wipe()
    producer.join(60)
    assert not producer.is_alive()
    system.settle()
    assert system.heard() == [("wiped", number) for number in range(1, 301)]
    assert system.services["producer"].is_ready()


def test_a_killed_broker_comes_back_with_what_it_confirmed(
    system: HearingSystem, broker: PrivateRabbit
) -> None:
    system.hearing.stop()
    system.tell("killed", 1, 100)
    system.wait_sent()
    broker.kill()
    broker.start()
    wait_for(lambda: system.waiting() == 100, what="100 messages from the disk")
    system.hear()
    system.settle()
    assert system.heard() == [("killed", number) for number in range(1, 101)]


def test_connections_cut_while_handlers_run_repeat_nothing(
    system: HearingSystem, broker: PrivateRabbit
) -> None:
    for first in range(1, 1201, 100):
        system.tell("cut", first, 100)
        for connection in broker.api("GET", "connections"):
            with suppress(HTTPError):  # it may be gone by now
                broker.api("DELETE", f"connections/{quote(connection['name'], '')}")
        wait_for(partial(_told, system, "cut again", first), what="a line")
    system.settle()
    numbers = [number for subject, number in system.heard() if subject == "cut"]
    assert numbers == list(range(1, 1201))


def _told(system: HearingSystem, subject: str, number: int) -> bool:
    try:
        return bool(system.tell(subject, number, 1, key=f"{subject}-{number}"))
    except Unavailable:
        return False


def test_an_event_that_finds_no_queue_is_not_called_sent(
    system: HearingSystem, broker: PrivateRabbit
) -> None:
    """All queues go under the relay: it sees the return, declares them again, and sends."""
    system.hearing.stop()
    link = Link(broker.uri, "vandal")
    link.channel.queue_delete(QUEUE)
    link.channel.queue_delete(NAMES.queue("producer", "gateway"))
    link.close()
    system.tell("returned", 1, 5)
    system.wait_sent()
    assert system.services["producer"].entries("relay.returned")
    wait_for(lambda: system.waiting() == 5, what="5 messages in the new queue")
    system.hear()
    system.settle()
    assert [number for _, number in system.heard()] == [1, 2, 3, 4, 5]


def test_a_queue_deleted_beside_others_is_found_and_nothing_is_lost(
    system: HearingSystem, broker: PrivateRabbit
) -> None:
    link = Link(broker.uri, "vandal")
    link.channel.queue_delete(QUEUE)
    link.close()
    system.tell("deleted", 1, 5)  # taken by the gateway's queue alone, so nothing is returned
    system.settle()
    producer = system.services["producer"]
    wait_for(lambda: producer.entries("relay.queue_missing"), what="an alert")
    wait_for(lambda: system.hearing.linked, what="the queue again")
    system.tell("deleted", 6, 1)
    system.settle()
    assert [number for _, number in system.heard()] == [1, 2, 3, 4, 5, 6]


def test_another_log_stops_the_feed_and_a_person_lets_it_go_on(system: HearingSystem) -> None:
    system.tell("log", 1, 3)
    system.settle()
    with system.databases["producer"].writing() as session:
        old = session.execute(text("SELECT logid FROM instance")).scalar_one()
        session.execute(text("UPDATE instance SET logid = 'restored'"))
    system.services["producer"].stop()
    system.services["producer"].start()
    system.services["producer"].wait_ready()
    wait_for(lambda: system.stopped(), what="a stopped feed")
    assert "another one" in system.stopped()["producer"]
    system.tell("log", 4, 1)
    system.wait_sent()
    assert len(system.heard()) == 3
    with system.databases["producer"].writing() as session:
        session.execute(text("UPDATE instance SET logid = :old"), {"old": old})
    system.purge()  # what was said under the wrong name
    operator_actions.resume_feed(system.runtime, "producer", "P-9", "the right log is back")
    system.settle()
    assert [number for _, number in system.heard()] == [1, 2, 3, 4]


def test_a_feed_follows_the_log_of_a_restored_database_by_its_turn(system: HearingSystem) -> None:
    system.tell("turn", 1, 3)
    system.settle()
    system.services["producer"].stop()
    restored = system.runtime_of_producer()
    turn = operator_actions.mark_restored(restored, "P-9", "the disk broke")
    restored.database.close()
    system.services["producer"].start()
    system.services["producer"].wait_ready()
    wait_for(lambda: system.stopped(), what="a stopped feed")
    system.tell("turn", 4, 1)
    system.wait_sent()
    assert len(system.heard()) == 3
    operator_actions.resume_feed(system.runtime, "producer", "P-9", "the disk is a new one", turn)
    system.tell("turn", 5, 1)
    system.settle()
    assert [number for _, number in system.heard()] == [1, 2, 3, 4, 5]


def test_a_black_hole_neither_blocks_the_relay_nor_the_client(
    system: HearingSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything that waits for the broker has an end; when the wall falls, all goes on."""
    monkeypatch.setattr(relay, "CONFIRM_SECONDS", 1.0)
    system.services["producer"].stop()
    hole = BlackHole(system.amqp_uri)
    client = RpcClient(hole.uri, "walled", MODE)
    runtime = system.runtime_of_producer()
    carrier = Relay(runtime, hole.uri)
    carrier.start()
    try:
        with pytest.raises(Unavailable):
            client.call("producer", "head", deadline=0.5)  # its queue stays while it is down
        wait_for(lambda: carrier.linked, what="a linked relay")
        hole.swallow()
        began = time.monotonic()
        with pytest.raises(Unavailable):
            client.call("producer", "head", deadline=0.5)
        assert time.monotonic() - began < 2.0
        system.tell_locally(runtime, "walled", 1, 5)
        wait_for(lambda: not carrier.linked, 20, "a relay that gave the link up")
        assert system.sent_position() == 0
        hole.let_through()
        system.wait_sent()
    finally:
        carrier.stop()
        client.close()
        hole.close()
        runtime.database.close()


def test_one_relay_is_active_and_another_takes_over(
    system: HearingSystem, postgres: PrivatePostgres
) -> None:
    """A second relay waits for the lease; it gets it when the first one's process is gone."""
    runtime = system.runtime_of_producer()
    second = Relay(runtime, system.amqp_uri)
    second.start()
    try:
        system.tell("lease", 1, 3)
        system.settle()
        assert not second._lease.held
        system.services["producer"].__exit__(None, None, None)
        wait_for(lambda: second._lease.held, what="the lease")
        system.tell_locally(runtime, "lease", 4, 2)
        system.settle()
        assert [number for _, number in system.heard()] == [1, 2, 3, 4, 5]
        assert NAMES.mode == MODE
    finally:
        second.stop()
        runtime.database.close()

"""Each trap of the stock parts: first the fault is shown, then that the kit does not have it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import kombu
import pytest
from sqlalchemy import text

from liaison_contracts.errors import LiaisonError
from liaison_kit.bus.broker import (
    JSON,
    Link,
    Message,
    message_of,
)
from liaison_kit.testing import toy
from liaison_kit.testing.wait import wait_for
from tests.e2e.kit.blackhole import BlackHole
from tests.e2e.kit.systems import NAMES, TESTER, HearingSystem

STOCK = Path(__file__).parent / "stock.py"
STOCK_QUEUE, STOCK_EVENTS = "rpc-stock", "evt-source-told--stock.on_told"


class Stock:
    """The stock service as a process."""

    def __init__(self, uri: str, trace: Path, *more: str) -> None:
        self.trace = trace
        trace.touch()
        self.command = [sys.executable, "-W", "ignore", str(STOCK), uri, str(trace), *more]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        ups = self.lines("up")
        self.process = subprocess.Popen(self.command, stderr=subprocess.DEVNULL)
        wait_for(lambda: self.lines("up") > ups, what="a stock service")

    def lines(self, word: str) -> int:
        return self.trace.read_text().split().count(word)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def stock(vhost: str, tmp_path: Path) -> Iterator[Stock]:
    found = Stock(vhost, tmp_path / "trace")
    found.start()
    yield found
    found.stop()


@pytest.fixture
def system(hearing_system_on_postgres: HearingSystem) -> HearingSystem:
    return hearing_system_on_postgres


def publish(uri: str, exchange: str, key: str, body: bytes, **properties: Any) -> None:
    link = Link(uri, "stranger")
    link.channel.confirm_select()
    acked: list[int] = []
    link.channel.events["basic_ack"].add(lambda tag, multiple: acked.append(tag))
    link.channel.basic_publish(Message(body, **properties), exchange, key)
    while not acked:
        link.drain()
    link.close()


def waiting(uri: str, queue: str) -> int:
    link = Link(uri, "look")
    found = int(link.channel.queue_declare(queue, passive=True).message_count)
    link.close()
    return found


def strays(system: HearingSystem) -> list[str]:
    with system.databases["producer"].reading() as session:
        query = "SELECT error FROM parked_events WHERE producer = 'rpc' ORDER BY parked_id"
        return [row.error for row in session.execute(text(query))]


def ask_producer(
    system: HearingSystem, body: bytes, key: str = "producer.head", **more: Any
) -> None:
    publish(system.amqp_uri, NAMES.rpc_exchange, key, body, **more)


CALL = json.dumps({"args": [], "kwargs": {}}).encode()


def test_a_handler_that_raises(vhost: str, stock: Stock) -> None:
    """Stock: acknowledged and gone. The kit parks: see the conformance suite."""
    publish(vhost, "source.events", "told", b"{}", content_type=JSON)
    wait_for(lambda: stock.lines("told") == 1, what="the handler")
    wait_for(lambda: stock.process is not None and stock.process.poll() is None)
    assert waiting(vhost, STOCK_EVENTS) == 0
    assert stock.lines("told") == 1


def test_a_handler_that_raises_and_requeues(vhost: str, tmp_path: Path) -> None:
    """Stock: the same message again and again. The kit tries three times, then parks."""
    stock = Stock(vhost, tmp_path / "trace", "requeue")
    stock.start()
    try:
        publish(vhost, "source.events", "told", b"{}", content_type=JSON)
        wait_for(lambda: stock.lines("told") > 50, what="a storm of redeliveries")
    finally:
        stock.stop()


def test_a_body_that_cannot_be_decoded(vhost: str, stock: Stock, system: HearingSystem) -> None:
    """Stock: logged and acknowledged. The kit answers it, or parks what it cannot answer."""
    publish(vhost, "nameko-rpc", "stock.work", b"{not json", content_type=JSON)
    wait_for(lambda: waiting(vhost, STOCK_QUEUE) == 0, what="the queue to empty")
    known = len(strays(system))
    ask_producer(system, b"{not json", content_type=JSON)
    ask_producer(system, b"\x80\x04N.", content_type="application/x-python-serialize")
    wait_for(lambda: len(strays(system)) == known + 2, what="two parked requests")
    with pytest.raises(LiaisonError) as refused:
        system.rpc.call("producer", "no_such_method", deadline=10)
    assert refused.value.code == "internal_error"
    with pytest.raises(LiaisonError):
        system.rpc.call("producer", "events_after", 1, 2, 3, 4, deadline=10)
    assert system.services["producer"].is_ready()


def test_an_event_nobody_can_read_is_parked(system: HearingSystem) -> None:
    before = len(system.parked())
    exchange = NAMES.exchange("producer")
    publish(system.amqp_uri, exchange, "toy.told.v1", b"{not json", content_type=JSON)
    publish(system.amqp_uri, exchange, "toy.told.v1", CALL, content_type=JSON)
    publish(system.amqp_uri, exchange, "toy.told.v1", b"\x80\x04N.", content_type="x-python/pickle")
    wait_for(lambda: len(system.parked()) == before + 3, what="three parked events")
    for entry in system.parked():
        assert system.discard(entry["parked_id"]) == 0


def test_a_request_without_reply_to(vhost: str, stock: Stock, system: HearingSystem) -> None:
    """Stock: it kills the container, is queued again, and kills it after a restart (#753)."""
    body = json.dumps({"args": [0], "kwargs": {}}).encode()
    publish(vhost, "nameko-rpc", "stock.work", body, content_type=JSON)
    assert stock.process is not None
    assert stock.process.wait(30) != 0
    stock.start()
    assert stock.process.wait(30) != 0
    known = len(strays(system))
    ask_producer(system, CALL, content_type=JSON)
    wait_for(lambda: len(strays(system)) == known + 1, what="a parked request")
    assert "reply_to" in strays(system)[-1]
    assert system.services["producer"].is_ready()


def test_sigterm_with_work_in_flight(
    vhost: str, stock: Stock, system: HearingSystem, tmp_path: Path
) -> None:
    """Stock: delivered and done again after a restart. The kit drains, answers, then closes."""
    body = json.dumps({"args": [2.0], "kwargs": {}}).encode()
    publish(vhost, "nameko-rpc", "stock.work", body, content_type=JSON, reply_to="reply-x")
    wait_for(lambda: stock.lines("work") == 1, what="work in flight")
    assert stock.process is not None
    stock.process.send_signal(signal.SIGTERM)
    stock.process.wait(30)
    stock.start()
    wait_for(lambda: stock.lines("work") == 2, what="the same work again")

    producer, trace = system.services["producer"], tmp_path / "tells"
    trace.touch()
    producer.stop()
    producer.environment["TOY_TRACE"] = str(trace)
    producer.start()
    producer.wait_ready()
    with ThreadPoolExecutor(6) as pool:
        slow = [toy.Tell("term", number, 1, pause_ms=1500) for number in range(1, 7)]
        answers = [pool.submit(system.client.send, TESTER, one) for one in slow]
        wait_for(lambda: len(trace.read_text().split("\n")) == 7, what="six in flight")
        assert producer.stop() == 0
        assert all(answer.result().result == {"count": 1} for answer in answers)
    producer.start()
    producer.wait_ready()
    system.tell("term", 7)
    assert len(trace.read_text().splitlines()) == 7


def test_a_publish_that_no_queue_takes(vhost: str) -> None:
    """Stock: fine, and gone. The kit's relay sees it: see the tests of faults."""
    with kombu.Connection(vhost, transport_options={"confirm_publish": True}) as connection:
        exchange = kombu.Exchange("nowhere", "topic", durable=True)
        connection.Producer().publish({}, exchange=exchange, declare=[exchange], routing_key="x")


def test_a_black_hole_stops_a_stock_publisher_for_good(vhost: str) -> None:
    """Stock: no end. The kit's relay and client have one: see the tests of faults."""
    hole = BlackHole(vhost)
    connection = kombu.Connection(hole.uri, transport_options={"confirm_publish": True})
    producer = connection.Producer()
    producer.publish({}, routing_key="x")
    hole.swallow()
    publisher = threading.Thread(target=lambda: producer.publish({}, routing_key="x"), daemon=True)
    publisher.start()
    publisher.join(3.0)
    assert publisher.is_alive()
    hole.let_through()
    publisher.join(30)
    connection.release()
    hole.close()


def test_json_is_plain() -> None:
    """Stock: tags that only kombu reads. The kit refuses what has no plain form."""
    assert "__type__" in kombu.serialization.dumps({"d": Decimal("1.50")}, "json")[2]
    for value in (Decimal("1.50"), date(2018, 1, 1)):
        with pytest.raises(TypeError):
            message_of({"value": value})


def test_one_slow_query_does_not_stop_the_service(system: HearingSystem) -> None:
    """psycopg under eventlet stops everything unless it is told how to wait."""
    with system.databases["producer"].writing() as blocker:
        blocker.execute(text("LOCK TABLE event_log IN ACCESS EXCLUSIVE MODE"))
        with ThreadPoolExecutor(1) as pool:
            blocked = pool.submit(system.client.send, TESTER, toy.Tell("slow", 1))
            for _ in range(20):
                assert system.rpc.call("producer", "head", deadline=5)
            assert not blocked.done()
            blocker.rollback()
            assert blocked.result().result == {"count": 1}


def test_the_pytest_plugin_of_nameko_is_off(request: pytest.FixtureRequest) -> None:
    assert not request.config.pluginmanager.hasplugin("pytest_nameko")
    assert not request.config.pluginmanager.hasplugin("nameko")


def test_a_service_never_loads_nameko_web() -> None:
    script = "import liaison_kit.serve, sys; sys.exit('nameko.web.handlers' in sys.modules)"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=False)
    assert done.returncode == 0

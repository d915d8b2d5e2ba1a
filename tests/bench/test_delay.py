"""How soon a fact reaches somebody outside, when nothing else goes on."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from amqp import Message

from liaison_kit.bus.broker import (
    JSON,
    PERSISTENT,
    Link,
)
from liaison_kit.bus.rpc_client import RpcClient
from tests.bench.report import Figure, Report, Row, Target
from tests.bench.services import EXCHANGE, MODE, TYPE, Bench, linked

EVENTS, PAUSE_SECONDS = 400, 0.05
QUEUE = "bench-outside"
WHAT = "commit in a service to an outside consumer, idle system"


def test_a_fact_reaches_an_outside_consumer(
    bench: Bench, report: Report, sized: Callable[[int], int]
) -> None:
    """Commit one event at a time; both instants are read from the one clock of the machine."""
    count = max(100, sized(EVENTS))
    bench.prepare("minimal")
    bench.start("minimal")
    client = RpcClient(bench.amqp_uri, "lab", MODE)
    with outside(bench.amqp_uri) as (link, arrived), linked(bench.amqp_uri) as sender:
        delays = [_delay(link, arrived, client, number) for number in range(count + 10)][10:]
        bare = [_bare_delay(link, arrived, sender, number) for number in range(count + 10)][10:]
    client.close()
    told = f"publish to consume by py-amqp: {_shown(bare)}"
    report.add(Row("5", f"{WHAT}, median", Figure("ms", delays), Target(at_most=20), told))
    slow = Figure("ms", [_worst(delays)])
    report.add(Row("5b", "the same, 99th percentile", slow, Target(at_most=250)))


@contextmanager
def outside(amqp_uri: str) -> Iterator[tuple[Link, list[tuple[int, int]]]]:
    """Consume a quorum queue of one's own; note each event's number and instant."""
    arrived: list[tuple[int, int]] = []

    def on_message(message: Message) -> None:
        arrived.append((json.loads(message.body)["data"]["number"], time.time_ns()))
        link.channel.basic_ack(message.delivery_tag)

    with linked(amqp_uri) as link:
        arguments = {"x-queue-type": "quorum"}
        link.channel.queue_declare(QUEUE, durable=True, auto_delete=False, arguments=arguments)
        link.channel.queue_bind(QUEUE, EXCHANGE, "toy.#")
        link.channel.basic_consume(QUEUE, callback=on_message)
        yield link, arrived


def _delay(link: Link, arrived: list[tuple[int, int]], client: RpcClient, number: int) -> float:
    """Let the service commit while this thread consumes; return milliseconds."""

    with ThreadPoolExecutor(1) as pool:
        committed = pool.submit(client.call, "producer", "tell_one", number, deadline=30)
        seen = _seen(link, arrived, number)
        time.sleep(PAUSE_SECONDS)
        return (seen - committed.result()) / 1e6


def _bare_delay(link: Link, arrived: list[tuple[int, int]], sender: Link, number: int) -> float:
    body = json.dumps({"data": {"number": number}})
    begun = time.time_ns()
    message = Message(body, content_type=JSON, delivery_mode=PERSISTENT)
    sender.channel.basic_publish(message, EXCHANGE, TYPE)
    seen = _seen(link, arrived, number)
    time.sleep(PAUSE_SECONDS)
    return (seen - begun) / 1e6


def _seen(link: Link, arrived: list[tuple[int, int]], number: int) -> int:
    while not arrived or arrived[-1][0] != number:
        link.connection.drain_events()
    return arrived[-1][1]


def _worst(delays: list[float]) -> float:
    return statistics.quantiles(delays, n=100)[98]


def _shown(delays: list[float]) -> str:
    return f"{Figure('ms', delays).shown()}, 99th percentile {_worst(delays):.1f} ms"

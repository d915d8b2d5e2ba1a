"""How fast an empty consumer catches up from a producer's log."""

from __future__ import annotations

from collections.abc import Callable

from tests.bench import bare
from tests.bench.report import Figure, Report, Row, Target
from tests.bench.services import Bench, Gauge, connect, fill_log, rate_of
from tests.bench.test_feed import HEARD

RUNS, EVENTS = 3, 100_000
WHAT = "catch-up of an empty consumer from a log of {:,} events, over RPC, one row an event"


def test_an_empty_consumer_catches_up(
    bench: Bench, report: Report, sized: Callable[[int], int]
) -> None:
    """Keep the queue empty, so that the head check alone finds what is missing."""
    count, rates, references = sized(EVENTS), [], []
    fill_log(bench.prepare("producer"), count, sent=True)
    bench.start("producer")
    for _ in range(RUNS):
        bench.prepare("consumer")
        gauge = Gauge(bench.urls["consumer"], HEARD)
        consumer = bench.start("consumer", {"LIAISON_HEAD_CHECK_SECONDS": "1"})
        rates.append(rate_of(gauge, count))
        assert consumer.stop() == 0
        gauge.close()
        with connect(bench.urls["producer"]) as log, connect(bench.new_database()) as database:
            references.append(bare.select_and_insert(log, database, count))
    told = f"SELECT and INSERT by psycopg: {Figure('events/s', references).shown()}"
    report.add(Row("3", WHAT.format(count), Figure("events/s", rates), Target(3000), told))

"""How fast a consumer hears what waits in its queue."""

from __future__ import annotations

from collections.abc import Callable

from tests.bench import bare
from tests.bench.report import Figure, Report, Row, Target
from tests.bench.services import Bench, Gauge, connect, envelopes, rate_of

RUNS, EVENTS = 5, 10_000
HEARD = "SELECT position FROM feed_positions WHERE producer = 'producer'"
WHAT = "feed: quorum queue to PostgreSQL, one row an event, by a service process"
HANDLERS = {"consumer": "handlers add rows to the session", "echo": "a statement a row"}


def test_a_feed_stores_one_row_an_event(
    bench: Bench, report: Report, sized: Callable[[int], int]
) -> None:
    """Fill the queue, start the consumer, and time it from the first position seen to the last."""
    count = sized(EVENTS)
    rates: dict[str, list[float]] = {"consumer": [], "echo": [], "bare": []}
    for run in range(RUNS + 1):
        found = {name: rate_of_service(bench, name, count) for name in HANDLERS}
        bare.publish(bench.amqp_uri, envelopes(count))
        with connect(bench.new_database()) as database:
            found["bare"] = bare.consume_and_insert(bench.amqp_uri, database, count)
        for name in found if run else ():  # the first run warms up
            rates[name].append(found[name])
    shown = Figure("events/s", rates["bare"]).shown()
    told = f"py-amqp and psycopg, a statement a row, batches of {bare.BATCH}: {shown}"
    for number, (name, how) in zip(("2", "2b"), HANDLERS.items(), strict=True):
        figure = Figure("events/s", rates[name])
        report.add(Row(number, f"{WHAT}; {how}", figure, Target(1500), told))


def rate_of_service(bench: Bench, name: str, count: int) -> float:
    """Return how many events a second a fresh consumer takes from its full queue."""
    bench.prepare(name)
    bench.purge()
    bare.publish(bench.amqp_uri, envelopes(count))
    gauge = Gauge(bench.urls[name], HEARD)
    service = bench.start(name)
    rate = rate_of(gauge, count)
    assert service.stop() == 0
    gauge.close()
    return rate

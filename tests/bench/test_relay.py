"""How fast a log goes to the broker."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.bench import bare
from tests.bench.report import Figure, Report, Row, Target
from tests.bench.services import Bench, Gauge, envelopes, fill_log

RUNS, EVENTS = 5, 20_000
CURSOR = "SELECT position FROM relay_cursor"
WHAT = "relay: log in PostgreSQL to {} quorum queues, all confirmed, from the commit on"


def test_a_log_goes_to_quorum_queues(
    bench: Bench, report: Report, sized: Callable[[int], int]
) -> None:
    """Commit events in one transaction, and time the service's relay until all are confirmed."""
    count, rates, references = sized(EVENTS), [], []
    database = bench.prepare("producer")
    bench.start("producer")
    gauge = Gauge(bench.urls["producer"], CURSOR)
    bodies = envelopes(count)
    for run in range(RUNS + 1):
        head = fill_log(database, count, page=count)
        begun = time.monotonic()
        _, ended = gauge.wait(head)
        bench.purge()
        reference = bare.publish(bench.amqp_uri, bodies)
        bench.purge()
        if run:  # the first one warms up
            rates.append(count / (ended - begun))
            references.append(reference)
    gauge.close()
    bare_figure = Figure("events/s", references)
    told = f"py-amqp, {bare.UNCONFIRMED} unconfirmed, same queues: {bare_figure.shown()}"
    report.add(
        Row("1", WHAT.format(len(bench.queues)), Figure("events/s", rates), Target(3000), told)
    )
    shares = [rate / other * 100 for rate, other in zip(rates, references, strict=True)]
    report.add(Row("1b", "the same as a share of the reference", Figure("%", shares), Target(50)))

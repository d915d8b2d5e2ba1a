"""How many single records a second are written, beside bare Flask, nameko and a row."""

from __future__ import annotations

import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from urllib.parse import urlsplit

from deploy.local.servers.ports import free_ports
from liaison_kit.testing.wait import wait_for
from tests.bench.report import Figure, Report, Row, Target
from tests.bench.services import ROOT, connect
from tests.bench.test_duties import PART, ClusterInstance, a_record, running_instance
from tests.bench.test_gateway_reads import GUNICORN, answers
from tests.bench.writing_apps import TABLE

RUNS, THREADS, WRITES, SHARE = 3, 8, 1_000, 0.5
WHAT = "writes of one duty record, {} clients: HTTP, RPC, row, log, answer"
_numbers = count(1)


def test_a_write_is_at_least_half_as_fast_as_a_bare_one(
    report: Report, sized: Callable[[int], int]
) -> None:
    """Post single records to both in turn, on the same broker and PostgreSQL."""
    total = max(THREADS, sized(WRITES))
    rates: dict[str, list[float]] = {"ours": [], "bare": []}
    slowest: dict[str, list[float]] = {"ours": [], "bare": []}
    with running_instance() as instance, bare_writer(instance) as address:
        targets = {
            "ours": (instance.cluster.address, instance.client._sign(PART)),
            "bare": (address, {}),
        }
        for run in range(RUNS + 1):  # the first one warms up
            for name, (url, signed) in targets.items():
                rate, seconds = write_all(url, signed, total)
                if run:
                    rates[name].append(rate)
                    slowest[name].append(statistics.quantiles(seconds, n=100)[98] * 1000)
    told = f"bare Flask, nameko, SQLAlchemy: {Figure('writes/s', rates['bare']).shown()}"
    least = Target(at_least=SHARE * statistics.median(rates["bare"]))
    figure = Figure("writes/s", rates["ours"])
    report.add(Row("18", WHAT.format(THREADS), figure, least, told))
    told = f"the bare one: {Figure('ms', slowest['bare']).shown()}"
    figure = Figure("ms", slowest["ours"])
    report.add(Row("18b", "the same, 99th percentile", figure, Target(at_most=250), told))


@contextmanager
def bare_writer(instance: ClusterInstance) -> Iterator[str]:
    """Run the bare service and its Flask app beside the suite, and give the app's address."""
    rabbit, url = instance.cluster.broker.rabbit, instance.cluster.access["assessment"].owner_url
    assert rabbit is not None, "the instance has a broker of its own"
    with connect(url) as database:
        database.execute(TABLE)
    (port,) = free_ports(1)
    environment = {**os.environ, "BENCH_AMQP": rabbit.uri, "PYTHONPATH": str(ROOT)}
    module = [sys.executable, "-m", "tests.bench.writing_apps", rabbit.uri, url]
    app = ["--bind", f"127.0.0.1:{port}", "tests.bench.writing_apps:bare()"]
    with (
        subprocess.Popen(module, cwd=ROOT, stdout=subprocess.PIPE, text=True) as service,
        subprocess.Popen([sys.executable, *GUNICORN, *app], env=environment, cwd=ROOT) as web,
    ):
        try:
            assert service.stdout is not None
            assert service.stdout.readline().strip() == "ready"
            wait_for(lambda: answers(port), 60, "gunicorn's answer")
            yield f"http://127.0.0.1:{port}"
        finally:
            web.terminate()
            service.kill()


def write_all(url: str, signed: dict[str, str], total: int) -> tuple[float, list[float]]:
    """Return writes a second over kept connections, and how long each took."""
    with ThreadPoolExecutor(THREADS) as pool:
        begun = time.perf_counter()
        each = pool.map(lambda _: _write(url, signed, total // THREADS), range(THREADS))
        seconds = [one for found in each for one in found]
        return len(seconds) / (time.perf_counter() - begun), seconds


def _write(url: str, signed: dict[str, str], total: int) -> list[float]:
    """Write records one by one; lists need not show them yet when the answer comes."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    headers = {"Content-Type": "application/json", "Prefer": "wait=0", **signed}
    seconds = []
    for _ in range(total):
        body = json.dumps({"records": [a_record(9, next(_numbers))]})
        begun = time.perf_counter()
        connection.request("POST", "/v1/duty-records", body, headers)
        answer = connection.getresponse()
        found = json.loads(answer.read())
        seconds.append(time.perf_counter() - begun)
        assert answer.status == 200, found
    connection.close()
    return seconds

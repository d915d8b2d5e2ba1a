"""How many requests one service process answers."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from liaison_kit.bus.rpc_client import RpcClient
from tests.bench.report import Figure, Report, Row, Target
from tests.bench.services import MODE, ROOT, Bench

RUNS, THREADS, CALLS = 5, 16, 4_000
WHAT = f"gateway's RPC client, {THREADS} threads, to one service process, empty method"
STOCK = [sys.executable, "-m", "tests.bench.bare_nameko"]


def test_one_process_answers_many_threads(
    bench: Bench, report: Report, sized: Callable[[int], int]
) -> None:
    """Call an empty method from 16 threads; nameko's own client and service stand beside it."""
    count, rates, references, slowest = sized(CALLS), [], [], []
    bench.prepare("minimal")
    bench.start("minimal")
    client = RpcClient(bench.amqp_uri, "lab", MODE)
    with stock_service(bench.amqp_uri):
        for run in range(RUNS + 1):
            rate, seconds = call_from_threads(client, count)
            reference = float(_run("call", bench.amqp_uri, str(max(50, count // 4))))
            if run:
                rates.append(rate)
                references.append(reference)
                slowest.append(statistics.quantiles(seconds, n=100)[98] * 1000)
    client.close()
    told = (
        f"nameko's ClusterRpcProxy and service, 1 thread: {Figure('calls/s', references).shown()}"
    )
    report.add(Row("4", WHAT, Figure("calls/s", rates), Target(400), told))
    report.add(Row("4b", "the same, 99th percentile", Figure("ms", slowest), Target(at_most=100)))


def call_from_threads(client: RpcClient, count: int) -> tuple[float, list[float]]:
    """Return calls a second, and how long each took."""

    def one(_: int) -> float:
        begun = time.perf_counter()
        client.call("producer", "nothing", deadline=30)
        return time.perf_counter() - begun

    with ThreadPoolExecutor(THREADS) as pool:
        begun = time.perf_counter()
        seconds = list(pool.map(one, range(count)))
        return count / (time.perf_counter() - begun), seconds


@contextmanager
def stock_service(amqp_uri: str) -> Iterator[None]:
    """Run a stock nameko service beside ours."""
    with subprocess.Popen(
        [*STOCK, "serve", amqp_uri], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == "ready"
            yield
        finally:
            process.kill()


def _run(*arguments: str) -> str:
    done = subprocess.run([*STOCK, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout

"""How many reads a second the gateway answers, beside bare Flask on the same rows and cores."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from deploy.local.servers.ports import free_ports
from liaison_kit.testing.wait import wait_for
from tests.bench.report import Figure, Report, Row, Target
from tests.integration.gateway.system import System

RUNS, THREADS, CALLS, STATIONS = 3, 8, 2_000, 60
SHARE = 0.7
GUNICORN = ["-m", "gunicorn", "-k", "gthread", "--threads", "8", "--log-level", "error"]
PATHS = (
    ("8", "GET of one station", "/v1/stations/LZ-001"),
    ("8b", "GET of a first page of 50 stations", "/v1/stations"),
)


def test_the_gateway_reads_nearly_as_fast_as_bare_flask(
    report: Report, sized: Callable[[int], int], tmp_path: Path
) -> None:
    """Ask both servers in turn, the same paths on the same database."""
    system = System(tmp_path / "instance")
    for number in range(1, STATIONS + 1):
        system.add_station(f"LZ-{number:03}")
    key, url = system.keys["auditor"], str(system.instance.gateway.database.engine.url)
    system.close()
    count = sized(CALLS)
    with served("gateway", url, tmp_path) as ours, served("bare", url, tmp_path) as theirs:
        for number, what, path in PATHS:
            rates: dict[int, list[float]] = {ours: [], theirs: []}
            for run in range(RUNS + 1):
                for port in (ours, theirs):
                    rate = rate_of(port, path, key, count)
                    if run:
                        rates[port].append(rate)
            reference = Figure("requests/s", rates[theirs])
            told = f"bare Flask, SQLAlchemy, marshmallow: {reference.shown()}"
            least = SHARE * sorted(rates[theirs])[len(rates[theirs]) // 2]
            report.add(Row(number, what, Figure("requests/s", rates[ours]), Target(least), told))


@contextmanager
def served(app: str, url: str, folder: Path) -> Iterator[int]:
    """Run one app under gunicorn and give its port."""
    (port,) = free_ports(1)
    bind = ["--bind", f"127.0.0.1:{port}", f"tests.bench.reading_apps:{app}()"]
    root = Path(__file__).resolve().parents[2]
    more = {"BENCH_DATABASE": url, "BENCH_FOLDER": str(folder), "PYTHONPATH": str(root)}
    with subprocess.Popen(
        [sys.executable, *GUNICORN, *bind], env={**os.environ, **more}, cwd=root
    ) as process:
        try:
            wait_for(lambda: answers(port), 60, "gunicorn's answer")
            yield port
        finally:
            process.terminate()


def rate_of(port: int, path: str, key: str, count: int) -> float:
    """Return answered requests a second, asked from eight threads over kept connections."""
    with ThreadPoolExecutor(THREADS) as pool:
        begun = time.perf_counter()
        done = sum(pool.map(lambda _: _ask(port, path, key, count // THREADS), range(THREADS)))
        return done / (time.perf_counter() - begun)


def _ask(port: int, path: str, key: str, count: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(count):
        connection.request("GET", path, headers={"Authorization": f"Bearer {key}"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
    connection.close()
    return count


def answers(port: int) -> bool:
    """Tell whether a server answers."""
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        return True
    except OSError:
        return False

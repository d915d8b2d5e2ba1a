"""Give benchmarks durable servers, sizes, and the report that becomes the reference page.

`LIAISON_BENCH_SCALE=0.05 make bench` tries everything out in small and leaves the page alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.local.servers.postgres import PrivatePostgres
from tests.bench.report import Report
from tests.bench.services import Bench

SCALE = float(os.environ.get("LIAISON_BENCH_SCALE", "1"))
LONGEST_SECONDS = 1200
_REPORT = pytest.StashKey[Report]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a benchmark take its time; the suite's guard against hangs is too short for it."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(LONGEST_SECONDS))


def pytest_configure(config: pytest.Config) -> None:
    """Begin the report of this session."""
    config.stash[_REPORT] = Report()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Bring what was measured in full size to the page; what was tried in small is only printed."""
    report = session.config.stash[_REPORT]
    if exitstatus == 0 and SCALE == 1 and report.rows:
        report.write()


@pytest.fixture(scope="session")
def report(request: pytest.FixtureRequest) -> Report:
    """Give the session's report."""
    return request.config.stash[_REPORT]


@pytest.fixture(scope="session")
def sized() -> Callable[[int], int]:
    """Give a function that scales a size, so that all can be tried out in small."""
    return lambda size: max(1, int(size * SCALE))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivatePostgres]:
    """Start a private PostgreSQL whose commits survive a power cut, unlike that of the tests."""
    with PrivatePostgres() as server:
        yield server


@pytest.fixture
def bench(vhost: str, postgres_database: Callable[[], str]) -> Iterator[Bench]:
    """Give a maker of service processes in a vhost of its own; all end with the test."""
    found = Bench(vhost, postgres_database)
    yield found
    found.close()

"""Fixtures and rules that hold for every test: servers on demand, no network in unit tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.installed import sample_plugin
from tests.sentences import all_declared
from tests.servers.fixtures import postgres, postgres_database, rabbit, vhost
from tests.servers.left_out import pytest_collection_modifyitems as mark_needed_parts
from tests.servers.left_out import (
    pytest_configure,
    pytest_runtest_setup,
    pytest_terminal_summary,
)

__all__ = [
    "postgres",
    "postgres_database",
    "pytest_configure",
    "pytest_runtest_setup",
    "pytest_terminal_summary",
    "rabbit",
    "sample_plugin",
    "vhost",
]

# How long anything takes says nothing here: the machine may be busy with something else.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
HERE = Path(__file__).parent


@pytest.fixture(autouse=True, scope="session")
def _every_sentence_is_declared() -> Iterator[None]:
    """Let no test make a reason, a fault or an error that the catalogue cannot say."""
    with all_declared():
        yield


WITHOUT_NETWORK = (HERE / "unit", HERE / "policy_cases")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a server, block sockets in unit tests, and let long files begin first.

    Files are handed to processes whole and in this order: a long one at the end would run alone.
    """
    mark_needed_parts(items)
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in WITHOUT_NETWORK):
            item.add_marker("disable_socket")

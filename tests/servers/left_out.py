"""Leave out what this machine cannot run, say so at the end, and fail where that is not allowed.

A test needs a part by its marker (such as `browser`) or by a fixture that starts it.
`LIAISON_REQUIRE=broker,postgres,browser` turns a left-out part into failures.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable

import pytest

from deploy.local.environment.programs import PROGRAMS

FIXTURES = {
    "rabbit": "broker",
    "vhost": "broker",
    "postgres": "postgres",
    "postgres_database": "postgres",
}
LEFT_OUT = "left_out"


def required(value: str | None) -> set[str]:
    """Read `LIAISON_REQUIRE`; an unknown name is an error, or it would require nothing."""
    names = {name.strip() for name in (value or "").split(",") if name.strip()}
    unknown = names - PROGRAMS.keys()
    if unknown:
        raise pytest.UsageError(
            f"LIAISON_REQUIRE names {', '.join(sorted(unknown))}; known are {', '.join(PROGRAMS)}."
        )
    return names


def needed_programs(markers: Iterable[str], fixtures: Iterable[str]) -> set[str]:
    """Name the programs that a test needs by its markers or fixtures."""
    by_fixture = {FIXTURES[name] for name in fixtures if name in FIXTURES}
    return by_fixture | (set(markers) & PROGRAMS.keys())


def pytest_configure() -> None:
    """Refuse a misspelt `LIAISON_REQUIRE` before anything runs."""
    required(os.environ.get("LIAISON_REQUIRE"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with the programs that its fixtures start, so that `-m broker` finds it."""
    for item in items:
        for name in needed_programs((), getattr(item, "fixturenames", ())):
            item.add_marker(name)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose program is missing, or fail it where the program is required."""
    wanted = needed_programs((mark.name for mark in item.iter_markers()), ())
    for name in sorted(wanted):
        program = PROGRAMS[name]
        if program.is_here():
            continue
        item.user_properties.append(
            (LEFT_OUT, name)
        )  # it travels with the report, from any process
        if name in required(os.environ.get("LIAISON_REQUIRE")):
            reason = f"{program.title} is required and missing. Type: {program.line_to_type}"
            pytest.fail(reason, pytrace=False)
        pytest.skip(f"{program.title} is not installed")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out and the line that installs it."""
    counted = Counter(
        name
        for outcome in ("skipped", "error", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        for kind, name in getattr(report, "user_properties", ())  # a broken import has none
        if kind == LEFT_OUT
    )
    if not counted:
        return
    terminalreporter.section("left out")
    for name, tests in sorted(counted.items()):
        program = PROGRAMS[name]
        terminalreporter.line(
            f"{program.title} is missing; {tests} left out. To run, type: {program.line_to_type}"
        )

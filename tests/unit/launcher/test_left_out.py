"""A missing part leaves its tests out aloud, or fails them where it is required."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.left_out import needed_programs, required

ROOT = Path(__file__).resolve().parents[3]
CONFTEST = """
import dataclasses, sys
sys.path.insert(0, {root!r})
from deploy.local.environment import programs
missing = dataclasses.replace(programs.BROKER, find=lambda: None)
programs.PROGRAMS["broker"] = missing
from tests.servers.left_out import *
"""
TESTS = """
import pytest

def test_needs_nothing():
    pass

@pytest.mark.broker
def test_needs_a_broker():
    pass
"""


def test_parts_are_known_by_marker_and_by_fixture() -> None:
    assert needed_programs(["browser", "slow"], ["vhost", "tmp_path"]) == {"browser", "broker"}


def test_an_unknown_required_part_is_refused() -> None:
    assert required("broker, postgres") == {"broker", "postgres"}
    with pytest.raises(pytest.UsageError, match="names brokre; known are broker"):
        required("brokre")


def run_sample(folder: Path, requirement: str, *more: str) -> tuple[int, str]:
    """Run two tests on a machine without a broker."""
    (folder / "conftest.py").write_text(CONFTEST.format(root=str(ROOT)))
    (folder / "test_sample.py").write_text(TESTS)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = broker: needs RabbitMQ\n")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "no:pytest_nameko", "-p", "no:cacheprovider"),
            *("-q", *more),
        ],
        cwd=folder,
        env={**os.environ, "LIAISON_REQUIRE": requirement},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("processes", ["0", "2"])
def test_a_left_out_part_is_named_with_the_line_to_type(tmp_path: Path, processes: str) -> None:
    code, said = run_sample(tmp_path, "postgres", "-n", processes)
    assert code == 0
    assert "1 passed, 1 skipped" in said
    assert "RabbitMQ is missing; 1 left out. To run, type: sudo apt install" in said


def test_a_required_part_that_is_missing_fails(tmp_path: Path) -> None:
    code, said = run_sample(tmp_path, "broker")
    assert code == 1
    assert "RabbitMQ is required and missing. Type: sudo apt install rabbitmq-server" in said

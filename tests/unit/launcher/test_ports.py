"""The port picker gives different free ports that no client can be given by chance."""

from __future__ import annotations

import random

import pytest

from deploy.local.servers.ports import HIGHEST, LOWEST, free_ports


def test_ports_differ_and_lie_below_the_ephemeral_range() -> None:
    picked = free_ports(50, is_free=lambda port: True)
    assert len(set(picked)) == 50
    assert all(LOWEST <= port < HIGHEST < 32_768 for port in picked)


def test_a_taken_port_is_passed_over() -> None:
    assert free_ports(1, is_free=lambda port: port == 20_007) == [20_007]


def test_two_runs_pick_in_different_order() -> None:
    first, second = (
        free_ports(3, is_free=lambda port: True, chooser=random.Random(seed)) for seed in (1, 2)
    )
    assert first != second


def test_too_few_free_ports_are_told() -> None:
    with pytest.raises(RuntimeError, match="Only 0 of 1 ports"):
        free_ports(1, is_free=lambda port: False)

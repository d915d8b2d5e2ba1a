"""A draft becomes a station through `/v1`, with everything in one process (Articles 4 to 9)."""

from __future__ import annotations

from pathlib import Path

from deploy.local.demo.instances import EmbeddedInstance
from tests.draft_to_plaque import play_all


def test_a_draft_becomes_a_station(tmp_path: Path) -> None:
    with EmbeddedInstance(tmp_path) as instance:
        play_all(instance)

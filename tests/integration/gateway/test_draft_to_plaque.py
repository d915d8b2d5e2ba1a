"""A draft becomes a station through `/v1`, with everything in one process (Articles 4 to 9)."""

from __future__ import annotations

from pathlib import Path

from deploy.local.demo.stages import EmbeddedStage
from tests.draft_to_plaque import play_all


def test_a_draft_becomes_a_station(tmp_path: Path) -> None:
    with EmbeddedStage(tmp_path) as stage:
        play_all(stage)

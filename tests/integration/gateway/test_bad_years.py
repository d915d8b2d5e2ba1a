"""Two bad years end in a revocation case, in one process as on servers."""

from __future__ import annotations

from pathlib import Path

from deploy.local.demo.instances import EmbeddedInstance
from tests.e2e.walk import bad_years


def test_two_bad_years_end_in_a_case(tmp_path: Path) -> None:
    with EmbeddedInstance(tmp_path) as instance:
        bad_years.play_all(instance)

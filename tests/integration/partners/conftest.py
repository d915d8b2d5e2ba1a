"""Give partner tests an instance to which three bodies are connected, one from outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from liaison_gateway.access.accounts import Person
from liaison_gateway.access.built_in_accounts import seed
from tests.integration.gateway.system import System

BODIES = ("industry_federation", "overseas_federation", "science_association")
OUTSIDER = Person(
    "science_association.enters",
    "Science Association, enters",
    "科协·经办",
    "science_association",
    ("guiding_department",),
)


@pytest.fixture
def system(tmp_path: Path, sample_plugin: Path) -> Iterator[System]:
    """Give an instance with the two bodies of the city and the one of the sample plugin."""
    found = System(tmp_path / "instance", partner_bodies=BODIES)
    (issued,) = seed(found.instance.gateway.database, "demo", [OUTSIDER], passwords=False)
    found.keys[OUTSIDER.part] = issued.key
    yield found
    found.close()

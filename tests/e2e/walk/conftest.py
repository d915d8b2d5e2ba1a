"""Give tests a stage, of one's own or shared by a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deploy.local.demo.cluster_stage import ClusterStage
from tests.e2e.walk.setting import fresh_stage


@pytest.fixture
def stage() -> Iterator[ClusterStage]:
    """Give a stage of one's own, which a test may break."""
    with fresh_stage() as found:
        yield found


@pytest.fixture(scope="module")
def shared_stage() -> Iterator[ClusterStage]:
    """Give a stage that the tests of a module use one after the other."""
    with fresh_stage() as found:
        yield found

"""Give tests an instance, of their own or shared by a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deploy.local.demo.cluster_instance import ClusterInstance
from tests.e2e.walk.setting import fresh_instance


@pytest.fixture
def instance() -> Iterator[ClusterInstance]:
    """Give an instance of its own, which a test may break."""
    with fresh_instance() as found:
        yield found


@pytest.fixture(scope="module")
def shared_instance() -> Iterator[ClusterInstance]:
    """Give an instance that the tests of a module use one after the other."""
    with fresh_instance() as found:
        yield found

"""Start the demo's instance on private servers: a process per service, finance over AMQP."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.demo.cluster_instance import ClusterInstance

PRIVATE = {name: value for name, value in os.environ.items() if not name.endswith("_URI")}
PRIVATE.pop("DATABASE_URL", None)


@contextmanager
def fresh_instance(**environment: str) -> Iterator[ClusterInstance]:
    """Start an instance in a folder that the servers can reach, also where root runs tests."""
    with tempfile.TemporaryDirectory(prefix="liaison-walk-") as folder:
        Path(folder).chmod(0o755)
        with ClusterInstance(Path(folder), {**PRIVATE, **environment}) as instance:
            yield instance

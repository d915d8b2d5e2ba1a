"""Start the demo's stage on private servers: a process a service, finance over AMQP."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.demo.cluster_stage import ClusterStage

PRIVATE = {name: value for name, value in os.environ.items() if not name.endswith("_URI")}
PRIVATE.pop("DATABASE_URL", None)


@contextmanager
def fresh_stage(**environment: str) -> Iterator[ClusterStage]:
    """Start a stage in a folder that the servers' users can reach, also where root runs tests."""
    with tempfile.TemporaryDirectory(prefix="liaison-walk-") as folder:
        Path(folder).chmod(0o755)
        with ClusterStage(Path(folder), {**PRIVATE, **environment}) as stage:
            yield stage

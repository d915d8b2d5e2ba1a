"""Define a service with an empty method, and one that says when it began to commit.

`start_minimal.py` runs it as a service of the kit like any other.
"""

from __future__ import annotations

import time

from liaison_kit import serve
from liaison_kit.bus.entrypoints import entrypoints_of
from liaison_kit.bus.rpc import rpc
from liaison_kit.definition import ServiceDefinition
from liaison_kit.testing import toy


class Minimal(entrypoints_of(toy.PRODUCER)):
    """Answer nothing at all, or record one event and tell the instant of its commit."""

    @rpc
    def nothing(self) -> None:
        """Do nothing, so that only the way there and back is measured."""

    @rpc
    def tell_one(self, number: int) -> int:
        """Record one event and return the instant, in nanoseconds, at which its commit began."""
        runtime = self.runtime
        with runtime.transaction() as (_, make):
            make(runtime.system()).record(toy.Told("idle", number))
            return time.time_ns()


DEFINITION = ServiceDefinition(
    service=toy.PRODUCER, edition=lambda settings: toy.TOY_EDITION, tables=toy.metadata
)
serve.entrypoints_of = lambda service: Minimal  # the process measures methods that are no command

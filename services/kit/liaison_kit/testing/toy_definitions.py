"""Declare the toy services, as a real service's `definition.py` does."""

from __future__ import annotations

from liaison_kit.definition import ServiceDefinition
from liaison_kit.testing import toy

PRODUCER = ServiceDefinition(
    service=toy.PRODUCER, edition=lambda settings: toy.TOY_EDITION, tables=toy.metadata
)
ECHO = ServiceDefinition(
    service=toy.ECHO, edition=lambda settings: toy.TOY_EDITION, tables=toy.metadata
)

"""Declare the toy services, as a real service's `definition.py` does."""

from __future__ import annotations

from liaison_kit.definition import ServiceDefinition
from liaison_kit.testing import toy

TELLER = ServiceDefinition(
    service=toy.Teller, edition=lambda settings: toy.TOY_EDITION, tables=toy.metadata
)
ECHO = ServiceDefinition(
    service=toy.Echo, edition=lambda settings: toy.TOY_EDITION, tables=toy.metadata
)

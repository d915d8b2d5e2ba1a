"""Declare the gateway's read model to the kit, so that it is migrated and checked like a service.

It answers no calls and tells no events: the class below only has a name.
"""

from __future__ import annotations

from typing import Any

from liaison_gateway import tables
from liaison_gateway.settings import GatewaySettings
from liaison_kit.definition import ServiceDefinition
from liaison_kit.service import Service


class Views(Service):
    """Be the read model."""

    name = "gateway"


def no_edition(settings: Any) -> Any:
    """Return none: no rule of the regulation is in the gateway."""
    return None


DEFINITION = ServiceDefinition(
    service=Views, edition=no_edition, tables=tables.metadata, settings=GatewaySettings
)

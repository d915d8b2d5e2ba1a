"""Import every table of the gateway, so that `metadata` is complete."""

from __future__ import annotations

from liaison_gateway.base.metadata import metadata

__all__ = ["metadata"]

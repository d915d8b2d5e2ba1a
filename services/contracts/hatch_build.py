"""Build the catalogue's documents into the wheel, and next to the code of an editable install.

They are generated from the message classes (ADR 3) and are not in git (ADR 47).
"""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Documents(BuildHookInterface[Any]):
    """Run this tree's generator before its files are packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write schemas, cards, examples and the AsyncAPI document into the package."""
        sys.path.insert(0, self.root)
        from liaison_contracts.generate import build

        build()

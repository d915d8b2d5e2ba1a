"""Build the documents of the catalogue into the wheel, and beside the code of an editable install.

They are made from the message classes (ADR 3) and are not in git (ADR 47).
"""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Documents(BuildHookInterface[Any]):
    """Run the generator of this very tree before its files are packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write schemas, cards, examples and the AsyncAPI document into the package."""
        sys.path.insert(0, self.root)
        from liaison_contracts.generate import build

        build()

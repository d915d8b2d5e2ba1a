"""Describe one list: its path, what it is filtered by, what it is folded from."""

from __future__ import annotations

from dataclasses import dataclass

from liaison_gateway.access.rights_table import rights_table

BY_STATION = ("station_code", "year", "state")


@dataclass(frozen=True)
class View:
    """Describe one list; `events` are the messages whose fields its documents hold.

    Who sees it, and whether only their own rows, stands in the table of rights.
    """

    path: str
    kind: str
    summary: str
    summary_zh: str
    events: tuple[type, ...]
    filters: tuple[str, ...] = BY_STATION

    @property
    def roles(self) -> tuple[str, ...]:
        """Return who may see the list."""
        return rights_table().lists[self.path].roles

    @property
    def narrowed(self) -> bool:
        """Tell whether some see only their own rows; all others have no rows of a station."""
        return bool(rights_table().lists[self.path].own)

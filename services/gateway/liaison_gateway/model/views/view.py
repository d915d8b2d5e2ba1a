"""Describe one list: its path, who sees it, what it is filtered by, what it is folded from."""

from __future__ import annotations

from dataclasses import dataclass

from liaison_gateway.access.rights import OWN, SEES_ALL

ALL = (*SEES_ALL, *OWN, "finance", "finance_prepare", "replay", "city_government")
MONEY = (*SEES_ALL, *OWN, "finance", "finance_prepare", "replay")
BY_STATION = ("station_code", "year", "state")


@dataclass(frozen=True)
class View:
    """Describe one list; `events` are the messages whose fields its documents hold.

    A list that is not `narrowed` has no rows of a station: whoever may see it sees all of it.
    """

    path: str
    kind: str
    summary: str
    summary_zh: str
    events: tuple[type, ...]
    roles: tuple[str, ...] = ALL
    filters: tuple[str, ...] = BY_STATION
    narrowed: bool = True

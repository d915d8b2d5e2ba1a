"""Describe one list: its path, what it is filtered by, what it is folded from."""

from __future__ import annotations

from dataclasses import dataclass

from liaison_gateway.access.rights_table import rights_table

BY_STATION = ("station_code", "year", "state")
STATES_OF = {
    "bole_call": "bole_state",
    "bole_decision": "bole_state",
    "bole_nomination": "bole_state",
    "case_by_case_decision": "case_by_case_state",
    "finding": "case_state",
    "grade": "grade",
    "incident": "record_state",
    "review_round": "round_state",
    "reviewer": "side",
    "self_assessment": "record_state",
    "tie_decision": "record_state",
}
"""The list of words for the states of a kind, if it is not `<kind>_state`."""


@dataclass(frozen=True)
class View:
    """Describe one list; `events` are the messages whose fields its documents contain.

    The rights table defines which roles see it, and which see only their own rows.
    """

    path: str
    kind: str
    summary: str
    summary_zh: str
    events: tuple[type, ...]
    filters: tuple[str, ...] = BY_STATION

    @property
    def states(self) -> str:
        """Return the list of words in which the states of its documents stand."""
        return STATES_OF.get(self.kind, f"{self.kind}_state")

    @property
    def roles(self) -> tuple[str, ...]:
        """Return who may see the list."""
        return rights_table().lists[self.path].roles

    @property
    def narrowed(self) -> bool:
        """Return whether some roles see only their own rows."""
        return bool(rights_table().lists[self.path].own)

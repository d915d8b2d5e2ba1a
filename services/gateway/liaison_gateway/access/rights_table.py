"""Read who may call what: groups of roles by route, and by list, from `rights_table.toml`.

A command says itself who may send it, so the table adds only which of them act on their own things
alone. Groups are those of `liaison_contracts.roles`; a row names one, or several and single roles.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from liaison_contracts import roles
from liaison_contracts.roles import EVERYBODY

TABLE = Path(__file__).parent / "rights_table.toml"
Names = str | list[str]


@dataclass(frozen=True)
class Row:
    """Say who may call a route: on everything, on their own things only, or anybody at all."""

    everything: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    is_public: bool = False

    @property
    def roles(self) -> tuple[str, ...]:
        """Return every role that may call the route."""
        return (*self.everything, *self.own)


PUBLIC = Row(is_public=True)


@dataclass(frozen=True)
class RightsTable:
    """Hold the table: rows of lists by path, rows of other routes by method and path.

    `own` names, by command, those of its senders who act on their own things only.
    """

    lists: Mapping[str, Row]
    routes: Mapping[str, Row]
    own: Mapping[str, tuple[str, ...]]

    def of_command(self, name: str, senders: tuple[str, ...]) -> Row:
        """Return the row of a command that these roles may send.

        Raises:
            ValueError: when the table narrows a role that may not send the command.
        """
        own = self.own.get(name, ())
        if wrong := set(own) - set(senders):
            raise ValueError(f"{name}: {', '.join(sorted(wrong))} may not send it")
        return Row(tuple(role for role in senders if role not in own), own)


@cache
def rights_table() -> RightsTable:
    """Return the table of this installation."""
    return table_of(tomllib.loads(TABLE.read_text(encoding="utf-8")))


def table_of(document: Mapping[str, Any]) -> RightsTable:
    """Return the table that a TOML document says.

    Raises:
        ValueError: for a name that is neither a role nor a group.
    """
    return RightsTable(
        {name: _row(row) for name, row in document.get("lists", {}).items()},
        {name: _row(row) for name, row in document.get("routes", {}).items()},
        {name: roles_named(names) for name, names in document.get("own", {}).items()},
    )


def _row(row: Mapping[str, Any]) -> Row:
    if row.get("public"):
        return PUBLIC
    return Row(roles_named(row.get("all", [])), roles_named(row.get("own", [])))


def roles_named(names: Names) -> tuple[str, ...]:
    """Return the roles of groups and single roles, each once, in their order.

    >>> roles_named(["FINANCE_READERS", "auditor"])
    ('finance', 'finance_prepare', 'auditor')
    >>> roles_named("FINANCE_READER")
    Traceback (most recent call last):
    ValueError: FINANCE_READER is neither a role nor a group of roles

    Raises:
        ValueError: for a name that is neither.
    """
    found: list[str] = []
    for name in [names] if isinstance(names, str) else names:
        group = (
            (name,) if name in EVERYBODY else getattr(roles, name, None) if name.isupper() else None
        )
        if not isinstance(group, tuple):
            raise ValueError(f"{name} is neither a role nor a group of roles")
        found += [role for role in group if role not in found]
    return tuple(found)

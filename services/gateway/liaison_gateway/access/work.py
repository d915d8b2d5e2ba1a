"""Execute the gateway's own commands, in one transaction each.

The API and the pages both call an act with its `Work`, so there is only one path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from liaison_contracts.errors import Forbidden
from liaison_contracts.message import command_type_of
from liaison_gateway.access.authentication import caller, gateway, scopes
from liaison_gateway.base.context import Gateway
from liaison_kit.claims import Caller

C = TypeVar("C")
A = TypeVar("A")
Acts = Mapping[type, Callable[["Work", Any], object]]
"""By command or query, the act `(work, command)` that returns the answer."""
Expects = Callable[[Mapping[str, Any], bool], None]
"""Refuse a thing whose version is not the one that the sender read; `True`: they must name one."""


def any_version(thing: Mapping[str, Any], always: bool) -> None:
    """Accept any version."""


@dataclass
class Work:
    """Provide an act with its caller, the process's objects, and its transaction.

    The transaction opens when an act first uses the `session`, and ends with the answer. `was_done`
    is set by an act if its effect existed already.
    """

    gateway: Gateway
    caller: Caller
    scopes: tuple[str, ...]
    opens: Callable[[], Session]
    expects: Expects = any_version
    was_done: bool = False
    _opened: list[Session] = field(default_factory=list)

    @property
    def session(self) -> Session:
        """Return the session of the transaction."""
        if not self._opened:
            self._opened.append(self.opens())
        return self._opened[0]

    @property
    def names_version(self) -> bool:
        """Return whether the request may name a version."""
        return self.expects is not any_version

    @property
    def is_live(self) -> bool:
        """Return whether the instance is live."""
        return self.gateway.mode == "live"

    def require_version(self, thing: Mapping[str, Any], *, always: bool = False) -> None:
        """Refuse an edit that was meant for another version.

        Call it in the transaction of the change, so that of two editors one is refused.

        Raises:
            PreconditionFailed: where the thing has another version now.
            PreconditionRequired: where the edit must `always` say which version it is meant for.
        """
        self.expects(thing, always)


@dataclass(frozen=True)
class Rows:
    """The rows that answer a query, and whether there are more."""

    rows: tuple[Any, ...]
    has_more: bool = False

    @classmethod
    def of(cls, found: list[A], limit: int) -> Rows:
        """Return at most `limit` rows of a list that was read one row further."""
        return cls(tuple(found[:limit]), len(found) > limit)


def here(opens: Callable[[], Session], expects: Expects = any_version) -> Work:
    """Return the work of this request."""
    return Work(gateway(), caller(), scopes(), opens, expects)


def carry_out(act: Callable[[Work, C], A], command: C, *, expects: Expects = any_version) -> A:
    """Execute an act for the signed-in person, and return its answer.

    Raises:
        Forbidden: for a person who may not send the command.
    """
    roles = command_type_of(command).roles
    if not set(roles) & set(caller().roles):
        raise Forbidden("role_not_held", roles=roles)
    database = gateway().database
    with ExitStack() as stack:
        work = here(lambda: stack.enter_context(database.writing()), expects)
        return act(work, command)


def look_up(act: Callable[[Work, C], A], query: C) -> A:
    """Answer a query from one snapshot of the database."""
    with ExitStack() as stack:
        return act(here(lambda: stack.enter_context(gateway().database.reading())), query)

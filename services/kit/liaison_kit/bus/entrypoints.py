"""Make the class that nameko runs from the tables of a service; the local bus calls it, too."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from liaison_contracts.message import CommandType, command_type_of
from liaison_kit.bus.rpc import rpc
from liaison_kit.bus.runtime_provider import RuntimeProvider
from liaison_kit.instance import day
from liaison_kit.log import operator_actions
from liaison_kit.runtime import Runtime
from liaison_kit.service import Service


class Entrypoints:
    """Answer the methods that every service has: log, answers, parked events, days."""

    name: str
    runtime: Any = RuntimeProvider()

    @rpc
    def head(self) -> Any:
        """Return the length of the log and the position in each producer's log."""
        return self.runtime.head()

    @rpc
    def events_after(self, position: Any, limit: Any, kind: Any = "") -> Any:
        """Return the log after a position."""
        return self.runtime.events_after(position, limit, str(kind))

    @rpc
    def answered(self, name: Any, claims: Any, key: Any, body: Any) -> Any:
        """Tell what a command was answered under its key, without doing it."""
        return self.runtime.answered(str(name), claims, key, body)

    @rpc
    def advance_to(self, claims: Any, key: Any, body: Any) -> Any:
        """Move the instance's day forward (never in live)."""
        return day.advance_to(self.runtime, claims, key, body)

    @rpc
    def close_day(self, claims: Any, key: Any, body: Any) -> Any:
        """Close a day, once."""
        return day.close_day(self.runtime, claims, key, body)

    @rpc
    def parked(self, claims: Any, key: Any, body: Any) -> Any:
        """List, show, retry or discard parked events, for operations."""
        return operator_actions.parked(self.runtime, claims, key, body)


@cache
def entrypoints_of(service: Service[Any]) -> type[Entrypoints]:
    """Return the class whose methods answer the service's commands and queries over RPC."""
    methods: dict[str, Any] = {"name": service.name}
    for message, act in service.acts.items():
        kind = command_type_of(message)
        methods[kind.name] = rpc(_entry(kind, act))
    return type(service.name.capitalize(), (Entrypoints,), methods)


def _entry(kind: CommandType, act: Callable[[Any, Any], object]) -> Callable[..., Any]:
    way = Runtime.query if kind.is_query else Runtime.answer

    def entry(self: Entrypoints, claims: Any, key: Any, body: Any) -> Any:
        return way(self.runtime, kind, act, claims, key, body)

    entry.__name__ = kind.name
    entry.__doc__ = kind.cls.__doc__
    return entry

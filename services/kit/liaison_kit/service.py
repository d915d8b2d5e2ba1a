"""Declare a service: what it answers, what it hears, and what it does at the end of a day.

A service is a class whose methods say which message comes in; each is one line on a use case. The
same class runs under nameko on RabbitMQ and on the local bus.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from liaison_contracts.message import command_type_of, event_type_of
from liaison_kit.bus.rpc import rpc
from liaison_kit.bus.runtime_provider import RuntimeProvider
from liaison_kit.instance import closing
from liaison_kit.log import dead_letter_requests
from liaison_kit.runtime import Runtime


def answers(command: type) -> Callable[[Callable[..., Any]], Any]:
    """Make a method `(self, work, body)` the one that answers a command over RPC."""
    return _entry(command, Runtime.answer)


def tells(query: type) -> Callable[[Callable[..., Any]], Any]:
    """Make a method `(self, work, body)` the one that answers a question without writing."""
    return _entry(query, Runtime.query)


def _entry(message: type, way: Callable[..., Any]) -> Callable[[Callable[..., Any]], Any]:
    kind = command_type_of(message)

    def declare(method: Callable[..., Any]) -> Any:
        if method.__name__ != kind.name:
            raise TypeError(f"{method.__name__} must be called {kind.name}")

        @functools.wraps(method)
        def entry(self: Any, claims: Any, key: Any, body: Any) -> Any:
            return way(self.runtime, kind, functools.partial(method, self), claims, key, body)

        entry.__liaison_answers__ = kind  # type: ignore[attr-defined]
        return rpc(entry)

    return declare


def hears(event: type) -> Callable[[Callable[..., Any]], Any]:
    """Make a method `(self, work, event)` the one that handles an event of another service."""
    kind = event_type_of(event)

    def declare(method: Callable[..., Any]) -> Any:
        method.__liaison_hears__ = kind  # type: ignore[attr-defined]
        return method

    return declare


class Service:
    """Give a service the methods that every one has; subclass it and set `name`."""

    name: str
    runtime: Any = RuntimeProvider()

    @rpc
    def head(self) -> Any:
        """Tell how long the log is and how far each producer was heard."""
        return self.runtime.head()

    @rpc
    def events_after(self, position: Any, limit: Any, kind: Any = "") -> Any:
        """Give the log after a position."""
        return self.runtime.events_after(position, limit, str(kind))

    @rpc
    def answered(self, name: Any, claims: Any, key: Any, body: Any) -> Any:
        """Tell what a command was answered under its key, without doing it."""
        return self.runtime.answered(str(name), claims, key, body)

    @rpc
    def advance_to(self, claims: Any, key: Any, body: Any) -> Any:
        """Move the instance's day forward (never in live)."""
        return closing.advance_to(self.runtime, claims, key, body)

    @rpc
    def close_day(self, claims: Any, key: Any, body: Any) -> Any:
        """Close a day, once."""
        return closing.close_day(self.runtime, claims, key, body)

    @rpc
    def parked(self, claims: Any, key: Any, body: Any) -> Any:
        """List, show, retry or discard parked events, for operations."""
        return dead_letter_requests.parked(self.runtime, claims, key, body)

    def at_day_end(self, work: Any, on: Any) -> None:
        """Do what the end of a day asks for; a service overrides it."""

    def at_hour(self, work: Any) -> None:
        """Do what is due every hour of a running process; a service overrides it."""

    def at_turn(self, session: Any, producer: str, position: int) -> None:
        """Drop copies of a producer's events after a position, which its restore took back."""


def handlers_of(service: type[Service]) -> dict[str, dict[str, Callable[..., None]]]:
    """Return, by producer and type, the functions of a service class that hear events."""
    found: dict[str, dict[str, Callable[..., None]]] = {}
    for name in dir(service):
        kind = getattr(getattr(service, name), "__liaison_hears__", None)
        if kind is not None:
            handler = functools.partial(getattr(service, name), service())
            found.setdefault(kind.source, {})[kind.type] = handler
    return found

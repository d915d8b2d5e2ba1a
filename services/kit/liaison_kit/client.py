"""Call services with signed claims, over any transport."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from liaison_contracts.errors import from_wire
from liaison_contracts.message import command_type_of, dump
from liaison_kit.claims import Caller, Signer
from liaison_kit.store.ids import new_id

DEADLINE_SECONDS = 10.0


class Transport(Protocol):
    """Carry one call to a service and its plain JSON answer back, within a deadline."""

    def call(self, service: str, method: str, *args: Any, deadline: float) -> Any:
        """Return the answer; raise `Unavailable` if none came in time."""


@dataclass(frozen=True)
class Answer:
    """Hold a service's answer: the result, its log position, and whether it was replayed."""

    result: Any
    position: int
    replayed: bool = False


class Client:
    """Call services on behalf of a caller; typed errors are raised as exceptions."""

    def __init__(
        self, transport: Transport, signer: Signer, now: Callable[[], float] = time.time
    ) -> None:
        self.transport = transport
        self._signer = signer
        self._now = now

    def send(self, caller: Caller, command: object, key: str = "") -> Answer:
        """Send a command message; `key` makes a retry safe, and is generated if empty."""
        kind = command_type_of(command)
        return self.call(caller, kind.service, kind.name, dump(command), key)

    def call(self, caller: Caller, service: str, name: str, body: Any, key: str = "") -> Answer:
        """Send JSON data to a named command.

        Raises:
            LiaisonError: the service's refusal, or `Unavailable`.
        """
        key = key or new_id()
        token = self._signer.sign(caller, service, name, key, body, int(self._now()))
        answer = self.transport.call(service, name, token, key, body, deadline=DEADLINE_SECONDS)
        if "error" in answer:
            raise from_wire(answer["error"])
        return Answer(answer["result"], answer.get("position", 0), answer.get("replayed", False))

    def answered(
        self, caller: Caller, service: str, name: str, body: Any, key: str
    ) -> Answer | None:
        """Return the stored answer of a command by its key, or None, without executing it.

        Raises:
            LiaisonError: if the key was used for another request, or `Unavailable`.
        """
        token = self._signer.sign(caller, service, name, key, body, int(self._now()))
        asked = (name, token, key, body)
        found = self.transport.call(service, "answered", *asked, deadline=DEADLINE_SECONDS)
        if "error" in found:
            raise from_wire(found["error"])
        answer = found["answer"]
        return answer and Answer(answer["result"], answer.get("position", 0), replayed=True)

    def head(self, service: str) -> dict[str, Any]:
        """Return the head of a service's log and its positions in other logs."""
        found: dict[str, Any] = self.transport.call(service, "head", deadline=DEADLINE_SECONDS)
        return found

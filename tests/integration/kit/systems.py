"""Build a system of toy services on the local bus, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from liaison_contracts.errors import LiaisonError
from liaison_kit.bus.injected_faults import Faults
from liaison_kit.bus.localbus import LocalBus
from liaison_kit.claims import Signer, Verifier, new_key_pair
from liaison_kit.client import Client
from liaison_kit.log import operator_actions
from liaison_kit.ops.migrate import migrate
from liaison_kit.start import runtime_of
from liaison_kit.store.database import Database
from liaison_kit.testing import toy, toy_definitions


class LocalSystem:
    """A producer and an echo on one local bus, each with a database of its own."""

    def __init__(
        self, new_database: Callable[[str], str], faults: Faults | None = None, seed: int = 0
    ) -> None:
        private, public = new_key_pair("k1")
        self.bus = LocalBus(seed, faults)
        self.runtimes = {}
        for definition in (toy_definitions.PRODUCER, toy_definitions.ECHO):
            url = new_database(definition.name)
            migrate(definition, url, "demo", date(2018, 1, 1))
            runtime = runtime_of(
                definition.service, Database(url), "demo", toy.TOY_EDITION, Verifier([public])
            )
            self.bus.add(runtime, definition.service)
            self.runtimes[definition.name] = runtime
        self.client = Client(self.bus, Signer(private))
        self.feed = self.runtimes["echo"].feed("producer", self._fetch)

    def _fetch(self, position: int, limit: int) -> dict[str, Any]:
        found: dict[str, Any] = self.bus.call("producer", "events_after", position, limit)
        return found

    def settle(self) -> None:
        self.bus.pump()

    def heard(self) -> list[tuple[str, int]]:
        with self.runtimes["echo"].database.reading() as session:
            return toy.numbers_heard(session)

    def say_again(self, since: int) -> None:
        self.feed.offer(self._fetch(since, 1000)["events"])

    def lose_while(self, tell: Callable[[], object]) -> None:
        tell()  # the next message shows the gap, or the next pump looks at the head

    def parked(self) -> list[dict[str, Any]]:
        found = operator_actions.list_parked(self.runtimes["echo"])
        return [{"parked_id": one.parked_id, "subject": one.subject} for one in found]

    def retry(self, parked_id: str) -> int:
        fails_on, toy.fails_on = toy.fails_on, set()
        try:
            operator_actions.retry_parked(self.runtimes["echo"], parked_id, "P-9", "mended")
        except LiaisonError:
            return 2
        finally:
            toy.fails_on = fails_on
        return 0

    def discard(self, parked_id: str) -> int:
        try:
            operator_actions.discard_parked(
                self.runtimes["echo"], parked_id, "P-9", "told by mistake"
            )
        except LiaisonError:
            return 2
        return 0

    def close(self) -> None:
        for runtime in self.runtimes.values():
            runtime.database.close()

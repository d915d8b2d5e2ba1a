"""Start a new instance of mode demo, with its people, and with finance outside."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Protocol

import httpx
from werkzeug.serving import WSGIRequestHandler, make_server

from deploy.local.demo.client import DemoClient
from deploy.local.demo.finance import Finance, HttpFinance
from liaison_gateway.access.accounts import Issued
from liaison_gateway.access.built_in_accounts import seed, station_people
from liaison_gateway.start.embedded import build_embedded
from liaison_incentives.usecases import ledger
from liaison_kit.log.verification import verify
from liaison_kit.store.database import Database
from liaison_yearbook.client import Credential

FIRST_DAY = date(2018, 1, 2)
ANSWER_SECONDS = 60.0


class DemoInstance(Protocol):
    """An instance for the demo: a client, people and finance."""

    client: DemoClient
    finance: Finance

    def names_of(self, person_ref: str) -> tuple[str, str] | None:
        """Return a person's names, Chinese and English; None for the system."""

    def names_of_part(self, part: str) -> tuple[str, str]:
        """Return the names of the person in a role."""

    def ref_of_part(self, part: str) -> str:
        """Return the reference of the person in a role."""

    def add_station_people(self, station_code: str) -> None:
        """Add the head and the liaison officer of a station."""

    def faults(self) -> list[str]:
        """Return the faults of the logs and the ledger."""


class People:
    """The people of an instance, by reference and by role name."""

    def __init__(self, issued: Iterable[Issued]) -> None:
        self._by_ref: dict[str, Issued] = {}
        self._by_part: dict[str, Issued] = {}
        self.add(issued)

    def add(self, issued: Iterable[Issued]) -> dict[str, Credential]:
        """Add people and return their credentials."""
        new = list(issued)
        self._by_ref |= {found.person_ref: found for found in new}
        self._by_part |= {found.person.part: found for found in new}
        return credentials(new)

    def names_of(self, person_ref: str) -> tuple[str, str] | None:
        """Return a person's names, Chinese and English; None for the system."""
        return _names(self._by_ref[person_ref]) if person_ref in self._by_ref else None

    def names_of_part(self, part: str) -> tuple[str, str]:
        """Return the names of the person in a role."""
        return _names(self._by_part[part])

    def ref_of_part(self, part: str) -> str:
        """Return the reference of the person in a role."""
        return self._by_part[part].person_ref


def credentials(issued: Iterable[Issued]) -> dict[str, Credential]:
    """Return the keys of some people, by role name."""
    return {found.person.part: Credential(found.person.part, found.key) for found in issued}


def _names(found: Issued) -> tuple[str, str]:
    return found.person.name_zh, found.person.name


def connect(address: str, people: Mapping[str, Credential]) -> DemoClient:
    """Connect to a gateway on loopback, whatever proxy the environment names."""
    return DemoClient(
        httpx.Client(base_url=address, timeout=ANSWER_SECONDS, trust_env=False), people
    )


class _Quiet(WSGIRequestHandler):
    """Keep requests out of the output, and connections open between them."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing."""


class EmbeddedInstance:
    """Run everything in this process, and call it over HTTP as an outside client would."""

    def __init__(self, folder: Path, editions: Mapping[str, str] | None = None) -> None:
        self._embedded = build_embedded(folder, "demo", FIRST_DAY, editions=editions)
        self._people = People(self._embedded.issued)
        self.names_of, self.names_of_part = self._people.names_of, self._people.names_of_part
        self.ref_of_part = self._people.ref_of_part
        self._server = make_server("127.0.0.1", 0, self._embedded.app, True, request_handler=_Quiet)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        address = f"http://127.0.0.1:{self._server.server_port}"
        self.client = connect(address, credentials(self._embedded.issued))
        self.finance: Finance = HttpFinance(self.client)

    def add_station_people(self, station_code: str) -> None:
        """Add the head and the liaison officer of a station."""
        database: Database = self._embedded.gateway.database
        issued = seed(database, "demo", station_people(station_code), passwords=False)
        self.client.add(self._people.add(issued))

    def faults(self) -> list[str]:
        """Return the faults of the logs and the ledger."""
        runtimes = self._embedded.runtimes
        found = [fault for runtime in runtimes.values() for fault in verify(runtime).faults]
        incentives = runtimes["incentives"]
        with incentives.database.reading() as session:
            return [*found, *ledger.verify(session, incentives.context.vault.public_key).faults]

    def __enter__(self) -> EmbeddedInstance:
        """Return the instance, which is already running."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server, then the services."""
        self.client.close()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._embedded.close()

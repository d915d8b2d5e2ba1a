"""Serve an instance over HTTP, as partners' programs and browsers find it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from liaison_contracts.gateway import DeleteTestKey, MakeTestKey
from liaison_gateway.access.accounts import caller_of_key
from liaison_gateway.access.work import Work
from liaison_gateway.developers.sandbox import keys
from tests.integration.gateway.system import System

OFFICER = "industry_federation.enters"


@dataclass(frozen=True)
class Served:
    """An instance with its address; `password` lets the officer sign in."""

    system: System
    address: str

    def test_key(self) -> str:
        """Make a test key as the portal does."""
        database = self.system.instance.gateway.database
        caller = caller_of_key(database, self.system.keys[OFFICER])
        with database.writing() as session:
            work = Work(self.system.instance.gateway, caller, (), lambda: session)
            for row in keys.listed(session, caller):
                keys.remove(work, DeleteTestKey(test_key_id=row["key_id"]))
            return keys.make(work, MakeTestKey(label="test")).key

    @property
    def password(self) -> str:
        """Return the officer's password."""
        issued = self.system.instance.issued
        return next(one.password for one in issued if one.person.part == OFFICER)


class Quiet(WSGIRequestHandler):
    """Keep requests out of the test's output."""

    def log_request(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give an instance on a port of this machine."""
    system = System(tmp_path_factory.mktemp("served") / "instance", passwords=True)
    app = system.instance.app
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield Served(system, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()
    system.close()

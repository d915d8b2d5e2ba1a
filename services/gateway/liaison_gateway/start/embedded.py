"""Run a whole instance in one process: the services on the local bus, SQLite, and the gateway.

It is what `make run`, a replay and the tests use. The services are found by their definitions, as
the kit starts them; the gateway imports none of them otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from liaison_gateway.access.accounts import Issued
from liaison_gateway.access.built_in_accounts import (
    history_people,
    people,
    seed,
)
from liaison_gateway.access.tables import accounts
from liaison_gateway.base.context import SERVICES, Gateway
from liaison_gateway.base.secrets_file import Secrets, open_secrets
from liaison_gateway.base.settings import PARTNER_BODIES
from liaison_gateway.developers.portal.request_log import RequestLog
from liaison_gateway.developers.sandbox.processes import Sandboxes
from liaison_gateway.exchange.imports.importer import Importer
from liaison_gateway.exchange.partners.plugins import load_bodies
from liaison_gateway.exchange.webhooks.addresses import Guard, networks_of
from liaison_gateway.exchange.webhooks.delivery import Courier
from liaison_gateway.exchange.webhooks.queue import Outgoing
from liaison_gateway.exchange.webhooks.secrets import WebhookSecrets
from liaison_gateway.exchange.webhooks.sender import HttpPost
from liaison_gateway.start.app import create_app
from liaison_gateway.start.consumer import SERVICE
from liaison_gateway.start.context import gateway_of
from liaison_gateway.start.tables import metadata
from liaison_kit.bus.localbus import LocalBus
from liaison_kit.claims import Signer, Verifier
from liaison_kit.client import Client
from liaison_kit.definition import ServiceDefinition
from liaison_kit.law.editions import Edition, load_edition
from liaison_kit.law.reforms import (
    Reform,
    reformed,
    require_known,
)
from liaison_kit.runtime import Runtime
from liaison_kit.start import create_database, runtime_of
from liaison_kit.store.blobs import Blobs
from liaison_kit.store.database import Database

BLOBS = "blobs"
PLAYED_BY_ONE = ("replay",)
"""Nothing happens automatically in these modes: one client acts, and events move when it waits."""
SANDBOXES = "sandboxes"
MODES_WITHOUT_WAIT = ("replay", "demo")
"""A new payee account has a waiting period before it is paid on, except when days are replayed."""


@dataclass(frozen=True)
class Embedded:
    """Hold a running instance; `issued` are its built-in keys, known only right after creation."""

    app: Flask
    bus: LocalBus
    client: Client
    gateway: Gateway
    runtimes: Mapping[str, Runtime]
    issued: list[Issued]
    courier: Courier
    importer: Importer

    def close(self) -> None:
        """Stop carrying events and close the databases."""
        if sandboxes := self.gateway.find(Sandboxes):
            sandboxes.close()
        self.importer.stop()
        self.gateway.part(RequestLog).stop()
        self.bus.stop()
        self.courier.stop()
        for database in (self.gateway.database, *(r.database for r in self.runtimes.values())):
            database.close()


def build_embedded(
    folder: Path,
    mode: str,
    day: date,
    *,
    editions: Mapping[str, str] | None = None,
    edition: str = "",
    reform: Reform | None = None,
    history_until: date | None = None,
    passwords: bool = False,
    partner_bodies: Sequence[str] = PARTNER_BODIES,
    webhook_networks: Sequence[str] = (),
) -> Embedded:
    """Create an instance in a folder, or open the existing one, and start it.

    `day` is the first day of a new instance. `editions` gives a service another edition as TOML
    text; `edition` names another installed one, and `reform` changes some of its figures or
    readings. A live instance with `history_until` first imports its past up to that day.
    `passwords` allows the built-in people to sign in to the pages, besides calling with keys.
    `partner_bodies` are the connected systems; `webhook_networks` may receive webhooks in addition
    to public addresses.

    Raises:
        PluginError: when a partner body is not installed, or installed twice.
        WrongInstance: when the folder holds an instance of another mode.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    secrets = open_secrets(folder)
    bus = LocalBus()
    client = Client(bus, Signer(secrets.private_jwk))
    runtimes: dict[str, Runtime] = {}
    for name in SERVICES:
        definition: ServiceDefinition = import_module(f"liaison_{name}.definition").DEFINITION
        place = _Place(folder, mode, day, secrets, client, edition, reform, history_until)
        runtimes[name] = _runtime_of(definition, place, (editions or {}).get(name, ""))
        bus.add(runtimes[name], definition.service)
    if reform is not None:
        require_known(reform, (runtime.edition for runtime in runtimes.values()))
    ends = history_until
    views = create_database(_url(folder, "gateway"), "gateway", mode, metadata, day, ends)
    outgoing = Outgoing()
    read_model = runtime_of(SERVICE, views, mode, None, Verifier([]), outgoing)  # type: ignore[arg-type]
    bus.add(read_model)
    blobs = Blobs(folder / BLOBS)
    bodies, guard = load_bodies(partner_bodies), Guard(networks_of(webhook_networks))
    key = secrets.session_key
    is_pumped = mode in PLAYED_BY_ONE or history_until is not None
    sandboxes = None if mode == "sandbox" else Sandboxes(folder / SANDBOXES)
    more: dict[str, Any] = {"bodies": bodies, "guard": guard, "sandboxes": sandboxes}
    gateway = gateway_of(mode, views, client, key, blobs, bus.pump, is_pumped, **more)
    courier = Courier(views, gateway.part(WebhookSecrets), HttpPost(guard), bodies)
    outgoing.wake.append(courier.wake)
    issued = _seed_once(views, mode, passwords)
    bus.pump()
    importer = Importer(views, client, blobs)
    if not is_pumped:
        for part in (bus, courier, importer):
            part.start()
    return Embedded(create_app(gateway), bus, client, gateway, runtimes, issued, courier, importer)


@dataclass(frozen=True)
class _Place:
    """Hold where a service runs, and its settings."""

    folder: Path
    mode: str
    day: date
    secrets: Secrets
    client: Client
    edition: str = ""
    reform: Reform | None = None
    history_until: date | None = None

    @property
    def is_of_the_past(self) -> bool:
        """Return whether what fell due before the first day was settled elsewhere."""
        return self.mode == "replay" or self.history_until is not None


def _url(folder: Path, service: str) -> str:
    return f"sqlite:///{folder / service}.sqlite"


def _runtime_of(definition: ServiceDefinition, place: _Place, edition_text: str) -> Runtime:
    settings = _settings_of(definition, place)
    database = create_database(
        settings.database_url,
        definition.name,
        place.mode,
        definition.tables,
        place.day,
        place.history_until,
    )
    edition = definition.edition(settings)
    if edition_text:
        edition = _other(edition, edition_text)
    if place.reform is not None:
        edition = reformed(edition, place.reform)
    context = definition.context(settings) if definition.context else None
    return runtime_of(
        definition.service,
        database,
        place.mode,
        edition,
        Verifier([place.secrets.public_jwk]),
        context=_with_heads(context, place.client),
    )


def _settings_of(definition: ServiceDefinition, place: _Place) -> Any:
    """Return a service's settings for this process; all others keep their defaults."""
    offered: dict[str, Any] = {
        "mode": place.mode,
        "database_url": _url(place.folder, definition.name),
        "amqp_uri": "",
        "public_keys": [place.secrets.public_jwk],
        "instance_key": place.secrets.instance_key,
        "accounts_since": place.day.isoformat() if place.is_of_the_past else "",
        "payee_wait": place.mode not in MODES_WITHOUT_WAIT,
        "bank_folder": place.folder / "bank",
        "blob_folder": place.folder / BLOBS,
    }
    if place.edition:
        offered["edition"] = place.edition
    names = {entry.name for entry in fields(definition.settings)}
    return definition.settings(**{name: offered[name] for name in names & set(offered)})


def _other(edition: Edition[Any, Any], text: str) -> Edition[Any, Any]:
    return load_edition(text, type(edition.figures), type(edition.readings))


def _with_heads(context: Any, client: Client) -> Any:
    """Let a paying service check the producers' heads before it releases money."""
    names = {entry.name for entry in fields(context)} if is_dataclass(context) else set()
    if "heads" not in names or isinstance(context, type):
        return context
    return replace(context, heads=_heads_of(client))


def _heads_of(client: Client) -> Callable[[], dict[str, int]]:
    def heads() -> dict[str, int]:
        return {name: client.head(name)["position"] for name in ("registry", "assessment")}

    return heads


def _seed_once(database: Database, mode: str, passwords: bool) -> list[Issued]:
    with database.reading() as session:
        if session.execute(select(accounts.c.person_ref).limit(1)).first():
            return []
    cast = history_people() if mode == "live" else people()
    return seed(database, mode, cast, passwords=passwords)

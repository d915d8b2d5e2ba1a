"""Declare the gateway's read model and operator commands to the kit."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from liaison_contracts.errors import Conflict
from liaison_gateway.access import second_factors
from liaison_gateway.access.accounts import (
    Person,
    add_person,
    all_people,
)
from liaison_gateway.access.built_in_accounts import (
    history_people,
    people,
    seed,
    station_people,
)
from liaison_gateway.base.settings import GatewaySettings
from liaison_gateway.exchange.files import file_store
from liaison_gateway.exchange.webhooks import registration
from liaison_gateway.exchange.webhooks.queue import Outgoing
from liaison_gateway.exchange.webhooks.secrets import WebhookSecrets
from liaison_gateway.model.rebuild import rebuild
from liaison_gateway.start.consumer import SERVICE
from liaison_gateway.start.consumer_process import consume
from liaison_gateway.start.tables import metadata
from liaison_kit.definition import Command, ServiceDefinition
from liaison_kit.runtime import Runtime
from liaison_kit.store.blobs import Blobs


def _rebuild(runtime: Runtime, options: argparse.Namespace) -> int:
    print(f"The read model was rebuilt from {rebuild(runtime.database)} events.")
    return 0


def _reseal(runtime: Runtime, options: argparse.Namespace) -> int:
    settings = GatewaySettings.read("gateway")
    keys = (settings.session_key, *settings.former_session_keys)
    with runtime.database.writing() as session:
        told = (
            registration.reseal(session, WebhookSecrets(*keys)),
            second_factors.reseal(session, keys),
        )
    print(f"{told[0]} webhooks and {told[1]} second factors are sealed under the newest key.")
    return 0


def _sweep(runtime: Runtime, options: argparse.Namespace) -> int:
    blobs = Blobs(GatewaySettings.read("gateway", to_run=False).blob_folder)
    before = datetime.now(UTC) - timedelta(days=options.days)
    gone = file_store.sweep(runtime.database, blobs, before)
    print(f"{gone} files that nothing names were deleted.")
    return 0


def _sweep_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=int, default=30, help="only files older than this")


def _seed(runtime: Runtime, options: argparse.Namespace) -> int:
    cast = station_people(options.station) if options.station else _cast_of(runtime.mode)
    try:
        issued = seed(runtime.database, runtime.mode, cast, passwords=not options.without_passwords)
    except (Conflict, ValueError) as error:
        known = "They are here already; their keys were shown when they were made."
        print(known if isinstance(error, Conflict) else error, file=sys.stderr)
        return 1
    found = [
        {
            **asdict(each.person),
            "person_ref": each.person_ref,
            "key": each.key,
            "password": each.password,
        }
        for each in issued
    ]
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0


def _administrator(runtime: Runtime, options: argparse.Namespace) -> int:
    with runtime.database.reading() as session:
        known = all_people(session)
    if known:
        refusal = "There are accounts already. Accounts with the role ops can add others."
        print(refusal, file=sys.stderr)
        return 1
    person = Person(options.part, options.name, options.name_zh, "operations", ("ops",))
    with runtime.database.writing() as session:
        made = add_person(session, person, live=runtime.mode == "live", with_key=False)
    told = {"part": person.part, "person_ref": made.person_ref, "password": made.password}
    print(json.dumps(told, ensure_ascii=False, indent=1))
    return 0


def _administrator_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--part", default="administrator", help="the name with which the person signs in"
    )
    parser.add_argument("--name", required=True, help="the person's name in Latin letters")
    parser.add_argument("--name-zh", required=True, help="the person's name in Chinese")


def _cast_of(mode: str) -> list[Person]:
    return history_people() if mode == "live" else people()


def _seed_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--station", default="", help="create the accounts of this station's people instead"
    )
    parser.add_argument("--without-passwords", action="store_true", help="keys only")


DEFINITION = ServiceDefinition(
    service=SERVICE,
    edition=lambda settings: None,  # type: ignore[arg-type, return-value] # no rule is in here
    context=lambda settings: Outgoing(),
    tables=metadata,
    settings=GatewaySettings,
    commands={
        "consume": Command("consume all events until SIGTERM (the default)", consume),
        "rebuild-views": Command("rebuild the read model from the stored events", _rebuild),
        "reseal": Command("encrypt secrets with the newest session key", _reseal),
        "sweep-files": Command("delete files that nothing refers to", _sweep, _sweep_arguments),
        "first-administrator": Command(
            "create the first account; shows its password only once",
            _administrator,
            _administrator_arguments,
        ),
        "seed": Command(
            "create the built-in accounts (live: for the import); shows keys once",
            _seed,
            _seed_arguments,
        ),
    },
)

"""Provide operator commands for one service: migrate, verify, settle parked events."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

from liaison_contracts.errors import LiaisonError
from liaison_kit.definition import ServiceDefinition
from liaison_kit.instance.instance import WrongInstance
from liaison_kit.log import operator_actions, restores, verification
from liaison_kit.ops import logs, migrate
from liaison_kit.ops.settings import Settings, SettingsError
from liaison_kit.plugins import PluginError
from liaison_kit.runtime import Runtime
from liaison_kit.start import open_service


def run_command(definition: ServiceDefinition, arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; an operator's mistake prints one sentence."""
    options = _parser(definition).parse_args(arguments)
    try:
        if options.command == "config":
            return _config(definition)
        settings = definition.settings.read(definition.name, to_run=False)
        logs.configure(definition.name, "WARNING")
        if options.command == "migrate":
            return _migrate(definition, settings, options)
        runtime = open_service(definition, settings)
        try:
            return int(_act_of(definition, options)(runtime, options) or 0)
        finally:
            runtime.database.close()
    except (SettingsError, WrongInstance, PluginError, LiaisonError) as error:
        print(error, file=sys.stderr)
        return 2


def _act_of(definition: ServiceDefinition, options: argparse.Namespace) -> Any:
    own = {"verify": _verify, "parked": _parked, "feeds": _feeds, "restored": _restored}
    theirs = definition.commands.get(options.command)
    return theirs.run if theirs else own[options.command]


def _parser(definition: ServiceDefinition) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=definition.program)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("start", help="serve until SIGTERM (the default)")
    found = commands.add_parser("migrate", help="make or upgrade the database, and stamp it")
    found.add_argument("--mode", help="live, replay, demo or sandbox (default: LIAISON_MODE)")
    found.add_argument("--day", type=date.fromisoformat, help="first day, for all but live")
    found.add_argument(
        "--history-until",
        type=date.fromisoformat,
        metavar="DAY",
        help="live: bring the past first, from --day up to this one",
    )
    if "verify" not in definition.commands:
        commands.add_parser("verify", help="check the event log and what was heard")
    config = commands.add_parser("config", help="settings").add_subparsers(required=True)
    config.add_parser("check", help="read the settings and show them, secrets masked")
    _parked_parser(commands.add_parser("parked", help="events that wait for a person"))
    feeds = commands.add_parser("feeds", help="what is heard of others").add_subparsers(
        dest="act", required=True
    )
    feeds.add_parser("list", help="how far each producer was heard")
    resume = feeds.add_parser("resume", help="let a stopped feed go on after its log was checked")
    resume.add_argument("producer")
    resume.add_argument("--turn", help="what `restored` of the producer printed")
    signed(resume)
    signed(commands.add_parser("restored", help="say that this database came from a backup"))
    for name, command in definition.commands.items():
        command.arguments(commands.add_parser(name, help=command.says))
    return parser


def _parked_parser(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    listed = acts.add_parser("list", help="in the order of their log")
    listed.add_argument("--state", default="open", choices=("open", "retried", "discarded"))
    acts.add_parser("show", help="the whole event").add_argument("parked_id")
    retry = acts.add_parser("retry", help="handle it again, with those behind it")
    discard = acts.add_parser("discard", help="discard it for good")
    for act in (retry, discard):
        act.add_argument("parked_id")
        signed(act)


def signed(parser: argparse.ArgumentParser) -> None:
    """Require who acts and why; both are recorded."""
    parser.add_argument("--by", required=True, help="your reference, kept on record")
    parser.add_argument("--reason", required=True, help="why, kept on record")


def _config(definition: ServiceDefinition) -> int:
    settings = definition.settings.read(definition.name)
    for name, value, says in settings.shown():
        print(f"{name}={value}  # {says}")
    return 0


def _migrate(definition: ServiceDefinition, settings: Settings, options: argparse.Namespace) -> int:
    mode = options.mode or settings.mode
    stamp = migrate.migrate(
        definition,
        settings.database_url,
        mode,
        options.day,
        settings.runtime_role,
        options.history_until,
    )
    print(f"The database of {definition.name} is ready, in mode {stamp.mode}.")
    return 0


def _verify(runtime: Runtime, options: argparse.Namespace) -> int:
    return show(verification.verify(runtime))


def show(report: verification.Report) -> int:
    """Print the findings and the faults; return 1 if there are any."""
    print(json.dumps(report.found, indent=2))
    for fault in report.faults:
        print(f"FAULT {fault}", file=sys.stderr)
    return 1 if report.faults else 0


def _parked(runtime: Runtime, options: argparse.Namespace) -> int:
    if options.act == "list":
        for entry in operator_actions.list_parked(runtime, options.state):
            print(
                f"{entry.parked_id}  {entry.producer}#{entry.position}  {entry.type}  "
                f"{entry.subject}  {entry.error}"
            )
    elif options.act == "show":
        print(
            json.dumps(
                operator_actions.show_parked(runtime, options.parked_id),
                indent=2,
                ensure_ascii=False,
            )
        )
    elif options.act == "retry":
        count = operator_actions.retry_parked(
            runtime, options.parked_id, options.by, options.reason
        )
        print(f"{count} events were handled.")
    else:
        operator_actions.discard_parked(runtime, options.parked_id, options.by, options.reason)
        print("The event was let go.")
    return 0


def _feeds(runtime: Runtime, options: argparse.Namespace) -> int:
    if options.act == "resume":
        turn = None if options.turn is None else restores.turn_from(options.turn)
        operator_actions.resume_feed(runtime, options.producer, options.by, options.reason, turn)
        print(f"The feed of {options.producer} goes on.")
        return 0
    head = runtime.head()
    for producer, position in head["feeds"].items():
        print(f"{producer}: {position} {head['stopped'].get(producer, '')}".rstrip())
    return 0


def _restored(runtime: Runtime, options: argparse.Namespace) -> int:
    turn = operator_actions.mark_restored(runtime, options.by, options.reason)
    print(
        f"The log of {runtime.name} is now {turn.logid} and continues after {turn.position}. "
        "Each of its consumers stops, and resumes with:\n"
        f"feeds resume {runtime.name} --turn {turn} --by REF --reason TEXT"
    )
    return 0

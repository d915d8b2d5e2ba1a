"""Provide operator commands of incentives: check the ledger, remove a second factor, reconcile."""

from __future__ import annotations

import argparse
import base64
from pathlib import Path

from liaison_contracts.errors import Forbidden, Invalid
from liaison_contracts.money import yuan_of
from liaison_contracts.reasons import fault
from liaison_incentives.tables import SecondFactor
from liaison_incentives.usecases import ledger
from liaison_incentives.usecases.bank_statements import restored_database
from liaison_incentives.usecases.ledger.checkpoints import FORMAT, key_id_of
from liaison_kit.commands import show, signed
from liaison_kit.definition import Command
from liaison_kit.log import operator_actions, verification
from liaison_kit.runtime import Runtime, note_access


def verify_all(runtime: Runtime, options: argparse.Namespace) -> int:
    """Check the event log and the ledger; print every fault and return 1 if there is one."""
    report = verification.verify(runtime)
    with runtime.database.reading() as session:
        found = ledger.verify(session, runtime.context.vault.public_key, _held(options.held))
    report.found["ledger"] = {
        "lines": found.entries,
        "head": found.checkpoint,
        "accounts": {name: yuan_of(fen) for name, fen in found.accounts.items()},
    }
    report.faults += found.faults
    return show(report)


def _held(path: Path | None) -> list[str]:
    """Return the checkpoints in a file, one per line; other lines are skipped."""
    lines = path.read_text(encoding="utf-8").splitlines() if path else []
    return [line.strip() for line in lines if line.startswith(FORMAT)]


def show_key(runtime: Runtime, options: argparse.Namespace) -> int:
    """Print the public key for checking checkpoints and proofs, and its id."""
    public_key = runtime.context.vault.public_key
    print(f"{key_id_of(public_key)} {base64.urlsafe_b64encode(public_key).decode()}")
    return 0


def remove_second_factor(runtime: Runtime, options: argparse.Namespace) -> int:
    """Remove a person's second factor so that they can enrol another; this is logged."""
    with runtime.transaction() as (session, _):
        factor = session.get(SecondFactor, options.person_ref)
        if factor is None:
            print(f"{options.person_ref} has no second factor")
            return 1
        session.delete(factor)
        act = "remove_second_factor"
        note_access(session, runtime.system(), act, options.person_ref, "removed", options.reason)
    return 0


def reconcile(runtime: Runtime, options: argparse.Namespace) -> int:
    """Compare a restored database with finance's list; return 1 while a difference is open."""
    if options.by == options.second:
        raise Forbidden("same_person", about="reconcile")
    heard = restored_database.read(_content_of(options.list))
    with runtime.transaction() as (session, _):
        gaps = restored_database.reconcile(session, heard)
        is_open = any(gap.is_open for gap in gaps)
        outcome = "refused" if is_open else "done"
        for person in (options.by, options.second):
            told = f"{options.reason} ({len(heard)} payouts heard, {len(gaps)} differences)"
            operator_actions.note(runtime, session, "reconcile", "finance", person, told, outcome)
    for gap in gaps:
        print(f"{'OPEN ' if gap.is_open else ''}{gap}")
    print("Releases stay paused." if is_open else "Releases go on.")
    return int(is_open)


def _content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Invalid(
            "heard_list_unreadable",
            faults={"file": [fault("file", why=str(error))]},
            places=["file"],
        ) from error


def _reconcile_arguments(parser: argparse.ArgumentParser) -> None:
    columns = ",".join(restored_database.COLUMNS)
    parser.add_argument("list", type=Path, help=f"what finance has heard, a CSV: {columns}")
    parser.add_argument("--second", required=True, help="who compared it with you")
    signed(parser)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person_ref")
    parser.add_argument("--reason", required=True, help="why, and who was present")


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--held", type=Path, help="a file of checkpoints that an outsider kept, one a line"
    )


COMMANDS = {
    "verify": Command(
        "check the event log, what was heard, and the ledger", verify_all, _verify_arguments
    ),
    "ledger-key": Command("show the public key of checkpoints and proofs", show_key),
    "reconcile": Command(
        "compare a restored database with finance's list, so that releases go on",
        reconcile,
        _reconcile_arguments,
    ),
    "remove-second-factor": Command(
        "let a person enrol another second factor", remove_second_factor, _arguments
    ),
}

"""Offer what an operator does to incentives alone: check the ledger, remove a lost factor."""

from __future__ import annotations

import argparse

from liaison_incentives.tables import SecondFactor
from liaison_incentives.usecases import ledger
from liaison_kit.definition import Command
from liaison_kit.runtime import Runtime, note_access


def verify_ledger(runtime: Runtime, options: argparse.Namespace) -> int:
    """Fold the ledger again and print every fault; 1 where there is one."""
    with runtime.database.reading() as session:
        found = ledger.verify(session)
    print(f"{found.entries} lines, {found.checkpoint}")
    for fault in found.faults:
        print(fault)
    return 1 if found.faults else 0


def remove_second_factor(runtime: Runtime, options: argparse.Namespace) -> int:
    """Remove a person's second factor, so that another can be enrolled; goes on the access log."""
    with runtime.transaction() as (session, _):
        factor = session.get(SecondFactor, options.person_ref)
        if factor is None:
            print(f"{options.person_ref} has no second factor")
            return 1
        session.delete(factor)
        act = "remove_second_factor"
        note_access(session, runtime.system(), act, options.person_ref, "removed", options.reason)
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person_ref")
    parser.add_argument("--reason", required=True, help="why, and who was present")


COMMANDS = {
    "verify-ledger": Command("check the ledger's chain, sums and records", verify_ledger),
    "remove-second-factor": Command(
        "let a person enrol another second factor", remove_second_factor, _arguments
    ),
}

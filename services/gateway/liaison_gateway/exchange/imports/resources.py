"""Define what can be imported, and how rows become the same commands as single requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from liaison_contracts.assessment import DutyEntry, RecordDuties
from liaison_contracts.errors import LiaisonError, Refused, Unauthenticated, Unavailable
from liaison_contracts.incentives import ReportRecruitment
from liaison_contracts.message import command_type_of
from liaison_contracts.reasons import restored
from liaison_kit.claims import Caller
from liaison_kit.client import Client

BATCH = 500


@dataclass(frozen=True)
class Numbered:
    """Hold one valid row: its number in the file, from 1, and its content."""

    number: int
    entry: Any


@dataclass
class Results:
    """Count accepted and waiting rows, and collect the errors of the others by row number."""

    accepted: int = 0
    waiting: int = 0
    errors: dict[int, LiaisonError] = field(default_factory=dict)


Send = Callable[[Client, Caller, Sequence[Numbered], str], Results]


@dataclass(frozen=True)
class Resource:
    """Describe an importable resource: the shape of a row, the roles, and how rows are sent."""

    name: str
    entry: type
    command: type
    send: Send

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the roles that may import: those that may send the command."""
        return command_type_of(self.command).roles


def _send_duties(client: Client, caller: Caller, rows: Sequence[Numbered], key: str) -> Results:
    """Record duties in one command; if one row makes it fail, send each half separately."""
    name = f"{key}-{rows[0].number}-{rows[-1].number}"
    try:
        answer = client.send(caller, RecordDuties(records=tuple(row.entry for row in rows)), name)
    except (Unavailable, Unauthenticated):
        raise
    except LiaisonError as error:
        if len(rows) == 1:
            return Results(errors={rows[0].number: error})
        middle = len(rows) // 2
        first = _send_duties(client, caller, rows[:middle], key)
        second = _send_duties(client, caller, rows[middle:], key)
        return Results(
            first.accepted + second.accepted,
            first.waiting + second.waiting,
            first.errors | second.errors,
        )
    found = Results()
    for row, result in zip(rows, answer.result["results"], strict=True):
        if result["state"] == "accepted":
            found.accepted += 1
        elif result["state"] == "waiting":
            found.waiting += 1
        else:
            found.errors[row.number] = _refusal(result["reasons"])
    return found


def _send_recruitments(
    client: Client, caller: Caller, rows: Sequence[Numbered], key: str
) -> Results:
    """Report recruitments one by one, each with its own command and answer."""
    found = Results()
    for row in rows:
        try:
            client.send(caller, row.entry, f"{key}-{row.number}")
            found.accepted += 1
        except (Unavailable, Unauthenticated):
            raise
        except LiaisonError as error:
            found.errors[row.number] = error
    return found


def _refusal(reasons: list[dict[str, Any]]) -> LiaisonError:
    return Refused("row_refused", reasons=restored(reasons))


RESOURCES = {
    found.name: found
    for found in (
        Resource("duty-records", DutyEntry, RecordDuties, _send_duties),
        Resource("recruitments", ReportRecruitment, ReportRecruitment, _send_recruitments),
    )
}

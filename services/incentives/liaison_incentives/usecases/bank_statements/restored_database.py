"""Compare a restored database with finance's list, so that releases can resume (Article 3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from liaison_contracts.errors import Conflict, Invalid
from liaison_contracts.money import fen_of
from liaison_contracts.reasons import Fault, fault, reason
from liaison_contracts.sentences import sentence_of
from liaison_contracts.sheets.layout import Column, Kind, Layout
from liaison_contracts.sheets.table import read_table
from liaison_incentives.tables import Award, HeardPayout, Payout
from liaison_incentives.usecases.batches.release import payout_id_of
from liaison_kit.log import restores

LAYOUT = Layout(
    (
        Column("payout_id", Kind.CODE),
        Column("amount", Kind.MONEY),
        Column("explanation", Kind.TEXT),
    ),
    most_rows=1_000_000,
)
COLUMNS = tuple(LAYOUT.headings)
MOST_REISSUES = 10
NO_AWARD, AMOUNT, NOT_LISTED = "no_such_award", "amount_differs", "not_listed"
UNANSWERED = ("requested", "recall_requested")
ARTICLE = "3"
WHY = {
    "not_requested_here": reason("restored_not_requested_here", ARTICLE),
    "not_heard": reason("restored_not_received", ARTICLE),
    NO_AWARD: reason("restored_no_such_award", ARTICLE),
    AMOUNT: reason("restored_amount_differs", ARTICLE),
    NOT_LISTED: reason("restored_not_listed", ARTICLE),
}
"""What was found, and what it needs, by cause; the last three block releases."""


@dataclass(frozen=True)
class Heard:
    """Hold a line of finance's list: the requested amount in fen, and why it differs."""

    amount_fen: int
    explanation: str


@dataclass(frozen=True)
class Gap:
    """Hold the difference of a payout between finance's list and this database."""

    payout_id: str
    cause: str
    is_open: bool

    def __str__(self) -> str:
        """Return it as one line with what it needs."""
        return f"{self.payout_id} {self.cause}: {sentence_of(WHY[self.cause])}"


def read(content: bytes) -> dict[str, Heard]:
    """Return finance's list by `payout_id`: a table, complete or not at all.

    Raises:
        Invalid: with every invalid line.
    """
    found: dict[str, Heard] = {}
    faults: dict[str, list[Fault]] = {}
    for row in read_table(BytesIO(content), LAYOUT):
        told = [why for _, why in row.faults]
        try:
            payout_id = row.cells.get("payout_id", "")
            if not told and (not payout_id or payout_id in found):
                raise ValueError(payout_id)
            if not told:
                found[payout_id] = Heard(fen_of(row.cells["amount"]), row.cells["explanation"])
        except ValueError:
            told = [fault("heard_line")]
        if told:
            faults[f"line {row.number}"] = told
    if faults:
        raise _unreadable(faults)
    return found


def _unreadable(faults: dict[str, list[Fault]]) -> Invalid:
    return Invalid("heard_list_unreadable", faults=faults, places=list(faults)[:5])


def reconcile(session: Session, heard: Mapping[str, Heard]) -> list[Gap]:
    """Compare, resume releases if nothing is open, and return every difference.

    Raises:
        Conflict: if no restore waits for it.
    """
    if not restores.is_open(session):
        raise Conflict("nothing_to_reconcile")
    gaps = list(_gaps(session, heard))
    if not any(gap.is_open for gap in gaps):
        for payout_id, line in heard.items():
            session.merge(HeardPayout(payout_id=payout_id, **line.__dict__))
        restores.close(session)
    return gaps


def _gaps(session: Session, heard: Mapping[str, Heard]) -> Iterator[Gap]:
    payouts = {
        row.payout_id: row
        for row in session.execute(select(Payout.payout_id, Payout.amount_fen, Payout.state))
    }
    lost = heard.keys() - payouts.keys()
    amounts = _amounts_of(session, lost) if lost else {}
    for payout_id, line in heard.items():
        known = payouts.get(payout_id)
        amount = known.amount_fen if known else amounts.get(payout_id)
        unexplained = not line.explanation
        if amount is None:
            yield Gap(payout_id, NO_AWARD, unexplained)
        elif amount != line.amount_fen:
            yield Gap(payout_id, AMOUNT, unexplained)
        elif known is None:
            yield Gap(payout_id, "not_requested_here", False)
    for payout_id, row in payouts.items():
        if payout_id not in heard:
            is_answered = row.state not in UNANSWERED
            yield Gap(payout_id, NOT_LISTED if is_answered else "not_heard", is_answered)


def _amounts_of(session: Session, lost: set[str]) -> dict[str, int]:
    """Return the amounts that awards give for payouts ordered after the backup."""
    found = {}
    for award_code, amount_fen in session.execute(select(Award.award_code, Award.amount_fen)):
        for reissue_no in range(MOST_REISSUES):
            payout_id = payout_id_of(award_code, reissue_no)
            if payout_id in lost:
                found[payout_id] = amount_fen
    return found

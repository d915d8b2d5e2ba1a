"""Compare the ledger with the event log, and its accounts with awards and payouts."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from liaison_contracts.money import yuan_of
from liaison_incentives.tables import Award, Clawback, Payout
from liaison_incentives.tables.awards import owed_fen_of
from liaison_incentives.usecases.awards.stages import PAID
from liaison_incentives.usecases.ledger.chain import Line
from liaison_incentives.usecases.ledger.from_events import FOLDED_KINDS, Told, Wanted
from liaison_incentives.usecases.ledger.postings import (
    ACCOUNTS,
    BEFORE,
    COMMITMENT,
    FUND,
    PAYABLE,
    RECOVERABLE,
)

_sides = attrgetter("posting_no", "posted_on", "kind", "award_code", "payout_id", "event_id")


class AgainstEvents:
    """Compare lines in order with the events, which are read only as far as needed."""

    def __init__(self, told: Iterator[Told]) -> None:
        self.faults: list[str] = []
        self._told = told
        self._known: dict[str, tuple[Told, list[Wanted]]] = {}
        self._open: Line | None = None
        self._positions: list[int] = []
        self._line_nos: list[int] = []

    def add(self, row: Line) -> None:
        """Add the next line; two lines are one posting."""
        if self._open is None:
            self._open = row
            return
        first, self._open = self._open, None
        if _sides(first) == _sides(row) and _is_pair(first, row):
            self._posting(first, row.entry_no)
            return
        self.faults.append(
            f"lines {first.entry_no} and {row.entry_no} are not the two sides of one posting"
        )
        if row.posting_no == row.entry_no:  # a side is missing: this one begins the next posting
            self._open = row

    def _posting(self, row: Line, last_no: int) -> None:
        entry = self._find(row.event_id)
        if entry is None:
            if row.kind in FOLDED_KINDS:
                self._fault(row, "were put in: no event of the log asks for them")
            return
        told, wanted = entry
        said: Wanted = (row.kind, row.award_code, row.debit_fen, row.payout_id)
        if said in wanted:
            wanted.remove(said)
        else:
            asked = wanted.pop(0) if wanted else None
            self._fault(row, f"say {_shown(said)}, {told} asks for {_shown(asked)}")
        if not wanted:
            del self._known[told.event_id]
        if str(row.posted_on) != told.on:
            self._fault(row, f"are dated {row.posted_on}, {told} is of {told.on}")
        if self._positions and told.position < self._positions[-1]:
            self._fault(row, f"were moved: {told} is older than the one before it")
            return
        self._positions.append(told.position)
        self._line_nos.append(last_no)

    def _fault(self, row: Line, says: str) -> None:
        self.faults.append(f"lines {row.entry_no} and {row.entry_no + 1} {says}")

    def _find(self, event_id: str) -> tuple[Told, list[Wanted]] | None:
        while event_id not in self._known:
            told = next(self._told, None)
            if told is None:
                return None
            if told.wanted:
                self._known[told.event_id] = told, list(told.wanted)
        return self._known[event_id]

    def end(self) -> None:
        """Report the events whose postings are not in the ledger, each with its position."""
        rest = list(self._known.values())
        rest += [(told, list(told.wanted)) for told in self._told if told.wanted]
        for told, wanted in rest:
            index = bisect_left(self._positions, told.position + 1)
            place = self._line_nos[index - 1] if index else 0
            asked = ", ".join(_shown(each) for each in wanted)
            end = "cut off" if index == len(self._positions) else "taken out"
            self.faults.append(f"after line {place}, lines are {end}: {told} asks for {asked}")


def _is_pair(first: Line, second: Line) -> bool:
    sides = (first.account, second.account)
    return (
        first.entry_no == first.posting_no
        and second.entry_no == first.entry_no + 1
        and ACCOUNTS.get(first.kind) == sides
        and first.debit_fen == second.credit_fen > 0
        and first.credit_fen == second.debit_fen == 0
    )


def _shown(posting: Wanted | None) -> str:
    if posting is None:
        return "nothing more"
    kind, award, fen, payout = posting
    return f"{kind} {yuan_of(fen)} for {award}" + (f" by {payout}" if payout else "")


class Balances:
    """Sum lines by award and account."""

    def __init__(self) -> None:
        self.credit: dict[tuple[str, str], int] = defaultdict(int)

    def add(self, row: Line) -> None:
        """Add the next line."""
        self.credit[row.award_code, row.account] += row.credit_fen - row.debit_fen

    def totals(self) -> dict[str, int]:
        """Return the balance of each account over all awards, in fen."""
        found: dict[str, int] = defaultdict(int)
        for (_, account), fen in self.credit.items():
            found[account] += fen
        return dict(sorted(found.items()))

    def against_records(self, session: Session) -> Iterator[str]:
        """Yield the differences between the accounts and the awards and payouts."""
        ordered: dict[str, int] = defaultdict(int)
        paid: dict[str, int] = defaultdict(int)
        for payout in session.execute(select(Payout.award_code, Payout.state, Payout.amount_fen)):
            if payout.state in ("requested", "recall_requested"):
                ordered[payout.award_code] += payout.amount_fen
            elif payout.state == "paid":
                paid[payout.award_code] += payout.amount_fen
        received, asked = self._asked_back(session)
        known = set()
        needed = select(
            Award.award_code, Award.recovers, Award.state, Award.amount_fen, Award.stage
        )
        for award in session.execute(needed):
            code = award.award_code
            known.add(code)
            is_before = award.stage == PAID and code not in paid  # it has no payout
            owed_fen = owed_fen_of(award.recovers, award.state, award.amount_fen)
            before = owed_fen if is_before else 0
            wanted = {
                COMMITMENT: owed_fen - ordered[code] - paid[code] - before,
                BEFORE: before,
                PAYABLE: ordered[code],
                FUND: paid[code] - received[code],
                RECOVERABLE: received[code] - asked[code],
            }
            for account, amount in wanted.items():
                if (found := self.credit[code, account]) != amount:
                    yield (
                        f"{account} of {code} is {yuan_of(found)}, "
                        f"the records say {yuan_of(amount)}"
                    )
        strangers = {code for code, _ in self.credit} - known
        yield from (f"the ledger names {code}, which is no award" for code in sorted(strangers))

    def _asked_back(self, session: Session) -> tuple[dict[str, int], dict[str, int]]:
        """Return what was received and what was clawed back, by paid award, in fen."""
        received: dict[str, int] = defaultdict(int)
        asked: dict[str, int] = defaultdict(int)
        for found in session.scalars(select(Clawback)):
            received[found.paid_code] += found.received_fen
            if found.state in ("requested", "received"):
                asked[found.paid_code] += found.amount_fen
        return received, asked

"""Check the ledger line by line: content, chain and checkpoints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from liaison_incentives.tables import LedgerCheckpoint
from liaison_incentives.usecases.ledger.chain import (
    FIRST_HASH,
    Line,
    hash_of_content,
    link,
    root_of,
)
from liaison_incentives.usecases.ledger.checkpoints import (
    BEFORE_ALL,
    Checkpoint,
    NoCheckpoint,
    read,
)


class Walk:
    """Check lines in order and report the place of each fault."""

    def __init__(self, checkpoints: Iterable[Checkpoint]) -> None:
        self.last_no, self.last_hash = 0, FIRST_HASH
        self.faults: list[str] = []
        self._due = sorted(checkpoints, key=lambda found: (found.entry_no, found.number))
        self._fits = BEFORE_ALL
        self._leaves: list[bytes] = []

    def add(self, row: Line) -> None:
        """Add the next line."""
        if row.entry_no != self.last_no + 1:
            gap = _lines(self.last_no + 1, row.entry_no - 1)
            self.faults.append(f"{gap} missing: taken out of the ledger")
        own = hash_of_content(*row[:-2])  # all but both hashes
        if row.row_hash != link(row.previous_hash, own):
            self.faults.append(
                f"line {row.entry_no} was edited: what it says does not give its hash"
            )
        elif row.previous_hash != self.last_hash:
            self.faults.append(
                f"line {row.entry_no} does not follow line {self.last_no}: something was put in, "
                "taken out or moved between them"
            )
        self.last_no, self.last_hash = row.entry_no, row.row_hash
        self._leaves.append(own)
        if self._due and self._due[0].entry_no <= self.last_no:
            self._check_points()

    def _check_points(self) -> None:
        while self._due and self._due[0].entry_no <= self.last_no:
            found = self._due.pop(0)
            if self._is_here(found):
                self._fits, self._leaves = found, []
            else:
                self._differs(found)

    def _is_here(self, found: Checkpoint) -> bool:
        if (found.entry_no, found.row_hash) != (self.last_no, self.last_hash):
            return False
        follows = found.number == self._fits.number + 1
        return not follows or found.root == root_of(self._leaves)

    def _differs(self, found: Checkpoint) -> None:
        place = _lines(self._fits.entry_no + 1, found.entry_no)
        self.faults.append(
            f"checkpoint {found.number} of {found.made_at} does not fit: {place} not what was "
            "signed then"
        )

    def end(self, head: str) -> None:
        """Report what is missing at the end; `head` is the content of the head row."""
        for found in self._due:
            cut = _lines(self.last_no + 1, found.entry_no)
            self.faults.append(
                f"{cut} cut off: checkpoint {found.number} of {found.made_at} has signed them"
            )
        if head != f"{self.last_no}:{self.last_hash}":
            self.faults.append(f"the head says {head}, the lines end at {self.last_no}")


def checkpoints_of(
    session: Session, public_key: bytes, held: Sequence[str], faults: list[str]
) -> Iterator[Checkpoint]:
    """Yield the checkpoints kept here and by outsiders; report invalid ones."""
    query = select(LedgerCheckpoint).order_by(LedgerCheckpoint.checkpoint_no)
    stored = {row.checkpoint_no: row for row in session.scalars(query)}
    for number in range(1, max(stored, default=0) + 1):
        if number not in stored:
            faults.append(f"checkpoint {number} is missing: taken out")
    texts = [(f"checkpoint {number}", row.signed) for number, row in stored.items()]
    texts += [(f"held checkpoint {place}", text) for place, text in enumerate(held, start=1)]
    seen = set()
    for name, text in texts:
        try:
            found = read(text, public_key)
        except NoCheckpoint as error:
            faults.append(f"{name} is not one of this ledger: {error}")
            continue
        mine = stored.get(found.number)
        if name.startswith("held") and (mine is None or mine.signed != text):
            faults.append(f"{name} (number {found.number}) is not among those kept here any more")
        if found not in seen:
            seen.add(found)
            yield found


def _lines(first: int, last: int) -> str:
    if first >= last:
        return f"line {last} is"
    return f"lines {first} to {last} are"

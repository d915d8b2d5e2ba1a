"""Sign the ledger's head, so that a kept copy can prove later what it was.

A checkpoint is one line of text, eight words between single spaces:

    liaison-ledger/1 number entry_no row_hash root made_at key_id signature

`row_hash` is the chain's hash after line `entry_no`; `root` the Merkle root over the lines since
the checkpoint before it; `made_at` an instant in UTC; `key_id` the SHA-256 of the public key in
hexadecimal; `signature` Ed25519 in base64url over everything before it (see `Vault.sign`).
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from liaison_incentives.context import Work
from liaison_incentives.tables import LedgerCheckpoint, LedgerEntry
from liaison_incentives.usecases.ledger.chain import FIRST_HASH, own_hash, root_of
from liaison_incentives.usecases.ledger.postings import lock_head, write

FORMAT = "liaison-ledger/1"
PURPOSE = "liaison checkpoint"
WORDS = 8


class NoCheckpoint(ValueError):
    """Report why a text is not a checkpoint of this ledger."""


@dataclass(frozen=True)
class Checkpoint:
    """Hold what the ledger was: its last line, the chain hash there, the root of its new lines."""

    number: int
    entry_no: int
    row_hash: str
    root: str
    made_at: str
    key_id: str

    def text(self) -> str:
        """Return the signed text."""
        names = ("number", "entry_no", "row_hash", "root", "made_at", "key_id")
        return " ".join([FORMAT, *(str(getattr(self, name)) for name in names)])


def key_id_of(public_key: bytes) -> str:
    """Return the id of a public key: its SHA-256."""
    return sha256(public_key).hexdigest()


def make(work: Work) -> str:
    """Sign the current ledger and return the line; an unchanged ledger needs no new one."""
    session, vault = work.session, work.context.vault
    write(session)
    entry_no, row_hash = lock_head(session)
    before = newest(session)
    if before is not None and before.entry_no == entry_no:
        return before.signed
    if entry_no == 0:
        return ""
    now = datetime.fromtimestamp(int(work.context.now()), UTC)
    made = Checkpoint(
        number=before.checkpoint_no + 1 if before else 1,
        entry_no=entry_no,
        row_hash=row_hash,
        root=root_of(leaves(session, before.entry_no if before else 0, entry_no)),
        made_at=now.isoformat().replace("+00:00", "Z"),
        key_id=key_id_of(vault.public_key),
    )
    signature = base64.urlsafe_b64encode(vault.sign(PURPOSE, made.text().encode()))
    row = LedgerCheckpoint(
        checkpoint_no=made.number, entry_no=entry_no, signed=f"{made.text()} {signature.decode()}"
    )
    session.add(row)
    session.flush()
    return row.signed


def newest(session: Session) -> LedgerCheckpoint | None:
    """Return the newest checkpoint, if any."""
    query = select(LedgerCheckpoint).order_by(LedgerCheckpoint.checkpoint_no.desc())
    return session.scalars(query.limit(1)).first()


def newest_signed(session: Session) -> str:
    """Return the newest checkpoint as text, or an empty string."""
    found = newest(session)
    return found.signed if found else ""


def leaves(session: Session, after: int, until: int) -> list[bytes]:
    """Return the own hashes of the lines after one and up to another."""
    lines = LedgerEntry.__table__
    query = select(lines).where(lines.c.entry_no > after, lines.c.entry_no <= until)
    rows = session.execute(query.order_by(lines.c.entry_no))
    return [own_hash(row._mapping) for row in rows]


def read(text: str, public_key: bytes) -> Checkpoint:
    """Return the content of a signed line.

    Raises:
        NoCheckpoint: if it is malformed, or not signed with this ledger's key.
    """
    words = text.split(" ")
    if len(words) != WORDS or words[0] != FORMAT:
        raise NoCheckpoint(f"a checkpoint has {WORDS} words and begins with {FORMAT}")
    try:
        number, entry_no = int(words[1]), int(words[2])
        signature = base64.urlsafe_b64decode(words[7])
    except ValueError:
        raise NoCheckpoint("its numbers or its signature cannot be read") from None
    found = Checkpoint(number, entry_no, words[3], words[4], words[5], words[6])
    if found.key_id != key_id_of(public_key):
        raise NoCheckpoint(f"it is signed with another key, {found.key_id[:16]}")
    data = PURPOSE.encode() + b"\n" + found.text().encode()
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, data)
    except InvalidSignature:
        raise NoCheckpoint("its signature does not hold: it was edited") from None
    return found


BEFORE_ALL = Checkpoint(0, 0, FIRST_HASH, root_of([]), "", "")
"""The head before the first checkpoint."""

"""Chain lines by hash and prove single lines: SHA-256, canonical JSON, a Merkle tree.

A line's own hash covers its content in canonical JSON (RFC 8785). The chain links it to the line
before: `row_hash = SHA-256(previous row_hash, own hash)`, both as 32 bytes. A checkpoint also holds
the root of a Merkle tree (RFC 9162) over the own hashes of the lines since the previous one, so
that a few hashes prove one line, instead of all lines that follow it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import RowMapping

FIRST_HASH = "0" * 64
CONTENT = (
    "account",
    "award_code",
    "credit_fen",
    "debit_fen",
    "entry_no",
    "event_id",
    "kind",
    "payout_id",
    "posted_on",
    "posting_no",
)
"""The fields of a line that are hashed, in the order of canonical JSON."""
LEFT, RIGHT = "left", "right"


class Line(NamedTuple):
    """Hold one stored line: the hashed fields first, in order, then both hashes."""

    account: str
    award_code: str
    credit_fen: int
    debit_fen: int
    entry_no: int
    event_id: str
    kind: str
    payout_id: str | None
    posted_on: date
    posting_no: int
    previous_hash: str
    row_hash: str


_text = json.encoder.encode_basestring
_of = itemgetter(*CONTENT)


def content_of(line: Mapping[str, Any] | RowMapping) -> dict[str, Any]:
    """Return the hashed content of a line: amounts and numbers as integers, the day as ISO text."""
    content = {name: line[name] for name in CONTENT}
    content["posted_on"] = str(content["posted_on"])
    return content


def own_hash(line: Mapping[str, Any] | RowMapping) -> bytes:
    """Return the SHA-256 of a line's content in canonical JSON.

    >>> numbers = dict.fromkeys(("entry_no", "posting_no", "debit_fen", "credit_fen"), 1)
    >>> line = dict.fromkeys(CONTENT, "x") | numbers | {"payout_id": None}
    >>> text = json.dumps(content_of(line), sort_keys=True, separators=(",", ":"))
    >>> own_hash(line) == sha256(text.encode()).digest()
    True
    """
    return hash_of_content(*_of(line))


def hash_of_content(
    account: str,
    award: str,
    credit: int,
    debit: int,
    entry: int,
    event: str,
    kind: str,
    payout: str | None,
    day: date,
    posting: int,
) -> bytes:
    """Return the same for the values of `CONTENT`; the JSON is written by hand, for speed."""
    text = (
        f'{{"account":{_text(account)},"award_code":{_text(award)},"credit_fen":{credit},'
        f'"debit_fen":{debit},"entry_no":{entry},"event_id":{_text(event)},'
        f'"kind":{_text(kind)},"payout_id":{_text(payout) if payout is not None else "null"},'
        f'"posted_on":"{day}","posting_no":{posting}}}'
    )
    return sha256(text.encode()).digest()


def link(previous: str, own: bytes) -> str:
    """Return the chain's hash after a line.

    >>> link("00" * 32, bytes(32))[:8]
    'f5a5fd42'
    """
    return sha256(bytes.fromhex(previous) + own).hexdigest()


def root_of(leaves: Sequence[bytes]) -> str:
    """Return the root over some hashes, in order; for none, the hash of nothing (RFC 9162).

    >>> root_of([]) == sha256(b"").hexdigest()
    True
    """
    if not leaves:
        return sha256(b"").hexdigest()
    level = [_leaf(leaf) for leaf in leaves]
    while len(level) > 1:
        level = _above(level)
    return level[0].hex()


def path_of(leaves: Sequence[bytes], index: int) -> list[dict[str, str]]:
    """Return the sibling hashes from a leaf up to the root, each with its side.

    >>> leaves = [bytes([n]) * 32 for n in range(5)]
    >>> all(climb(leaves[n], path_of(leaves, n)) == root_of(leaves) for n in range(5))
    True
    """
    level, path = [_leaf(leaf) for leaf in leaves], []
    while len(level) > 1:
        sister = index ^ 1
        if sister < len(level):
            side = LEFT if sister < index else RIGHT
            path.append({"side": side, "hash": level[sister].hex()})
        level, index = _above(level), index // 2
    return path


def climb(leaf: bytes, path: Sequence[Mapping[str, str]]) -> str:
    """Return the root that follows from a leaf and its siblings."""
    found = _leaf(leaf)
    for step in path:
        sister = bytes.fromhex(step["hash"])
        pair = (sister, found) if step["side"] == LEFT else (found, sister)
        found = _node(*pair)
    return found.hex()


def _above(level: Sequence[bytes]) -> list[bytes]:
    """Return the level above; an odd last node moves up unchanged."""
    above = [_node(*pair) for pair in zip(level[::2], level[1::2], strict=False)]
    return above + list(level[len(above) * 2 :])


def _leaf(own: bytes) -> bytes:
    return sha256(b"\x00" + own).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()

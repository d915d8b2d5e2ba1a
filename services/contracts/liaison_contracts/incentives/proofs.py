"""Ask for what outsiders can check: an award's proof, and whether the ledger holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from liaison_contracts.message import command, query
from liaison_contracts.roles import DECIDERS, FINANCE_READERS, STATION_SIDE
from liaison_contracts.words import AwardCode, Count, Sha256

__all__ = ["ExportProof", "LedgerAnswer", "ProofAnswer", "VerifyLedger"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofAnswer:
    """Hand out an award's proof: one JSON object that is checked without us or our database.

    Its form is on the page `docs/reference/proof.md`; `key_id` is the SHA-256 of the public key.
    """

    award_code: AwardCode
    key_id: Sha256
    bundle: dict[str, Any]


@command(
    "incentives",
    roles=(*STATION_SIDE, *FINANCE_READERS, *DECIDERS, "auditor"),
    returns=ProofAnswer,
    articles=("13", "14"),
    zh="导出金额证明（可离线核验）",
    en="Export the proof of an amount, which can be checked offline",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ExportProof:
    """Give an award's whole ground, with its signatures and its place in the ledger.

    Articles 13 and 14: whoever is paid, or pays, can see why, and have it checked by others. The
    ledger's head is signed first where lines were added since its last checkpoint.
    """

    award_code: AwardCode


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerAnswer:
    """Say whether the ledger holds: its lines, its accounts in yuan, and every fault by its place.

    `checkpoint` is the newest signed one; `accounts` are sums over all awards.
    """

    lines: Count
    head: str
    checkpoint: str
    accounts: dict[str, Any]
    faults: tuple[str, ...]


@query(
    "incentives",
    roles=(*FINANCE_READERS, *DECIDERS, "auditor"),
    returns=LedgerAnswer,
    because="HOUSE: finance and auditors can see at any time that no line was changed.",
    zh="核验总账",
    en="Recompute the ledger and list every discrepancy",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyLedger:
    """Fold the ledger again: its chain, its checkpoints, the event log, awards and payouts."""

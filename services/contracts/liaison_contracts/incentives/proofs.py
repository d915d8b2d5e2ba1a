"""Define what outsiders can check: an award's proof, and the verification of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from liaison_contracts.message import command, query
from liaison_contracts.roles import DECIDERS, FINANCE_READERS, STATION_SIDE
from liaison_contracts.words import AwardCode, Count, Sha256

__all__ = ["ExportProof", "LedgerAnswer", "ProofAnswer", "VerifyLedger"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofAnswer:
    """An award's proof: one JSON object that can be checked without access to the system.

    Its format is described on the page `docs/reference/proof.md`; `key_id` is the SHA-256 of the
    public key.
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
    """Export the proof of an award, with its signatures and its place in the ledger.

    Articles 13 and 14: people who are paid, or pay, can see why, and have it checked by others. If
    lines were added since the ledger's last checkpoint, its head is signed first.
    """

    award_code: AwardCode


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerAnswer:
    """The result of verifying the ledger: lines, accounts in yuan, and every fault by its place.

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
    """Verify the ledger: its chain, its checkpoints, the event log, awards and payouts."""

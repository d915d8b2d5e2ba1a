"""Make what people and other services say to incentives, with few words in a test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from liaison_contracts.assessment import GradePublished
from liaison_contracts.entries import DocumentEntry
from liaison_contracts.finance import PayoutSettled
from liaison_contracts.incentives import (
    ApproveBatch,
    CosignBatch,
    RecordSettlement,
    ReleaseBatch,
    ReportRecruitment,
    ReviewSpending,
    SubmitSpending,
)
from liaison_contracts.message import dump, event_type_of
from liaison_contracts.money import Fen, fen_of
from liaison_contracts.registry import PlaqueGranted, PolicyExtended
from liaison_kit.store.ids import new_id

D = date.fromisoformat
STEP = 30


def an_extension(until: str = "2030-12-31", on: str = "2018-01-01") -> PolicyExtended:
    """Return an extension of the trial."""
    return PolicyExtended(
        edition="luzhou_2017", document_no="ext-1", decided_on=D(on), valid_until=D(until)
    )


def a_plaque(code: str, on: str, **changes: Any) -> PlaqueGranted:
    """Return a plaque of a station guided by the federation of industry."""
    good: dict[str, Any] = {
        "station_code": code,
        "application_code": None,
        "host_ref": "HOST-1",
        "host_name": "北京泸州商会",
        "host_kind": "chamber_abroad",
        "credit_code": "51510500301661318F",
        "city_code": "110100",
        "guiding_department": "industry_federation",
        "head_ref": f"H-{code}",
        "liaison_ref": f"L-{code}",
        "plaque_no": f"plaque {code}",
        "approval_no": f"approval {code}",
        "plaque_granted_on": D(on),
        "imported": True,
    }
    return PlaqueGranted(**{**good, **changes})


def a_grade(code: str, year: int, grade: str, on: str = "", revision: int = 1) -> GradePublished:
    """Return a grade published on the last day of its year."""
    return GradePublished(
        year=year,
        station_code=code,
        grade=grade,  # type: ignore[arg-type]
        score=None,
        rank=None,
        revision=revision,
        published_on=D(on or f"{year}-12-31"),
    )


def a_paper(system: Any, content: bytes = b"%PDF-1.4 a paper") -> DocumentEntry:
    """Upload a file in a system and return its name for a command."""
    stored = system.runtimes["incentives"].context.blobs.add([content], limit=1000)
    return DocumentEntry(kind="invoice", sha256=stored.sha256, media_type=stored.media_type)


def a_claim(code: str, station: str, on: str, **changes: Any) -> ReportRecruitment:
    """Return a claim for a doctor with five years, signed on the day."""
    good: dict[str, Any] = {
        "recruitment_code": code,
        "station_code": station,
        "talent_ref": f"T-{code}",
        "level": "full_time_doctorate",
        "basis": "service_contract",
        "contract_months": 60,
        "signed_on": D(on),
        "claimed_on": D(on),
    }
    return ReportRecruitment(**{**good, **changes})


def a_report(code: str, year: int, on: str) -> SubmitSpending:
    """Return a spending report."""
    return SubmitSpending(station_code=code, year=year, spent_fen=Fen(1), submitted_on=D(on))


def a_review(code: str, year: int, on: str, outcome: str = "accepted") -> ReviewSpending:
    """Return a review of a spending report."""
    return ReviewSpending(
        station_code=code,
        year=year,
        outcome=outcome,  # type: ignore[arg-type]
        reviewed_on=D(on),
        document_no="minutes 1",
    )


def an_approval(batch: Any, totp: str, **changes: Any) -> ApproveBatch:
    """Return the approval of a batch."""
    good = {"batch_code": batch["batch_code"], "sha256": batch["sha256"], "totp": totp}
    return ApproveBatch(**{**good, **changes})


def a_cosignature(batch: Any) -> CosignBatch:
    """Return a co-signature under a batch."""
    return CosignBatch(batch_code=batch["batch_code"], sha256=batch["sha256"])


def a_release(batch: Any, totp: str, **changes: Any) -> ReleaseBatch:
    """Return the release of a batch."""
    good = {
        "batch_code": batch["batch_code"],
        "sha256": batch["sha256"],
        "totp": totp,
        "document_no": "order 1",
    }
    return ReleaseBatch(**{**good, **changes})


def a_settlement(payout: dict[str, Any], on: str, **changes: Any) -> RecordSettlement:
    """Return finance's answer that a payout was paid."""
    good: dict[str, Any] = {
        "payout_id": payout["payout_id"],
        "settlement_id": f"S-{payout['payout_id']}",
        "amount_fen": fen_of(payout["amount"]),
        "settled_on": D(on),
        "voucher_no": f"V-{payout['payout_sequence']}",
    }
    return RecordSettlement(**{**good, **changes})


def a_settled(payout: dict[str, Any], on: str, **changes: Any) -> PayoutSettled:
    """Return the same answer as a message of finance."""
    body = a_settlement(payout, on, **changes)
    names = ("payout_id", "settlement_id", "amount_fen", "settled_on", "voucher_no")
    return PayoutSettled(**{name: getattr(body, name) for name in names})


def an_envelope(event: Any, on: str) -> dict[str, Any]:
    """Wrap a message of finance as it does."""
    return {
        "id": new_id(),
        "source": "liaison/finance",
        "type": event_type_of(event).type,
        "subject": event_type_of(event).subject_of(event),
        "time": f"{on}T00:00:00Z",
        "sequence": 0,
        "logid": "finance",
        "effectiveon": on,
        "actor": "system:finance",
        "edition": "",
        "causationid": "",
        "traceparent": "",
        "data": dump(event),
    }


def refused_code(act: Callable[[], Any], kind: type[Any]) -> str:
    with pytest.raises(kind) as refused:
        act()
    return str(refused.value.code)

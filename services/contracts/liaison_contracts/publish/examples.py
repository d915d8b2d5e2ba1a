"""Create the first example of an event type; once written, it is kept forever.

All examples are about one made-up station, so that together they are coherent.
"""

from __future__ import annotations

import uuid
from dataclasses import MISSING, Field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from liaison_contracts.envelope import Envelope
from liaison_contracts.message import EventType, dump
from liaison_contracts.reasons import reason, step

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
DAY = date(2018, 5, 10)
PAYOUT = "6f2c1a52-4f0e-5c1d-9d5b-0a7c6f1e2b3d"
SHARE = step("share", full=3_000_000, share=12, whole=12, amount=3_000_000)
OWN_WORDS = reason("in_words", "12(3)", fact="The head changed.", needs="Two years of work.")
NO_PLAQUE = reason("plaque_did_not_come", "11", station_code="LZ-001", until=date(2018, 6, 9))
REASON = reason("contract_months", "14(1)", months=59, least=60)

VALUES: dict[str, Any] = {
    "application_code": "AP-2018-007",
    "host_ref": "HO-0007",
    "host_name": "北京泸州商会",
    "host_kind": "chamber_abroad",
    "credit_code": "515105003170669079",
    "city_code": "110100",
    "channel": "guiding_department",
    "guiding_department": "industry_federation",
    "stage": "review",
    "outcome": "passed",
    "by_side": {"talent_office": "passed", "guiding_department": "passed"},
    "document_no": "泸人才办〔2018〕21号",
    "reasons": (),
    "station_code": "LZ-001",
    "head_ref": "P-5f3a",
    "liaison_ref": "P-91c4",
    "plaque_no": "泸驻才〔2018〕1号",
    "approval_no": "泸府函〔2018〕10号",
    "imported": False,
    "changed": {"host_name": "北京泸州企业商会"},
    "edition": "luzhou_2017",
    "valid_until": date(2022, 12, 31),
    "history_until": date(2019, 6, 30),
    "reading": "A18",
    "value": "sum",
    "case_code": "CA-2021-002",
    "kind": "two_unqualified_years",
    "year": 2020,
    "years": (2019, 2020),
    "decision": "keep",
    "cause": "falsification",
    "change_code": "CH-2018-001",
    "incident_code": "IN-LZ-001-1",
    "is_working_day": True,
    "change": "head",
    "late": False,
    "record_code": "D-000191",
    "duty_type": "promotion_post",
    "period": "2018-06",
    "step": 1,
    "told_to": ("station",),
    "evidence_sha256": (DIGEST,),
    "category": None,
    "joint_event": None,
    "reused": 0,
    "native_ref": "N-2018-0012",
    "contact_code": "CT-2018-0031",
    "sector": "biomedicine",
    "way": "visit",
    "kept_until": date(2021, 5, 10),
    "task_code": "TK-2018-004",
    "reason_code": None,
    "scheme_document_no": "泸人才办〔2020〕3号",
    "grade": "excellent",
    "score": Decimal("91.425"),
    "rank": 1,
    "revision": 1,
    "graded": 13,
    "quota": 3,
    "excellent": 3,
    "undecided": 0,
    "grades_sha256": DIGEST,
    "finding_code": "FI-2021-001",
    "materials": (1, 5),
    "side": "guiding_department",
    "tied": ("LZ-001", "LZ-002"),
    "objection_code": "OB-2021-001",
    "authority": "market_supervision",
    "recruitment_code": "R-00012",
    "recruitment_codes": ("R-00012", "R-00031"),
    "talent_ref": "T-7c21",
    "level": "full_time_doctorate",
    "basis": "service_contract",
    "contract_months": 60,
    "programme": "national",
    "spent_fen": 1622000,
    "award_code": "AW-base_grant-LZ-001-2019",
    "rule": "base_grant",
    "reference": "",
    "event_code": "E-2018-003",
    "budget_fen": 3000000,
    "bole_code": "B-2018-001",
    "leading_group_decision": None,
    "amount_fen": 3000000,
    "old_amount_fen": 3000000,
    "new_amount_fen": 1750000,
    "articles": ("13(1)",),
    "explanation": {
        "inputs": {"months": 12},
        "figures": {"base_grant_per_year": "30000.00"},
        "readings": {"A11": "monthly"},
        "arithmetic": [SHARE.to_wire()],
    },
    "hold": "spending",
    "clawback_code": "CB-2021-001",
    "payee_ref": "PY-LZ-001",
    "account_version": 1,
    "last4": "6789",
    "batch_code": "B-2019-01",
    "count": 6,
    "total_fen": 23600000,
    "sha256": DIGEST,
    "persons": ("P-11aa", "P-22bb"),
    "department": "industry_federation",
    "payout_id": PAYOUT,
    "payout_sequence": 41,
    "first_sequence": 36,
    "last_sequence": 41,
    "checkpoint": "2019-01-31:41",
    "reissue_no": 0,
    "used_fen": 54300000,
    "used_permille": 905,
    "statement_code": "ST-9f86d081884c7d65",
    "lines": 6,
    "matched": 5,
    "unmatched": 1,
    "double": 0,
    "unknown": 0,
    "line_no": 4,
    "recruits": 3,
    "earned_fen": 25000000,
    "underspent": True,
    "vouchers_sha256": (DIGEST,),
    "winner": "R-00012",
    "early": True,
    "recovers": "AW-base_grant-LZ-001-2019",
    "outstanding_fen": 0,
    "reversal_id": "RV-2019-0002",
    "reminder_no": 0,
    "applicant_org": "host/beijing",
    "content_sha256": DIGEST,
    "reopened": ("condition.5(4)", "completeness"),
    "stage_after": "forwarded",
    "reason": "engineers for a new plant",
    "condition": "5(2)",
    "round_code": "RR-2018",
    "urgent": False,
    "person_ref": "P-11aa",
    "sitting": ("P-11aa", "P-33cc"),
    "recused": ("P-22bb",),
    "visitors": ("P-11aa",),
    "meeting_code": "LG-2018-01",
    "application_codes": ("AP-2018-007",),
    "settlement_id": "S-2019-00041",
    "voucher_no": "记-2019-0107",
}
OVERRIDES: dict[str, dict[str, Any]] = {
    "award.refused.v1": {
        "award_code": "AW-talent_recruited-R-00012",
        "rule": "talent_recruited",
        "reference": "R-00012",
        "amount_fen": 0,
        "articles": ("14(1)",),
        "reasons": (REASON,),
    },
    "recruitment.rejected.v1": {"reasons": (REASON,)},
    "duty.waiting.v1": {"reported_by": "industry_federation", "waits_until": date(2018, 6, 9)},
    "duty.refused.v1": {"reported_by": "industry_federation", "reasons": (NO_PLAQUE,)},
    "application.department_wanted.v1": {"way": "direct"},
    "application.amended.v1": {"changed": ("online_channels",)},
    "agenda.set.v1": {"urgent": ()},
    "award.cancelled.v1": {"new_amount_fen": 0},
    "award.adjusted.v1": {"cause": "change"},
    "award.paid_before.v1": {"cause": "brought_with_history"},
    "award.returned.v1": {"outcome": "failed", "reason_code": "account_closed"},
    "award.reissued.v1": {"reissue_no": 1},
    "payout.requested.v1": {"channel": "finance_event"},
    "revocation_case.decided.v1": {"reasons": (OWN_WORDS,)},
    "spending.reviewed.v1": {"outcome": "accepted"},
    "duty.reviewed.v1": {"outcome": "verified"},
    "native.erased.v1": {"cause": "asked"},
    "duty.recorded.v1": {"task_code": None},
    "change.decided.v1": {"decision": "continue"},
    "tie.resolved.v1": {"excellent": ("LZ-001",)},
    "objection.decided.v1": {"outcome": "upheld"},
    "change.evaluated.v1": {"outcome": "continue"},
    "payout.recall_requested.v1": {"reason_code": "falsification"},
    "payout.failed.v1": {"reason_code": "account_closed"},
    "payout.returned.v1": {"reason_code": "name_differs"},
    "recruitment.contract_ended.v1": {"reason_code": "moved_away"},
    "case_by_case.decided.v1": {
        "decision_code": "C-00003",
        "article": "14(2)",
        "decided_by": "leading_group",
        "concerns": "R-00012",
        "award_code": "case_by_case.LZ-001.C-00003",
        "corrects": False,
    },
    "bank_statement.line_explained.v1": {"explanation": "The bank booked it a day later."},
    "bank_statement.set_aside_proposed.v1": {
        "reason": "The bank sent the day again with the right reference.",
        "replaced_by": "ST-1b4f0e9851971998",
    },
    "bank_statement.set_aside_decided.v1": {
        "decision": "set_aside",
        "replaced_by": "ST-1b4f0e9851971998",
    },
    "clawback.decided.v1": {"decision": "recover"},
    "payout.reversed.v1": {"reason_code": "wrong_voucher"},
    "payout.recalled.v1": {"reason_code": "as_asked"},
    "payout.answer_refused.v1": {
        "refusal_id": "0190b6c8-55a2-7c1e-9f60-2a4f7a1b9c31",
        "message_id": "FIN-2021-000417",
        "type": "payout.settled.v1",
        "code": "amount_differs",
    },
}


def example_of(kind: EventType) -> dict[str, Any]:
    """Return a made-up envelope of an event type, the same at every call."""
    event = kind.cls(**{field.name: _value(kind, field) for field in fields(kind.cls)})
    finance = kind.source == "finance"
    return Envelope(
        id=_id(kind.type),
        source=f"liaison/{kind.source}",
        type=kind.type,
        subject=kind.subject_of(event),
        time="2018-05-10T02:03:04.567+00:00",
        sequence=0 if finance else 1207,
        logid="" if finance else _id(kind.source),
        effectiveon=DAY.isoformat(),
        actor="system:finance" if finance else "P-11aa",
        edition="" if finance else f"luzhou_2017@1#{DIGEST[:12]}",
        causationid=_id(f"before {kind.type}"),
        traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        data=dump(event),
    ).to_wire()


def _value(kind: EventType, field: Field[Any]) -> Any:
    name = field.name
    known = VALUES | OVERRIDES.get(kind.type, {})
    if name in known:
        return known[name]
    if name == "on" or name.endswith("_on"):
        return DAY
    if field.default is MISSING:
        raise LookupError(f"{kind.type}: give {name} a value in {__name__}")
    return field.default


def _id(seed: str) -> str:
    """Return an id that looks like a UUIDv7 and depends on the seed alone."""
    digits = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:liaison:example:{seed}").hex
    return str(uuid.UUID(f"0163477e5a77{'7' + digits[13:16]}{'8' + digits[17:]}"))

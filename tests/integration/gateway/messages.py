"""Messages about a case and an award of LZ-001, as tests of views and pages tell them."""

from __future__ import annotations

from datetime import date

from liaison_contracts import incentives, registry
from liaison_contracts.money import Fen
from liaison_contracts.reasons import reason

AWARD, PAYOUT = "base_grant.LZ-001.2018", "6f2c1a52-4f0e-5c1d-9d5b-0a7c6f1e2b3d"
ON = {"award_code": AWARD, "station_code": "LZ-001", "on": date(2018, 6, 1)}
LINE = {
    "award_code": AWARD,
    "station_code": "LZ-001",
    "year": 2018,
    "rule": "base_grant",
    "reference": "",
    "due_on": date(2018, 1, 1),
    "articles": ("13(1)",),
    "explanation": {},
    "reasons": (),
}
READING = registry.PolicyReadingDecided(
    edition="luzhou_2017",
    reading="A18",
    value="sum",
    document_no="泸人才办〔2018〕31号",
    decided_on=date(2018, 3, 1),
)
GRANTED = incentives.AwardGranted(**LINE, amount_fen=Fen(3_000_000))
REQUESTED = incentives.PayoutRequested(
    payout_id=PAYOUT,
    payout_sequence=1,
    award_code=AWARD,
    reissue_no=0,
    station_code="LZ-001",
    batch_code="B-1",
    payee_ref="p",
    account_version=1,
    amount_fen=Fen(3_000_000),
    rule="base_grant",
    articles=("13(1)",),
    document_no="1",
    requested_on=date(2018, 6, 1),
)
RECALL = incentives.PayoutRecallRequested(
    payout_id=PAYOUT,
    payout_sequence=2,
    station_code="LZ-001",
    reason_code="falsification",
    requested_on=date(2018, 6, 2),
)
PAID = incentives.AwardPaid(
    award_code=AWARD,
    payout_id=PAYOUT,
    station_code="LZ-001",
    amount_fen=Fen(3_000_000),
    settled_on=date(2018, 6, 2),
    voucher_no="V-1",
)
RETURNED = incentives.AwardReturned(
    award_code=AWARD,
    payout_id=PAYOUT,
    station_code="LZ-001",
    amount_fen=Fen(3_000_000),
    outcome="failed",
    reason_code="account_closed",
    on=date(2018, 6, 2),
)
REISSUED = incentives.AwardReissued(
    award_code=AWARD, station_code="LZ-001", payout_id=PAYOUT, reissue_no=1, on=date(2018, 6, 3)
)
CLAWBACK = incentives.ClawbackProposed(
    clawback_code="c",
    award_code=AWARD,
    station_code="LZ-001",
    amount_fen=Fen(3_000_000),
    cause="falsification",
)


def case_opened(kind="two_unqualified_years", code="TU-LZ-001-2020", year=2020):
    return registry.RevocationCaseOpened(
        case_code=code, station_code="LZ-001", kind=kind, year=year, opened_on=date(2021, 1, 31)
    )


def case_decided(decision, kind="two_unqualified_years", code="TU-LZ-001-2020", year=2020):
    return registry.RevocationCaseDecided(
        case_code=code,
        station_code="LZ-001",
        kind=kind,
        year=year,
        decision=decision,
        decided_on=date(2021, 3, 1),
        document_no="1",
        reasons=(reason("in_words", "12(3)", fact="f", needs=""),),
    )


def cancelled():
    amounts = {"old_amount_fen": Fen(3_000_000), "new_amount_fen": Fen(0)}
    return incentives.AwardCancelled(**ON, **amounts, cause="falsification")


def held(hold):
    return incentives.AwardHeld(**ON, hold=hold)


def released(hold):
    return incentives.AwardReleased(**ON, hold=hold)

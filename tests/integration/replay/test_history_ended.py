"""Once its history has ended, an instance lives: new dues are paid, old ones can be asked back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import rfc8785

from deploy.auditor import verify_proof
from liaison_yearbook.book.reader import Book
from liaison_yearbook.history import import_book
from liaison_yearbook.replay.payments import Payments
from tests.integration.replay.live_system import Live, a_live_one, books, end, told

pytestmark = pytest.mark.timeout(300)

# -- afterwards ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ended(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Give a live instance whose history has ended, with accounts to pay on."""
    folder = tmp_path_factory.mktemp("ended")
    found = a_live_one(folder / "instance")
    import_book(found.api, book, folder / "out")
    office = found.office
    for code in ("LZ-001", "LZ-002"):
        body = {"holder": "a chamber", "bank": "a bank", "number": f"6222-{code}"}
        path = f"/v1/stations/{code}/payee-accounts"
        account = office.post("accounts.enters", path, body, f"account-{code}")
        path = f"/v1/payee-accounts/{account['payee_ref']}/approvals"
        version = {"account_version": account["account_version"]}
        office.post("accounts.approves", path, version, f"approve-{code}")
    end(found)
    yield found
    found.embedded.close()


def today(office: Any) -> date:
    """Return the day of a live instance: nothing is paid before it was asked for."""
    return date.fromisoformat(office.get("auditor", "/v1/instance")["day"])


def test_what_falls_due_afterwards_is_paid_the_ordinary_way(ended: Live) -> None:
    office = ended.office
    claim = {
        "recruitment_code": "R-9",
        "talent_ref": "T-9",
        "level": "full_time_doctorate",
        "basis": "service_contract",
        "contract_months": 60,
        "signed_on": "2019-08-01",
        "claimed_on": "2019-08-01",
    }
    officer = "industry_federation.enters"
    office.post(officer, "/v1/stations/LZ-002/recruitments", claim, "claim")
    for part in ("verifies", "verifies.second"):
        path, day = "/v1/recruitments/R-9/verifications", {"verified_on": "2019-08-02"}
        office.post(part, path, day, f"verify-{part}")
    review = {"outcome": "accepted", "reviewed_on": "2019-08-10", "document_no": "minutes 2"}
    report = {"year": 2018, "spent": "15000.00", "submitted_on": "2019-08-05"}
    path = "/v1/stations/LZ-002/spending-reports"
    office.post(officer, path, report, "report")
    office.post("leading_group", f"{path}/2018/reviews", review, "review")
    ended.days.close(date(2019, 8, 31))
    assert Payments(office).pay(today(office)) == 2
    requested = told(office, "payout.requested.")
    assert sorted(payout["award_code"] for payout in requested) == [
        "base_grant.LZ-002.2019",
        "talent_recruited.LZ-002.R-9",
    ], "what was held in the history is paid live, and nothing of what was paid before"
    accounts = books(ended)
    assert (accounts["paid_before"], accounts["fund"]) == ("275000.00", "80000.00")


def test_what_was_paid_before_can_be_asked_back(ended: Live) -> None:
    office, award = ended.office, "talent_recruited.LZ-001.R-1"
    proposal = {
        "amount": "50000.00",
        "currency": "CNY",
        "cause": "falsification",
        "document_no": "minutes 3",
    }
    asked = office.post("verifies", f"/v1/awards/{award}/clawbacks", proposal, "propose")
    path = f"/v1/clawbacks/{asked['clawback_code']}"
    decision = {"decision": "recover", "due_on": "2099-01-01", "document_no": "minutes 4"}
    office.post("leading_group", f"{path}/decisions", decision, "decide")
    receipt = {
        "settlement_id": "S-back",
        "amount": "50000.00",
        "currency": "CNY",
        "received_on": today(office).isoformat(),
        "voucher_no": "V-1",
    }
    office.post("finance", f"{path}/receipts", receipt, "receive")
    office.wait_until_quiet()
    [wanted] = told(office, "payout.clawback_requested.")
    assert wanted["amount"] == "50000.00"
    assert books(ended)["paid_before"] == "275000.00", "what was paid before stays told"
    proof = office.post("auditor", f"/v1/awards/{award}/proofs", {}, "proof")
    verified = verify_proof.verify(rfc8785.dumps(proof["bundle"]), proof["key_id"])
    assert verified["award"]["state"] == "paid"

"""Pay a sandbox's awards: seal, approve, co-sign and release them, and answer as finance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pyotp

from liaison_gateway.developers.sandbox.client import SandboxClient
from liaison_gateway.developers.sandbox.failing_values import UNPAYABLE


class Payments:
    """Pay what is payable on a day; one amount fails, so that a partner can see a failure."""

    def __init__(self, client: SandboxClient, factors: Mapping[str, str]) -> None:
        self._client = client
        self._factors = factors
        self._answered = client.get("ops", "/v1/instance")["positions"]["incentives"]

    def pay(self, on: date) -> None:
        """Take every payable award through its batch to finance's answer.

        Raises:
            LiaisonError: if nothing may be paid yet, for example on a new account.
        """
        if next(self._client.each("pays.seals", "/v1/awards", state="payable"), None) is None:
            return
        batch = self._client.post("pays.seals", "/v1/batches", {}, f"seal-{on}")
        path, seal = f"/v1/batches/{batch['batch_code']}", {"sha256": batch["sha256"]}
        self._approve("pays.approves", path, seal)
        for department in batch["cosign_departments"]:
            self._post(f"{department}.cosigns", f"{path}/cosignatures", seal)
        self._client.wait_until_quiet()
        order = {**self._with_password("pays.releases", seal), "document_no": f"sandbox {on}"}
        self._post("pays.releases", f"{path}/releases", order)
        self._client.wait_until_quiet()
        self._answer_requests(on)

    def _approve(self, part: str, path: str, seal: dict[str, str]) -> None:
        """Approve, and have the leading group approve too if a payment is large."""
        approved = self._post(part, f"{path}/approvals", self._with_password(part, seal))
        for another in approved.get("open_approvals", ()):
            self._approve(f"{another}.approves", path, seal)

    def _answer_requests(self, on: date) -> None:
        """Answer each new payment request as finance does."""
        requests = self._client.events("finance", "incentives", "payout.", self._answered)
        for envelope in list(requests):
            self._answered = envelope["sequence"]
            if envelope["type"] == "payout.requested.v1":
                self._answer(envelope["data"], on)

    def _answer(self, payout: dict[str, Any], on: date) -> None:
        path = f"/v1/payouts/{payout['payout_id']}"
        if payout["amount"] == UNPAYABLE:
            failure = {
                "settlement_id": f"F-{payout['payout_id']}",
                "failed_on": on.isoformat(),
                "reason_code": "sandbox_magic_amount",
            }
            self._post("finance", f"{path}/failures", failure)
            return
        settlement = {
            "settlement_id": f"S-{payout['payout_id']}",
            "amount": payout["amount"],
            "currency": payout["currency"],
            "settled_on": on.isoformat(),
            "voucher_no": f"V-{payout['payout_sequence']}",
        }
        self._post("finance", f"{path}/settlements", settlement)

    def _with_password(self, part: str, seal: dict[str, str]) -> dict[str, str]:
        return {**seal, "totp": pyotp.TOTP(self._factors[part]).now()}

    def _post(self, part: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._client.post(part, path, body, f"{part}-{path}")

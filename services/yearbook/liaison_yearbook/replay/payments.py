"""Pay payable awards: different people seal, approve, co-sign and release them; finance settles.

Finance is simulated as an outside client that reads the payout log and answers.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from typing import Any

from liaison_yearbook.client import Api, totp_of


class Payments:
    """Take every payable award to `paid`, one day at a time."""

    def __init__(
        self, api: Api, now: Any = time.time, secrets: Mapping[str, str] | None = None
    ) -> None:
        self._api = api
        self._now = now
        self._answered = 0
        self._secrets = dict(secrets or {})

    def pay(self, on: date) -> int:
        """Pay all payable awards, and return the number of payments.

        Raises:
            LiaisonError: if a step is refused.
        """
        payable = next(self._api.each("pays.seals", "/v1/awards", state="payable"), None)
        if payable is None:
            return 0
        sealed = self._api.post("pays.seals", "/v1/batches", {}, f"seal-{on}")
        path, seal = f"/v1/batches/{sealed['batch_code']}", {"sha256": sealed["sha256"]}
        self._approve("pays.approves", path, seal)
        for department in sealed["cosign_departments"]:
            part = f"{department}.cosigns"
            self._api.post(
                part, f"{path}/cosignatures", seal, f"cosign-{sealed['batch_code']}-{department}"
            )
        self._api.wait_until_quiet()
        order = {**seal, "totp": self._totp("pays.releases"), "document_no": f"replay {on}"}
        self._api.post(
            "pays.releases", f"{path}/releases", order, f"release-{sealed['batch_code']}"
        )
        self._api.wait_until_quiet()
        return self._settle(on)

    def _approve(self, part: str, path: str, seal: dict[str, str]) -> None:
        """Approve; a large payment also needs the leading group's approval."""
        body, key = {**seal, "totp": self._totp(part)}, f"approve-{part}-{path}"
        approved = self._api.post(part, f"{path}/approvals", body, key)
        for another in approved.get("open_approvals", ()):
            self._approve(f"{another}.approves", path, seal)

    def _settle(self, on: date) -> int:
        settled = 0
        for envelope in list(self._api.events("finance", "incentives", "payout.", self._answered)):
            self._answered = envelope["sequence"]
            if envelope["type"] != "payout.requested.v1":
                continue
            self._settle_one(envelope["data"], on)
            settled += 1
        return settled

    def _settle_one(self, payout: dict[str, Any], on: date) -> None:
        body = {
            "settlement_id": f"S-{payout['payout_id']}",
            "amount": payout["amount"],
            "currency": payout["currency"],
            "settled_on": on.isoformat(),
            "voucher_no": f"V-{payout['payout_sequence']}",
        }
        path = f"/v1/payouts/{payout['payout_id']}/settlements"
        self._api.post("finance", path, body, f"settle-{payout['payout_id']}")

    def _totp(self, part: str) -> str:
        if part not in self._secrets:
            answer = self._api.post(part, "/v1/second-factors", {}, f"factor-{part}-{self._now()}")
            self._secrets[part] = answer["secret"]
        return totp_of(self._secrets[part], self._now())

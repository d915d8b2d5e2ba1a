"""Pay one award after the other on a running instance, step by step, so tests may interfere."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from deploy.local.demo.cluster_instance import ClusterInstance
from deploy.local.servers.cluster import Cluster
from liaison_kit.testing.wait import wait_for
from liaison_yearbook.client import totp_of

STATION = {
    "station_code": "LZ-201",
    "host_name": "南昌泸州商会",
    "host_kind": "chamber_abroad",
    "credit_code": "51510500MJX0002020",
    "city_code": "360100",
    "guiding_department": "industry_federation",
    "head_ref": "H-201",
    "liaison_ref": "L-201",
    "plaque_granted_on": "2018-01-02",
    "plaque_no": "泸驻才〔2018〕201号",
    "approval_no": "泸府函〔2018〕201号",
}
OFFICER = "industry_federation.enters"


class Refused(AssertionError):
    """Say what a step of these tests was answered instead."""


class Payday:
    """Hold a station with an account, and bring one recruitment after the other to its payment."""

    def __init__(self, instance: ClusterInstance) -> None:
        self.instance = instance
        self.client = instance.client
        self.day = date(2018, 1, 2)
        self._number = 0
        self._secrets: dict[str, str] = {}
        self.ask("intake", "/v1/stations/imports", stations=[STATION])
        self.client.wait_until_quiet()
        path = f"/v1/stations/{STATION['station_code']}/payee-accounts"
        account = self.ask("accounts.enters", path, holder="h", bank="b", number="000011112222")
        approvals = f"/v1/payee-accounts/{account['payee_ref']}/approvals"
        self.ask("accounts.approves", approvals, account_version=account["account_version"])

    def ask(self, part: str, path: str, **body: Any) -> dict[str, Any]:
        """Act, patiently and under a key of its own."""
        self._number += 1
        answer = self.client.ask(part, path, body, f"payday-{self._number}")
        if "status" in answer:
            raise Refused(f"{path}: {answer['detail']}")
        return answer

    def next_day(self) -> str:
        """Move the instance on by a day, so that one-time passwords count anew."""
        self.day += timedelta(days=1)
        self.ask("ops", "/v1/instance/day", on=self.day.isoformat())
        return self.day.isoformat()

    def earn(self) -> str:
        """Report and verify a recruitment, and return the award that the close makes of it."""
        today = self.next_day()
        path = f"/v1/stations/{STATION['station_code']}/recruitments"
        signed = {"signed_on": today, "claimed_on": today, "talent_ref": f"T-{today}"}
        kind = {"level": "full_time_doctorate", "basis": "founded_company"}
        code = self.ask(OFFICER, path, **signed, **kind)["recruitment_code"]
        for part in ("verifies", "verifies.second"):
            self.ask(part, f"/v1/recruitments/{code}/verifications", verified_on=today)
        self.ask("ops", "/v1/instance/closings", on=today)
        return f"talent_recruited.{STATION['station_code']}.{code}"

    def seal(self, award_code: str) -> dict[str, Any]:
        """Seal a batch of one award."""
        return self.ask("pays.seals", "/v1/batches", award_codes=[award_code])

    def approve(self, batch: dict[str, Any]) -> None:
        """Approve it."""
        self._sign(batch, "pays.approves", "approvals", totp=self.totp("pays.approves"))

    def cosign(self, batch: dict[str, Any]) -> None:
        """Co-sign it."""
        self._sign(batch, "industry_federation.cosigns", "cosignatures")

    def release(self, batch: dict[str, Any]) -> None:
        """Order its payment."""
        totp = self.totp("pays.releases")
        self._sign(batch, "pays.releases", "releases", totp=totp, document_no="t")

    def totp(self, part: str) -> str:
        """Return a one-time password, enrolling the factor at first."""
        if part not in self._secrets:
            self._secrets[part] = self.ask(part, "/v1/second-factors")["secret"]
        return totp_of(self._secrets[part], time.time())

    def is_paid(self, award_code: str) -> bool:
        """Tell whether the gateway shows an award as paid."""
        found = self.client.get("auditor", f"/v1/awards/{award_code}")["data"]
        return bool(found["state"] == "paid")

    def requests_of(self, award_code: str) -> list[str]:
        """Return the payouts under which an award was ever asked of finance, from the log."""
        log = self.client.events("auditor", "incentives", "payout.requested.v1")
        return [one["data"]["payout_id"] for one in log if one["data"]["award_code"] == award_code]

    def _sign(self, batch: dict[str, Any], part: str, act: str, **more: str) -> None:
        path = f"/v1/batches/{batch['batch_code']}/{act}"
        self.ask(part, path, sha256=batch["sha256"], **more)


class Stalled:
    """Hold a lock in a service's schema, so that its process stands still at a known place."""

    def __init__(self, cluster: Cluster, service: str, statement: str) -> None:
        url = make_url(cluster.access[service].runtime_url).set(drivername="postgresql")
        self._url = url.render_as_string(hide_password=False)
        self._statement = statement

    def __enter__(self) -> Stalled:
        """Take the lock."""
        self._connection = psycopg.connect(self._url)
        self._connection.execute(self._statement)
        return self

    def __exit__(self, *_: object) -> None:
        """Let go."""
        self._connection.close()

    def wait_until_somebody_waits(self) -> None:
        """Wait until another session stands behind the lock."""
        query = "SELECT 1 FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))"
        mine = self._connection.info.backend_pid
        with psycopg.connect(self._url, autocommit=True) as looking:
            wait_for(lambda: looking.execute(query, (mine,)).fetchone(), what="who wants the lock")

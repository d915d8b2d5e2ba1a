"""Simulate everybody else in a sandbox: the office, leading group, government and finance.

Some values fail on purpose, so that a partner can see what a refusal looks like.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from liaison_contracts.errors import LiaisonError
from liaison_gateway.developers.sandbox.client import SandboxClient
from liaison_gateway.developers.sandbox.failing_values import REJECT
from liaison_gateway.developers.sandbox.payments import Payments
from liaison_gateway.start.sandbox.city import register_account
from liaison_kit.ops.logs import get_logger

NOTHING = "nothing_payable"
"""A new account has a waiting period of some days before it can be paid on."""
CONDITIONS = ("5(1)", "5(4)", "5(5)", "5(6)")
_logger = get_logger(__name__)


class Office:
    """Advance the days of a city, and act on each as its people would."""

    def __init__(self, client: SandboxClient, factors: Mapping[str, str]) -> None:
        self._client = client
        self._payments = Payments(client, factors)

    def advance_to(self, on: date) -> dict[str, Any]:
        """Advance to a day, month by month, and return the state of the city."""
        today = date.fromisoformat(self._client.get("ops", "/v1/instance")["day"])
        for day in days_until(today, on):
            self._client.post("ops", "/v1/instance/day", {"on": day.isoformat()}, f"day-{day}")
            self._live(day)
        found: dict[str, Any] = self._client.get("ops", "/v1/instance")
        return found

    def _live(self, day: date) -> None:
        self._client.wait_until_quiet()
        for act in (self._review_duties, self._verify, self._decide_applications):
            act(day)
        self._client.wait_until_quiet()
        if (day.month, day.day) == (12, 31):
            self._grade(day)
            self._client.wait_until_quiet()
        self._client.post("ops", "/v1/instance/closings", {"on": day.isoformat()}, f"close-{day}")
        self._pay(day)

    def _pay(self, day: date) -> None:
        try:
            self._payments.pay(day)
        except LiaisonError as error:
            if error.code != NOTHING:
                raise

    def _review_duties(self, day: date) -> None:
        waiting = [
            row["record_code"]
            for row in self._client.each("verifies", "/v1/duty-records", state="recorded")
        ]
        for start in range(0, len(waiting), 500):
            reviews = [_review(code) for code in waiting[start : start + 500]]
            body = {"reviews": reviews, "reviewed_on": day.isoformat()}
            self._client.post("verifies", "/v1/duty-records/reviews", body, f"review-{day}-{start}")

    def _verify(self, day: date) -> None:
        for row in list(self._client.each("verifies", "/v1/recruitments", state="reported")):
            code = row["recruitment_code"]
            if code.endswith(REJECT):
                body = {"reason": f"The code ends in {REJECT}.", "rejected_on": day.isoformat()}
                self._try("verifies", f"/v1/recruitments/{code}/rejections", body)
                continue
            for part in ("verifies", "verifies.second"):
                body = {"verified_on": day.isoformat()}
                self._try(part, f"/v1/recruitments/{code}/verifications", body)

    def _decide_applications(self, day: date) -> None:
        for row in list(self._client.each("intake", "/v1/applications", state="submitted")):
            code, department = row["application_code"], row["guiding_department"]
            passes = not code.endswith(REJECT)
            for part, act, body in _stages(code, department, passes, day):
                if not self._try(part, f"/v1/applications/{code}/{act}", body):
                    break
            else:
                if passes:
                    self._client.wait_until_quiet()
                    self._welcome(code)

    def _welcome(self, application_code: str) -> None:
        row = self._client.get("intake", f"/v1/applications/{application_code}")["data"]
        if station_code := row.get("station_code"):
            register_account(self._client, station_code)

    def _grade(self, day: date) -> None:
        """Score every station by its code, so that a body can see grades of all kinds."""
        path = f"/v1/assessments/{day.year}"
        opening = {
            "year": day.year,
            "scheme_document_no": "虚构〔沙箱〕2号",
            "opened_on": day.isoformat(),
        }
        if not self._try("verifies", "/v1/assessments", opening):
            return
        stations = list(self._client.each("verifies", "/v1/stations", state="active"))
        for part, side, own in self._sides(stations):
            body = {"side": side, "submitted_on": day.isoformat(), "scores": own}
            self._try(part, f"{path}/scores", body)
        self._try("grades.proposes", f"{path}/proposals", {"proposed_on": day.isoformat()})
        document = {"document_no": "虚构〔沙箱〕3号", "published_on": day.isoformat()}
        self._try("grades.publishes", f"{path}/publications", document)

    def _sides(self, stations: list[dict[str, Any]]) -> Iterator[tuple[str, str, list[Any]]]:
        yield "scores", "talent_office", [_scores(row["station_code"]) for row in stations]
        for department in sorted({row["guiding_department"] for row in stations}):
            own = [row for row in stations if row["guiding_department"] == department]
            yield (
                f"{department}.enters",
                "guiding_department",
                [_scores(row["station_code"]) for row in own],
            )

    def _try(self, part: str, path: str, body: dict[str, Any]) -> bool:
        """Do one act; a refusal by a rule is left for the partner body to see."""
        try:
            content = json.dumps([part, path, body], sort_keys=True)
            self._client.post(part, path, body, hashlib.sha256(content.encode()).hexdigest())
        except LiaisonError as error:
            _logger.info("sandbox.refused", path=path, code=error.code)
            return False
        return True


def days_until(today: date, on: date) -> list[date]:
    """Return the days on which something may fall due, and the last one.

    >>> [day.isoformat() for day in days_until(date(2018, 11, 20), date(2019, 1, 5))]
    ['2018-11-30', '2018-12-31', '2019-01-01', '2019-01-05']
    """
    found = {on} if on > today else set()
    day = today + timedelta(days=1)
    while day < on:
        is_last = (day + timedelta(days=1)).month != day.month
        if is_last or (day.month, day.day) in ((1, 1), (2, 1)):
            found.add(day)
        day += timedelta(days=1)
    return sorted(found)


def _review(code: str) -> dict[str, Any]:
    if code.endswith(REJECT):
        return {"record_code": code, "outcome": "returned", "reason_code": "sandbox_magic"}
    return {"record_code": code, "outcome": "verified", "reason_code": None}


def _scores(station_code: str) -> dict[str, Any]:
    share = 60 + zlib.crc32(station_code.encode()) % 40
    materials = [{"material": number, "score": f"{share}"} for number in range(1, 8)]
    return {"station_code": station_code, "materials": materials}


def _stages(
    code: str, department: str, passes: bool, day: date
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    on = day.isoformat()
    yield f"{department}.enters", "forwardings", {"opinion": "同意推荐", "forwarded_on": on}
    answers = [{"condition": one, "outcome": "met", "reason": "沙箱"} for one in CONDITIONS]
    check = {"checked_on": on, "answers": answers, "urgent_reason": "沙箱演练"}
    yield "intake", "eligibility-checks", check
    outcome = "passed" if passes else "returned"
    for part, side in (
        ("reviews", "talent_office"),
        (f"{department}.reviews", "guiding_department"),
    ):
        opinion = {
            "side": side,
            "outcome": outcome,
            "opinion": "沙箱评审",
            "has_conflict": False,
            "reviewed_on": on,
        }
        yield part, "reviews", opinion
    yield "intake", "review-closings", {"closed_on": on}
    if passes:
        decision = {
            "outcome": "passed",
            "document_no": f"虚构〔沙箱〕{code}",
            "decided_on": on,
            "opinion": "同意",
        }
        yield "leading_group", "leading-group-decisions", decision
        plaque = {
            "approval_no": f"虚构函 {code}",
            "plaque_no": f"虚构牌 {code}",
            "plaque_granted_on": on,
        }
        yield "city_government", "government-approvals", plaque

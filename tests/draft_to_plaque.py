"""Play an application from its first draft to the plaque, through `/v1`, on any stage.

On the way it goes to the talent office first and is sent to its department, is returned, loses a
reviewer to a tie, splits nothing, is edited after it was decided, and is decided by minutes.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from deploy.local.demo.instances import DemoInstance

DAY = "2018-03-01"
PAPERS = ("application_form", "legal_person_certificate", "success_case")
PHONE = "0591-8666 0001"
OFFICER = {
    "document_type": "other",
    "name": "林示例",
    "document_number": "DEMO-0002",
    "appointed_on": "2016-01-01",
}
FORM = {
    "host_name": "福州泸州商会",
    "host_kind": "chamber_abroad",
    "city_code": "350100",
    "credit_code": "51510500MJX0001017",
    "head_is_legal_representative": True,
    "head": {
        "document_type": "other",
        "name": "陈示例",
        "document_number": "DEMO-0001",
        "appointed_on": "2016-01-01",
    },
    "full_time_staff": 2,
    "premises": "120 平方米",
    "address": "福州市鼓楼区五四路1号",
    "contact_phone": PHONE,
    "online_channels": "公众号",
    "local_resources": "三所高校",
    "event_capacity": "每年两场",
}
ANSWERS = [
    {"condition": f"5({number})", "outcome": "met", "reason": "as seen"} for number in range(1, 7)
]
KEYS = count()


class Play:
    """Ask as people of the cast, and keep the code of the application."""

    def __init__(self, instance: DemoInstance) -> None:
        self.instance, self.client, self.code = instance, instance.client, ""

    def ask(self, part: str, path: str, **body: Any) -> Any:
        where = path.format(at=f"/v1/applications/{self.code}")
        answer = self.client.ask(part, where, body, f"plaque-{next(KEYS)}")
        assert "status" not in answer, f"{where}: {answer}"
        return answer

    def refused(self, part: str, path: str, **body: Any) -> Any:
        where = path.format(at=f"/v1/applications/{self.code}")
        answer = self.client.ask(part, where, body, f"plaque-{next(KEYS)}")
        assert "status" in answer, f"{where}: {answer}"
        return answer["code"]

    def shown(self, part: str = "host", what: str = "file") -> Any:
        return self.client.get(part, f"/v1/applications/{self.code}/{what}")["data"]


def papers(play: Play) -> list[dict[str, str]]:
    found = []
    for kind in PAPERS:
        sha256 = play.client.upload("host", f"%PDF-1.4\n% {kind}\n%%EOF\n".encode())
        found.append({"kind": kind, "sha256": sha256, "media_type": "application/pdf"})
    seen = {"original_inspected_by": "O-1", "original_inspected_on": "2018-02-20"}
    found[1] |= seen
    return found


def draft(play: Play) -> None:
    """Save a draft in steps, have it sent to its department, returned, and submitted again."""
    play.code = play.ask(
        "host", "/v1/application-drafts", host_name=FORM["host_name"], saved_on=DAY
    )["application_code"]
    whole = {**FORM, "documents": papers(play), "application_code": play.code, "saved_on": DAY}
    last = play.ask("host", "/v1/application-drafts", **whole, liaison_officers=[OFFICER])
    assert [reason["article"] for reason in last["lacks"]] == ["4"]
    waiting = play.ask("host", "{at}/submissions", submitted_on=DAY)
    assert waiting["stage"] == "department_wanted"
    assigned = {"guiding_department": "industry_federation", "assigned_on": DAY}
    assert play.ask("intake", "{at}/department-assignments", **assigned)["stage"] == "submitted"
    correction = {"field": "premises", "what": "since when", "article": "5(3)"}
    play.ask(
        "industry_federation.enters",
        "{at}/returns",
        corrections=[correction],
        correct_until="2018-03-20",
        returned_on=DAY,
    )
    play.ask(
        "host",
        "/v1/application-drafts",
        application_code=play.code,
        saved_on=DAY,
        premises="120 平方米，2015 年起租用",
    )
    assert play.ask("host", "{at}/submissions", submitted_on=DAY)["stage"] == "submitted"
    changed = play.shown(what="revisions/3/differences/4")["differences"]
    assert [each["field"] for each in changed] == ["premises"]
    forwarding = {"opinion": "同意推荐", "forwarded_on": DAY}
    play.ask("industry_federation.enters", "{at}/forwardings", **forwarding)
    checked = play.ask("intake", "{at}/eligibility-checks", checked_on=DAY, answers=ANSWERS)
    assert checked["outcome"] == "passed"


def review(play: Play) -> None:
    """Review with both sides; one reviewer turns out to have the host's number."""
    office, contact, spare = (
        play.instance.ref_of_part(part)
        for part in ("reviews", "industry_federation.reviews", "industry_federation.cosigns")
    )
    federation = {"side": "guiding_department", "guiding_department": "industry_federation"}
    for ref, side, more in (
        (office, {"side": "talent_office"}, {}),
        (contact, federation, {"phones": ["+86 591 86660001"]}),
        (spare, federation, {}),
    ):
        entry = {"person_ref": ref, "organisation": "市级部门", "registered_on": DAY}
        play.ask("intake", "/v1/reviewers", **entry, **side, **more)
    play.ask("intake", "/v1/review-rounds", opened_on=DAY, document_no="通知1号")
    seated = {"appointed_on": DAY}
    panel = play.ask("intake", "{at}/panels", members=[office, contact], **seated)
    assert [each["person_ref"] for each in panel["substitutes"]] == [spare]
    panel = play.ask("intake", "{at}/panels", members=[office, spare], **seated)
    assert panel["has_quorum"] is True
    opinion = {"outcome": "passed", "opinion": "成熟", "has_conflict": False, "reviewed_on": DAY}
    play.ask("reviews", "{at}/reviews", side="talent_office", **opinion)
    assert play.shown("industry_federation.reviews", "opinions")["hidden"] == 1
    cosigner = "industry_federation.cosigns"
    play.ask(cosigner, "{at}/reviews", side="guiding_department", **opinion)
    assert len(play.shown(cosigner, "opinions")["opinions"]) == 2
    assert play.ask("intake", "{at}/review-closings", closed_on=DAY)["stage"] == "review_passed"


def decide(play: Play) -> dict[str, Any]:
    """Decide by minutes, edit, check again, and grant the plaque."""
    meeting = play.ask("leading_group", "/v1/meetings", meeting_on=DAY)["meeting_code"]
    play.ask(
        "leading_group",
        f"/v1/meetings/{meeting}/minutes",
        document_no="纪要2号",
        held_on=DAY,
        decisions=[{"application_code": play.code, "outcome": "passed", "opinion": "同意"}],
    )
    officer = {**OFFICER, "document_number": "DEMO-0003"}
    amended = play.ask(
        "host", "{at}/amendments", liaison_officers=[officer], reason="换人", amended_on=DAY
    )
    assert amended["reopened"] == ["completeness"]
    grant = {"approval_no": "泸府函1号", "plaque_no": "泸驻才1号", "plaque_granted_on": DAY}
    assert play.refused("city_government", "{at}/government-approvals", **grant) == (
        "stage_not_possible"
    )
    play.ask("intake", "{at}/eligibility-checks", checked_on=DAY)
    found: dict[str, Any] = play.ask("city_government", "{at}/government-approvals", **grant)
    return found


def play_all(instance: DemoInstance) -> None:
    """Play everything, and look at what the lists show at the end."""
    instance.client.ask("ops", "/v1/instance/day", {"on": DAY}, "plaque-day")
    play = Play(instance)
    draft(play)
    review(play)
    granted = decide(play)
    instance.client.wait_until_quiet()
    station = instance.client.get("auditor", f"/v1/stations/{granted['station_code']}")["data"]
    assert (station["application_code"], station["state"]) == (play.code, "active")
    (own,) = instance.client.get("host", "/v1/applications")["data"]
    assert (own["application_code"], own["state"]) == (play.code, "government_passed")
    assert instance.faults() == []

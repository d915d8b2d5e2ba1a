"""Go from a duty record over two bad grades to a revocation case, through `/v1`."""

from __future__ import annotations

from typing import Any

from deploy.local.demo.instances import DemoInstance

CODE, OFFICER = "LZ-302", "industry_federation.enters"
STATION = {
    "station_code": CODE,
    "host_name": "合肥泸州商会",
    "host_kind": "chamber_abroad",
    "credit_code": "51510500MJX0002020",
    "city_code": "340100",
    "guiding_department": "industry_federation",
    "head_ref": "H-302",
    "liaison_ref": "L-302",
    "plaque_granted_on": "2018-01-02",
    "plaque_no": "泸驻才〔2018〕302号",
    "approval_no": "泸府函〔2018〕302号",
}
EXTENSION = {
    "edition": "luzhou_2017",
    "document_no": "虚构〔2018〕1号",
    "decided_on": "2018-01-02",
    "valid_until": "2022-12-31",
}


class Years:
    """Act on an instance day by day; each act has a key of its own."""

    def __init__(self, instance: DemoInstance) -> None:
        self.instance, self.client = instance, instance.client
        self._number = 0

    def ask(self, part: str, path: str, **body: Any) -> dict[str, Any]:
        """Send a command; what is refused comes back with its `code`."""
        self._number += 1
        return self.client.ask(part, path, body, f"years-{self._number}")

    def done(self, part: str, path: str, **body: Any) -> dict[str, Any]:
        """Send a command that has to succeed."""
        answer = self.ask(part, path, **body)
        assert "status" not in answer, answer
        return answer

    def shown(self, part: str, path: str, **query: Any) -> Any:
        """Return what a route shows."""
        return self.client.get(part, path, **query)["data"]

    def go(self, day: str) -> str:
        """Go to a day, when all has been heard."""
        self.client.wait_until_quiet()
        self.done("ops", "/v1/instance/day", on=day)
        return day

    def close(self, day: str) -> None:
        """Go to a day and close it."""
        self.done("ops", "/v1/instance/closings", on=self.go(day))
        self.client.wait_until_quiet()

    def score(self, part: str, side: str, year: int, points: str) -> None:
        """Score the station's seven materials alike."""
        materials = [{"material": number, "score": points} for number in range(1, 8)]
        scores = [{"station_code": CODE, "materials": materials}]
        on = f"{year}-12-31"
        path = f"/v1/assessments/{year}/scores"
        [result] = self.done(part, path, side=side, scores=scores, submitted_on=on)["results"]
        assert result["state"] == "accepted"

    def grade(self, year: int, points: str) -> None:
        """Take a year from its opening to its publication."""
        on, path = self.go(f"{year}-12-31"), f"/v1/assessments/{year}"
        opening = {"year": year, "scheme_document_no": "方案", "opened_on": on}
        self.done("verifies", "/v1/assessments", **opening)
        self.score("scores", "talent_office", year, points)
        self.check_hidden(year)
        self.score(OFFICER, "guiding_department", year, points)
        self.done("grades.proposes", f"{path}/proposals", proposed_on=on)
        self.done("grades.publishes", f"{path}/publications", document_no="等次", published_on=on)

    def check_hidden(self, year: int) -> None:
        """Look as the department: the other side's points do not show before its own are in."""
        [office, department] = self.shown(OFFICER, f"/v1/assessments/{year}/scores/{CODE}")[
            "sheets"
        ]
        assert (office["is_hidden"], office["marks"]) == (True, {})
        assert not department["is_submitted"]


def play_all(instance: DemoInstance) -> None:
    """Play everything, from 7 May 2018 to 2 March 2020."""
    years = Years(instance)
    _begin(years)
    _two_bad_years(years)
    _a_case_and_its_end(years)


def _begin(years: Years) -> None:
    """Extend the trial, bring the station in, and let it record one post that is verified."""
    for part in ("policy.proposes", "policy.records"):
        years.done(part, "/v1/policy/extensions", **EXTENSION)
    years.done("intake", "/v1/stations/imports", stations=[STATION])
    years.instance.add_station_people(CODE)
    on = years.go("2018-05-07")
    record = {"record_code": "D-302", "station_code": CODE, "duty_type": "promotion_post"}
    record |= {"occurred_on": on, "reported_on": on, "evidence": "https://example.org/post"}
    years.done(f"{CODE}.liaison", "/v1/duty-records", records=[record])
    review = {"record_code": "D-302", "outcome": "verified"}
    years.done("verifies", "/v1/duty-records/reviews", reviews=[review], reviewed_on=on)


def _two_bad_years(years: Years) -> None:
    """Let the station be unqualified twice, and object to the second grade in vain."""
    years.grade(2018, "50")
    dossier = years.shown(f"{CODE}.head", f"/v1/assessments/2018/dossiers/{CODE}")
    assert dossier["materials"][0]["states"] == {"verified": 1}
    assert dossier["frozen_on"] == "2018-12-31"
    years.close("2019-01-31")
    years.grade(2019, "40.5")
    on = years.go("2020-01-06")
    objection = {"station_code": CODE, "grounds": "工作已改进", "filed_on": on}
    path = "/v1/assessments/2019/objections"
    filed = years.done(f"{CODE}.head", path, objection_code="OB-302", **objection)
    assert filed["state"] == "filed"
    again = years.ask(f"{CODE}.head", path, objection_code="OB-303", **objection)
    assert (again["status"], again["code"]) == (422, "objection_refused")
    decision = {
        "outcome": "dismissed",
        "reason": "无新事实",
        "document_no": "复核",
        "decided_on": on,
    }
    years.done("reviews", "/v1/objections/OB-302/decisions", **decision)


def _a_case_and_its_end(years: Years) -> None:
    """Close 31 January: the case opens; the leading group revokes."""
    years.close("2020-01-31")
    [case] = years.shown("auditor", "/v1/cases", station_code=CODE)
    assert (case["kind"], case["year"], case["state"]) == ("two_unqualified_years", 2019, "open")
    on = years.go("2020-03-02")
    decision = {
        "decision": "revoke",
        "decided_on": on,
        "document_no": "纪要",
        "reasons": ["两年不合格"],
    }
    path = f"/v1/cases/{case['case_code']}/decisions"
    assert years.done("leading_group", path, **decision)["state"] == "revoke"
    years.client.wait_until_quiet()
    assert years.shown("auditor", f"/v1/stations/{CODE}")["state"] == "withdrawn"
    grades = years.shown("auditor", "/v1/grades", station_code=CODE)
    assert [(g["year"], g["grade"], g["score"]) for g in grades] == [
        (2018, "unqualified", "50"),
        (2019, "unqualified", "40.5"),
    ]
    [objection] = years.shown(f"{CODE}.head", "/v1/objections", station_code=CODE)
    assert objection["state"] == "dismissed"
    assert years.instance.faults() == []

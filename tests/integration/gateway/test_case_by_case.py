"""Two persons record over HTTP what was decided for one case alone, and its station reads it."""

from __future__ import annotations

from tests.integration.gateway.system import FIRST_DAY, shown

PATH = "/v1/stations/LZ-001/case-by-case-decisions"


def test_a_case_by_case_decision_needs_two_persons_and_is_its_stations_only(system):
    for code in ("LZ-001", "LZ-002"):
        system.add_station(code)
        system.add_station_people(code)
    decision = {
        "article": "14(2)",
        "decided_by": "leading_group",
        "decided_on": FIRST_DAY.isoformat(),
        "document_no": "minutes 7",
        "concerns": "outstanding_recruitment",
        "amount": "80000.00",
    }
    first = system.post("verifies", PATH, decision, key="c-1")
    assert first.json["data"]["state"] == "proposed", shown(first)
    same = system.post("verifies", PATH, decision, key="c-2")
    assert (same.status_code, same.json["code"]) == (403, "same_person")
    second = system.post("verifies.second", PATH, decision, key="c-3")
    assert second.json["data"]["state"] == "recorded", shown(second)
    system.instance.bus.pump()
    [found] = system.get("LZ-001.head", "/v1/case-by-case-decisions").json["data"]
    assert (found["amount"], found["document_no"], found["year"]) == ("80000.00", "minutes 7", 2018)
    code = found["decision_code"]
    assert system.get("LZ-002.head", "/v1/case-by-case-decisions").json["data"] == []
    unknown = system.get("LZ-002.head", f"/v1/case-by-case-decisions/{code}")
    assert (unknown.status_code, unknown.json["code"]) == (404, "case_by_case_decision_unknown")
    wrong = system.post("verifies", PATH, {**decision, "decided_by": "talent_office"}, key="c-4")
    assert (wrong.status_code, wrong.json["code"]) == (422, "case_body_not_entitled")
    assert wrong.json["reasons"][0]["article"] == "14(2)"

"""Bring a station from a reported change to its withdrawal, and its plaque back, through `/v1`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Ask = Callable[[str, str, dict[str, Any]], dict[str, Any]]
CODE, CHANGE = "LZ-301", "CH-LZ-301"
STATION = {
    "station_code": CODE,
    "host_name": "武汉泸州商会",
    "host_kind": "chamber_abroad",
    "credit_code": "515105003170669079",
    "city_code": "420100",
    "guiding_department": "industry_federation",
    "head_ref": "H-301",
    "liaison_ref": "L-301",
    "plaque_granted_on": "2018-01-02",
    "plaque_no": "泸驻才〔2018〕301号",
    "approval_no": "泸府函〔2018〕301号",
}
DEPARTMENT = "industry_federation.enters"
ASSENT = ["leading_group", "city_government"]
STATES = ("change_evaluation", "withdrawn", "plaque_recovered")
TYPES = [
    "plaque.granted.v1",
    "incident.recorded.v1",
    "change.reported.v1",
    "defence.recorded.v1",
    "change.evaluated.v1",
    "change.evaluated.v1",
    "change.decided.v1",
    "authorization.withdrawn.v1",
    "plaque.recovered.v1",
]
"""What the trail has to tell of it, in this order."""


def live_and_end(ask: Ask, state: Callable[[], str]) -> list[str]:
    """Play it in spring 2018; return the states that the register showed on the way."""
    at, seen = f"/v1/stations/{CODE}", []
    ask("intake", "/v1/stations/imports", {"stations": [STATION]})
    ask("ops", "/v1/instance/day", {"on": "2018-05-02"})
    notice = {
        "occurred_on": "2018-04-03",
        "description": "sold tours under the plaque",
        "liability_notice_no": "告知1号",
        "liability_notice_on": "2018-04-10",
    }
    ask(DEPARTMENT, f"{at}/incidents", notice)
    report = {
        "change_code": CHANGE,
        "change": "legal_status",
        "happened_on": "2018-04-26",
        "reported_on": "2018-05-02",
    }
    assert ask(DEPARTMENT, f"{at}/changes", report)["late"] is False
    seen.append(state())
    word = {"stated_on": "2018-05-02", "defence": "the chamber merges into another"}
    ask(DEPARTMENT, f"/v1/cases/{CHANGE}/defences", word)
    for part, side in (("reviews", "talent_office"), (DEPARTMENT, "guiding_department")):
        evaluation = {
            "side": side,
            "outcome": "withdraw",
            "opinion": "nobody is left",
            "evaluated_on": "2018-05-02",
        }
        ask(part, f"/v1/changes/{CHANGE}/evaluations", evaluation)
    ask("ops", "/v1/instance/day", {"on": "2018-05-04"})
    decision = {
        "decision": "withdraw",
        "decided_on": "2018-05-03",
        "document_no": "纪要7号",
        "passed_by": ASSENT,
    }
    decided = ask("reviews", f"/v1/changes/{CHANGE}/decisions", decision)
    assert (decided["state"], decided["decision"]) == ("accepted", "withdraw")
    seen.append(state())
    receipt = {"recovered_on": "2018-05-04", "receipt_no": "回执1号"}
    ask("intake", f"{at}/plaque-recoveries", receipt)
    seen.append(state())
    return seen

"""Each body reports in its own words, for its own stations, and the facts are the same."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import date
from pathlib import Path

import pytest

from liaison_gateway.exchange.partners.body import DutyReport
from tests.integration.gateway.system import shown
from tests.integration.partners.writers import WRITERS

CASES = Path(__file__).parents[2] / "data" / "public-cases"
POST = "https://example.org/posts/1"
PAGE = "example.org/posts/1"  # the same page, however it is addressed
NAMES = {
    "industry_federation": "515105003170669079",
    "overseas_federation": "泸驻才〔2018〕LZ-001号",
    "science_association": "440300:LZ-001",
}


def a_report(body, reference="2018-0001", station="", **more):
    facts = {
        "duty_type": "promotion_post",
        "occurred_on": date(2018, 3, 1),
        "reported_on": date(2018, 3, 1),
        "evidence": POST,
        **more,
    }
    return DutyReport(reference=reference, station=station or NAMES[body], **facts)


def send(system, body, reports, by="", **more):
    return system.browser.post(
        f"/v1/partner-bodies/{body}/duty-reports",
        data=WRITERS[body](reports),
        headers={**system.sign(by or f"{body}.enters"), **more},
    )


@pytest.mark.parametrize("body", NAMES)
def test_a_duty_reported_through_any_body_gives_equal_facts(system, body):
    system.add_station("LZ-001", body)
    answer = send(system, body, [a_report(body)])
    assert answer.status_code == 200, answer.text
    system.instance.bus.pump()
    record = system.row("duty-records")
    facts = ("station_code", "duty_type", "occurred_on", "reported_on", "late", "evidence_sha256")
    assert {name: record[name] for name in facts} == {
        "station_code": "LZ-001",
        "duty_type": "promotion_post",
        "occurred_on": "2018-03-01",
        "reported_on": "2018-03-01",
        "late": False,
        "evidence_sha256": [hashlib.sha256(PAGE.encode()).hexdigest()],
    }, shown(answer)


def test_a_batch_sent_again_is_recorded_once(system):
    system.add_station("LZ-001")
    for _ in range(2):
        assert (
            send(system, "industry_federation", [a_report("industry_federation")]).status_code
            == 200
        )
    system.instance.bus.pump()
    assert system.row("duty-records")["record_code"] == "industry_federation:2018-0001"


def test_what_a_rule_refuses_leaves_the_others(system):
    system.add_station("LZ-001")
    reports = [
        a_report("industry_federation", "1"),
        a_report("industry_federation", "2", station="91510500MA0000000X"),
        a_report("industry_federation", "3", occurred_on=date(2017, 3, 1)),
    ]
    results = send(system, "industry_federation", reports).json["results"]
    assert [(one["serial"], one["result"]) for one in results] == [
        ("1", "ok"),
        ("2", "no"),
        ("3", "no"),
    ]
    assert [one["reasons"][0]["article"] for one in results[1:]] == ["3", "11(1)"]
    system.instance.bus.pump()
    assert len(system.rows("duty-records")) == 1


def test_a_batch_with_a_fault_is_refused_whole_with_every_fault(system):
    system.add_station("LZ-001")
    content = json.loads(
        WRITERS["industry_federation"]([a_report("industry_federation", str(n)) for n in range(3)])
    )
    content["items"][0]["done"] = "20180230"
    content["items"][2]["matter"] = "99"
    answer = system.post(
        "industry_federation.enters", "/v1/partner-bodies/industry_federation/duty-reports", content
    )
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_batch")
    assert [fault["pointer"] for fault in answer.json["errors"]] == [
        "/items/0/done",
        "/items/2/matter",
    ]
    system.instance.bus.pump()
    assert system.rows("duty-records") == []


def test_a_body_s_own_station_is_the_only_one_it_can_name(system):
    system.add_station("LZ-001", "overseas_federation")
    answer = send(system, "industry_federation", [a_report("industry_federation")])
    (result,) = answer.json["results"]
    assert result["result"] == "no"
    assert result["reasons"][0]["code"] == "station_not_one"
    assert "指导" in result["reasons"][0]["fact"]


def test_nobody_speaks_for_another_body(system):
    answer = send(
        system,
        "overseas_federation",
        [a_report("overseas_federation")],
        by="industry_federation.enters",
    )
    assert (answer.status_code, answer.json["code"]) == (403, "not_your_partner_body")


def test_a_body_that_is_not_connected_is_not_found(system):
    answer = system.post("industry_federation.enters", "/v1/partner-bodies/nobody/duty-reports", {})
    assert (answer.status_code, answer.json["code"]) == (404, "partner_body_unknown")
    assert "industry_federation, overseas_federation, science_association" in answer.json["detail"]


def test_a_body_that_is_not_told_fetches_its_notices_in_its_own_form(system):
    system.add_station("LZ-001", "overseas_federation")
    system.add_station("LZ-002", "industry_federation")
    send(system, "overseas_federation", [a_report("overseas_federation")])
    system.instance.bus.pump()
    path = "/v1/partner-bodies/overseas_federation/notices"
    answer = system.get("overseas_federation.enters", path)
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert {row["牌匾编号"] for row in rows} == {"泸驻才〔2018〕LZ-001号"}
    assert [row["事项"] for row in rows][-1] == "duty.recorded.v1"
    assert rows[-1]["生效日期"] == "2018年3月1日"
    reached = answer.headers["Liaison-Next-Cursor"]
    later = system.get("overseas_federation.enters", path, changes_after=reached)
    assert len(later.get_data().decode().splitlines()) == 1, "the headings alone"
    assert later.headers["Liaison-Next-Cursor"] == reached


def test_a_batch_of_one_instant_is_given_once_page_by_page(system):
    body = "overseas_federation"
    system.add_station("LZ-001", body)
    rows = [a_report(body, f"SI-{number:03}", evidence=f"{POST}/{number}") for number in range(120)]
    assert send(system, body, rows).status_code == 200
    system.instance.bus.pump()
    path, asked, found = f"/v1/partner-bodies/{body}/notices", {}, []
    for _ in range(4):
        page = system.get(f"{body}.enters", path, limit=50, **asked)
        found += list(csv.DictReader(io.StringIO(page.get_data().decode("utf-8-sig"))))
        asked = {"changes_after": page.headers["Liaison-Next-Cursor"]}
    assert [row["事项"] for row in found].count("duty.recorded.v1") == 120
    assert len({json.dumps(row, ensure_ascii=False) for row in found}) == len(found)


def test_the_connected_bodies_are_listed(system):
    answer = system.get("industry_federation.enters", "/v1/partner-bodies")
    assert [body["name"] for body in answer.json["data"]] == [
        "industry_federation",
        "overseas_federation",
        "science_association",
    ]


@pytest.mark.parametrize("case", ["partner-gb18030-mark.csv", "partner-fullwidth-formula.csv"])
def test_a_public_case_is_taken_and_its_answer_calculates_nothing(system, case):
    content = (CASES / case).read_bytes()
    answer = system.browser.post(
        "/v1/partner-bodies/overseas_federation/duty-reports",
        data=content,
        headers=system.sign("overseas_federation.enters"),
    )
    assert answer.status_code == 200, answer.text
    [_, line] = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert line[0] == {"partner-gb18030-mark.csv": "GM-1"}.get(case, "'＝1+1")

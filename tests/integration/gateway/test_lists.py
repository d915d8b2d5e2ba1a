"""Lists come in pages, in a stable order, and show nobody what is not theirs."""

from __future__ import annotations

import re
from datetime import date

import pytest

from liaison_contracts.assessment import DutyMissed, GradePublished
from liaison_contracts.incentives import AwardGranted, PayeeAccountRegistered, RecruitmentReported
from liaison_contracts.money import Fen
from liaison_contracts.problems import catalogue
from liaison_contracts.registry import StationUpdated
from liaison_contracts.sentences import detail_of
from liaison_gateway.model.views.catalogue import VIEWS
from liaison_gateway.v1.reading.lists import unknown
from tests.integration.gateway.system import System, shown

INDUSTRY, OVERSEAS = "LZ-001", "LZ-002"
DEPARTMENT_OF = {INDUSTRY: "industry_federation", OVERSEAS: "overseas_federation"}
NARROWED = ("stations", "duties-missed", "grades", "awards", "payee-accounts", "recruitments")


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    found = System(tmp_path_factory.mktemp("lists") / "instance")
    for code, department in DEPARTMENT_OF.items():
        found.add_station(code, department)
        found.add_station_people(code)
        tell_of(found, code)
    yield found
    found.close()


def tell_of(system, code):
    system.tell(DutyMissed(station_code=code, duty_type="promotion_post", period="2018-03"))
    system.tell(
        GradePublished(
            year=2018,
            station_code=code,
            grade="qualified",
            score=None,
            rank=None,
            revision=1,
            published_on=date(2018, 12, 31),
        )
    )
    system.tell(an_award(code, f"base_grant.{code}.2018"))
    system.tell(
        PayeeAccountRegistered(
            payee_ref=f"payee-{code}", station_code=code, account_version=1, last4="1234"
        )
    )
    system.tell(
        RecruitmentReported(
            recruitment_code=f"R-{code}",
            station_code=code,
            talent_ref="T-1",
            contract_months=60,
            level="professor_level",
            basis="service_contract",
            signed_on=date(2018, 3, 1),
            claimed_on=date(2018, 3, 1),
        )
    )


def an_award(code, award_code, year=2018):
    return AwardGranted(
        award_code=award_code,
        station_code=code,
        year=year,
        rule="base_grant",
        reference="",
        amount_fen=Fen(3_000_000),
        due_on=date(year, 3, 1),
        articles=("13(1)",),
        explanation={"months": 10},
        reasons=(),
    )


def stations_seen(system, part, path):
    answer = system.get(part, f"/v1/{path}")
    assert answer.status_code == 200, shown(answer)
    return {row["station_code"] for row in answer.json["data"]}


@pytest.mark.parametrize("path", NARROWED)
@pytest.mark.parametrize(
    ("part", "own"),
    [
        ("industry_federation.enters", {INDUSTRY}),
        ("overseas_federation.enters", {OVERSEAS}),
        (f"{INDUSTRY}.head", {INDUSTRY}),
        (f"{OVERSEAS}.liaison", {OVERSEAS}),
        ("verifies", {INDUSTRY, OVERSEAS}),
        ("auditor", {INDUSTRY, OVERSEAS}),
    ],
)
def test_departments_and_stations_see_their_own_only(system, path, part, own):
    assert stations_seen(system, part, path) == own


@pytest.mark.parametrize(
    "path",
    [
        "stations/{code}",
        "grades/2018/{code}",
        "awards/base_grant.{code}.2018",
        "recruitments/R-{code}",
        "payee-accounts/payee-{code}/1",
        "stations/{code}/events",
    ],
)
def test_a_foreign_thing_is_as_unknown_as_one_that_is_not(system, path):
    for part, own, foreign in (
        ("industry_federation.enters", INDUSTRY, OVERSEAS),
        (f"{OVERSEAS}.head", OVERSEAS, INDUSTRY),
    ):
        assert system.get(part, f"/v1/{path.format(code=own)}").status_code == 200
        refused = system.get(part, f"/v1/{path.format(code=foreign)}")
        absent = system.get(part, f"/v1/{path.format(code='LZ-999')}")
        assert refused.status_code == absent.status_code == 404, shown(refused)
        assert refused.json["code"] == absent.json["code"]


def test_a_filter_does_not_widen_what_is_seen(system):
    answer = system.get("industry_federation.enters", "/v1/awards", station_code=OVERSEAS)
    assert answer.json["data"] == []


def test_finance_reads_payouts_and_no_other_events(system):
    good = system.get("finance", "/v1/events", service="incentives", type="payout.")
    assert (good.status_code, good.json["data"]) == (200, [])
    for query in ({}, {"type": "award."}, {"service": "registry", "type": "payout."}):
        assert system.get("finance", "/v1/events", **query).json["code"] == "payouts_only"


def test_the_policy_register_is_open_to_all_who_take_part(system):
    for part in ("industry_federation.enters", f"{INDUSTRY}.head", "auditor"):
        assert system.get(part, "/v1/policy").status_code == 200


def test_a_new_department_takes_the_history_of_a_station_over(tmp_path):
    system = System(tmp_path / "instance")
    system.tell(an_award("LZ-009", "base_grant.LZ-009.2018"))  # heard before its station is
    assert stations_seen(system, "industry_federation.enters", "awards") == set()
    system.add_station("LZ-009", "industry_federation")
    assert stations_seen(system, "industry_federation.enters", "awards") == {"LZ-009"}
    changed = {"guiding_department": "overseas_federation"}
    system.tell(
        StationUpdated(station_code="LZ-009", changed=changed, effective_on=date(2018, 4, 1)),
        at="2018-04-01T00:00:00.000+00:00",
    )
    assert stations_seen(system, "industry_federation.enters", "awards") == set()
    assert stations_seen(system, "overseas_federation.enters", "awards") == {"LZ-009"}
    since = system.get(
        "overseas_federation.enters", "/v1/awards", updated_since="2018-04-01T00:00:00Z"
    )
    assert len(since.json["data"]) == 1
    system.close()


# -- pages -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many(system):
    for year in range(2019, 2030):
        system.tell(an_award(INDUSTRY, f"base_grant.{INDUSTRY}.{year}", year))
    return system


def test_pages_follow_each_other_without_gap_or_double(many):
    codes, path = [], "/v1/awards?limit=3&station_code=LZ-001"
    while path:
        answer = many.browser.get(path, headers=many.sign("auditor"))
        codes += [row["award_code"] for row in answer.json["data"]]
        link = answer.headers.get("Link", "")
        assert bool(link) == answer.json["has_more"] == (answer.json["next_cursor"] is not None)
        path = link and re.fullmatch(r'<(.+)>; rel="next"', link)[1]
    assert codes == sorted(set(codes))
    assert len(codes) == 12


def test_rows_are_filtered(many):
    assert [row["year"] for row in many.rows("awards", year=2025)] == [2025]
    assert len(many.rows("awards", state="payable")) == 13
    assert many.rows("awards", state="paid") == []


def test_an_award_says_all_that_people_ask_of_it(many):
    row = many.row("awards", year=2018, station_code=INDUSTRY)
    assert row["amount"] == "30000.00"
    assert row["currency"] == "CNY"
    names = {
        "award_code",
        "station_code",
        "year",
        "rule",
        "reference",
        "amount",
        "due_on",
        "state",
        "holds",
        "articles",
        "explanation",
        "reasons",
    }
    assert names <= set(row)


def test_the_log_is_read_to_its_end_in_pages(many):
    first = many.get("auditor", "/v1/events", service="registry", limit=1).json
    rest = many.get("auditor", "/v1/events", service="registry", after=1).json
    assert (first["has_more"], rest["has_more"]) == (True, False)
    assert [event["sequence"] for event in first["data"] + rest["data"]] == [1, 2]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.kind)
def test_the_error_of_what_is_not_seen_has_its_sentence_and_one_value_at_most(view):
    assert len(catalogue()[f"{view.kind}_unknown"].detail.en.places) <= 1
    error = unknown(view, "X-1")
    assert set(error.values.values()) <= {"X-1"}
    assert "{" not in detail_of(error.code, error.values)

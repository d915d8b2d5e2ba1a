"""Two unqualified years and falsification give people a case to decide (Article 12(3) and (4))."""

from __future__ import annotations

import pytest

from liaison_contracts.assessment import (
    ConfirmFinding,
    DismissFinding,
    OpenFinding,
    RecordFindingDefence,
)
from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from liaison_contracts.registry import DecideRevocationCase
from tests.integration.assessment.system import INDUSTRY, OFFICER, SECOND, D, station_people
from tests.sentences import needs


def decide(system, year, decision, on):
    command = DecideRevocationCase(
        case_code=f"TU-LZ-001-{year}",
        decision=decision,
        decided_on=D(on),
        document_no="d",
        reasons=("heard the station",),
    )
    return system.send(OFFICER, command)


def unqualified(system, *years):
    for year in years:
        system.grade(year, {"LZ-001": 50})
        system.close(f"{year + 1}-01-31")


def test_two_adjacent_unqualified_years_are_found_on_31_january_and_open_a_case(system):
    system.plaque("LZ-001")
    unqualified(system, 2018)
    assert system.told("unqualified_streak.found") == []
    system.grade(2019, {"LZ-001": 50})
    system.close("2020-01-30")
    assert system.told("unqualified_streak.found") == []
    system.close("2020-01-31")
    [found] = system.told("unqualified_streak.found")
    assert found == {
        "station_code": "LZ-001",
        "years": [2018, 2019],
        "year": 2019,
        "found_on": "2020-01-31",
        "route": "human_case",
    }
    [case] = system.told("revocation_case.opened", "registry")
    assert (case["kind"], case["year"]) == ("two_unqualified_years", 2019)


def test_an_open_case_is_not_doubled_and_after_keep_a_further_year_opens_a_new_one(system):
    system.plaque("LZ-001")
    unqualified(system, 2018, 2019, 2020)
    assert [found["year"] for found in system.told("unqualified_streak.found")] == [2019]
    system.on("2021-03-01")
    assert decide(system, 2019, "keep", "2021-03-01")["state"] == "keep"
    unqualified(system, 2021)
    assert [found["year"] for found in system.told("unqualified_streak.found")] == [2019, 2021]


def test_a_station_that_lost_its_authorisation_is_not_found_again(system):
    system.plaque("LZ-001")
    unqualified(system, 2018, 2019)
    system.on("2020-12-31")
    decide(system, 2019, "revoke", "2020-12-31")
    system.grade(2020, {"LZ-001": 50})
    system.close("2021-01-31")
    assert [found["year"] for found in system.told("unqualified_streak.found")] == [2019]
    assert system.told("grade.published")[-1]["grade"] == "unqualified"


def test_a_year_between_without_a_grade_breaks_the_chain(system):
    system.plaque("LZ-001")
    unqualified(system, 2018)
    system.grade(2019, {"LZ-009": 50})
    unqualified(system, 2020)
    assert system.told("grade.published")[1]["grade"] == "ungraded"
    assert system.told("unqualified_streak.found") == []


def open_finding(system, on="2018-06-01", **more):
    fields = {"finding_code": "F-1", "station_code": "LZ-001", "grounds": "a copied list"}
    return system.send(OFFICER, OpenFinding(found_on=D(on), **{**fields, **more}))


def hear(system, on="2018-06-02"):
    command = RecordFindingDefence(
        finding_code="F-1", defence="The list is our own.", stated_on=D(on)
    )
    return system.send(station_people("LZ-001"), command)


def confirm(on="2018-06-02"):
    return ConfirmFinding(finding_code="F-1", confirmed_on=D(on), document_no="d-1")


def dismiss(on="2018-06-02"):
    return DismissFinding(
        finding_code="F-1", dismissed_on=D(on), document_no="d-1", reason="it was an error"
    )


@pytest.fixture
def june(system):
    system.plaque("LZ-001", on="2018-01-10")
    system.on("2018-06-02")
    return system


def test_a_finding_is_confirmed_by_a_second_person_and_keeps_out_of_the_grades(june):
    assert open_finding(june)["state"] == "opened"
    hear(june)
    with pytest.raises(Refused) as refused:
        june.send(OFFICER, confirm())
    assert needs(refused.value.reasons[0]) == "a second person of the talent office"
    assert june.send(SECOND, confirm())["state"] == "confirmed"
    [told] = june.told("finding.confirmed")
    assert told == {
        "finding_code": "F-1",
        "station_code": "LZ-001",
        "confirmed_on": "2018-06-02",
        "document_no": "d-1",
    }
    with pytest.raises(Refused, match="was settled"):
        june.send(SECOND, dismiss())
    june.grade(2018, {"LZ-001": 90})
    assert june.told("grade.published")[0]["grade"] == "ungraded"


def test_scores_refused_over_a_finding_count_once_it_is_dismissed(june):
    open_finding(june)
    june.on("2018-12-31")
    june.open(2018)
    june.score(2018, {"LZ-001": 70})
    assert june.told("scores.submitted") == []
    assert june.send(SECOND, dismiss("2018-12-31"))["state"] == "dismissed"
    june.publish(2018)
    assert june.told("grade.published")[0]["grade"] == "qualified"
    assert len(june.told("finding.dismissed")) == 1


def test_a_finding_is_refused_before_the_plaque_in_the_future_twice_or_of_a_stranger(june):
    with pytest.raises(Refused, match="before the plaque of"):
        open_finding(june, on="2018-01-09")
    with pytest.raises(Invalid):
        open_finding(june, on="2018-06-03")
    with pytest.raises(NotFound):
        open_finding(june, station_code="LZ-404")
    with pytest.raises(NotFound):
        june.send(SECOND, confirm())
    with pytest.raises(Forbidden):
        june.send(INDUSTRY, confirm())
    open_finding(june)
    with pytest.raises(Conflict):
        open_finding(june, finding_code="F-2")
    assert len(june.told("finding.opened")) == 1

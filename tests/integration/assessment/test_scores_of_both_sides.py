"""Both sides score apart, compare once both are in, and change only by minutes (Article 12)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from liaison_contracts.assessment import (
    GetCalibration,
    GetQuotaLab,
    GetScores,
    ProposeGrades,
    SubmitScores,
    TryScoreChange,
)
from liaison_contracts.errors import Forbidden, NotFound, Refused
from tests.integration.assessment.system import (
    INDUSTRY,
    OFFICER,
    OVERSEAS,
    D,
    a_sheet,
    person,
    station_people,
)
from tests.sentences import fact, needs

AUDITOR = person("P-audit", "audit_office", "auditor")
YEAR_END = D("2018-12-31")
THREE = {"LZ-001": 90, "LZ-002": 80, "LZ-003": 70}


@pytest.fixture
def opened(system):
    system.plaque(*THREE)
    system.on("2018-12-31")
    system.open(2018)
    return system


def seen_by(system, caller, code="LZ-001"):
    answer = system.send(caller, GetScores(year=2018, station_code=code))
    return {sheet["side"]: (sheet["is_hidden"], len(sheet["marks"])) for sheet in answer["sheets"]}


def test_a_sheet_stays_hidden_from_the_other_side_until_both_are_in(opened):
    opened.score(2018, THREE, sides=["talent"])
    office, department = "talent_office", "guiding_department"
    assert seen_by(opened, OFFICER) == {office: (False, 7), department: (False, 0)}
    assert seen_by(opened, INDUSTRY) == {office: (True, 0), department: (False, 0)}
    assert seen_by(opened, AUDITOR) == {office: (True, 0), department: (False, 0)}
    opened.score(2018, THREE, sides=["dept"])
    for caller in (OFFICER, INDUSTRY, AUDITOR):
        assert seen_by(opened, caller) == {office: (False, 7), department: (False, 7)}


def test_a_proposal_hides_what_only_the_department_has_scored(opened):
    opened.score(2018, THREE, sides=["dept"])
    proposal = opened.send(OFFICER, ProposeGrades(year=2018, proposed_on=YEAR_END))["proposals"][0]
    assert (proposal["score"], proposal["rank"]) == (None, None)
    assert "has not scored LZ-001" in fact(proposal["reasons"][0])
    with pytest.raises(Refused) as refused:
        opened.send(OFFICER, a_trial("LZ-001"))
    assert refused.value.code == "scores_hidden"


def test_nobody_sees_sheets_of_a_station_that_is_not_theirs_and_no_station_sees_any(opened):
    with pytest.raises(NotFound):
        seen_by(opened, OVERSEAS)
    with pytest.raises(Forbidden):
        seen_by(opened, station_people("LZ-001"))


def again(system, points, **more):
    command = SubmitScores(
        year=2018,
        side="guiding_department",
        scores=(a_sheet("LZ-001", *[points] * 7),),
        submitted_on=YEAR_END,
        **more,
    )
    return system.send(INDUSTRY, command)["results"][0]


def test_scores_given_twice_are_refused_once_both_sides_can_see_them(opened):
    opened.score(2018, THREE)
    assert again(opened, 90)["state"] == "accepted"  # the same once more changes nothing
    refused = again(opened, 95)
    assert refused["state"] == "refused"
    assert "document number of the calibration" in needs(refused["reasons"][0])
    assert opened.publish(2018)["excellent"] == 1
    assert opened.told("grade.published")[0]["score"] == "90"


def test_by_minutes_of_the_calibration_a_side_changes_its_points_and_that_is_told(opened):
    opened.score(2018, THREE)
    assert again(opened, 80, calibration_document_no="minutes 7")["state"] == "accepted"
    [told] = opened.told("scores.corrected")
    assert (told["side"], told["document_no"]) == ("guiding_department", "minutes 7")
    opened.publish(2018)
    assert opened.told("grade.published")[0]["score"] == "85"


def a_trial(code, score="100"):
    return TryScoreChange(
        year=2018, station_code=code, side="talent_office", material=5, score=Decimal(score)
    )


def test_calibration_tells_spread_and_leniency_of_each_side(opened):
    # By hand: the office gives 90, 80, 70 (mean 80, deviation 8.16), the department 84, 82, 62
    # (mean 76, deviation 9.93), so the office is 4 points more lenient.
    opened.score(2018, THREE, sides=["talent"])
    opened.score(2018, {"LZ-001": 84, "LZ-002": 82, "LZ-003": 62}, sides=["dept"])
    found = opened.send(OFFICER, GetCalibration(year=2018))
    office, department = found["sides"]
    assert office.items() >= {"mean": "80.00", "deviation": "8.16", "leniency": "4.00"}.items()
    assert department.items() >= {"mean": "76.00", "deviation": "9.93", "leniency": "-4.00"}.items()
    assert [entry["department"] for entry in found["departments"]] == ["industry_federation"]
    assert found["materials"][0] == {
        "material": 1,
        "talent_office": "80.00",
        "guiding_department": "76.00",
    }
    assert len(found["stations"]) == 3
    assert opened.send(OVERSEAS, GetCalibration(year=2018))["stations"] == []


def test_a_trial_tells_who_would_move_and_changes_nothing(opened):
    opened.score(2018, {"LZ-001": 83, "LZ-002": 82, "LZ-003": 60})
    found = opened.send(AUDITOR, a_trial("LZ-002"))  # 82 + 18 x 25 % / 2 = 84.25
    assert (found["grade_before"], found["grade_after"]) == ("qualified", "excellent")
    assert found["score_after"] == "84.25"
    moved = {move["station_code"]: move["grade_after"] for move in found["moves"]}
    assert moved == {"LZ-001": "qualified", "LZ-002": "excellent"}
    with pytest.raises(Refused, match="out of range"):
        opened.send(AUDITOR, a_trial("LZ-002", "101"))
    opened.publish(2018)
    assert opened.told("grade.published")[0]["grade"] == "excellent"


def test_the_quota_lab_lays_the_year_out_under_every_reading(opened):
    opened.score(2018, {"LZ-001": 84, "LZ-002": 84, "LZ-003": 60})
    found = opened.send(OFFICER, GetQuotaLab(year=2018))
    results = {(r["quota_reading"], r["tie_reading"]): r for r in found["results"]}
    assert len(results) == 9
    default = results["half_up", "keys_then_leading_group"]
    assert default["is_in_force"]
    assert (default["quota"], default["undecided"]) == (1, ["LZ-001", "LZ-002"])
    assert results["floor", "include_all"]["excellent"] == []
    assert results["ceil", "include_all"]["excellent"] == ["LZ-001", "LZ-002"]
    [tie] = default["ties"]
    assert (tie["settled_by"], tie["score"]) == ("leading_group", "84")
    assert tie["stations"][0] == {
        "station_code": "LZ-001",
        "keys": ["84", "84", "84", "0"],
        "grade": "undecided",
    }
    assert [flip["station_code"] for flip in found["flips"]] == ["LZ-001", "LZ-002"]
    with pytest.raises(Forbidden):
        opened.send(INDUSTRY, GetQuotaLab(year=2018))

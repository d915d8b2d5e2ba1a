"""An application passes every stage of Articles 4 to 7, and each can refuse it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from liaison_contracts.registry import ConditionAnswer, ForwardApplication
from tests.integration.registry.panel_system import leading_group_passed, review_passed
from tests.integration.registry.stations_system import imported
from tests.integration.registry.system import (
    ALL_MET,
    DAY,
    DEPARTMENT,
    GOVERNMENT,
    HOST,
    LEADER,
    OFFICE,
    OTHER_DEPARTMENT,
    PAPERS,
    SECTOR,
    System,
    a_check,
    a_credit_code,
    a_document,
    a_leading_group_decision,
    an_application,
    an_approval,
    complete,
    forwarded,
    met,
)


def articles(error: Refused) -> list[str]:
    return [reason.article for reason in error.reasons]


def test_a_host_becomes_a_station_by_all_stages(system: System) -> None:
    code = leading_group_passed(system)
    granted = system.ask(GOVERNMENT, an_approval(code))
    assert (code, granted["station_code"]) == ("AP-2018-0001", "LZ-001")
    stages = [(e.stage, e.outcome) for e in system.told("application.stage_decided")]
    assert stages == [
        (stage, "passed") for stage in ("completeness", "review", "leading_group", "government")
    ]
    sides = system.told("application.stage_decided")[1].by_side
    assert sides == {"talent_office": "passed", "guiding_department": "passed"}
    (plaque,) = system.told("plaque.granted")
    assert (plaque.application_code, plaque.imported) == (code, False)
    assert plaque.plaque_granted_on == date(2018, 4, 10)
    assert system.effective("plaque.granted") == ["2018-04-10"]
    assert plaque.host_ref == system.told("application.submitted")[0].host_ref


def test_the_same_key_is_answered_once(system: System) -> None:
    first = system.send(HOST, an_application(), key="k-1")
    again = system.send(HOST, an_application(), key="k-1")
    assert (again.result, again.replayed) == (first.result, True)
    assert len(system.told("application.submitted")) == 1


def test_a_second_open_application_of_a_host_is_refused(system: System) -> None:
    system.ask(HOST, an_application())
    with pytest.raises(Conflict) as refused:
        system.ask(HOST, an_application(city_code="440100"))
    assert refused.value.code == "application_open"
    assert "AP-2018-0001" in str(refused.value)


def test_a_code_in_use_is_refused(system: System) -> None:
    system.ask(HOST, an_application(application_code="A-1"))
    with pytest.raises(Conflict) as refused:
        system.ask(HOST, an_application(application_code="A-1", credit_code=a_credit_code(7)))
    assert refused.value.code == "application_code_used"


def test_a_credit_code_with_a_wrong_check_digit_is_refused(system: System) -> None:
    wrong = a_credit_code()[:-1] + ("0" if a_credit_code()[-1] != "0" else "1")
    with pytest.raises(Invalid) as refused:
        system.ask(HOST, an_application(credit_code=wrong))
    assert refused.value.code == "credit_code_invalid"


def test_a_department_applies_for_its_own_hosts_only(system: System) -> None:
    with pytest.raises(Forbidden):
        system.ask(OTHER_DEPARTMENT, an_application())
    with pytest.raises(Forbidden):
        system.ask(DEPARTMENT, an_application(channel="sector_department"))


def test_another_department_neither_sees_nor_forwards(system: System) -> None:
    code = system.ask(HOST, an_application())["application_code"]
    act = ForwardApplication(application_code=code, opinion="good", forwarded_on=DAY)
    with pytest.raises(NotFound):
        system.ask(OTHER_DEPARTMENT, act)


def test_a_sector_department_forwards_what_it_named(system: System) -> None:
    code = forwarded(system, SECTOR, channel="sector_department")
    with pytest.raises(Forbidden) as refused:
        system.ask(
            DEPARTMENT,
            ForwardApplication(application_code=code, opinion="good", forwarded_on=DAY),
        )
    assert "health_commission" in str(refused.value)


def test_nothing_is_forwarded_twice(system: System) -> None:
    code = forwarded(system)
    act = ForwardApplication(application_code=code, opinion="good", forwarded_on=DAY)
    with pytest.raises(Refused) as refused:
        system.ask(DEPARTMENT, act)
    assert refused.value.code == "stage_not_possible"


def test_a_step_before_the_one_it_follows_is_refused(system: System) -> None:
    code = system.ask(HOST, an_application())["application_code"]
    early = ForwardApplication(
        application_code=code, opinion="good", forwarded_on=date(2018, 2, 28)
    )
    with pytest.raises(Invalid) as refused:
        system.ask(DEPARTMENT, early)
    assert refused.value.code == "days_out_of_order"


def test_what_no_check_can_judge_waits_for_people(system: System) -> None:
    code = forwarded(system)
    with pytest.raises(Refused) as refused:
        system.ask(OFFICE, a_check(code, answers=met("5(1)", "5(2)", "5(3)", "5(6)")))
    assert articles(refused.value) == ["5(4)", "5(5)"]
    assert system.told("application.stage_decided") == []
    checked = system.ask(OFFICE, a_check(code))
    assert [c["outcome"] for c in checked["conditions"]] == ["met"] * 6


@pytest.mark.parametrize(
    ("changes", "article"),
    [
        ({"head_is_legal_representative": False}, "9"),
        ({"liaison_officers": ()}, "9"),
        ({"documents": PAPERS[1:]}, "6"),
        ({"documents": (*PAPERS[::2], a_document("legal_person_certificate"))}, "6(2)"),
        ({"city_code": "510502"}, "5(1)"),
        ({"full_time_staff": 0}, "5(3)"),
    ],
)
def test_what_an_application_lacks_sends_it_back(
    system: System, changes: dict[str, Any], article: str
) -> None:
    code = forwarded(system, **changes)
    checked = system.ask(OFFICE, a_check(code))
    assert checked["outcome"] == "returned"
    assert article in [reason["article"] for reason in checked["reasons"]]
    (decided,) = system.told("application.stage_decided")
    assert (decided.stage, decided.outcome) == ("completeness", "returned")


def test_what_people_find_wanting_sends_it_back(system: System) -> None:
    code = forwarded(system)
    no = ConditionAnswer(condition="5(4)", outcome="not_met", reason="no reach")
    checked = system.ask(OFFICE, a_check(code, answers=(*ALL_MET[:3], no, *ALL_MET[4:])))
    assert [r["article"] for r in checked["reasons"]] == ["5(4)"]


def test_a_returned_application_comes_again_under_its_code(system: System) -> None:
    code = forwarded(system, liaison_officers=())
    system.ask(OFFICE, a_check(code))
    with pytest.raises(Conflict):
        system.ask(HOST, an_application())
    again = system.ask(HOST, an_application(application_code=code))
    assert again["stage"] == "submitted"
    act = ForwardApplication(application_code=code, opinion="good", forwarded_on=DAY)
    system.ask(DEPARTMENT, act)
    assert system.ask(OFFICE, a_check(code))["outcome"] == "passed"


def test_a_second_station_of_a_prefecture_needs_a_justification(system: System) -> None:
    system.ask(GOVERNMENT, an_approval(leading_group_passed(system)))
    other: dict[str, Any] = {"credit_code": a_credit_code(7), "city_code": "510107"}
    checked = system.ask(OFFICE, a_check(forwarded(system, **other)))
    assert [r["article"] for r in checked["reasons"]] == ["8(1)"]
    third = {**other, "credit_code": a_credit_code(8)}
    complete(system, **third, second_station_justification="eleven universities")


def test_the_city_is_looked_at_again_before_the_plaque(system: System) -> None:
    code = leading_group_passed(system, city_code="110105")
    imported(system)
    with pytest.raises(Refused) as refused:
        system.ask(GOVERNMENT, an_approval(code))
    assert (refused.value.code, articles(refused.value)) == ("city_has_its_station", ["8(1)"])


def test_station_codes_and_plaques_are_given_once(system: System) -> None:
    imported(system)
    code = leading_group_passed(system)
    with pytest.raises(Conflict):
        system.ask(GOVERNMENT, an_approval(code, plaque_no="plaque LZ-001"))
    with pytest.raises(Conflict):
        system.ask(GOVERNMENT, an_approval(code, station_code="LZ-001"))
    assert system.ask(GOVERNMENT, an_approval(code))["station_code"] == "LZ-002"


def test_no_stage_is_left_out(system: System) -> None:
    code = complete(system)
    for act in (an_approval(code), a_leading_group_decision(code)):
        with pytest.raises(Refused) as refused:
            system.ask(OFFICE, act)
        assert refused.value.code == "stage_not_possible"


def test_the_leading_group_can_return_an_application(system: System) -> None:
    code = review_passed(system)
    act = a_leading_group_decision(code, outcome="returned")
    assert system.ask(LEADER, act)["stage"] == "leading_group_returned"
    assert system.told("application.stage_decided")[-1].outcome == "returned"


def test_no_decision_is_taken_after_the_trial(system: System) -> None:
    code = leading_group_passed(system)
    with pytest.raises(Refused) as refused:
        system.ask(GOVERNMENT, an_approval(code, plaque_granted_on=date(2018, 8, 3)))
    assert (refused.value.code, articles(refused.value)) == ("edition_not_in_force", ["15"])

"""An approval holds for exactly what was approved; an edit opens what rests on it (Article 7)."""

from __future__ import annotations

from typing import Any

import pytest

from liaison_contracts.errors import Forbidden, Invalid, PreconditionFailed, Refused
from liaison_contracts.registry import (
    AmendApplication,
    CloseReview,
    ConditionAnswer,
    ForwardApplication,
    RecordWaiver,
    ShowApplication,
)
from tests.integration.registry.panel_system import (
    a_panel,
    a_round,
    leading_group_passed,
    review_passed,
)
from tests.integration.registry.system import (
    DAY,
    DEPARTMENT,
    DEPARTMENT_REVIEWER,
    GOVERNMENT,
    HOST,
    LEADER,
    OFFICE,
    OFFICE_REVIEWER,
    PAPERS,
    System,
    a_caller,
    a_check,
    a_document,
    a_leading_group_decision,
    a_review,
    an_approval,
    an_officer,
    complete,
    forwarded,
)
from tests.sentences import fact

DECIDED = [
    "completeness",
    "leading_group",
    f"opinion.{DEPARTMENT_REVIEWER.sub}",
    f"opinion.{OFFICE_REVIEWER.sub}",
    "review",
]


def amend(system: System, code: str, caller: Any = HOST, **fields: Any) -> Any:
    act = AmendApplication(
        application_code=code, reason="it changed", amended_on=fields.pop("on", DAY), **fields
    )
    return system.ask(caller, act)


def shown(system: System, code: str) -> Any:
    return system.ask(HOST, ShowApplication(application_code=code))


def held(system: System, code: str) -> list[str]:
    rows = shown(system, code)["approvals"]
    return sorted(
        row["kind"] + (f".{row['detail']}" if row["detail"] else "")
        for row in rows
        if row["is_valid"]
    )


@pytest.mark.parametrize(
    ("edit", "reopened", "stage"),
    [
        ({"online_channels": "a channel of our own"}, ["condition.5(4)", *DECIDED], "forwarded"),
        ({"premises": "a smaller office"}, ["condition.5(3)", *DECIDED], "forwarded"),
        (
            {"host_name": "成都泸州企业商会"},
            ["condition.5(2)", "forwarding", *DECIDED],
            "submitted",
        ),
        (
            {"liaison_officers": (an_officer("王五", "510502199303030030"),)},
            ["completeness"],
            "forwarded",
        ),
        ({"contact_phone": "028-86660001"}, [], "leading_group_passed"),
        ({"urgent_reason": "we are in a hurry"}, [], "leading_group_passed"),
    ],
    ids=["channels", "premises", "name", "officer", "phone", "urgency"],
)
def test_an_edit_opens_again_what_rests_on_it_and_nothing_else(
    system: System, edit: dict[str, Any], reopened: list[str], stage: str
) -> None:
    code = leading_group_passed(system)
    before = set(held(system, code))
    answer = amend(system, code, **edit)
    assert (answer["reopened"], answer["stage"]) == (sorted(reopened), stage)
    assert before - set(held(system, code)) == {
        name for name in reopened if not name.startswith("opinion")
    }
    (told,) = system.told("application.amended")
    assert (list(told.reopened), told.stage_after) == (sorted(reopened), stage)


def test_after_a_new_officer_the_check_alone_is_done_again(system: System) -> None:
    code = leading_group_passed(system)
    amend(system, code, liaison_officers=(an_officer("王五", "510502199303030030"),))
    with pytest.raises(Refused):
        system.ask(GOVERNMENT, an_approval(code))
    assert system.ask(OFFICE, a_check(code, answers=()))["outcome"] == "passed"
    assert shown(system, code)["stage"] == "leading_group_passed"
    system.ask(GOVERNMENT, an_approval(code))
    (plaque,) = system.told("plaque.granted")
    assert plaque.liaison_ref == system.registry.context.vault.person_ref(
        "resident_identity_card", "510502199303030030"
    )


def test_after_an_edit_of_one_condition_people_answer_that_one_only(system: System) -> None:
    code = review_passed(system)
    amend(system, code, event_capacity="ten fairs a year")
    with pytest.raises(Refused) as refused:
        system.ask(OFFICE, a_check(code, answers=()))
    assert [reason.article for reason in refused.value.reasons] == ["5(6)"]
    answer = ConditionAnswer(condition="5(6)", outcome="met", reason="seen the programme")
    system.ask(OFFICE, a_check(code, answers=(answer,)))
    assert shown(system, code)["stage"] == "review"
    for reviewer, side in (
        (OFFICE_REVIEWER, "talent_office"),
        (DEPARTMENT_REVIEWER, "guiding_department"),
    ):
        system.ask(reviewer, a_review(code, side))
    assert system.ask(OFFICE, CloseReview(application_code=code, closed_on=DAY))["stage"] == (
        "review_passed"
    )


def test_an_edit_during_a_split_does_not_pass_the_review(system: System) -> None:
    code = complete(system)
    a_round(system)
    a_panel(system, code)
    system.ask(OFFICE_REVIEWER, a_review(code, "talent_office"))
    system.ask(DEPARTMENT_REVIEWER, a_review(code, "guiding_department", outcome="returned"))
    system.ask(OFFICE, CloseReview(application_code=code, closed_on=DAY))
    assert amend(system, code, contact_phone="028-86660001")["stage"] == "review_split"
    assert (
        amend(system, code, liaison_officers=(an_officer("王五", "510502199303030030"),))["stage"]
        == "forwarded"
    )
    system.ask(OFFICE, a_check(code, answers=()))
    assert shown(system, code)["stage"] == "review_split"


def test_who_read_something_else_approves_nothing(system: System) -> None:
    code = review_passed(system)
    seen = shown(system, code)["content_sha256"]
    amend(system, code, contact_phone="028-86660001")
    with pytest.raises(PreconditionFailed) as refused:
        system.ask(LEADER, a_leading_group_decision(code, content_sha256=seen))
    assert refused.value.code == "application_edited"
    now = shown(system, code)["content_sha256"]
    act = a_leading_group_decision(code, content_sha256=now)
    assert system.ask(LEADER, act)["stage"] == "leading_group_passed"


def test_only_the_applicant_amends_and_never_a_reviewer(system: System) -> None:
    code = review_passed(system)
    with pytest.raises(Forbidden) as refused:
        amend(system, code, DEPARTMENT, premises="x")
    assert refused.value.code == "not_your_application"
    twofold = a_caller(OFFICE_REVIEWER.sub, "host-1", "host")
    with pytest.raises(Refused) as voided:
        amend(system, code, twofold, premises="x")
    assert voided.value.code == "segregation_of_duties"
    assert shown(system, code)["stage"] == "review_passed"


def test_an_amendment_that_changes_nothing_is_said_so(system: System) -> None:
    code = forwarded(system)
    with pytest.raises(Invalid) as refused:
        amend(system, code, premises="an office of 80 square metres")
    assert refused.value.code == "nothing_changed"


def test_what_has_its_plaque_is_not_amended(system: System) -> None:
    code = leading_group_passed(system)
    system.ask(GOVERNMENT, an_approval(code))
    with pytest.raises(Refused) as refused:
        amend(system, code, premises="x")
    assert refused.value.code == "stage_not_possible"


NO_CERTIFICATE = (
    a_document("application_form"),
    a_document("success_case"),
)


def a_waiver(code: str) -> RecordWaiver:
    return RecordWaiver(
        application_code=code,
        document_no="纪要3号",
        decided_on=DAY,
        reason="the office is the city's own",
    )


def an_office(system: System) -> str:
    return forwarded(
        system,
        host_kind="representative_office",
        is_independent_legal_person=False,
        documents=NO_CERTIFICATE,
    )


def test_a_host_that_is_no_legal_person_is_returned_without_a_waiver(system: System) -> None:
    checked = system.ask(OFFICE, a_check(an_office(system)))
    assert checked["outcome"] == "returned"
    assert "5(2)" in [reason["article"] for reason in checked["reasons"]]


def test_the_leading_group_waives_with_a_reason_and_an_edit_of_the_host_takes_it_back(
    system: System,
) -> None:
    code = an_office(system)
    assert system.ask(LEADER, a_waiver(code))["stage"] == "forwarded"
    checked = system.ask(OFFICE, a_check(code))
    assert checked["outcome"] == "passed"
    (second,) = [c for c in checked["conditions"] if c["condition"] == "5(2)"]
    assert "the office is the city's own" in fact(second["reason"])
    assert system.told("waiver.recorded")[0].document_no == "纪要3号"
    answer = amend(system, code, host_name="泸州市驻成都办事处")
    assert "waiver.5(2)" in answer["reopened"]
    system.ask(DEPARTMENT, ForwardApplication(application_code=code, opinion="x", forwarded_on=DAY))
    assert system.ask(OFFICE, a_check(code))["outcome"] == "returned"


def test_who_needs_no_waiver_gets_none(system: System) -> None:
    code = forwarded(system)
    with pytest.raises(Refused) as refused:
        system.ask(LEADER, a_waiver(code))
    assert refused.value.code == "waiver_not_possible"


def test_who_reviews_does_not_waive(system: System) -> None:
    code = an_office(system)
    host_person = a_caller(HOST.sub, "leading_group", "leading_group")
    with pytest.raises(Refused) as refused:
        system.ask(host_person, a_waiver(code))
    assert refused.value.code == "segregation_of_duties"


def test_a_listed_city_meets_the_first_condition_by_itself_with_its_source(system: System) -> None:
    answers = tuple(a for a in a_check("x").answers if a.condition != "5(1)")
    checked = system.ask(OFFICE, a_check(forwarded(system), answers=answers))
    place = next(c for c in checked["conditions"] if c["condition"] == "5(1)")
    assert place["outcome"] == "met"
    assert any("国发〔1991〕12号" in cited for cited in place["evidence"])


def test_a_city_on_no_list_needs_the_word_of_people(system: System) -> None:
    answers = tuple(a for a in a_check("x").answers if a.condition != "5(1)")
    code = forwarded(system, city_code="511500", documents=PAPERS)
    with pytest.raises(Refused) as refused:
        system.ask(OFFICE, a_check(code, answers=answers))
    assert [reason.article for reason in refused.value.reasons] == ["5(1)"]

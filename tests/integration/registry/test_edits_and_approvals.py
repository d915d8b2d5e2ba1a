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
from tests.integration.registry.panel_town import (
    a_panel,
    a_round,
    leading_group_passed,
    review_passed,
)
from tests.integration.registry.town import (
    DAY,
    DEPARTMENT,
    DEPARTMENT_REVIEWER,
    GOVERNMENT,
    HOST,
    LEADER,
    OFFICE,
    OFFICE_REVIEWER,
    PAPERS,
    Town,
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


def amend(town: Town, code: str, caller: Any = HOST, **fields: Any) -> Any:
    act = AmendApplication(
        application_code=code, reason="it changed", amended_on=fields.pop("on", DAY), **fields
    )
    return town.ask(caller, act)


def shown(town: Town, code: str) -> Any:
    return town.ask(HOST, ShowApplication(application_code=code))


def held(town: Town, code: str) -> list[str]:
    rows = shown(town, code)["approvals"]
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
        ({"liaison_officers": (an_officer("王五", "7"),)}, ["completeness"], "forwarded"),
        ({"contact_phone": "028-86660001"}, [], "leading_group_passed"),
        ({"urgent_reason": "we are in a hurry"}, [], "leading_group_passed"),
    ],
    ids=["channels", "premises", "name", "officer", "phone", "urgency"],
)
def test_an_edit_opens_again_what_rests_on_it_and_nothing_else(
    town: Town, edit: dict[str, Any], reopened: list[str], stage: str
) -> None:
    code = leading_group_passed(town)
    before = set(held(town, code))
    answer = amend(town, code, **edit)
    assert (answer["reopened"], answer["stage"]) == (sorted(reopened), stage)
    assert before - set(held(town, code)) == {
        name for name in reopened if not name.startswith("opinion")
    }
    (told,) = town.told("application.amended")
    assert (list(told.reopened), told.stage_after) == (sorted(reopened), stage)


def test_after_a_new_officer_the_check_alone_is_done_again(town: Town) -> None:
    code = leading_group_passed(town)
    amend(town, code, liaison_officers=(an_officer("王五", "510502199303030030"),))
    with pytest.raises(Refused):
        town.ask(GOVERNMENT, an_approval(code))
    assert town.ask(OFFICE, a_check(code, answers=()))["outcome"] == "passed"
    assert shown(town, code)["stage"] == "leading_group_passed"
    town.ask(GOVERNMENT, an_approval(code))
    (plaque,) = town.told("plaque.granted")
    assert plaque.liaison_ref == town.registry.context.vault.person_ref(
        "resident_identity_card", "510502199303030030"
    )


def test_after_an_edit_of_one_condition_people_answer_that_one_only(town: Town) -> None:
    code = review_passed(town)
    amend(town, code, event_capacity="ten fairs a year")
    with pytest.raises(Refused) as refused:
        town.ask(OFFICE, a_check(code, answers=()))
    assert [reason.article for reason in refused.value.reasons] == ["5(6)"]
    answer = ConditionAnswer(condition="5(6)", outcome="met", reason="seen the programme")
    town.ask(OFFICE, a_check(code, answers=(answer,)))
    assert shown(town, code)["stage"] == "review"
    for reviewer, side in (
        (OFFICE_REVIEWER, "talent_office"),
        (DEPARTMENT_REVIEWER, "guiding_department"),
    ):
        town.ask(reviewer, a_review(code, side))
    assert town.ask(OFFICE, CloseReview(application_code=code, closed_on=DAY))["stage"] == (
        "review_passed"
    )


def test_an_edit_during_a_split_does_not_pass_the_review(town: Town) -> None:
    code = complete(town)
    a_round(town)
    a_panel(town, code)
    town.ask(OFFICE_REVIEWER, a_review(code, "talent_office"))
    town.ask(DEPARTMENT_REVIEWER, a_review(code, "guiding_department", outcome="returned"))
    town.ask(OFFICE, CloseReview(application_code=code, closed_on=DAY))
    assert amend(town, code, contact_phone="028-86660001")["stage"] == "review_split"
    assert amend(town, code, liaison_officers=(an_officer("王五", "8"),))["stage"] == "forwarded"
    town.ask(OFFICE, a_check(code, answers=()))
    assert shown(town, code)["stage"] == "review_split"


def test_who_read_something_else_approves_nothing(town: Town) -> None:
    code = review_passed(town)
    seen = shown(town, code)["content_sha256"]
    amend(town, code, contact_phone="028-86660001")
    with pytest.raises(PreconditionFailed) as refused:
        town.ask(LEADER, a_leading_group_decision(code, content_sha256=seen))
    assert refused.value.code == "application_edited"
    now = shown(town, code)["content_sha256"]
    act = a_leading_group_decision(code, content_sha256=now)
    assert town.ask(LEADER, act)["stage"] == "leading_group_passed"


def test_only_the_applicant_amends_and_never_a_reviewer(town: Town) -> None:
    code = review_passed(town)
    with pytest.raises(Forbidden) as refused:
        amend(town, code, DEPARTMENT, premises="x")
    assert refused.value.code == "not_your_application"
    twofold = a_caller(OFFICE_REVIEWER.sub, "host-1", "host")
    with pytest.raises(Refused) as voided:
        amend(town, code, twofold, premises="x")
    assert voided.value.code == "segregation_of_duties"
    assert shown(town, code)["stage"] == "review_passed"


def test_an_amendment_that_changes_nothing_is_said_so(town: Town) -> None:
    code = forwarded(town)
    with pytest.raises(Invalid) as refused:
        amend(town, code, premises="an office of 80 square metres")
    assert refused.value.code == "nothing_changed"


def test_what_has_its_plaque_is_not_amended(town: Town) -> None:
    code = leading_group_passed(town)
    town.ask(GOVERNMENT, an_approval(code))
    with pytest.raises(Refused) as refused:
        amend(town, code, premises="x")
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


def an_office(town: Town) -> str:
    return forwarded(
        town,
        host_kind="representative_office",
        is_independent_legal_person=False,
        documents=NO_CERTIFICATE,
    )


def test_a_host_that_is_no_legal_person_is_returned_without_a_waiver(town: Town) -> None:
    checked = town.ask(OFFICE, a_check(an_office(town)))
    assert checked["outcome"] == "returned"
    assert "5(2)" in [reason["article"] for reason in checked["reasons"]]


def test_the_leading_group_waives_with_a_reason_and_an_edit_of_the_host_takes_it_back(
    town: Town,
) -> None:
    code = an_office(town)
    assert town.ask(LEADER, a_waiver(code))["stage"] == "forwarded"
    checked = town.ask(OFFICE, a_check(code))
    assert checked["outcome"] == "passed"
    (second,) = [c for c in checked["conditions"] if c["condition"] == "5(2)"]
    assert "the office is the city's own" in fact(second["reason"])
    assert town.told("waiver.recorded")[0].document_no == "纪要3号"
    answer = amend(town, code, host_name="泸州市驻成都办事处")
    assert "waiver.5(2)" in answer["reopened"]
    town.ask(DEPARTMENT, ForwardApplication(application_code=code, opinion="x", forwarded_on=DAY))
    assert town.ask(OFFICE, a_check(code))["outcome"] == "returned"


def test_who_needs_no_waiver_gets_none(town: Town) -> None:
    code = forwarded(town)
    with pytest.raises(Refused) as refused:
        town.ask(LEADER, a_waiver(code))
    assert refused.value.code == "waiver_not_possible"


def test_who_reviews_does_not_waive(town: Town) -> None:
    code = an_office(town)
    host_person = a_caller(HOST.sub, "leading_group", "leading_group")
    with pytest.raises(Refused) as refused:
        town.ask(host_person, a_waiver(code))
    assert refused.value.code == "segregation_of_duties"


def test_a_listed_city_meets_the_first_condition_by_itself_with_its_source(town: Town) -> None:
    answers = tuple(a for a in a_check("x").answers if a.condition != "5(1)")
    checked = town.ask(OFFICE, a_check(forwarded(town), answers=answers))
    place = next(c for c in checked["conditions"] if c["condition"] == "5(1)")
    assert place["outcome"] == "met"
    assert any("国发〔1991〕12号" in cited for cited in place["evidence"])


def test_a_city_on_no_list_needs_the_word_of_people(town: Town) -> None:
    answers = tuple(a for a in a_check("x").answers if a.condition != "5(1)")
    code = forwarded(town, city_code="511500", documents=PAPERS)
    with pytest.raises(Refused) as refused:
        town.ask(OFFICE, a_check(code, answers=answers))
    assert [reason.article for reason in refused.value.reasons] == ["5(1)"]

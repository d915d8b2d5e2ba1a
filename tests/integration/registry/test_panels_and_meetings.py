"""Panels of both sides without ties, opinions hidden till both are in, meetings (Article 7)."""

from __future__ import annotations

from typing import Any

import pytest

from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from liaison_contracts.reasons import fault
from liaison_contracts.registry import (
    AppointPanel,
    CloseReview,
    CloseReviewRound,
    ConditionOpinion,
    DeclareConflict,
    DeclareUrgentNeed,
    FindConflicts,
    GetAgenda,
    GetOpinions,
    GetPanel,
    MinutesEntry,
    OfficerEntry,
    RecordMinutes,
    RecordSiteVisit,
    SetAgenda,
)
from liaison_registry.tables import Person, TieRow
from tests.integration.registry.panel_system import (
    a_panel,
    a_reviewer,
    a_round,
    in_review,
    review_passed,
)
from tests.integration.registry.system import (
    DAY,
    DEPARTMENT,
    DEPARTMENT_REVIEWER,
    LEADER,
    OFFICE,
    OFFICE_REVIEWER,
    OTHER_DEPARTMENT,
    System,
    a_caller,
    a_credit_code,
    a_person,
    a_review,
    complete,
)

OFFICE_SIDE, DEPARTMENT_SIDE = "talent_office", "guiding_department"
THIRD = a_caller("P-dept-3", "industry_federation", "guiding_department")
HOST_PHONE = "028-8666 0001"


def a_case(system: System) -> str:
    """Return a complete application whose host has an address, a phone and a known head."""
    code = complete(
        system,
        address="成都市青羊区人民中路一段12号3楼301室",
        contact_phone=HOST_PHONE,
        head=OfficerEntry(
            name="张三",
            document_type="resident_identity_card",
            document_number="510502199001010018",
            phone="138 0000 0001",
        ),
    )
    a_round(system)
    return code


@pytest.mark.parametrize(
    ("tie", "kind"),
    [
        ({"phones": ("+86 28 8666 0001",)}, "phone"),
        ({"phones": ("13800000001",)}, "phone"),
        ({"addresses": ("四川省成都市青羊区人民中路一段12号 3层 301",)}, "address"),
        ({"addresses": ("成都青羊区人民中路一段十二号3层301房",)}, "address"),
        ({"other_organisations": ("成都泸州商会",)}, "organisation"),
        ({"credit_codes": (a_credit_code(),)}, "credit_code"),
        ({"contact_for": (a_credit_code(),)}, "contact"),
        ({"identity": a_person()}, "related_person"),
        ({"organisation_head": a_person()}, "related_person"),
    ],
)
def test_a_tie_to_the_applicant_is_found_and_its_holder_steps_back(
    system: System, tie: dict[str, Any], kind: str
) -> None:
    code = a_case(system)
    for reviewer in (OFFICE_REVIEWER, THIRD):
        system.ask(OFFICE, a_reviewer(reviewer))
    system.ask(OFFICE, a_reviewer(DEPARTMENT_REVIEWER, **tie))
    members = (OFFICE_REVIEWER.sub, DEPARTMENT_REVIEWER.sub)
    act = AppointPanel(application_code=code, members=members, appointed_on=DAY)
    panel = system.ask(OFFICE, act)
    why = [reason for seat in panel["members"] for reason in seat["reasons"]]
    found = system.ask(OFFICE, FindConflicts(person_refs=members))["conflicts"]
    assert [each["code"] for each in why] == ["reviewer_shares"]
    assert why[0]["values"] == {"who": "P-dept-2", "kind": kind}
    assert panel["has_quorum"] is False
    assert panel["substitutes"] == [{"person_ref": "P-dept-3", "side": DEPARTMENT_SIDE}]
    assert [(each["person_ref"], each["shared"]) for each in found] == [("P-dept-2", [kind])]
    assert system.told("panel.appointed")[0].recused == ("P-dept-2",)


def test_numbers_and_addresses_are_kept_as_keyed_hashes_only(system: System) -> None:
    a_case(system)
    tie = {"phones": (HOST_PHONE,), "addresses": ("成都市青羊区人民中路一段12号",)}
    system.ask(OFFICE, a_reviewer(DEPARTMENT_REVIEWER, **tie))
    kept = " ".join(row.token for row in system.rows(TieRow)) + system.log_text()
    kept += str([row.name_sealed for row in system.rows(Person)])
    assert "8666" not in kept
    assert "青羊" not in kept


def test_a_panel_names_each_reviewer_on_record_once(system: System) -> None:
    code = a_case(system)
    system.ask(OFFICE, a_reviewer(OFFICE_REVIEWER))
    system.ask(OFFICE, a_reviewer(OTHER_DEPARTMENT))
    members = (OFFICE_REVIEWER.sub, OFFICE_REVIEWER.sub, "P-nobody", OTHER_DEPARTMENT.sub)
    with pytest.raises(Invalid) as refused:
        system.ask(OFFICE, AppointPanel(application_code=code, members=members, appointed_on=DAY))
    assert refused.value.faults["members"] == [
        fault("listed_twice", name="P-office-2"),
        fault("no_such_reviewer", who="P-nobody"),
        fault("of_other_department", who="P-other", department="overseas_federation"),
    ]


def test_a_department_enters_reviewers_of_its_own_only(system: System) -> None:
    system.ask(DEPARTMENT, a_reviewer(DEPARTMENT_REVIEWER))
    with pytest.raises(Forbidden) as refused:
        system.ask(OTHER_DEPARTMENT, a_reviewer(DEPARTMENT_REVIEWER))
    assert refused.value.code == "not_your_side"


def test_who_steps_back_leaves_the_quorum_to_be_filled(system: System) -> None:
    code = in_review(system)
    system.ask(OFFICE, a_reviewer(THIRD))
    act = DeclareConflict(application_code=code, reason="a cousin of the head", declared_on=DAY)
    panel = system.ask(DEPARTMENT_REVIEWER, act)
    assert (panel["sitting"][DEPARTMENT_SIDE], panel["has_quorum"]) == (0, False)
    assert [each["person_ref"] for each in panel["substitutes"]] == ["P-dept-3"]
    assert "cousin" not in system.log_text()
    with pytest.raises(Conflict):
        system.ask(DEPARTMENT_REVIEWER, act)
    with pytest.raises(Refused) as refused:
        system.ask(DEPARTMENT_REVIEWER, a_review(code, DEPARTMENT_SIDE))
    assert refused.value.code == "reviewer_recused"
    a_panel(system, code, OFFICE_REVIEWER, THIRD)
    assert system.ask(OFFICE, GetPanel(application_code=code))["has_quorum"] is True


def opinions(system: System, caller: Any, code: str) -> tuple[list[str], int, bool]:
    found = system.ask(caller, GetOpinions(application_code=code))
    seen = [each["person_ref"] for each in found["opinions"]]
    return seen, found["hidden"], found["is_complete"]


def test_opinions_are_hidden_from_each_other_until_both_sides_are_in(system: System) -> None:
    code = in_review(system)
    scored = tuple(
        ConditionOpinion(condition=f"5({n})", points=80 + n, opinion="as seen") for n in range(1, 7)
    )
    system.ask(OFFICE_REVIEWER, a_review(code, OFFICE_SIDE, conditions=scored))
    assert opinions(system, OFFICE_REVIEWER, code) == (["P-office-2"], 0, False)
    for other in (DEPARTMENT_REVIEWER, OFFICE, LEADER):
        assert opinions(system, other, code) == ([], 1, False)
    assert "as seen" not in system.log_text()
    system.ask(DEPARTMENT_REVIEWER, a_review(code, DEPARTMENT_SIDE, outcome="returned"))
    both = (["P-dept-2", "P-office-2"], 0, True)
    for caller in (OFFICE_REVIEWER, DEPARTMENT_REVIEWER, LEADER):
        assert opinions(system, caller, code) == both
    shown = system.ask(LEADER, GetOpinions(application_code=code))["opinions"][1]
    assert [each["points"] for each in shown["conditions"]] == [81, 82, 83, 84, 85, 86]


def test_people_of_the_panel_visit_the_place(system: System) -> None:
    code = in_review(system)
    visit = {"application_code": code, "visited_on": DAY, "findings": "an office in use"}
    found = system.ask(OFFICE, RecordSiteVisit(visitors=("P-office-2",), **visit))
    assert found["stage"] == "review"
    assert system.told("site_visit.recorded")[0].visitors == ("P-office-2",)
    with pytest.raises(Invalid) as refused:
        system.ask(OFFICE, RecordSiteVisit(visitors=("P-nobody",), **visit))
    assert refused.value.code == "not_on_panel"


def test_one_round_is_open_at_a_time_and_closes_once(system: System) -> None:
    a_round(system)
    (opened,) = system.told("review_round.opened")
    act = CloseReviewRound(round_code=opened.round_code, closed_on=DAY)
    assert system.ask(OFFICE, act)["state"] == "closed"
    with pytest.raises(Conflict) as refused:
        system.ask(OFFICE, act)
    assert refused.value.code == "round_closed"
    with pytest.raises(NotFound):
        system.ask(OFFICE, CloseReviewRound(round_code="RR-1", closed_on=DAY))


def a_split(system: System, **changes: Any) -> str:
    code = in_review(system, **changes)
    system.ask(OFFICE_REVIEWER, a_review(code, OFFICE_SIDE, opinion="it is ready"))
    system.ask(
        DEPARTMENT_REVIEWER,
        a_review(code, DEPARTMENT_SIDE, outcome="returned", opinion="too few members"),
    )
    system.ask(OFFICE, CloseReview(application_code=code, closed_on=DAY))
    return code


def minutes(meeting: str, **outcomes: str) -> RecordMinutes:
    decisions = tuple(
        MinutesEntry(application_code=code.replace("_", "-"), outcome=outcome)  # type: ignore[arg-type]
        for code, outcome in outcomes.items()
    )
    return RecordMinutes(
        meeting_code=meeting, document_no="泸人领纪要〔2018〕2号", held_on=DAY, decisions=decisions
    )


def test_the_leading_group_sees_both_opinions_and_decides_case_by_case(system: System) -> None:
    passed = review_passed(system)
    split = a_split(system, credit_code=a_credit_code(7), city_code="440106")
    agenda = system.ask(LEADER, SetAgenda(meeting_on=DAY))
    meeting = agenda["meeting_code"]
    assert [item["application_code"] for item in agenda["items"]] == [passed, split]
    said = {each["side"]: each["opinion"] for each in agenda["items"][1]["opinions"]}
    assert said == {OFFICE_SIDE: "it is ready", DEPARTMENT_SIDE: "too few members"}
    done = system.ask(LEADER, minutes(meeting, **{passed: "passed", split: "returned"}))
    assert [item["outcome"] for item in done["items"]] == ["passed", "returned"]
    decided = [e for e in system.told("application.stage_decided") if e.stage == "leading_group"]
    assert {(e.application_code, e.outcome, e.document_no) for e in decided} == {
        (passed, "passed", "泸人领纪要〔2018〕2号"),
        (split, "returned", "泸人领纪要〔2018〕2号"),
    }
    with pytest.raises(Conflict) as refused:
        system.ask(LEADER, minutes(meeting, **{passed: "passed", split: "returned"}))
    assert refused.value.code == "minutes_recorded_already"


def test_minutes_that_do_not_fit_the_agenda_record_nothing(system: System) -> None:
    passed = review_passed(system)
    split = a_split(system, credit_code=a_credit_code(7), city_code="440106")
    meeting = system.ask(LEADER, SetAgenda(meeting_on=DAY))["meeting_code"]
    with pytest.raises(Invalid) as refused:
        system.ask(LEADER, minutes(meeting, **{passed: "passed", "AP-9": "passed"}))
    assert refused.value.faults["decisions"] == [
        fault("not_on_agenda", application_code="AP-9"),
        fault("left_out", application_code=split),
    ]
    with pytest.raises(Refused) as split_passed:
        system.ask(LEADER, minutes(meeting, **{passed: "passed", split: "passed"}))
    assert split_passed.value.code == "stage_not_possible"
    assert system.ask(LEADER, GetAgenda(meeting_code=meeting))["document_no"] is None
    assert not [e for e in system.told("application.stage_decided") if e.stage == "leading_group"]


def test_only_what_was_reviewed_comes_on_an_agenda(system: System) -> None:
    code = complete(system)
    with pytest.raises(Invalid) as refused:
        system.ask(LEADER, SetAgenda(meeting_on=DAY, application_codes=(code,)))
    assert refused.value.code == "agenda_invalid"
    with pytest.raises(Invalid):
        system.ask(LEADER, SetAgenda(meeting_on=DAY))


def test_urgent_needs_are_listed_to_the_leading_group(system: System) -> None:
    passed = review_passed(system)
    urgent = complete(system, credit_code=a_credit_code(8), city_code="440106")
    act = DeclareUrgentNeed(application_code=urgent, reason="a new hospital", declared_on=DAY)
    system.ask(OFFICE, act)
    agenda = system.ask(LEADER, SetAgenda(meeting_on=DAY, application_codes=(passed,)))
    assert agenda["urgent_needs"] == [{"application_code": urgent, "reason": "a new hospital"}]
    assert system.told("agenda.set")[0].urgent == (urgent,)

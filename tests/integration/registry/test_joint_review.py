"""Both sides review together, by separate hands and without those who have ties (Article 7)."""

from __future__ import annotations

from datetime import date

import pytest

from liaison_contracts.errors import Conflict, Forbidden, NotFound, Refused
from liaison_contracts.registry import CloseReview, ForwardApplication, OpenReviewRound
from liaison_kit.claims import Caller
from tests.integration.registry.panel_system import (
    a_panel,
    a_reviewer,
    a_round,
    in_review,
    leading_group_passed,
    review_passed,
)
from tests.integration.registry.stations_system import extended
from tests.integration.registry.system import (
    DAY,
    DEPARTMENT,
    DEPARTMENT_REVIEWER,
    HOST,
    LEADER,
    OFFICE,
    OFFICE_REVIEWER,
    OTHER_DEPARTMENT,
    System,
    a_caller,
    a_check,
    a_leading_group_decision,
    a_review,
    an_application,
    an_approval,
    complete,
    forwarded,
)
from tests.sentences import fact

OFFICE_SIDE, DEPARTMENT_SIDE = "talent_office", "guiding_department"
ODD = date(2019, 3, 1)


def close(system: System, code: str) -> str:
    act = CloseReview(application_code=code, closed_on=DAY)
    return str(system.ask(OFFICE, act)["stage"])


def review(system: System, code: str, office: str, department: str) -> None:
    """Let both sides give their opinions."""
    system.ask(OFFICE_REVIEWER, a_review(code, OFFICE_SIDE, outcome=office))
    system.ask(DEPARTMENT_REVIEWER, a_review(code, DEPARTMENT_SIDE, outcome=department))


@pytest.mark.parametrize(
    ("office", "department", "stage", "outcome"),
    [
        ("passed", "passed", "review_passed", "passed"),
        ("passed", "returned", "review_split", "returned"),
        ("returned", "returned", "review_failed", "refused"),
    ],
)
def test_each_side_must_pass(
    system: System, office: str, department: str, stage: str, outcome: str
) -> None:
    code = in_review(system)
    review(system, code, office, department)
    assert close(system, code) == stage
    decided = system.told("application.stage_decided")[-1]
    assert (decided.stage, decided.outcome) == ("review", outcome)
    assert decided.by_side == {OFFICE_SIDE: office, DEPARTMENT_SIDE: department}


def test_a_side_without_an_opinion_leaves_the_review_open(system: System) -> None:
    code = in_review(system)
    system.ask(OFFICE_REVIEWER, a_review(code, OFFICE_SIDE))
    with pytest.raises(Refused) as refused:
        close(system, code)
    assert refused.value.code == "review_without_quorum"
    assert refused.value.reasons[0].values["side"] == "guiding_department"


def test_the_contact_of_the_applicant_steps_back(system: System) -> None:
    code = complete(system)
    a_round(system)
    system.ask(OFFICE, a_reviewer(DEPARTMENT_REVIEWER))
    panel = a_panel(system, code, OFFICE_REVIEWER, DEPARTMENT)
    seats = {member["person_ref"]: member for member in panel["members"]}
    assert seats["P-dept-1"]["state"] == "recused"
    assert "contact" in fact(seats["P-dept-1"]["reasons"][0])
    assert (panel["sitting"], panel["has_quorum"]) == ({OFFICE_SIDE: 1, DEPARTMENT_SIDE: 0}, False)
    assert panel["substitutes"] == [{"person_ref": "P-dept-2", "side": DEPARTMENT_SIDE}]
    with pytest.raises(Refused) as refused:
        system.ask(DEPARTMENT, a_review(code, DEPARTMENT_SIDE))
    assert refused.value.code == "reviewer_recused"
    a_panel(system, code, OFFICE_REVIEWER, DEPARTMENT_REVIEWER)
    review(system, code, "passed", "passed")
    assert close(system, code) == "review_passed"


def test_who_declares_a_conflict_is_heard_and_not_counted(system: System) -> None:
    code = in_review(system)
    system.ask(OFFICE_REVIEWER, a_review(code, OFFICE_SIDE))
    biased = a_review(code, DEPARTMENT_SIDE, has_conflict=True)
    system.ask(DEPARTMENT_REVIEWER, biased)
    with pytest.raises(Refused) as refused:
        close(system, code)
    assert any("declared" in fact(reason) for reason in refused.value.reasons)


def test_a_member_of_the_host_cannot_review(system: System) -> None:
    member = Caller("P-member", "host-1", ("reviewer",), "key-m", ("industry_federation",))
    code = in_review(system, OFFICE_REVIEWER, member)
    with pytest.raises(Refused) as refused:
        system.ask(member, a_review(code, DEPARTMENT_SIDE))
    assert any("belongs to the applicant" in fact(reason) for reason in refused.value.reasons)


def test_nobody_without_a_seat_gives_an_opinion(system: System) -> None:
    code = in_review(system)
    with pytest.raises(Forbidden) as refused:
        system.ask(OFFICE, a_review(code, OFFICE_SIDE))
    assert refused.value.code == "not_on_panel"


def test_nobody_speaks_for_the_other_side(system: System) -> None:
    code = in_review(system)
    with pytest.raises(Forbidden) as refused:
        system.ask(OFFICE_REVIEWER, a_review(code, DEPARTMENT_SIDE))
    assert refused.value.code == "not_your_side"


def test_nobody_gives_two_opinions(system: System) -> None:
    code = in_review(system)
    system.ask(OFFICE_REVIEWER, a_review(code, OFFICE_SIDE))
    with pytest.raises(Conflict):
        system.ask(OFFICE_REVIEWER, a_review(code, OFFICE_SIDE, outcome="returned"))


def test_who_submitted_does_not_review(system: System) -> None:
    code = system.ask(DEPARTMENT, an_application())["application_code"]
    forward = ForwardApplication(application_code=code, opinion="good", forwarded_on=DAY)
    system.ask(DEPARTMENT, forward)
    system.ask(OFFICE, a_check(code))
    with pytest.raises(Refused) as refused:
        system.ask(DEPARTMENT, a_review(code, DEPARTMENT_SIDE))
    assert refused.value.code == "segregation_of_duties"


def test_who_reviewed_does_not_approve(system: System) -> None:
    code = review_passed(system)
    with pytest.raises(Refused) as refused:
        system.ask(OFFICE_REVIEWER, a_leading_group_decision(code))
    assert refused.value.code == "segregation_of_duties"
    assert refused.value.reasons[0].code == "step_taken_before"
    assert refused.value.reasons[0].values["taken"] == "review"


def test_who_approved_does_not_grant(system: System) -> None:
    code = leading_group_passed(system)
    twofold = a_caller(LEADER.sub, "city_government", "city_government")
    with pytest.raises(Refused) as refused:
        system.ask(twofold, an_approval(code))
    assert refused.value.code == "segregation_of_duties"


def test_what_the_leading_group_returned_is_reviewed_anew(system: System) -> None:
    code = in_review(system)
    review(system, code, "passed", "returned")
    close(system, code)
    with pytest.raises(Refused):
        system.ask(LEADER, a_leading_group_decision(code))
    system.ask(LEADER, a_leading_group_decision(code, outcome="returned"))
    review(system, code, "passed", "passed")
    assert close(system, code) == "review_passed"


def test_between_rounds_an_application_waits(system: System) -> None:
    extended(system)
    code = complete(system)
    with pytest.raises(Refused) as refused:
        a_round(system, ODD)
    assert refused.value.code == "no_review_round"
    with pytest.raises(Refused) as refused:
        a_panel(system, code, on=ODD)
    assert refused.value.code == "no_review_round"
    even = date(2020, 3, 1)
    opened = system.ask(OFFICE, OpenReviewRound(opened_on=even, document_no="通知2号"))
    assert opened["waiting"] == [code]
    assert a_panel(system, code, on=even)["stage"] == "review"


def test_an_urgent_need_waits_for_no_round(system: System) -> None:
    extended(system)
    code = forwarded(system)
    system.ask(OFFICE, a_check(code, urgent_reason="two hundred engineers by autumn"))
    assert a_panel(system, code, on=ODD)["stage"] == "review"
    (opened,) = system.told("review_round.opened")
    assert (opened.round_code, opened.urgent) == (f"RU-{code}", True)


def test_a_host_cannot_declare_the_urgent_need_itself(system: System) -> None:
    extended(system)
    code = forwarded(system, HOST, urgent_reason="we are in a hurry")
    system.ask(OFFICE, a_check(code))
    with pytest.raises(Refused) as refused:
        a_panel(system, code, on=ODD)
    assert refused.value.code == "no_review_round"


def test_another_department_sees_nothing_of_it(system: System) -> None:
    code = in_review(system)
    with pytest.raises(NotFound):
        system.ask(OTHER_DEPARTMENT, a_review(code, DEPARTMENT_SIDE))

"""What was decided is not decided again: a clear refusal with its article, and nothing lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liaison_contracts.errors import LiaisonError
from liaison_contracts.registry import (
    AmendApplication,
    AppointPanel,
    CloseReview,
    Correction,
    ForwardApplication,
    ReturnApplication,
)
from liaison_registry.tables import Application
from tests.integration.registry.panel_system import leading_group_passed
from tests.integration.registry.system import (
    DAY,
    DEPARTMENT,
    DEPARTMENT_REVIEWER,
    GOVERNMENT,
    HOST,
    LEADER,
    OFFICE,
    OFFICE_REVIEWER,
    System,
    a_check,
    a_leading_group_decision,
    a_review,
    an_approval,
)

WRONG = (Correction(field="premises", what="x", article="5(3)"),)
LATER = an_approval("x").plaque_granted_on
MEMBERS = (OFFICE_REVIEWER.sub, DEPARTMENT_REVIEWER.sub)


def acts(code: str) -> dict[str, tuple[Any, Any]]:
    return {
        "forward": (
            DEPARTMENT,
            ForwardApplication(application_code=code, opinion="x", forwarded_on=LATER),
        ),
        "return": (
            OFFICE,
            ReturnApplication(
                application_code=code,
                corrections=WRONG,
                correct_until=date(2018, 5, 2),
                returned_on=LATER,
            ),
        ),
        "check": (OFFICE, a_check(code, checked_on=LATER)),
        "panel": (OFFICE, AppointPanel(application_code=code, members=MEMBERS, appointed_on=LATER)),
        "opinion": (OFFICE_REVIEWER, a_review(code, "talent_office", reviewed_on=LATER)),
        "close": (OFFICE, CloseReview(application_code=code, closed_on=LATER)),
        "deliberate": (LEADER, a_leading_group_decision(code, decided_on=LATER)),
        "grant": (GOVERNMENT, an_approval(code, plaque_no="another plaque")),
        "amend": (
            HOST,
            AmendApplication(
                application_code=code, reason="x", amended_on=LATER, premises="elsewhere"
            ),
        ),
    }


def test_after_the_plaque_no_step_is_taken_again_and_nothing_is_lost(system: System) -> None:
    code = leading_group_passed(system)
    system.ask(GOVERNMENT, an_approval(code))
    before = system.log_text()
    for name, (caller, act) in acts(code).items():
        with pytest.raises(LiaisonError) as refused:
            system.ask(caller, act)
        assert refused.value.code == "stage_not_possible", name
        assert [reason.article for reason in refused.value.reasons] == ["7"], name
    (row,) = system.rows(Application)
    assert row.stage == "granted"
    assert system.log_text() == before


def test_the_leading_group_does_not_decide_a_case_twice(system: System) -> None:
    code = leading_group_passed(system)
    with pytest.raises(LiaisonError) as refused:
        system.ask(LEADER, a_leading_group_decision(code, decided_on=DAY))
    assert refused.value.code == "stage_not_possible"

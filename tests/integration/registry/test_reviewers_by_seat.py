"""Reviewers who are nothing else see and judge the cases on whose panel they sit (Article 7)."""

from __future__ import annotations

from typing import Any

import pytest

from liaison_contracts.errors import NotFound
from liaison_contracts.registry import DeclareConflict, GetOpinions, GetPanel
from tests.integration.registry.panel_system import a_reviewer, in_review
from tests.integration.registry.system import (
    DAY,
    OFFICE,
    OFFICE_REVIEWER,
    System,
    a_caller,
    a_review,
)

ONLY_REVIEWER = a_caller("P-only", "industry_federation", "reviewer")


def before_a_panel_with(system: System, *members: Any) -> str:
    system.ask(OFFICE, a_reviewer(ONLY_REVIEWER))
    return in_review(system, *members)


def test_a_reviewer_sees_and_reviews_what_they_sit_on(system: System) -> None:
    code = before_a_panel_with(system, OFFICE_REVIEWER, ONLY_REVIEWER)
    assert system.ask(ONLY_REVIEWER, GetPanel(application_code=code))["application_code"] == code
    system.ask(ONLY_REVIEWER, a_review(code, "guiding_department"))


def test_a_reviewer_has_nothing_of_their_organisation(system: System) -> None:
    code = before_a_panel_with(system)
    for act in (
        GetPanel(application_code=code),
        GetOpinions(application_code=code),
        a_review(code, "guiding_department"),
        DeclareConflict(application_code=code, reason="x", declared_on=DAY),
    ):
        with pytest.raises(NotFound):
            system.ask(ONLY_REVIEWER, act)


def test_a_reviewer_who_steps_back_sees_it_no_more(system: System) -> None:
    code = before_a_panel_with(system, OFFICE_REVIEWER, ONLY_REVIEWER)
    system.ask(ONLY_REVIEWER, DeclareConflict(application_code=code, reason="x", declared_on=DAY))
    with pytest.raises(NotFound):
        system.ask(ONLY_REVIEWER, GetOpinions(application_code=code))


def test_a_reviewer_with_a_tie_has_a_seat_and_sees_nothing(system: System) -> None:
    code = before_a_panel_with(system, OFFICE_REVIEWER, ONLY_REVIEWER)
    system.ask(OFFICE, a_reviewer(ONLY_REVIEWER, other_organisations=("成都泸州商会",)))
    with pytest.raises(NotFound):
        system.ask(ONLY_REVIEWER, GetPanel(application_code=code))


def test_a_seat_does_not_narrow_who_acts_for_a_department(system: System) -> None:
    code = before_a_panel_with(system)
    both = a_caller("P-both", "industry_federation", "reviewer", "guiding_department")
    assert system.ask(both, GetPanel(application_code=code))["application_code"] == code

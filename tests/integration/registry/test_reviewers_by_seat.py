"""Reviewers who are nothing else see and judge the cases on whose panel they sit (Article 7)."""

from __future__ import annotations

from typing import Any

import pytest

from liaison_contracts.errors import NotFound
from liaison_contracts.registry import DeclareConflict, GetOpinions, GetPanel
from tests.integration.registry.panel_town import a_reviewer, in_review
from tests.integration.registry.town import DAY, OFFICE, OFFICE_REVIEWER, Town, a_caller, a_review

ONLY_REVIEWER = a_caller("P-only", "industry_federation", "reviewer")


def before_a_panel_with(town: Town, *members: Any) -> str:
    town.ask(OFFICE, a_reviewer(ONLY_REVIEWER))
    return in_review(town, *members)


def test_a_reviewer_sees_and_reviews_what_they_sit_on(town: Town) -> None:
    code = before_a_panel_with(town, OFFICE_REVIEWER, ONLY_REVIEWER)
    assert town.ask(ONLY_REVIEWER, GetPanel(application_code=code))["application_code"] == code
    town.ask(ONLY_REVIEWER, a_review(code, "guiding_department"))


def test_a_reviewer_has_nothing_of_their_organisation(town: Town) -> None:
    code = before_a_panel_with(town)
    for act in (
        GetPanel(application_code=code),
        GetOpinions(application_code=code),
        a_review(code, "guiding_department"),
        DeclareConflict(application_code=code, reason="x", declared_on=DAY),
    ):
        with pytest.raises(NotFound):
            town.ask(ONLY_REVIEWER, act)


def test_a_reviewer_who_steps_back_sees_it_no_more(town: Town) -> None:
    code = before_a_panel_with(town, OFFICE_REVIEWER, ONLY_REVIEWER)
    town.ask(ONLY_REVIEWER, DeclareConflict(application_code=code, reason="x", declared_on=DAY))
    with pytest.raises(NotFound):
        town.ask(ONLY_REVIEWER, GetOpinions(application_code=code))


def test_a_reviewer_with_a_tie_has_a_seat_and_sees_nothing(town: Town) -> None:
    code = before_a_panel_with(town, OFFICE_REVIEWER, ONLY_REVIEWER)
    town.ask(OFFICE, a_reviewer(ONLY_REVIEWER, other_organisations=("成都泸州商会",)))
    with pytest.raises(NotFound):
        town.ask(ONLY_REVIEWER, GetPanel(application_code=code))


def test_a_seat_does_not_narrow_who_acts_for_a_department(town: Town) -> None:
    code = before_a_panel_with(town)
    both = a_caller("P-both", "industry_federation", "reviewer", "guiding_department")
    assert town.ask(both, GetPanel(application_code=code))["application_code"] == code

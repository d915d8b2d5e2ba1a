"""Each reading is carried out in every value that is offered, and refused in any other."""

from __future__ import annotations

import re

import pytest

from liaison_assessment.policy.eligible import TESTS
from liaison_assessment.policy.figures import Figures, Readings
from liaison_assessment.policy.quota import ROUNDINGS
from liaison_assessment.policy.ranking import OUTCOME_OF_TIE
from liaison_assessment.policy.streaks import CHAINS, SCOPES
from liaison_kit.law.editions import EditionError, load_edition
from tests.unit.assessment.assessment_yearbook import EDITION, base_edition, law_with

NOTES = {code: note for code, note in base_edition().notes.items() if re.fullmatch(r"A\d+", code)}
OPEN = [(code, value) for code, note in NOTES.items() for value in note.values]
CARRIED_OUT = {
    "A1": SCOPES,
    "A2": CHAINS,
    "A4": ROUNDINGS,
    "A5": TESTS,
    "A6": OUTCOME_OF_TIE,
}
ASKED_FOR = {
    "A1": {"all_stations", "overseas_only", "none_until_interpreted"},
    "A2": {"adjacent_years", "last_two_graded"},
    "A3": {"human_case", "automatic", "both_required"},
    "A4": {"half_up", "floor", "ceil"},
    "A5": {"active_6_months", "all_active", "all_ever_active"},
    "A6": {"keys_then_leading_group", "include_all", "exclude_all"},
    "A49": {"statement_and_review", "off"},
}


def with_value(code: str, value: str) -> str:
    """Return the edition's text with another value of one reading."""
    text = EDITION.read_text(encoding="utf-8")
    head, tail = text.split(f"[readings.{code}]\n")
    return f"{head}[readings.{code}]\n" + re.sub(
        r'(?m)^value = ".*"$', f'value = "{value}"', tail, count=1
    )


@pytest.mark.parametrize(("code", "value"), OPEN)
def test_a_value_loads_where_a_rule_carries_it_out_and_is_refused_elsewhere(
    code: str, value: str
) -> None:
    text = with_value(code, value)
    if value in NOTES[code].implemented:
        load_edition(text, Figures, Readings)
        law_with(**{code: value})
        return
    for act in (
        lambda: load_edition(text, Figures, Readings),
        lambda: law_with(**{code: value}),
    ):
        with pytest.raises(EditionError, match=r"is not implemented; choose one of"):
            act()


@pytest.mark.parametrize("code", sorted(ASKED_FOR))
def test_the_alternatives_that_the_office_may_choose_are_there(code: str) -> None:
    assert ASKED_FOR[code] <= set(NOTES[code].implemented)


@pytest.mark.parametrize("code", sorted(CARRIED_OUT))
def test_every_offered_value_has_its_rule(code: str) -> None:
    assert set(CARRIED_OUT[code]) == set(NOTES[code].implemented)

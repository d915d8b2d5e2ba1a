"""Check the six conditions of Article 5 and the papers of Articles 4, 6 and 9."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_registry.policy.eligibility.answers import check_all
from liaison_registry.policy.eligibility.built_in import BUILT_IN
from liaison_registry.policy.eligibility.credit_code import ALPHABET, is_credit_code
from liaison_registry.policy.facts import Application, Finding, Host, Waiver
from liaison_registry.policy.intake import gaps
from tests.sentences import fact
from tests.unit.registry.registry_makers import KINDS, ON, a_law, an_application, without

LAW = a_law()
HOST = an_application().host
CHECKS = {check.article: check for check in BUILT_IN}


def outcome(article: str, **other: Any) -> str:
    return CHECKS[article].answer(an_application(**other), ON, LAW).outcome


def test_a_good_application_meets_all_six_conditions() -> None:
    answers = check_all(an_application(), BUILT_IN, ON, LAW)
    assert {a.article: a.outcome for a in answers} == {f"5({n})": "met" for n in range(1, 7)}
    assert all(answer.evidence and answer.reason for answer in answers)


def test_checks_have_distinct_names() -> None:
    assert len({check.name for check in BUILT_IN}) == 6


@pytest.mark.parametrize(
    ("other", "answer"),
    [
        ({"is_domestic": False}, "not_met"),
        ({"city_code": "510502"}, "not_met"),
        ({"location_classes": ("village",)}, "not_met"),
        ({"location_classes": ()}, "needs_proof"),
        ({"location_classes": ("coastal_city",)}, "met"),
        ({"location_classes": ("famous_university",)}, "met"),
    ],
)
def test_a_place_must_be_domestic_elsewhere_and_of_a_listed_class(
    other: dict[str, Any], answer: str
) -> None:
    assert outcome("5(1)", **other) == answer


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        (replace(HOST, is_legal_person=False), "not_met"),
        (replace(HOST, credit_code="51510500268599528M"), "not_met"),
        (replace(HOST, is_legal_person=None), "needs_proof"),
        (replace(HOST, credit_code=""), "needs_proof"),
        (HOST, "met"),
    ],
)
def test_legal_personality_is_checked_by_machine(host: Host, answer: str) -> None:
    assert outcome("5(2)", host=host) == answer


def test_an_office_that_is_no_legal_person_needs_the_leading_groups_waiver() -> None:
    office = replace(HOST, host_kind="representative_office", is_legal_person=False)
    waiver = Waiver("5(2)", "minutes 7", "the office is the city's own")
    assert outcome("5(2)", host=office, waivers=(waiver,)) == "met"
    assert outcome("5(2)", host=office, waivers=(replace(waiver, reason=""),)) == "needs_proof"
    assert outcome("5(2)", host=office, waivers=(replace(waiver, article="5(3)"),)) == "not_met"


@pytest.mark.parametrize(("staff", "answer"), [(None, "needs_proof"), (0, "not_met"), (1, "met")])
def test_full_time_staff_are_counted_apart_from_the_liaison_officer(
    staff: int | None, answer: str
) -> None:
    assert outcome("5(3)", full_time_staff=staff, liaison_officers=3) == answer


@pytest.mark.parametrize("article", ["5(4)", "5(5)", "5(6)"])
def test_what_the_text_leaves_to_people_waits_for_their_finding(article: str) -> None:
    assert outcome(article, findings=()) == "needs_proof"
    no = Finding(article, False, "three followers")
    answer = CHECKS[article].answer(an_application(findings=(no,)), ON, LAW)
    assert (answer.outcome, fact(answer.reason)) == ("not_met", "three followers")


@pytest.mark.parametrize("article", [f"5({n})" for n in range(1, 7)])
def test_a_persons_no_stands_above_complete_papers(article: str) -> None:
    assert outcome(article, findings=(Finding(article, False, "seen on site"),)) == "not_met"


@given(st.sets(st.sampled_from(KINDS)))
def test_taking_evidence_away_never_meets_a_condition_that_was_open(kinds: set[str]) -> None:
    def met(application: Application) -> set[str]:
        answers = check_all(application, BUILT_IN, ON, LAW)
        return {answer.article for answer in answers if answer.outcome == "met"}

    evidence = tuple(e for e in an_application().evidence if e.kind not in kinds)
    assert met(an_application(evidence=evidence)) <= met(an_application())


@given(st.text(ALPHABET, min_size=17, max_size=17))
def test_each_body_of_a_credit_code_has_one_check_digit(body: str) -> None:
    assert sum(is_credit_code(body + char) for char in ALPHABET) == 1
    assert not is_credit_code(body)
    assert not is_credit_code(body + "O")


def test_a_good_application_has_no_gaps() -> None:
    assert gaps(an_application(), ON, LAW) == ()


@pytest.mark.parametrize(
    ("other", "article"),
    [
        ({"evidence": without("application_form")}, "6"),
        ({"evidence": without("success_cases")}, "6"),
        ({"evidence": without("legal_person_certificate")}, "6"),
        ({"channel": "direct"}, "4"),
        ({"channel": "sector_department", "guiding_department": ""}, "4"),
        ({"host": replace(HOST, host_kind="company")}, "4"),
        ({"head_ref": "P-2"}, "9"),
        ({"head_ref": ""}, "9"),
        ({"liaison_officers": 0}, "9"),
    ],
)
def test_a_gap_is_named_with_its_article(other: dict[str, Any], article: str) -> None:
    assert [reason.article for reason in gaps(an_application(**other), ON, LAW)] == [article]


def test_a_certificate_of_which_only_a_copy_was_seen_is_a_gap() -> None:
    copy = tuple(replace(e, original_seen_on=None) for e in an_application().evidence)
    assert [r.article for r in gaps(an_application(evidence=copy), ON, LAW)] == ["6(2)"]
    assert outcome("5(2)", evidence=copy) == "needs_proof"

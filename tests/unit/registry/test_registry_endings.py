"""Take changes, decide cases, and follow the states to the end (Articles 10, 12(3) and 15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from liaison_contracts.reasons import Refused
from liaison_registry.policy.life.cases import (
    Case,
    CaseCause,
    CaseVerdict,
    StationStanding,
    decide_case,
    open_case,
)
from liaison_registry.policy.life.changes import (
    ChangeReport,
    ChangeVerdict,
    decide_change,
    take_report,
)
from liaison_registry.policy.stages import (
    APPLICATION,
    STATION,
    acts_in,
    is_authorised,
    keep_act,
    next_state,
)
from liaison_registry.policy.trial import TrialExtension, require_extension, require_in_force
from tests.unit.registry.registry_makers import a_law, base_edition, weekdays

LAW = a_law()
REPORT = ChangeReport("LZ-010", "head", date(2019, 9, 2), date(2019, 9, 9))
ROUTE = ("talent_office", "leading_group", "city_government")
CAUSE = CaseCause("LZ-010", "two_unqualified_years", 2019, date(2020, 1, 31))
CASE = Case("LZ-010", "two_unqualified_years", 2019, date(2020, 1, 31))
VERDICT = CaseVerdict("revoke", date(2020, 3, 1), "minutes 3", ("no work in two years",))


@pytest.mark.parametrize(("reported", "days", "late"), [(9, 5, False), (10, 6, True)])
def test_a_change_is_late_from_the_sixth_working_day_and_taken_all_the_same(
    reported: int, days: int, late: bool
) -> None:
    report = replace(REPORT, reported_on=date(2019, 9, reported))
    decision = take_report(report, LAW, weekdays)
    assert (decision.working_days_taken, decision.late) == (days, late)
    assert decision.duties_continue
    assert decision.holds_new_payments


def test_other_changes_can_be_told_freely_but_not_before_they_happen() -> None:
    assert not take_report(replace(REPORT, change="merger"), LAW, weekdays).is_listed
    for bad in (replace(REPORT, change=""), replace(REPORT, reported_on=date(2019, 9, 1))):
        with pytest.raises(Refused):
            take_report(bad, LAW, weekdays)


def test_a_withdrawal_passes_those_who_grant_a_plaque() -> None:
    verdict = ChangeVerdict("withdraw", date(2019, 10, 1), "minutes 9", ROUTE)
    assert decide_change(REPORT, verdict, LAW).withdrawn_on == date(2019, 10, 1)
    with pytest.raises(Refused, match="withdrawal_not_passed") as refusal:
        decide_change(REPORT, replace(verdict, passed_by=ROUTE[:2]), LAW)
    assert [why.values["body"] for why in refusal.value.reasons] == ["city_government"]
    goes_on = replace(verdict, decision="continue", passed_by=())
    assert decide_change(REPORT, goes_on, LAW).withdrawn_on is None


def test_a_decision_on_a_change_needs_a_word_a_day_and_a_paper() -> None:
    with pytest.raises(Refused) as refusal:
        decide_change(REPORT, ChangeVerdict("maybe", date(2019, 9, 1), "", ()), LAW)
    assert len(refusal.value.reasons) == 3


def test_a_case_leaves_the_plaque_where_it_is() -> None:
    opening = open_case(CAUSE, StationStanding("LZ-010"))
    assert (opening.case, opening.withdrawn_on) == (CASE, None)


def test_only_the_automatic_reading_revokes_by_itself() -> None:
    opening = open_case(replace(CAUSE, route="automatic"), StationStanding("LZ-010"))
    assert opening.withdrawn_on == date(2020, 1, 31)
    assert opening.case
    assert opening.case.decision == "revoke"


@pytest.mark.parametrize(
    "standing",
    [
        StationStanding("LZ-010", withdrawn_on=date(2020, 1, 31)),
        StationStanding("LZ-010", open_kinds=("two_unqualified_years",)),
    ],
)
def test_no_case_opens_on_a_station_that_is_gone_or_has_one(standing: StationStanding) -> None:
    opening = open_case(CAUSE, standing)
    assert opening.case is None
    assert opening.reasons[0].article == "12(3)"


def test_a_falsification_case_opens_beside_another() -> None:
    cause = CaseCause("LZ-010", "falsification", 2020, date(2020, 3, 1))
    standing = StationStanding("LZ-010", open_kinds=("two_unqualified_years",))
    assert open_case(cause, standing).case


@pytest.mark.parametrize(("decision", "ends"), [("revoke", date(2020, 3, 1)), ("keep", None)])
def test_people_revoke_or_keep(decision: str, ends: date | None) -> None:
    outcome = decide_case(CASE, replace(VERDICT, decision=decision))
    assert (outcome.case.decision, outcome.withdrawn_on) == (decision, ends)
    with pytest.raises(Refused, match="case_decided"):
        decide_case(outcome.case, VERDICT)


@pytest.mark.parametrize(
    "verdict",
    [
        replace(VERDICT, decided_on=date(2020, 1, 30)),
        replace(VERDICT, decision="fine"),
        replace(VERDICT, document_no=""),
        replace(VERDICT, reasons=(" ",)),
    ],
)
def test_a_verdict_needs_an_open_case_a_word_a_paper_and_reasons(verdict: CaseVerdict) -> None:
    with pytest.raises(Refused):
        decide_case(CASE, verdict)


def test_where_both_are_required_revoking_needs_ineffective_work_on_record() -> None:
    case = replace(CASE, route="both_required")
    with pytest.raises(Refused, match="ineffective_work_not_found"):
        decide_case(case, VERDICT)
    assert decide_case(case, replace(VERDICT, is_work_found_ineffective=True)).withdrawn_on
    assert decide_case(case, replace(VERDICT, decision="keep")).withdrawn_on is None


def test_the_last_day_of_the_trial_is_in_it() -> None:
    require_in_force(date(2018, 8, 2), base_edition())
    with pytest.raises(Refused, match="outside_trial"):
        require_in_force(date(2018, 8, 3), base_edition())
    require_in_force(date(2018, 8, 3), LAW)


def test_an_extension_has_a_paper_and_ends_after_its_decision() -> None:
    day = date(2018, 7, 20)
    require_extension(TrialExtension("document 21", day, date(2021, 12, 31)))
    with pytest.raises(Refused) as refusal:
        require_extension(TrialExtension("", day, date(2018, 7, 19)))
    assert len(refusal.value.reasons) == 2


def test_an_application_goes_from_draft_to_plaque() -> None:
    state = "draft"
    for act in (
        "submit",
        "forward",
        "find_complete",
        "open_review",
        "pass_review",
        "leading_group_pass",
        "approve",
        "grant_plaque",
    ):
        state = next_state("application", state, act)
    assert state == "granted"


def test_no_way_leads_past_the_review_or_the_leading_group() -> None:
    for table, target, by in (
        (APPLICATION, "leading_group_passed", {"review_passed"}),
        (APPLICATION, "granted", {"approved"}),
        (STATION, "plaque_recovered", {"withdrawn", "closed"}),
    ):
        assert {state for (state, _), after in table.items() if after == target} == by


def test_an_impossible_act_is_refused_with_those_that_are_possible() -> None:
    with pytest.raises(Refused) as refusal:
        next_state("application", "review_split", "leading_group_pass")
    assert refusal.value.reasons[0].values["possible"] == ["leading_group_return", "reopen_review"]
    with pytest.raises(Refused, match="station_act_not_possible") as refusal:
        next_state("station", "plaque_recovered", "report_change")
    assert refusal.value.reasons[0].values["possible"] is None
    assert acts_in("station", "withdrawn") == ("recover_plaque",)


@pytest.mark.parametrize(
    ("cases", "evaluations", "state"),
    [(0, 0, "active"), (0, 1, "change_evaluation"), (1, 1, "revocation_case")],
)
def test_a_kept_station_returns_to_what_is_still_open(
    cases: int, evaluations: int, state: str
) -> None:
    assert next_state("station", "revocation_case", keep_act(cases, evaluations)) == state


def test_a_station_is_authorised_on_its_first_and_last_day() -> None:
    first, last = date(2019, 1, 1), date(2019, 2, 1)
    assert [is_authorised(first, last, date(2019, m, 1)) for m in (1, 2, 3)] == [True, True, False]
    assert not is_authorised(first, None, date(2018, 12, 31))

"""What becomes of a line over time: what was paid stays, and every difference shows beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from liaison_incentives.policy.evaluate import evaluate, next_due_on
from liaison_incentives.policy.facts import (
    BoleDecision,
    DisputeDecision,
    Finding,
    Grade,
    RivalClaim,
    SpecialEvent,
    SpendingReview,
    StationFacts,
)
from liaison_incentives.policy.figures import Law
from liaison_incentives.policy.lines import Claim, Hold, State
from liaison_incentives.policy.rules.base_grant import BaseGrant
from liaison_kit.law.editions import EditionError, ReadingDecision
from tests.makers_incentives import (
    RULES,
    a_grade,
    a_recruitment,
    a_station,
    lines_of,
    the_edition,
    the_law,
    with_paid,
)

LAW = the_law()
END = date(2022, 12, 31)
REVIEWED = tuple(SpendingReview(year, date(year, 12, 31)) for year in range(2017, 2023))


def a_rival(claimed_on: date, paid_on: date | None = None) -> RivalClaim:
    claim = a_recruitment("R-2", claimed_on=claimed_on)
    return RivalClaim("LZ-002", date(2018, 1, 1), None, claim, paid_on)


def test_a_paid_line_keeps_its_amount_day_and_state() -> None:
    facts = with_paid(a_station(), LAW, date(2018, 4, 10))
    line = lines_of(facts, LAW, END)["base_grant/2018"]
    assert (line.state, line.amount_fen, line.paid_on) == (
        State.PAID,
        2_250_000,
        date(2018, 4, 10),
    )


def test_a_day_in_the_past_is_answered_as_it_was_known_then() -> None:
    facts = a_station(withdrawn_on=date(2019, 3, 8), withdrawal_cause="change")
    before = lines_of(facts, LAW, date(2019, 3, 7))["base_grant/2019"]
    assert (before.amount_fen, before.holds) == (3_000_000, (Hold.SPENDING,))
    assert lines_of(facts, LAW, date(2019, 3, 8))["base_grant/2019"].amount_fen == 750_000


def test_a_revised_grade_takes_a_paid_uplift_back_as_a_recovery() -> None:
    facts = a_station(grades=(a_grade(2018),), spending_reviews=REVIEWED)
    facts = with_paid(facts, LAW, date(2019, 1, 1))
    revised = replace(facts, grades=(Grade(2018, "qualified", date(2018, 12, 31)),))
    found = lines_of(revised, LAW, END)
    assert found["excellent_uplift/2019"].state is State.PAID
    back = found["excellent_uplift_recovery/2019"]
    assert (back.amount_fen, back.state) == (-600_000, State.CLAWBACK_PROPOSED)
    assert back.recovers == "excellent_uplift.LZ-001.2019"


@pytest.mark.parametrize(
    ("reading", "year"), [("after_assessed_year", 2019), ("after_decision_year", 2020)]
)
def test_a_grade_decided_in_march_raises_the_year_that_the_reading_says(
    reading: str, year: int
) -> None:
    grade = Grade(2018, "excellent", date(2019, 3, 1))
    found = lines_of(a_station(grades=(grade,)), the_law(A9=reading), END)
    assert [line.year for line in found.values() if line.rule == "excellent_uplift"] == [year]


def test_a_payment_of_a_rule_that_is_no_longer_asked_stays_paid() -> None:
    facts = with_paid(a_station(recruitments=(a_recruitment(),)), LAW, date(2019, 4, 1))
    found = evaluate(facts, LAW, END, (BaseGrant(),))
    assert {line.rule: line.state for line in found if line.reference} == {
        "talent_recruited": State.PAID
    }


def test_a_paid_bole_award_whose_grade_is_revised_is_reclaimed_whole() -> None:
    award = BoleDecision("B-1", 2018, 5_000_000)
    facts = a_station(grades=(a_grade(2018),), bole_decisions=(award,))
    facts = with_paid(facts, LAW, date(2019, 2, 1))
    found = lines_of(replace(facts, grades=()), LAW, END)
    line = found["bole_award/B-1"]
    assert (line.state, line.amount_fen, line.cause) == (
        State.CLAWBACK_PROPOSED,
        5_000_000,
        "grade",
    )
    assert "bole_award_recovery/B-1" not in found


def test_a_paid_bole_award_keeps_its_room_when_a_smaller_code_comes_later() -> None:
    facts = a_station(
        grades=(a_grade(2018),), bole_decisions=(BoleDecision("B-2", 2018, 15_000_000),)
    )
    facts = with_paid(facts, LAW, date(2019, 2, 1))
    both = (*facts.bole_decisions, BoleDecision("B-1", 2018, 6_000_000))
    found = lines_of(replace(facts, bole_decisions=both), LAW, END)
    assert found["bole_award/B-2"].state is State.PAID
    assert found["bole_award/B-1"].state is State.REFUSED


def test_what_slipped_out_after_a_finding_is_reclaimed_whatever_its_year() -> None:
    facts = with_paid(a_station(), LAW, date(2018, 4, 10))
    late = replace(facts.payments[0], paid_on=date(2019, 5, 1))
    finding = Finding(date(2019, 4, 1), date(2019, 6, 1))
    facts = replace(facts, payments=(late,), findings=(finding,))
    assert lines_of(facts, LAW, END)["base_grant/2018"].state is State.CLAWBACK_PROPOSED


def test_a_claim_verified_after_its_rival_was_paid_is_a_dispute_not_a_second_payment() -> None:
    rival = a_rival(date(2019, 5, 1), paid_on=date(2019, 5, 1))
    facts = a_station(recruitments=(a_recruitment(),), rivals=(rival,))
    assert lines_of(facts, LAW, END)["talent_recruited/R-1"].holds == (Hold.DISPUTE,)


def test_a_paid_claim_is_not_shaken_by_an_earlier_claim_verified_later() -> None:
    facts = with_paid(a_station(recruitments=(a_recruitment(),)), LAW, date(2019, 4, 1))
    facts = replace(facts, rivals=(a_rival(date(2019, 3, 1)),))
    assert lines_of(facts, LAW, END)["talent_recruited/R-1"].state is State.PAID


@pytest.mark.parametrize(
    ("winner", "state"), [("R-1", State.PAYABLE), ("R-2", State.REFUSED)], ids=["won", "lost"]
)
def test_a_decided_dispute_releases_the_winner_and_refuses_the_loser(
    winner: str, state: State
) -> None:
    facts = a_station(
        recruitments=(a_recruitment(national_on=date(2019, 6, 1)),),
        rivals=(a_rival(date(2019, 4, 1)),),
        dispute_decisions=(DisputeDecision("T-1", winner, date(2020, 2, 1)),),
    )
    before, after = (lines_of(facts, LAW, on) for on in (date(2020, 1, 31), date(2020, 2, 1)))
    assert before["talent_recruited/R-1"].state is State.HELD
    assert before["national_programme/R-1"].holds == (Hold.DISPUTE,)
    assert after["talent_recruited/R-1"].state is state
    assert ("national_programme/R-1" in after) is (winner == "R-1")


def test_one_station_cannot_claim_a_talent_twice() -> None:
    twice = (a_recruitment(), a_recruitment("R-2", claimed_on=date(2020, 1, 1)))
    found = lines_of(a_station(recruitments=twice), LAW, END)
    assert found["talent_recruited/R-1"].state is State.PAYABLE
    assert found["talent_recruited/R-2"].cause == "rival_claim"


def test_a_ledger_lists_nothing_that_fell_due_before_it_began() -> None:
    found = lines_of(a_station(accounts_since=date(2020, 1, 1)), LAW, END)
    assert min(line.year for line in found.values()) == 2020


def test_a_ratified_event_keeps_its_award_code_when_it_moves_to_another_year() -> None:
    event = SpecialEvent("E-1", date(2020, 1, 5), date(2019, 12, 30), 100)
    law = the_law(A15="ratify_after")
    found = [lines_of(a_station(events=(event,)), law, on) for on in (date(2019, 12, 31), END)]
    refused, ratified = (entry["event_subsidy/E-1"] for entry in found)
    assert refused.award_code == ratified.award_code
    assert (refused.state, ratified.state) == (State.REFUSED, State.PAYABLE)


def test_the_next_due_day_is_the_nearest_of_grants_claims_events_and_awards() -> None:
    facts = a_station(
        grades=(a_grade(2018),),
        recruitments=(a_recruitment(provincial_on=date(2019, 6, 1)),),
        events=(SpecialEvent("E-1", date(2019, 1, 1), date(2019, 5, 1), 100),),
        bole_decisions=(BoleDecision("B-1", 2018, 100),),
    )
    days, day = [], date(2018, 1, 1)
    while day < date(2020, 1, 1):
        following = next_due_on(facts, LAW, day, RULES)
        assert following is not None
        day = following
        days.append(day.isoformat())
    assert days == [
        "2018-04-10",
        "2019-01-01",
        "2019-02-01",
        "2019-04-01",
        "2019-05-01",
        "2019-06-01",
        "2020-01-01",
    ]


def test_a_withdrawn_station_has_no_next_due_day_once_all_is_past() -> None:
    facts = a_station(withdrawn_on=date(2019, 3, 8), withdrawal_cause="change")
    assert next_due_on(facts, LAW, date(2019, 3, 8), RULES) is None


def test_an_explanation_shows_house_figures_as_such_and_readings_by_their_code() -> None:
    facts = a_station(recruitments=(a_recruitment(national_on=date(2019, 6, 1)),))
    shown = lines_of(facts, LAW, END)["national_programme/R-1"].explanation.as_dict()
    window = shown["figures"]["programme_window_years"]
    assert window == {"value": 3, "article": "14(1)", "label": "HOUSE"}
    assert shown["readings"]["A18"]["value"] == "highest"
    assert shown["inputs"]["awarded_on"] == "2019-06-01"


class Twin(BaseGrant):
    """A rule from outside that answers to a name that is taken."""


def test_two_rules_that_claim_one_award_code_are_an_error() -> None:
    with pytest.raises(ValueError, match=r"base_grant\.LZ-001\.2018"):
        evaluate(a_station(), LAW, END, (BaseGrant(), Twin()))


class Welcome:
    """A rule from outside: a flat sum on the plaque day."""

    name, article = "welcome", "13(1)"

    def lines(self, facts: StationFacts, law: Law, on: date) -> Iterator[Claim]:
        grant = next(iter(BaseGrant().lines(facts, law, on)))
        yield replace(grant, rule=self.name, amount_fen=100)


def test_a_rule_from_outside_is_asked_held_and_refused_like_our_own() -> None:
    facts = a_station(findings=(Finding(date(2018, 4, 10)),))
    (line,) = evaluate(facts, LAW, date(2018, 4, 10), (Welcome(),))
    assert (line.award_code, line.holds) == ("welcome.LZ-001.2018", (Hold.FALSIFICATION,))
    (line,) = evaluate(
        a_station(plaque_granted_on=date(2018, 8, 3)), the_law(None), END, (Welcome(),)
    )
    assert (line.state, line.cause) == (State.REFUSED, "not_in_force")


def test_the_edition_lists_every_reading_with_article_and_label() -> None:
    edition = the_edition()
    wanted = {f"A{number}" for number in range(7, 29)} | {"A53"}
    assert set(edition.codes) == wanted
    assert all(edition.notes[code].article and edition.notes[code].label for code in wanted)


@pytest.mark.parametrize(("code", "value"), [("A10", "pay"), ("A18", "top_up"), ("A23", "x")])
def test_a_reading_that_no_rule_carries_out_is_refused(code: str, value: str) -> None:
    with pytest.raises(EditionError, match="is not implemented"):
        the_edition().with_register((), (ReadingDecision(code, value, "doc-3", END),))

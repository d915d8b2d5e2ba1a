"""Where Articles 13 and 14 have a shape, it holds for any facts, not for chosen ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_incentives.policy.evaluate import evaluate, next_due_on
from liaison_incentives.policy.facts import (
    BoleDecision,
    ChangeEvaluation,
    Finding,
    Grade,
    Recruitment,
    RivalClaim,
    SpecialEvent,
    SpendingReview,
    StationFacts,
)
from liaison_incentives.policy.lines import State
from liaison_incentives.policy.money import half_up
from tests.makers_incentives import (
    RULES,
    TheEdition,
    a_grade,
    a_recruitment,
    a_station,
    paid,
    the_law,
    with_paid,
)
from tests.makers_incentives import lines_of as lines_by_name

FIRST, LAST = date(2017, 8, 2), date(2021, 12, 31)
days = st.dates(FIRST, LAST)
maybe_day = st.none() | days
GRADES = ("excellent", "qualified", "unqualified", "ungraded", "undecided")
readings = st.fixed_dictionaries(
    {
        "A8": st.sampled_from(["no", "compound"]),
        "A9": st.sampled_from(["after_assessed_year", "after_decision_year"]),
        "A11": st.sampled_from(["monthly", "full", "daily"]),
        "A12": st.sampled_from(["yes", "reduce", "suspend"]),
        "A15": st.sampled_from(["before", "ratify_after"]),
        "A17": st.sampled_from(["on_top", "replaces"]),
        "A18": st.sampled_from(["highest", "sum"]),
        "A22": st.sampled_from(["keep", "pro_rata_clawback"]),
        "A23": st.sampled_from(["after_within_3_years", "any_time"]),
        "A28": st.sampled_from(["per_station_year", "per_award"]),
    }
)


@st.composite
def laws(draw: st.DrawFn) -> TheEdition:
    return the_law(draw(st.sampled_from([date(2019, 6, 30), LAST])), **draw(readings))


@st.composite
def claims(draw: st.DrawFn, code: str) -> Recruitment:
    return a_recruitment(
        code,
        talent_ref=draw(st.sampled_from(["T-1", "T-2"])),
        level=draw(st.sampled_from(["professor_level", "full_time_doctorate", "other"])),
        basis=draw(st.sampled_from(["service_contract", "founded_company"])),
        contract_months=draw(st.integers(55, 65)),
        signed_on=draw(days),
        claimed_on=draw(days),
        verified=draw(st.sampled_from([True, True, False, None])),
        national_on=draw(maybe_day),
        provincial_on=draw(maybe_day),
        contract_ended_on=draw(maybe_day),
    )


@st.composite
def stations(draw: st.DrawFn) -> StationFacts:
    plaque = draw(st.dates(date(2017, 1, 1), date(2019, 12, 31)))
    withdrawn = draw(st.none() | st.dates(plaque, LAST))
    found, change = draw(maybe_day), draw(maybe_day)
    later = timedelta(days=draw(st.integers(0, 400)))
    ended = draw(st.sampled_from(["open", "confirmed", "dismissed"]))
    confirmed = found + later if found and ended == "confirmed" else None
    dismissed = found + later if found and ended == "dismissed" else None
    return StationFacts(
        "LZ-001",
        plaque,
        withdrawn,
        draw(st.sampled_from(["change", "falsification"])) if withdrawn else "",
        grades=tuple(a_grade(y, draw(st.sampled_from(GRADES))) for y in range(2017, 2021)),
        recruitments=tuple(draw(claims(f"R-{number}")) for number in range(3)),
        rivals=(RivalClaim("LZ-002", FIRST, None, draw(claims("R-9"))),),
        events=tuple(
            SpecialEvent(f"E-{number}", draw(maybe_day), draw(days), draw(st.integers(1, 10**7)))
            for number in range(2)
        ),
        bole_decisions=tuple(
            BoleDecision(
                f"B-{number}",
                draw(st.integers(2018, 2019)),
                draw(st.integers(1, 25_000_000)),
                draw(st.sampled_from(["", "", "a decision"])),
            )
            for number in range(4)
        ),
        spending_reviews=tuple(
            SpendingReview(year, draw(days)) for year in range(2017, 2021) if draw(st.booleans())
        ),
        changes=(ChangeEvaluation(change, change + later if draw(st.booleans()) else None),)
        if change
        else (),
        findings=(Finding(found, confirmed, dismissed),) if found else (),
    )


def run_through(facts: StationFacts, law: TheEdition, step: int) -> StationFacts:
    """Return the facts after every payable line was paid on each `step`-th day."""
    day = FIRST
    while day < LAST:
        facts = with_paid(facts, law, day)
        day += timedelta(days=step)
    return facts


@given(st.integers(1, 200), st.integers(0, 60))
def test_a_longer_contract_never_earns_less(months: int, more: int) -> None:
    short, longer = (
        lines_by_name(a_station(recruitments=(a_recruitment(contract_months=n),)), the_law(), LAST)[
            "talent_recruited/R-1"
        ].amount_fen
        for n in (months, months + more)
    )
    assert short <= longer


@given(stations(), laws(), days)
def test_only_a_line_without_reasons_is_payable_and_a_hold_means_held(
    facts: StationFacts, law: TheEdition, on: date
) -> None:
    for line in evaluate(facts, law, on, RULES):
        assert bool(line.holds) is (line.state is State.HELD)
        assert bool(line.reasons) is (line.state is not State.PAYABLE)
        assert line.due_on <= on
        assert line.amount_fen >= 0
        assert line.state is not State.REFUSED or line.amount_fen == 0


@given(stations(), laws(), days)
def test_bole_awards_without_a_decision_stay_under_the_cap(
    facts: StationFacts, law: TheEdition, on: date
) -> None:
    lifted = {e.bole_code for e in facts.bole_decisions if e.leading_group_decision}
    cap, scope = law.figures.bole_cap_fen, law.readings_on(on).bole_cap_scope
    for year in (2018, 2019):
        amounts = [
            line.amount_fen
            for line in evaluate(facts, law, on, RULES)
            if (line.rule, line.year) == ("bole_award", year) and line.reference not in lifted
        ]
        assert max(amounts, default=0) <= cap
        assert scope == "per_award" or sum(amounts) <= cap


@given(stations(), laws(), days, st.randoms(use_true_random=False))
def test_the_order_of_facts_never_matters(
    facts: StationFacts, law: TheEdition, on: date, order: Random
) -> None:
    changes: dict[str, Any] = {}
    for name in ("grades", "recruitments", "events", "bole_decisions", "spending_reviews"):
        entries = list(getattr(facts, name))
        order.shuffle(entries)
        changes[name] = tuple(entries)
    shuffled, rules = replace(facts, **changes), tuple(reversed(RULES))
    assert evaluate(shuffled, law, on, rules) == evaluate(facts, law, on, RULES)


@settings(deadline=None)  # a run of several years
@given(stations(), laws(), st.integers(20, 90))
def test_what_was_paid_never_changes_and_is_paid_once(
    facts: StationFacts, law: TheEdition, step: int
) -> None:
    done = run_through(facts, law, step)
    codes = [payment.award_code for payment in done.payments]
    assert len(codes) == len(set(codes))
    found = {line.award_code: line for line in evaluate(done, law, LAST, RULES)}
    for payment in done.payments:
        line = found[payment.award_code]
        assert line.state in (State.PAID, State.CLAWBACK_PROPOSED)
        assert (line.amount_fen, line.paid_on) == (payment.amount_fen, payment.paid_on)


@given(stations(), laws(), days)
def test_paying_what_is_payable_leaves_nothing_payable_and_nothing_to_recover(
    facts: StationFacts, law: TheEdition, on: date
) -> None:
    before = evaluate(facts, law, on, RULES)
    after = evaluate(with_paid(facts, law, on), law, on, RULES)
    assert [line.award_code for line in before] == [line.award_code for line in after]
    assert not [line for line in after if line.state is State.PAYABLE]


@settings(deadline=None)  # a run of several years
@given(stations(), laws())
def test_every_due_day_is_announced_by_the_one_before(facts: StationFacts, law: TheEdition) -> None:
    announced, day = {FIRST}, FIRST - timedelta(days=1)
    while (following := next_due_on(facts, law, day, RULES)) is not None and following <= LAST:
        announced.add(following)
        day = following
    found = evaluate(facts, law, LAST, RULES)
    assert {line.due_on for line in found} <= announced


@given(st.integers(1, 6))
def test_the_compound_uplift_grows_with_every_excellent_year(years: int) -> None:
    law = the_law(A8="compound")
    facts = a_station(
        plaque_granted_on=date(2018, 1, 1),
        grades=tuple(Grade(y, "excellent", date(y, 12, 31)) for y in range(2018, 2018 + years)),
    )
    found = lines_by_name(facts, law, date(2018 + years, 1, 1))
    amounts = [found[f"excellent_uplift/{year}"].amount_fen for year in range(2019, 2019 + years)]
    assert all(earlier < later for earlier, later in pairwise(amounts))
    assert amounts[-1] == half_up(3_000_000 * (1200**years - 1000**years), 1000**years)


def test_a_payment_carries_what_its_line_was_named_by() -> None:
    line = lines_by_name(a_station(), the_law(), LAST)["base_grant/2018"]
    payment = paid(line, date(2018, 4, 10))
    assert (payment.award_code, payment.due_on) == (line.award_code, line.due_on)

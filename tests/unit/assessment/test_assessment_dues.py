"""Look ahead, extend and remind: what a station owes and until when (Article 11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_assessment.policy.calendar import periods
from liaison_assessment.policy.dues.allotment import Due, allot, dues_of, require_extension
from liaison_assessment.policy.dues.outlook import (
    Done,
    StationYear,
    horizons_of,
    least_of,
    lines_of,
)
from liaison_assessment.policy.dues.reminders import step_on, told_to
from liaison_assessment.policy.duties import StationDuties, missed
from liaison_assessment.policy.duty_types import BUILT_IN
from liaison_assessment.policy.facts import Authorization
from liaison_contracts.reasons import Refused
from liaison_kit.law.working_days import WorkingDays
from tests.sentences import fact as fact_of
from tests.unit.assessment.assessment_makers import a_day, a_record
from tests.unit.assessment.assessment_yearbook import law_with

LAW = law_with()
YEAR = (date(2019, 1, 1), date(2019, 12, 31))
DAYS = st.dates(date(2019, 1, 1), date(2019, 6, 30))


def posts(*days, verified=True):
    return tuple(Done("promotion_post", a_day(day), verified) for day in days)


def outlook_on(today, *records, granted="2018-01-01", withdrawn=None, extended=None):
    held = Authorization(a_day(granted), a_day(withdrawn) if withdrawn else None)
    return lines_of(StationYear(held, records, extended or {}), BUILT_IN, a_day(today), LAW)


def states_of(lines, duty_type="promotion_post"):
    return {line.period: line.state for line in lines if line.duty_type == duty_type}


def test_the_outlook_tells_what_is_done_waiting_open_ahead_and_passed():
    lines = outlook_on("2019-03-10", *posts("2019-01-31"), *posts("2019-03-02", verified=False))
    states = states_of(lines)
    assert [states[f"2019-0{month}"] for month in (1, 2, 3, 4)] == [
        "done",
        "passed",
        "waiting",
        "ahead",
    ]
    assert states_of(lines, "talent_exchange")["2019-Q1"] == "open"
    assert len(lines) == 12 + 4 + 1


def test_what_is_missing_adds_up_over_month_quarter_and_year():
    lines = outlook_on("2019-03-10")
    assert [(h.period, h.missing) for h in horizons_of(lines, a_day("2019-03-10"))] == [
        ("2019-03", 2),
        ("2019-Q1", 2),
        ("2019", 10 + 4 + 1),
    ]
    least = {"promotion_post": 10, "talent_exchange": 4, "delegation_visit": 1}
    assert least_of(lines) == least


def test_a_station_owes_from_its_first_full_period_to_its_last_one():
    lines = outlook_on("2019-03-10", granted="2019-02-02", withdrawn="2019-10-30")
    assert list(states_of(lines)) == [f"2019-0{month}" for month in range(3, 10)]
    assert list(states_of(lines, "talent_exchange")) == ["2019-Q2", "2019-Q3"]
    assert states_of(lines, "delegation_visit") == {}


def test_an_extended_month_takes_the_first_post_of_the_next_one():
    extended = {("promotion_post", "2019-03"): a_day("2019-04-10")}
    one = outlook_on("2019-04-12", *posts("2019-04-05"), extended=extended)
    two = outlook_on("2019-04-12", *posts("2019-04-05", "2019-04-06"), extended=extended)
    assert (states_of(one)["2019-03"], states_of(one)["2019-04"]) == ("done", "open")
    assert (states_of(two)["2019-03"], states_of(two)["2019-04"]) == ("done", "done")


def test_december_extended_into_january_is_counted_once():
    extended = {("promotion_post", "2018-12"): a_day("2019-01-10")}
    record = replace(a_record(occurred="2019-01-05", reported="2019-01-05"), verified=True)
    station = StationDuties("LZ-001", Authorization(a_day("2018-01-01")), (record,), extended)
    early = (date(2018, 1, 1), date(2018, 12, 31))
    gone = {m.period for m in missed(station, BUILT_IN, early, LAW)}
    assert "2018-12" not in gone
    assert "2018-11" in gone
    later = {m.period for m in missed(station, BUILT_IN, YEAR, LAW)}
    assert ("2019-01" in later, "2018-11" in later) == (True, False)


@given(days=st.lists(DAYS, max_size=12))
def test_without_an_extension_each_record_serves_the_period_of_its_day(days):
    dues = dues_of("promotion_post", "month", YEAR, {})
    served = allot(days, dues, 1)
    assert served == tuple(
        sum(due.period.first <= day <= due.period.last for day in days) for due in dues
    )


@given(
    days=st.lists(st.dates(date(2019, 1, 1), date(2019, 4, 30)), max_size=5),
    more=st.lists(st.integers(0, 60), min_size=3, max_size=3),
)
def test_no_other_way_to_let_records_serve_leaves_fewer_periods_without(days, more):
    months = list(periods("month", date(2019, 1, 1), date(2019, 3, 31)))
    dues = [Due(m, m.last + timedelta(days=n)) for m, n in zip(months, more, strict=True)]
    found = sum(1 for served in allot(days, dues, 1) if served)
    padded = [*days, *[None] * len(dues)]
    best = max(
        sum(
            day is not None and due.period.first <= day <= due.until
            for day, due in zip(chosen, dues, strict=True)
        )
        for chosen in permutations(padded, len(dues))
    )
    assert found == best


@pytest.mark.parametrize(
    ("until", "decided", "fact"),
    [
        ("2019-03-31", "2019-03-20", "can already be done until 2019-03-31"),
        ("2020-01-31", "2019-03-20", "become final at the close of 2020-01-31"),
        ("2019-04-10", "2019-04-11", "when 2019-04-10 has passed"),
    ],
)
def test_an_extension_that_gives_no_time_is_refused(until, decided, fact):
    [march] = periods("month", date(2019, 3, 1), date(2019, 3, 31))
    with pytest.raises(Refused) as refused:
        require_extension(Due(march, march.last), a_day(until), a_day(decided), a_day("2020-01-31"))
    assert fact in fact_of(refused.value.reasons[0])


def test_reminders_go_in_steps_and_the_offices_hear_of_it_at_the_end():
    figures, due = LAW.figures, a_day("2019-03-29")
    calendar = WorkingDays().between
    days = ("2019-03-14", "2019-03-15", "2019-03-26", "2019-03-29", "2019-04-03", "2019-04-08")
    steps = [step_on(a_day(day), due, figures, calendar) for day in days]
    assert steps == [0, 1, 2, 3, 3, 4]
    assert told_to(3, figures) == ("station",)
    assert told_to(4, figures) == ("guiding_department", "talent_office")


def test_the_office_says_of_single_days_whether_they_are_worked():
    calendar = WorkingDays({a_day("2019-03-09"): True, a_day("2019-03-11"): False})
    assert calendar.between(a_day("2019-03-08"), a_day("2019-03-12")) == 2


def test_a_year_that_nobody_knows_is_reckoned_by_its_weekends():
    assert WorkingDays().between(date(2150, 3, 1), date(2150, 3, 8)) == 5

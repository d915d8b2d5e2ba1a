"""Count duties and judge their records (Article 11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_assessment.policy.calendar import periods
from liaison_assessment.policy.duties import DutyType, StationDuties, is_late, judge_record, missed
from liaison_assessment.policy.duty_types import BUILT_IN, InformationReport, PromotionPost
from liaison_assessment.policy.facts import Authorization, DutyRecord
from tests.unit.assessment.assessment_makers import a_day, a_record, weekdays
from tests.unit.assessment.assessment_yearbook import law_with

LAW = law_with()
WHOLE_YEAR = (date(2019, 1, 1), date(2019, 12, 31))
HELD = Authorization(date(2018, 1, 1))


def names_missed(
    records: tuple[DutyRecord, ...], held: Authorization = HELD, only: str = "promotion_post"
) -> list[str]:
    station = StationDuties("LZ-001", held, records)
    return [m.period for m in missed(station, BUILT_IN, WHOLE_YEAR, LAW) if m.duty_type == only]


def monthly(*months: int) -> tuple[DutyRecord, ...]:
    return tuple(a_record(f"D-{m}", occurred=f"2019-{m:02d}-28") for m in months)


def test_a_year_with_eleven_months_of_posts_names_the_twelfth() -> None:
    assert names_missed(monthly(*range(1, 8), *range(9, 13))) == ["2019-08"]


def test_a_record_that_is_not_verified_fills_nothing() -> None:
    records = monthly(*range(1, 13))
    assert names_missed((replace(records[0], verified=False), *records[1:])) == ["2019-01"]


def test_quarters_and_years_are_counted_too() -> None:
    assert names_missed((), only="talent_exchange") == ["2019-Q1", "2019-Q2", "2019-Q3", "2019-Q4"]
    assert names_missed((), only="delegation_visit") == ["2019"]
    assert names_missed((), only="information_report") == []


@pytest.mark.parametrize(
    ("granted", "withdrawn", "first", "last"),
    [
        ("2019-03-01", None, "2019-03", "2019-12"),
        ("2019-03-02", None, "2019-04", "2019-12"),
        ("2018-01-01", "2019-06-30", "2019-01", "2019-06"),
        ("2018-01-01", "2019-06-29", "2019-01", "2019-05"),
    ],
)
def test_only_full_months_of_authorisation_count(
    granted: str, withdrawn: str | None, first: str, last: str
) -> None:
    held = Authorization(a_day(granted), a_day(withdrawn) if withdrawn else None)
    found = names_missed((), held)
    assert (found[0], found[-1]) == (first, last)


@given(st.permutations(monthly(1, 1, 3, 5, 9)))
def test_the_order_of_records_never_matters(records: list[DutyRecord]) -> None:
    assert names_missed(tuple(records)) == names_missed(monthly(1, 3, 5, 9))


@given(st.sets(st.integers(1, 12)))
def test_every_month_is_either_filled_or_missed(months: set[int]) -> None:
    assert {int(p[-2:]) for p in names_missed(monthly(*months))} == set(range(1, 13)) - months


@given(st.dates(date(2017, 1, 1), date(2022, 1, 1)), st.dates(date(2017, 1, 1), date(2022, 1, 1)))
def test_months_cut_a_window_without_overlap(first: date, last: date) -> None:
    cut = list(periods("month", first, last))
    assert all(first <= p.first <= p.last <= last for p in cut)
    assert all((b.first - a.last).days == 1 for a, b in pairwise(cut))


def test_a_record_before_the_plaque_has_no_effect() -> None:
    held = Authorization(date(2019, 3, 6))
    decision = judge_record(a_record(), held, PromotionPost(), LAW, weekdays)
    assert (decision.accepted, decision.reasons[0].article) == (False, "11(1)")


def test_days_and_type_of_a_record_must_be_in_order() -> None:
    record = a_record(duty_type="talent_exchange", reported="2019-03-01")
    decision = judge_record(record, HELD, PromotionPost(), LAW, weekdays)
    assert len(decision.reasons) == 2


@pytest.mark.parametrize(("reported", "late"), [("2019-03-08", False), ("2019-03-11", True)])
def test_an_information_report_is_late_after_three_working_days(reported: str, late: bool) -> None:
    record = a_record(duty_type="information_report", reported=reported)
    assert is_late(record, InformationReport(), LAW, weekdays) is late
    assert judge_record(record, HELD, InformationReport(), LAW, weekdays).accepted


def test_a_post_is_never_late() -> None:
    assert not is_late(a_record(reported="2020-03-08"), PromotionPost(), LAW, weekdays)


@pytest.mark.parametrize("kind", BUILT_IN, ids=lambda kind: kind.name)
def test_every_duty_type_wants_evidence(kind: DutyType) -> None:
    record = a_record(duty_type=kind.name, evidence=(" ",))
    reason = kind.fault(record)
    assert reason
    assert (reason.article, kind.fault(replace(record, evidence=("x",)))) == (kind.article, None)
    assert kind.minimum(LAW.figures) == (1 if kind.period else 0)


def test_an_information_report_is_of_one_of_three_kinds() -> None:
    record = a_record(duty_type="information_report", category="weather")
    reason = InformationReport().fault(record)
    assert reason
    assert "institutions_and_results" in reason.values["known"]
    assert InformationReport().fault(replace(record, category="local_events")) is None


def test_built_in_names_are_distinct() -> None:
    assert len({kind.name for kind in BUILT_IN}) == 6
    assert {kind.deadline_working_days(LAW.figures) for kind in BUILT_IN} == {None, 3}

"""Test the conformance of a duty type: inherit `DutyTypeConformance` and give valid evidence.

class TestMyDuty(DutyTypeConformance):
    name = "my_duty"
    good_evidence = ("https://example.org/it",)
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from liaison_assessment.editions import load
from liaison_assessment.plugins import DUTY_TYPES
from liaison_assessment.policy.calendar import MONTHS
from liaison_assessment.policy.duties import DutyType, StationDuties, judge_record, missed
from liaison_assessment.policy.facts import Authorization, DutyRecord
from liaison_contracts.dictionary import find
from liaison_kit.testing.plugins import PluginConformance

_YEAR = (date(2018, 1, 1), date(2018, 12, 31))
_HELD = Authorization(date(2017, 12, 1))


def _all_days(first: date, last: date) -> int:
    return (last - first).days


class DutyTypeConformance(PluginConformance):
    """Test what every duty type promises; `good_evidence` proves one of its records."""

    group = DUTY_TYPES
    words = "duty_type"
    protocol = DutyType
    good_evidence: ClassVar[tuple[str, ...]]

    def record(self, on: date, number: int = 1) -> DutyRecord:
        """Return a valid record of a day."""
        return DutyRecord(
            record_code=f"D-{number}",
            station_code="LZ-001",
            duty_type=self.name,
            occurred_on=on,
            reported_on=on,
            evidence=self.good_evidence,
            verified=True,
        )

    def test_it_names_its_article_period_and_evidence(self, plugin: DutyType) -> None:
        """Cite a clause such as 11(5), name a known period or none, and say what is required."""
        assert re.fullmatch(r"\d{1,2}(\(\d\))?", plugin.article)
        assert plugin.period is None or plugin.period in MONTHS
        assert find(plugin.name, "evidence"), f"say what proves {plugin.name} in its words"
        assert plugin.minimum(load("luzhou_2017").figures) >= (plugin.period is not None)

    def test_a_good_record_counts_and_one_without_evidence_does_not(self, plugin: DutyType) -> None:
        """Verify a record with evidence, and refuse one without under the duty's own article."""
        good = self.record(date(2018, 3, 5))
        assert plugin.fault(good) is None
        fault = plugin.fault(replace(good, evidence=("",)))
        assert fault is not None
        assert fault.article == plugin.article

    def test_a_record_in_time_is_accepted_and_not_late(self, plugin: DutyType) -> None:
        """Judge a record reported on its day."""
        law = load("luzhou_2017")
        decision = judge_record(self.record(date(2018, 3, 5)), _HELD, plugin, law, _all_days)
        assert (decision.accepted, decision.late) == (True, False)

    def test_a_whole_year_of_records_misses_nothing_and_none_misses_all(
        self, plugin: DutyType
    ) -> None:
        """Count a year with enough records on each day, and a year with none."""
        law = load("luzhou_2017")
        days = [_YEAR[0] + timedelta(days=n) for n in range((_YEAR[1] - _YEAR[0]).days + 1)]
        need = plugin.minimum(law.figures)
        records = tuple(self.record(day, n) for day in days for n in range(need))
        full, empty = (StationDuties("LZ-001", _HELD, found) for found in (records, ()))
        assert missed(full, [plugin], _YEAR, law) == ()
        periods = 12 // MONTHS[plugin.period] if plugin.period else 0
        assert len(missed(empty, [plugin], _YEAR, law)) == periods

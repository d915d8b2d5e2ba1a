"""Hold a partner body to its promises: inherit `PartnerBodyConformance` and write as it writes.

class TestMyBody(PartnerBodyConformance):
    name = "my_body"

    def written(self, reports):
        return ...  # the bytes that the body's system sends for these reports
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest

from liaison_contracts.errors import Invalid, Malformed
from liaison_contracts.reasons import reason
from liaison_contracts.sentences import Language, Reader, fact_of
from liaison_gateway.exchange.partners.body import (
    Batch,
    DutyReport,
    Notice,
    Outcome,
    PartnerBody,
)
from liaison_gateway.exchange.partners.plugins import PARTNER_BODIES
from liaison_kit.testing.plugins import PluginConformance

DUTIES = (
    "promotion_post",
    "talent_exchange",
    "natives_directory",
    "information_report",
    "delegation_visit",
    "assigned_task",
)
STATIONS = (
    {
        "station_code": "LZ-001",
        "credit_code": "515105003170669079",
        "plaque_no": "泸驻才〔2018〕1号",
        "city_code": "110100",
        "host_name": "北京泸州商会",
    },
    {
        "station_code": "LZ-002",
        "credit_code": "51510500MJQ1234567",
        "plaque_no": "泸驻才〔2018〕2号",
        "city_code": "440300",
        "host_name": "深圳泸州商会",
    },
)
HOSTILE = (
    b"",
    b"\x00",
    b"\xff\xfe\xfd",
    b"{}",
    b"[]",
    b"null",
    b"\x80" * 100,
    b"a,b\n1,2\n",
    b'{"a":1,"a":2}',
    b"[" * 50_000,
    '"宣传'.encode(),
    b"\n\n\n",
)
_DAYS = (date(2018, 4, 10), date(2020, 2, 29), date(2018, 12, 31))


class PartnerBodyConformance(PluginConformance):
    """State what every partner body keeps."""

    group = PARTNER_BODIES
    words = "organisation"
    protocol = PartnerBody

    def written(self, reports: Sequence[DutyReport]) -> bytes:
        """Return what the body's system sends for reports; the author writes this."""
        raise NotImplementedError

    def reports(self, body: PartnerBody) -> list[DutyReport]:
        """Return one report of each duty, as the body names its station."""
        return [
            DutyReport(
                reference=f"2018-{number:04d}",
                station=body.station_of(STATIONS[number % 2]),
                duty_type=duty,
                occurred_on=_DAYS[number % 3],
                reported_on=date(2020, 3, 2),
                evidence=f"https://example.org/posts/{number}?a=1&b=2，第{number}期",
            )
            for number, duty in enumerate(DUTIES, 1)
        ]

    def test_what_it_sends_says_the_same_facts_as_everybody_s(self, plugin: Any) -> None:
        """Read back exactly the facts that its system wrote."""
        reports = self.reports(plugin)
        assert list(plugin.read(self.written(reports)).reports) == reports

    def test_it_tells_stations_apart(self, plugin: Any) -> None:
        """Name two stations differently, and both at all."""
        assert len({plugin.station_of(station) for station in STATIONS} - {""}) == 2

    def test_a_batch_may_be_full_but_not_more(self, plugin: Any) -> None:
        """Take its largest batch, refuse a larger one; no batch is larger than a command."""
        assert 1 <= plugin.largest_batch <= 500
        one = self.reports(plugin)[0]
        many = [replace(one, reference=f"N{number}") for number in range(plugin.largest_batch + 1)]
        assert len(plugin.read(self.written(many[:-1])).reports) == plugin.largest_batch
        with pytest.raises(Invalid):
            plugin.read(self.written(many))

    def test_all_faults_are_told_at_once(self, plugin: Any) -> None:
        """Refuse a batch with one number twice and evidence missing, naming both lines."""
        first, second, third, *_ = self.reports(plugin)
        broken = [first, replace(second, reference=first.reference), replace(third, evidence="")]
        with pytest.raises(Invalid) as refused:
            plugin.read(self.written(broken))
        (lines,) = refused.value.faults.values()
        assert len(lines) == 2

    @pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
    def test_nonsense_is_refused_and_never_a_fault_of_ours(
        self, plugin: Any, content: bytes
    ) -> None:
        """Raise a typed error on bytes that no system would send."""
        with pytest.raises((Malformed, Invalid)):
            plugin.read(content)

    def test_it_answers_each_report(self, plugin: Any) -> None:
        """Answer each report with its result, in the body's own form."""
        reports = self.reports(plugin)
        why = reason("station_not_one", "3", count=0, guided_by=plugin.org, name="Berlin")
        outcomes = [Outcome(one.reference, False, (why,)) for one in reports]
        answer = plugin.answer(Batch("B-1", tuple(reports)), outcomes)
        assert answer.media_type == plugin.media_type
        text = answer.content.decode("utf-8-sig")
        assert [one.reference for one in reports if one.reference not in text] == []
        assert any(fact_of(why, Reader(language)) in text for language in get_args(Language))

    def test_it_is_told_what_happened(self, plugin: Any) -> None:
        """Find the id, the station and the event's fields in the notice."""
        station = plugin.station_of(STATIONS[0])
        notice = Notice("01-A", "grade.published.v1", station, _DAYS[0], {"grade": "excellent"})
        told = plugin.tell([notice])
        assert told.media_type == plugin.media_type
        text = told.content.decode("utf-8-sig")
        assert [part for part in ("01-A", station, "excellent") if part not in text] == []
        assert plugin.tell([]).media_type == plugin.media_type

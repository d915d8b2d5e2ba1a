"""What incentives is shown on paper is there, is what it is called, and is told to all by its hash.

Documents of a recruitment (Article 14(1)), vouchers of an event (13(2)) and of a report (13(3)).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from liaison_contracts.entries import DocumentEntry
from liaison_contracts.errors import Invalid
from liaison_contracts.incentives import (
    ApproveSpecialEvent,
    ProposeSpecialEvent,
    SettleSpecialEvent,
)
from liaison_contracts.money import Fen
from tests.integration.incentives.makers import D, a_claim, a_paper, a_report, a_review
from tests.integration.incentives.system import CLERK, LEADER, SEALER, System

Papers = tuple[DocumentEntry, ...]
DAY = "2018-03-02"


def a_recruitment(papers: Papers) -> Any:
    return a_claim("R-1", "LZ-001", DAY, documents=papers)


def an_event(papers: Papers) -> Any:
    return SettleSpecialEvent(
        event_code="E-1", spent_fen=Fen(80), settled_on=D(DAY), vouchers=papers
    )


def a_spending_report(papers: Papers) -> Any:
    return replace(a_report("LZ-001", 2017, DAY), vouchers=papers)


WAYS = [
    pytest.param(a_recruitment, "recruitment.reported", "documents", "evidence", id="recruitment"),
    pytest.param(an_event, "special_event.settled", "vouchers", "vouchers", id="event"),
    pytest.param(a_spending_report, "spending.submitted", "vouchers", "vouchers", id="spending"),
]
Way = Callable[[Papers], Any]


@pytest.fixture
def busy(system: System) -> System:
    """Give a system in which an approved event took place on 1 March 2018."""
    system.station()
    event = {"event_code": "E-1", "station_code": "LZ-001", "held_on": D("2018-03-01")}
    system.send(CLERK, ProposeSpecialEvent(**event, budget_fen=Fen(100)))  # type: ignore[arg-type]
    approval = {"event_code": "E-1", "approved_on": D("2018-01-01"), "document_no": "d"}
    system.send(SEALER, ApproveSpecialEvent(**approval, amount_fen=Fen(100)))  # type: ignore[arg-type]
    system.end(DAY)
    return system


@pytest.mark.parametrize(("way", "event", "named", "event_field"), WAYS)
def test_papers_are_told_by_their_hashes_each_once(
    busy: System, way: Way, event: str, named: str, event_field: str
) -> None:
    one, two = a_paper(busy), a_paper(busy, b"%PDF-1.4 another")
    busy.send(CLERK, way((one, two, replace(one, kind="copy"))))
    [told] = busy.told(event)
    assert told[f"{event_field}_sha256"] == [one.sha256, two.sha256]


@pytest.mark.parametrize(("way", "event", "named", "event_field"), WAYS)
def test_a_paper_that_is_not_there_or_something_else_is_refused(
    busy: System, way: Way, event: str, named: str, event_field: str
) -> None:
    good = a_paper(busy)
    absent, other = replace(good, sha256="0" * 64), replace(good, media_type="image/png")
    with pytest.raises(Invalid) as caught:
        busy.send(CLERK, way((absent, good, other)))
    assert caught.value.code == "documents_invalid"
    assert set(caught.value.faults) == {f"{named}.0", f"{named}.2"}
    assert busy.told(event) == []


def test_a_report_that_was_returned_comes_again_with_other_vouchers(busy: System) -> None:
    first, second = a_paper(busy), a_paper(busy, b"%PDF-1.4 another")
    busy.send(CLERK, a_spending_report((first,)))
    busy.send(LEADER, replace(a_review("LZ-001", 2017, DAY), outcome="returned"))
    busy.send(CLERK, a_spending_report((second,)))
    told = busy.told("spending.submitted")
    assert [each["vouchers_sha256"] for each in told] == [[first.sha256], [second.sha256]]

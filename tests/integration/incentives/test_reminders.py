"""Finance is asked again, under the same id, when it does not answer for five working days."""

from __future__ import annotations

from typing import Any

import pytest
from structlog.testing import capture_logs

from liaison_contracts.assessment import FindingOpened
from tests.integration.incentives.makers import D
from tests.integration.incentives.system import System


@pytest.fixture
def ordered(due: System) -> System:
    """Give a system with one requested payout of Tuesday 2 January 2018."""
    due.end("2018-01-02")
    due.order()
    return due


def requests(system: System) -> list[dict[str, Any]]:
    return system.told("payout.requested")


def test_an_unanswered_payout_is_told_again_under_the_same_id(ordered: System) -> None:
    ordered.end("2018-01-08")
    assert len(requests(ordered)) == 1
    with capture_logs() as alerts:
        ordered.end("2018-01-09")
    first, again = requests(ordered)
    changes = {"payout_sequence": again["payout_sequence"], "reminder_no": 1}
    assert again == {**first, **changes}
    assert again["payout_sequence"] > first["payout_sequence"]
    [alert] = [entry for entry in alerts if entry.get("alert")]
    assert (alert["event"], alert["payout_id"]) == ("payout.unanswered", first["payout_id"])
    assert ordered.ledger_faults() == ()


def test_a_day_closed_twice_reminds_once_and_the_wait_begins_anew(ordered: System) -> None:
    for _ in range(2):
        ordered.end("2018-01-09")
    ordered.end("2018-01-15")
    assert len(requests(ordered)) == 2
    ordered.end("2018-01-16")
    assert [request["reminder_no"] for request in requests(ordered)] == [0, 1, 2]


def test_an_answer_ends_the_reminders_and_a_doubled_request_is_paid_once(ordered: System) -> None:
    ordered.end("2018-01-09")
    for payout in requests(ordered):
        ordered.settle(payout, "2018-01-02", voucher_no="V-1")
    ordered.end("2018-01-30")
    assert len(requests(ordered)) == 2
    assert len(ordered.told("award.paid")) == 1
    assert ordered.ledger_faults() == ()


def test_a_reminder_counts_in_no_total_of_money(ordered: System) -> None:
    for day in ("2018-01-09", "2018-01-10"):
        ordered.end(day)
    asked_on, reminded_on = ordered.told("payout.day_closed")[-2:]
    assert (asked_on["count"], asked_on["total"]) == (1, "30000.00")
    assert (reminded_on["count"], reminded_on["total"]) == (0, "0.00")
    assert reminded_on["first_sequence"] == asked_on["last_sequence"] + 1


def test_an_unanswered_recall_is_asked_again_as_a_recall(ordered: System) -> None:
    told = FindingOpened(finding_code="F-1", station_code="LZ-001", found_on=D("2018-01-03"))
    ordered.tell("assessment", "2018-01-03", told)
    ordered.end("2018-01-03")
    ordered.end("2018-01-10")
    recalls = ordered.told("payout.recall_requested")
    assert [recall["reminder_no"] for recall in recalls] == [0, 1]
    assert len(requests(ordered)) == 1

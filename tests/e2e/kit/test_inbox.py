"""Finance keeps no log: each of its messages counts once, and only when finance sent it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from liaison_kit.log import operator_actions
from liaison_kit.runtime import Runtime
from liaison_kit.store import records
from liaison_kit.testing.wait import wait_for
from tests.e2e.kit.inboxes import PAID, send, settled


def parked(runtime: Runtime) -> list[str]:
    return [entry.error for entry in operator_actions.list_parked(runtime)]


def test_a_message_counts_once_however_often_it_comes(finance: str, incentives: Runtime) -> None:
    message = settled("S-1")
    for _ in range(3):
        send(finance, message)
    send(finance, settled("S-2"))
    wait_for(lambda: [found for found, _ in PAID] == ["S-1", "S-2"], what="two settlements")
    assert PAID[0][1] == date(2018, 1, 1), "the day of the instance, not the sender's"
    with incentives.database.reading() as session:
        assert session.execute(select(func.count()).select_from(records.inbox)).scalar() == 2


def test_a_message_of_another_sender_is_parked(finance: str, incentives: Runtime) -> None:
    send(finance, settled("S-3"), user=None)
    send(finance, settled("S-4"), user="liaison")
    wait_for(lambda: len(parked(incentives)) == 2, what="two parked messages")
    assert all("as the sender, not finance" in error for error in parked(incentives))
    assert PAID == []


def test_a_malformed_message_is_parked_and_later_ones_go_on(
    finance: str, incentives: Runtime
) -> None:
    send(finance, {"settled": True})
    send(finance, settled("S-5") | {"type": "plaque.granted.v1"})
    send(finance, settled("S-6") | {"effectiveon": "tomorrow"})
    send(finance, settled("S-7"))
    wait_for(lambda: [found for found, _ in PAID] == ["S-7"], what="the good one")
    assert len(parked(incentives)) == 3


def test_a_message_that_cannot_be_handled_is_parked_and_can_be_retried(
    finance: str, incentives: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(finance, settled("S-8", "V-BAD"))
    send(finance, settled("S-9"))
    wait_for(lambda: [found for found, _ in PAID] == ["S-9"], what="the other one")
    (entry,) = operator_actions.list_parked(incentives)
    assert "cannot book this" in entry.error
    mended = {
        "payout.settled.v1": lambda work, found: PAID.append((found.settlement_id, work.today))
    }
    monkeypatch.setattr(incentives, "handlers", {"finance": mended})
    assert operator_actions.retry_parked(incentives, entry.parked_id, "P-9", "mended") == 1
    assert [found for found, _ in PAID] == ["S-9", "S-8"]

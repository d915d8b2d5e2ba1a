"""Advance and close the days of the instance."""

from __future__ import annotations

from liaison_contracts.errors import Forbidden
from liaison_contracts.gateway import AdvanceDay, CloseDay, DayClosed, DayMoved
from liaison_gateway.access.work import Work
from liaison_kit.instance.day import DayDriver


def advance(work: Work, wish: AdvanceDay) -> DayMoved:
    """Advance the instance's day on every service."""
    work.gateway.part(DayDriver).advance(wish.on)
    return DayMoved(day=wish.on)


def close(work: Work, wish: CloseDay) -> DayClosed:
    """Close a day on every service, in order; repeating it changes nothing.

    Raises:
        Forbidden: on a live instance outside its history.
    """
    if work.is_live and not work.gateway.client.head("incentives")["history_until"]:
        raise Forbidden("live_days_close_themselves")
    work.gateway.part(DayDriver).close(wish.on)
    return DayClosed(closed=wish.on)

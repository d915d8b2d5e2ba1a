"""Define the calendar feed of a station: create and revoke its address."""

from __future__ import annotations

from dataclasses import dataclass, field

from liaison_contracts.entries import PRIVATE
from liaison_contracts.message import command
from liaison_contracts.roles import STATION_SIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFeed:
    """The address of a calendar feed, which is shown only once."""

    station_code: str
    path: str = field(repr=False, metadata=PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRevoked:
    """The station whose calendar feed was revoked."""

    station_code: str


@command(
    "gateway",
    roles=STATION_SIDE,
    returns=CalendarFeed,
    articles=("11",),
    zh="获取履职日历订阅地址（旧地址失效）",
    en="Get the address of a station's calendar; the earlier one stops working",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCalendarFeed:
    """Create an address from which calendar programs read a station's duties (Article 11)."""

    station_code: str


@command(
    "gateway",
    roles=STATION_SIDE,
    returns=FeedRevoked,
    articles=("11",),
    zh="停用履职日历订阅地址",
    en="Revoke the address of a station's calendar",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeCalendarFeed:
    """Revoke the address of a station's calendar (Article 11)."""

    station_code: str

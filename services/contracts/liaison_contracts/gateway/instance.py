"""Define advancing and closing days of an instance that is not live or imports its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from liaison_contracts.gateway.forms import SOFTWARE
from liaison_contracts.message import command
from liaison_contracts.roles import DAY_KEEPERS
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.words import Count

Mode = Annotated[
    Literal["live", "replay", "demo", "sandbox"],
    Words(
        "mode",
        ("live", "正式", "live"),
        ("replay", "回放", "replay"),
        ("demo", "演示", "demo"),
        ("sandbox", "沙箱", "sandbox"),
    ),
]
"""How an instance is run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingConsumer:
    """A service that has not finished a message of a producer since an instant."""

    service: str
    producer: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceState:
    """An instance: its mode and day, and whether events are pending.

    `history_until` is the last day of the history that a live instance is importing. `quiet` means
    that every event was handled everywhere; `parked` counts parked events. `standing` names each
    service that has not finished a message for ten seconds: nothing behind it is handled.
    `positions` are the last positions of the services' logs.
    """

    mode: Mode
    day: date
    history_until: date | None = None
    last_closed_on: date | None = None
    quiet: bool
    parked: Count
    standing: tuple[StandingConsumer, ...] = ()
    positions: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMoved:
    """The current day."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed:
    """The closed day."""

    closed: date


@command(
    "gateway",
    roles=DAY_KEEPERS,
    returns=DayMoved,
    because=SOFTWARE,
    zh="推进日期",
    en="Advance the day (on a live instance only through its history)",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceDay:
    """Advance the instance's day on every service."""

    on: date


@command(
    "gateway",
    roles=DAY_KEEPERS,
    returns=DayClosed,
    articles=("13", "14"),
    zh="日终结账（重复无害）",
    en="Close a day: due awards become payable (on a live instance only in its history)",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDay:
    """Close a day on every service, so that due awards become payable (Articles 13 and 14).

    Closing it again changes nothing.
    """

    on: date

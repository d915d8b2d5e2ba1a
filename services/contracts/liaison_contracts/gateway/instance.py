"""Move and close the days of an instance, where it is not live or brings its past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
class InstanceState:
    """Show an instance: its mode and day, and whether anything waits.

    `history_until` is the last day of the past that a live instance is bringing in. `quiet` says
    that every event was handled everywhere; `parked` counts events that wait for a person.
    `positions` are the last positions of the services' logs.
    """

    mode: Mode
    day: date
    history_until: date | None = None
    last_closed_on: date | None = None
    quiet: bool
    parked: Count
    positions: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMoved:
    """Say which day it is."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed:
    """Say which day is closed."""

    closed: date


@command(
    "gateway",
    roles=DAY_KEEPERS,
    returns=DayMoved,
    because=SOFTWARE,
    zh="推进日期",
    en="Move the day forward (on a live instance only through its history)",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceDay:
    """Move the instance's day forward on every service."""

    on: date


@command(
    "gateway",
    roles=DAY_KEEPERS,
    returns=DayClosed,
    articles=("13", "14"),
    zh="日终结账（重复无害）",
    en="Close a day: what is due becomes payable (on a live instance only in its history)",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDay:
    """Close a day on every service, so that what is due becomes payable (Articles 13 and 14).

    Closing it again changes nothing.
    """

    on: date

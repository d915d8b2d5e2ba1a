"""Two small services for tests: `producer` publishes events, `echo` consumes them."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, select

from liaison_contracts.errors import Refused
from liaison_contracts.message import command, event
from liaison_kit.law.editions import Edition
from liaison_kit.service import Service
from liaison_kit.work import Work

metadata = MetaData()
heard = Table(
    "heard",
    metadata,
    Column("heard_id", Integer, primary_key=True),
    Column("subject", String(80), nullable=False),
    Column("number", Integer, nullable=False),
    Column("event_id", String(36), nullable=False),
)


@event(
    "toy.told.v1",
    source="producer",
    subject="{subject}",
    heard_by=("echo",),
    zh="告知数字",
    en="Number told",
    about_zh="告知某一主体的一个数字。",
)
@dataclass(frozen=True)
class Told:
    """Report a number for a subject."""

    subject: str
    number: int


@dataclass(frozen=True)
class TellAnswer:
    """Return how many events were published."""

    count: int


@command(
    "producer",
    roles=("tester",),
    returns=TellAnswer,
    zh="告知若干数字",
    en="Tell numbers",
)
@dataclass(frozen=True)
class Tell:
    """Publish `count` numbers for a subject, beginning with `first`."""

    subject: str
    first: int = 1
    count: int = 1
    refuse: bool = False
    pause_ms: int = 0


def _note(line: str) -> None:
    """Write each execution to the file in TOY_TRACE, if it is set."""
    if path := os.environ.get("TOY_TRACE"):
        with Path(path).open("a") as trace:
            trace.write(f"{line}\n")


ToyWork = Work[None, Edition[None, None]]
fails_on = {int(os.environ.get("TOY_FAILS_ON", "1313"))}
"""Numbers at which the consumer fails, as a bug would make it."""


def tell(work: ToyWork, body: Tell) -> TellAnswer:
    """Publish the numbers, or refuse afterwards, which must roll everything back."""
    _note(f"{body.subject} {body.first}")
    time.sleep(body.pause_ms / 1000)
    for number in range(body.first, body.first + body.count):
        work.record(Told(body.subject, number))
    if body.refuse:
        raise Refused("toy_refused")
    return TellAnswer(body.count)


def tell_the_day(work: ToyWork, on: date) -> None:
    """Publish the day's ordinal."""
    work.record(Told("day", on.toordinal()))


def on_told(work: ToyWork, told: Told) -> None:
    """Store one row per event."""
    if told.number in fails_on:
        raise ValueError(f"cannot hear {told.number}")
    row = {"subject": told.subject, "number": told.number, "event_id": work.cause}
    work.session.execute(insert(heard).values(**row))


PRODUCER = Service(name="producer", acts={Tell: tell}, at_day_end=tell_the_day)
"""Publish events on command, and one at the end of each day."""
ECHO = Service(name="echo", hears={Told: on_told})
"""Store the events of `producer`; the number 1313 fails, as a bug would."""


def numbers_heard(session: Any) -> list[tuple[str, int]]:
    """Return the events that the consumer received, in order."""
    rows = session.execute(select(heard.c.subject, heard.c.number).order_by(heard.c.heard_id))
    return [(row.subject, row.number) for row in rows]


def count_heard(session: Any) -> int:
    """Return how many events the consumer received."""
    return int(session.execute(select(func.count()).select_from(heard)).scalar_one())


TOY_EDITION: Edition[None, None] = Edition(
    name="toy",
    version="1",
    document_no="none",
    valid_since=date(2017, 8, 2),
    valid_until=date(2018, 8, 2),
    term_article="15",
    figures=None,
    readings=None,
    codes={},
    notes={},
    content="toy",
)

"""Report log head, consumer positions and the number of parked events in one query."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select

from liaison_kit.instance import instance
from liaison_kit.log import dead_letters
from liaison_kit.store import records
from liaison_kit.store.database import Database

_INSTANCE, _HEAD, _FEEDS = records.instance.c, records.log_head.c, records.feed_positions.c
_PARKED = records.parked_events.c


def look(database: Database, producers: Sequence[str]) -> dict[str, Any]:
    """Return the log's head, the positions of the feeds of `producers`, and the days, in one query.

    It runs before each release of money and many times while a day is closed.
    """
    with database.reading() as session:
        row = session.execute(_question(database.is_sqlite)).one()
    found = json.loads(row.feeds) if isinstance(row.feeds, str) else row.feeds or []
    heard = {producer: position for producer, position, _ in found}
    stamp = instance.Instance(
        row.service,
        row.mode,
        row.logid,
        row.day,
        row.last_closed_on,
        history_until=row.history_until,
    )
    return {
        "logid": row.logid,
        "position": row.position or 0,
        "feeds": {name: heard.get(name, 0) for name in producers},
        "stopped": {producer: why for producer, _, why in found if why},
        "parked": row.parked,
        "day": instance.today(stamp).isoformat(),
        "history_until": row.history_until.isoformat() if stamp.brings_history else None,
        "last_closed_on": row.last_closed_on and row.last_closed_on.isoformat(),
    }


@cache
def _question(is_sqlite: bool) -> Select[Any]:
    feeds = _list_of(is_sqlite, _FEEDS.producer, _FEEDS.position, _FEEDS.stopped)
    return select(
        records.instance,
        select(_HEAD.position).where(_HEAD.name == "log").scalar_subquery().label("position"),
        select(func.count())
        .where(_PARKED.state == dead_letters.OPEN)
        .scalar_subquery()
        .label("parked"),
        select(feeds).scalar_subquery().label("feeds"),
    )


def _list_of(is_sqlite: bool, *columns: Any) -> Any:
    """Return an aggregate of all rows of some columns as one JSON list."""
    if is_sqlite:
        return func.json_group_array(func.json_array(*columns))
    return func.json_agg(func.json_build_array(*columns))

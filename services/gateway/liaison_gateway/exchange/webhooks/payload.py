"""Write what a receiver gets: the event as published, or a partner body's own format."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from liaison_gateway.exchange.partners import reports
from liaison_gateway.exchange.partners.body import PartnerBody
from liaison_gateway.model.documents import find
from liaison_gateway.model.tables import events

SAMPLE = "webhook.sample"
JSON = "application/json"


@dataclass(frozen=True)
class Message:
    """Hold a message to a receiver; its id is the same for all attempts."""

    id: str
    content: bytes
    media_type: str = JSON


def messages_of(
    session: Session, rows: list[RowMapping], body: PartnerBody | None
) -> dict[int, Message]:
    """Return the message of each delivery of one endpoint, by its sequence."""
    found: dict[int, Message] = {}
    texts = _texts(session, rows)
    names: dict[str, str] = {}
    for row in rows:
        text = texts.get((row["service"], row["position"]))
        if text is None:
            found[row["sequence"]] = _sample(row)
        elif body is None:
            found[row["sequence"]] = _told(row, text)
        else:
            found[row["sequence"]] = _shaped(session, row, json.loads(text), body, names)
    return found


def _texts(session: Session, rows: list[RowMapping]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for service in {row["service"] for row in rows if row["service"]}:
        wanted = [row["position"] for row in rows if row["service"] == service]
        query = select(events.c.position, events.c.envelope).where(
            events.c.service == service, events.c.position.in_(wanted)
        )
        found |= {(service, row.position): row.envelope for row in session.execute(query)}
    return found


def _told(row: RowMapping, text: str) -> Message:
    """Wrap the stored envelope without parsing and serialising it again."""
    head = json.dumps({"type": row["type"], "sequence": row["sequence"]})
    content = f'{head[:-1]}, "timestamp": {_time_of(text)}, "data": {text}}}'
    return Message(row["event_id"], content.encode())


def _time_of(text: str) -> str:
    """Return the envelope's `time` as stored, with quotes.

    >>> _time_of('{"id": "a", "time": "2018-03-01T00:00:00+00:00", "sequence": 1}')
    '"2018-03-01T00:00:00+00:00"'
    """
    _, _, rest = text.partition('"time": "')
    return json.dumps(rest.partition('"')[0])


def _shaped(
    session: Session,
    row: RowMapping,
    envelope: dict[str, Any],
    body: PartnerBody,
    names: dict[str, str],
) -> Message:
    code = envelope["data"].get("station_code") or envelope["subject"].removeprefix(reports.STATION)
    if code not in names:
        station = find(session, "station", code)
        names[code] = body.station_of(station) if station else ""
    document = body.tell([reports.notice_of(envelope, names[code])])
    return Message(row["event_id"], document.content, document.media_type)


def _sample(row: RowMapping) -> Message:
    told = {
        "type": row["type"],
        "sequence": row["sequence"],
        "timestamp": "1970-01-01T00:00:00+00:00",
        "data": {"says": "This is a sample. It tells of nothing that happened."},
    }
    return Message(row["event_id"], json.dumps(told).encode())

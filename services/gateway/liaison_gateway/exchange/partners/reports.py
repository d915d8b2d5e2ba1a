"""Pass a body's reports to assessment, and events back to the body, each in its own format."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from liaison_contracts.assessment import DutyEntry, RecordDuties
from liaison_contracts.errors import Forbidden
from liaison_contracts.message import dump, load
from liaison_contracts.reasons import Reason, reason
from liaison_gateway.exchange.partners.body import (
    Batch,
    DutyReport,
    Notice,
    Outcome,
    PartnerBody,
)
from liaison_gateway.model.tables import documents, events
from liaison_kit.claims import Caller
from liaison_kit.client import Client

Known = dict[str, list[dict[str, Any]]]
"""The stations of a body, by the body's own name for them; two may share a name."""
STATION = "station/"
ABOUT_STATIONS = "3"
"""The article under which a department guides stations."""


def require_speaks_for(caller: Caller, body: PartnerBody) -> None:
    """Refuse a caller who does not belong to the body.

    Raises:
        Forbidden: naming the organisation that may.
    """
    if body.org not in (caller.org, *caller.mandates):
        raise Forbidden("not_your_partner_body", body=body.name, org=body.org)


def stations_of(session: Session, body: PartnerBody) -> Known:
    """Return the stations that a body guides, by its own name for each."""
    found: Known = defaultdict(list)
    query = select(documents.c.data).where(
        documents.c.kind == "station", documents.c.department == body.org
    )
    for text in session.scalars(query):
        station = json.loads(text)
        if name := body.station_of(station):
            found[name].append(station)
    return found


def record(
    client: Client, known: Known, body: PartnerBody, caller: Caller, batch: Batch, key: str
) -> tuple[list[Outcome], int]:
    """Record a batch in one command; return the outcome of each report, and the log position.

    `known` are the body's stations, from `stations_of`. The code of a record is derived from the
    body's own reference, so a batch sent again is recorded once, and a returned record is corrected
    by sending it again.

    Raises:
        Invalid: if assessment cannot accept what a plugin made of a report.
    """
    entries, refused = {}, {}
    for report in batch.reports:
        stations = known.get(report.station, [])
        if len(stations) == 1:
            entries[report.reference] = _entry(body, report, stations[0]["station_code"])
        else:
            refused[report.reference] = _unknown(body, report, len(stations))
    results, position = {}, 0
    if entries:
        asked = load(RecordDuties, {"records": [dump(entry) for entry in entries.values()]})
        answer = client.send(caller, asked, key)
        position = answer.position
        for reference, result in zip(entries, answer.result["results"], strict=True):
            reasons = tuple(Reason(**found) for found in result["reasons"])
            results[reference] = Outcome(reference, result["state"] != "refused", reasons)
    outcomes = {**results, **refused}
    return [outcomes[report.reference] for report in batch.reports], position


def _entry(body: PartnerBody, report: DutyReport, station_code: str) -> DutyEntry:
    return DutyEntry(
        record_code=f"{body.name}:{report.reference}",
        station_code=station_code,
        duty_type=report.duty_type,
        occurred_on=report.occurred_on,
        reported_on=report.reported_on,
        evidence=report.evidence,
    )


def _unknown(body: PartnerBody, report: DutyReport, count: int) -> Outcome:
    why = reason(
        "station_not_one", ABOUT_STATIONS, count=count, guided_by=body.org, name=report.station
    )
    return Outcome(report.reference, False, (why,))


def notices(
    session: Session, body: PartnerBody, after: int, since: str, limit: int
) -> tuple[Sequence[Notice], int]:
    """Return up to `limit` notices after a number, in the order in which they became visible.

    `since` is an instant to begin at, or nothing. The second value is the number to continue after.
    """
    names = {
        STATION + station["station_code"]: name
        for name, stations in stations_of(session, body).items()
        for station in stations
    }
    query = select(events.c.envelope, events.c.change_no).where(
        events.c.subject.in_(names), events.c.change_no > after, events.c.time >= since
    )
    rows = session.execute(query.order_by(events.c.change_no).limit(limit)).all()
    envelopes = [json.loads(row.envelope) for row in rows]
    told = [notice_of(envelope, names[envelope["subject"]]) for envelope in envelopes]
    return told, rows[-1].change_no if rows else after


def notice_of(envelope: dict[str, Any], station: str) -> Notice:
    """Return the notice of one event under the body's name of its station."""
    return Notice(
        id=envelope["id"],
        type=envelope["type"],
        station=station,
        effective_on=date.fromisoformat(envelope["effectiveon"]),
        data=envelope["data"],
    )

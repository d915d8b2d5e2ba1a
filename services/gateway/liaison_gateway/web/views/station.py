"""Show one station: its data, missed duties, grades, awards and history."""

from __future__ import annotations

from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from liaison_contracts.errors import NotFound
from liaison_gateway.access.authentication import caller, gateway
from liaison_gateway.access.rights import may_see, scope_of
from liaison_gateway.access.route_rights import may
from liaison_gateway.model import documents
from liaison_gateway.web.blueprint import page, pages

MOST_ROWS = 500


@pages.route("/stations/<station_code>")
@page
def station(station_code: str) -> Any:
    """Show a station that the caller may see."""
    with gateway().database.reading() as session:
        found = documents.find(session, "station", station_code)
        if found is None or not may_see(found, scope_of(caller())):
            raise NotFound("station_unknown")
        sees_money = may(caller(), "lists.list_award")
        return render_template(
            "station.html",
            station=found,
            grades=_newest(session, "grade", station_code),
            missed=_newest(session, "duty_missed", station_code),
            cases=_newest(session, "case", station_code),
            awards=_newest(session, "award", station_code) if sees_money else [],
            events=list(reversed(_shown_events(session, station_code, sees_money))),
            sees_money=sees_money,
        )


def _newest(session: Session, kind: str, station_code: str) -> list[documents.Document]:
    found = documents.page(
        session,
        kind,
        filters={"station_code": station_code},
        scope={},
        after="",
        updated_since="",
        limit=MOST_ROWS,
    )
    names = ("year", "due_on", "opened_on", "period", "_code")
    return sorted(found, key=lambda row: [str(row.get(n) or "") for n in names], reverse=True)


def _shown_events(
    session: Session, station_code: str, sees_money: bool
) -> list[documents.Document]:
    found = documents.events_of(session, f"station/{station_code}", MOST_ROWS)
    if sees_money:
        return found
    return [event for event in found if event["source"] != "liaison/incentives"]

"""Show all stations at a glance: grade, duties missed, money to pay."""

from __future__ import annotations

from typing import Any

from flask import render_template

from liaison_gateway.access.authentication import caller, gateway
from liaison_gateway.access.rights import scope_of
from liaison_gateway.model import documents, summary
from liaison_gateway.v1.queries import after, cursor_of
from liaison_gateway.web.blueprint import (
    business_day,
    page,
    pages,
)

PAGE = 50


@pages.route("/")
@page
def overview() -> Any:
    """Show the parts of the city that a person may see."""
    scope, day = scope_of(caller()), business_day()
    year = int(day[:4]) if day else 0
    with gateway().database.reading() as session:
        stations = documents.page(
            session,
            "station",
            filters={},
            scope=scope,
            after=after(),
            updated_since="",
            limit=PAGE + 1,
        )
        codes = [station["station_code"] for station in stations[:PAGE]]
        return render_template(
            "overview.html",
            stations=stations[:PAGE],
            next_cursor=cursor_of(codes[-1]) if len(stations) > PAGE else "",
            year=year,
            tiles=summary.tiles(session, scope, year),
            grades=summary.latest_grades(session, codes),
            missed=summary.missed_in(session, codes, year),
            to_pay=summary.to_pay(session, codes),
        )

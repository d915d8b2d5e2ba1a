"""Place the registry's commands in `/v1`: who is a station."""

from __future__ import annotations

from liaison_contracts import registry
from liaison_gateway.v1.routes.route import Route

ROUTES = (
    Route("/stations/imports", registry.ImportStations),
    Route("/rosters", registry.ImportRoster),
    Route("/policy/extensions", registry.RecordTrialExtension),
    Route("/policy/readings", registry.RecordReading),
    Route("/instance/history-ends", registry.EndHistory),
    Route("/persons/<person_ref>/reveals", registry.GetPerson),
)

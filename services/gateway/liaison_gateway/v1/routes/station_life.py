"""Place in `/v1` what happens to a station between its plaque and its end."""

from __future__ import annotations

from liaison_contracts import registry
from liaison_gateway.v1.routes.route import Route

ROUTES = (
    Route("/stations/<station_code>/changes", registry.ReportChange, status=201),
    Route("/changes/<change_code>/evaluations", registry.SubmitChangeEvaluation),
    Route("/changes/<change_code>/decisions", registry.DecideChange),
    Route("/stations/<station_code>/cases", registry.OpenRevocationCase, status=201),
    Route("/cases/<case_code>/defences", registry.RecordDefence, status=201),
    Route("/cases/<case_code>/decisions", registry.DecideRevocationCase),
    Route("/stations/<station_code>/incidents", registry.RecordIncident, status=201),
    Route("/stations/<station_code>/closures", registry.CloseStation),
    Route("/stations/<station_code>/plaque-recoveries", registry.RecordPlaqueRecovered),
    Route("/calendar-days", registry.DecideCalendarDays),
)

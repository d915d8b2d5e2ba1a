"""Place incentives' commands in `/v1`: what is claimed, spent and decided."""

from __future__ import annotations

from liaison_contracts import incentives
from liaison_gateway.v1.routes.route import Route

ROUTES = (
    Route("/stations/<station_code>/recruitments", incentives.ReportRecruitment, status=201),
    Route("/recruitments/<recruitment_code>/verifications", incentives.VerifyRecruitment),
    Route("/recruitments/<recruitment_code>/rejections", incentives.RejectRecruitment),
    Route("/recruitments/<recruitment_code>/programmes", incentives.RecordProgramme),
    Route("/stations/<station_code>/special-events", incentives.ProposeSpecialEvent, status=201),
    Route("/special-events/<event_code>/approvals", incentives.ApproveSpecialEvent),
    Route("/stations/<station_code>/bole-awards", incentives.DecideBole, status=201),
    Route("/stations/<station_code>/spending-reports", incentives.SubmitSpending, status=201),
    Route(
        "/stations/<station_code>/spending-reports/<int:year>/reviews", incentives.ReviewSpending
    ),
)

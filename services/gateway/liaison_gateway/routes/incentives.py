"""Place incentives' commands in `/v1`: what is claimed, spent and decided."""

from __future__ import annotations

from liaison_contracts import incentives
from liaison_gateway.routes.route import Route

ROUTES = (
    Route(
        "/stations/<station_code>/recruitments",
        incentives.ReportRecruitment,
        "Claim a recruitment",
        "申报引才成果",
        status=201,
    ),
    Route(
        "/recruitments/<recruitment_code>/verifications",
        incentives.VerifyRecruitment,
        "Verify a recruitment; two persons are needed",
        "认定引才成果（两人）",
    ),
    Route(
        "/recruitments/<recruitment_code>/rejections",
        incentives.RejectRecruitment,
        "Refuse to verify a recruitment",
        "不予认定",
    ),
    Route(
        "/recruitments/<recruitment_code>/programmes",
        incentives.RecordProgramme,
        "Record a talent programme",
        "登记入选人才计划",
    ),
    Route(
        "/stations/<station_code>/special-events",
        incentives.ProposeEvent,
        "Propose a special event",
        "申报专项活动",
        status=201,
    ),
    Route(
        "/special-events/<event_code>/approvals",
        incentives.ApproveEvent,
        "Approve a special event and its subsidy",
        "审批专项活动补助",
    ),
    Route(
        "/stations/<station_code>/bole-awards",
        incentives.DecideBole,
        "Decide a Bole award",
        "登记引才伯乐奖",
        status=201,
    ),
    Route(
        "/stations/<station_code>/spending-reports",
        incentives.SubmitSpending,
        "Report a year's spending",
        "报送经费使用情况",
        status=201,
    ),
    Route(
        "/stations/<station_code>/spending-reports/<int:year>/reviews",
        incentives.ReviewSpending,
        "Record the review of a spending report",
        "登记经费审核结果",
    ),
)

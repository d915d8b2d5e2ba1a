"""Place in `/v1` what happens to a station between its plaque and its end."""

from __future__ import annotations

from liaison_contracts import registry
from liaison_gateway.routes.route import Route

ROUTES = (
    Route(
        "/stations/<station_code>/changes",
        registry.ReportChange,
        "Report a major change",
        "报备重大变故",
        status=201,
    ),
    Route(
        "/changes/<change_code>/evaluations",
        registry.SubmitChangeEvaluation,
        "Evaluate a reported change for one side",
        "提交变故评估意见",
    ),
    Route(
        "/changes/<change_code>/decisions",
        registry.DecideChange,
        "Decide on a reported change",
        "作出变故评估决定",
    ),
    Route(
        "/stations/<station_code>/cases",
        registry.OpenRevocationCase,
        "Open a revocation case by hand, with its evidence",
        "取消授权立案",
        status=201,
    ),
    Route(
        "/cases/<case_code>/statements",
        registry.RecordStatement,
        "Record what a station says before it may lose its authorisation",
        "登记工作站陈述",
        status=201,
    ),
    Route(
        "/cases/<case_code>/decisions",
        registry.DecideRevocationCase,
        "Decide on a revocation case",
        "作出取消授权决定",
    ),
    Route(
        "/stations/<station_code>/incidents",
        registry.RecordIncident,
        "Record business outside the duties, and the notice of liability",
        "登记超范围业务及责任告知",
        status=201,
    ),
    Route(
        "/stations/<station_code>/closures",
        registry.CloseStation,
        "Close a station at its host's own request",
        "依申请终止工作站",
    ),
    Route(
        "/stations/<station_code>/plaque-recoveries",
        registry.RecordPlaqueRecovered,
        "Record that a plaque was handed back",
        "登记收回授牌",
    ),
    Route(
        "/calendar-days",
        registry.DecideCalendarDays,
        "Enter days that count otherwise than the calendar of holidays says",
        "登记工作日历调整",
    ),
)

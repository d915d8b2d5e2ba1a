"""Place in `/v1` what goes on around duties: evidence, tasks, deadlines, the calendar."""

from __future__ import annotations

from liaison_contracts import assessment
from liaison_gateway.routes.route import Route

ROUTES = (
    Route(
        "/duty-records/<record_code>/evidence",
        assessment.ShowDutyEvidence,
        "Show what proves a duty record, and where it was used before",
        "查看履职佐证及重复使用情况",
        method="GET",
    ),
    Route(
        "/stations/<station_code>/reused-evidence",
        assessment.ShowReusedEvidence,
        "Collect what proves more than one record",
        "汇集重复使用的佐证",
        method="GET",
    ),
    Route(
        "/tasks",
        assessment.AssignTask,
        "Assign a task to a station",
        "交办任务",
        status=201,
    ),
    Route(
        "/tasks/<task_code>/acceptances",
        assessment.AcceptTask,
        "Accept that a task was carried out",
        "验收交办任务",
    ),
    Route(
        "/stations/<station_code>/outlook",
        assessment.ShowOutlook,
        "Look ahead: what a station still owes",
        "查看履职展望",
        method="GET",
    ),
    Route(
        "/stations/<station_code>/deadline-extensions",
        assessment.ExtendDeadline,
        "Give a station more time for a duty",
        "延长履职期限",
    ),
)

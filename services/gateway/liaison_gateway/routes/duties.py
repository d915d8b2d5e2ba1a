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
    Route(
        "/natives",
        assessment.SaveNative,
        "Keep a person in the natives directory",
        "登记成功人士信息",
        status=201,
    ),
    Route(
        "/natives/<native_ref>/contacts",
        assessment.RecordContact,
        "Record a contact with a person of the directory",
        "登记联系情况",
        status=201,
    ),
    Route(
        "/natives/<native_ref>/reveals",
        assessment.RevealNative,
        "Look at a person unmasked, for a purpose",
        "查看完整信息(留痕)",
    ),
    Route(
        "/natives/<native_ref>/erasures",
        assessment.EraseNative,
        "Erase a person from the directory",
        "清除个人信息",
    ),
    Route(
        "/stations/<station_code>/natives/exports",
        assessment.ExportNatives,
        "Take a natives directory out, masked, for a purpose",
        "导出信息库(脱敏、留痕)",
    ),
    Route(
        "/stations/<station_code>/natives",
        assessment.ListNatives,
        "List a natives directory, masked",
        "查看信息库(脱敏)",
        method="GET",
    ),
)

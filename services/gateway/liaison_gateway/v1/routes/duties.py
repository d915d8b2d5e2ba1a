"""Place in `/v1` what goes on around duties: evidence, tasks, deadlines, the calendar."""

from __future__ import annotations

from liaison_contracts import assessment
from liaison_gateway.v1.routes.route import Route

ROUTES = (
    Route("/duty-records/<record_code>/evidence", assessment.ShowDutyEvidence, method="GET"),
    Route("/stations/<station_code>/reused-evidence", assessment.ShowReusedEvidence, method="GET"),
    Route("/tasks", assessment.AssignTask, status=201),
    Route("/tasks/<task_code>/acceptances", assessment.AcceptTask),
    Route("/stations/<station_code>/outlook", assessment.ShowOutlook, method="GET"),
    Route("/stations/<station_code>/deadline-extensions", assessment.ExtendDeadline),
    Route("/natives", assessment.SaveNative, status=201),
    Route("/natives/<native_ref>/contacts", assessment.RecordContact, status=201),
    Route("/natives/<native_ref>/reveals", assessment.RevealNative),
    Route("/natives/<native_ref>/erasures", assessment.EraseNative),
    Route("/stations/<station_code>/natives/exports", assessment.ExportNatives),
    Route("/stations/<station_code>/natives", assessment.ListNatives, method="GET"),
)

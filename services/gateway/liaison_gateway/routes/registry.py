"""Place the registry's commands in `/v1`: who is a station."""

from __future__ import annotations

from liaison_contracts import registry
from liaison_gateway.routes.route import Route

ROUTES = (
    Route(
        "/stations/imports",
        registry.ImportStations,
        "Bring in stations that have their plaque already",
        "导入已授牌工作站",
    ),
    Route(
        "/rosters",
        registry.ImportRoster,
        "Take over the stations of an uploaded roster, all or none",
        "导入工作站名册",
    ),
    Route(
        "/policy/extensions", registry.RecordTrialExtension, "Extend the trial", "登记试行期延长"
    ),
    Route(
        "/policy/readings",
        registry.RecordReading,
        "Decide how an open sentence is read",
        "登记条文解释",
    ),
    Route(
        "/instance/history-ends",
        registry.EndHistory,
        "End the import of the past, by two people",
        "结束历史数据导入",
    ),
    Route(
        "/persons/<person_ref>/reveals",
        registry.GetPerson,
        "Look at a person for a stated purpose; the look is logged",
        "按用途查看人员信息（留痕）",
    ),
)

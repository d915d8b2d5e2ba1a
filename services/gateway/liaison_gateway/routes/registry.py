"""Place the registry's commands in `/v1`: who is a station."""

from __future__ import annotations

from liaison_contracts import registry
from liaison_gateway.routes.route import Route

ROUTES = (
    Route(
        "/applications",
        registry.SubmitApplication,
        "Apply for a station",
        "申请设立工作站",
        status=201,
    ),
    Route(
        "/applications/<application_code>/forwardings",
        registry.ForwardApplication,
        "Pass an application on to the talent office",
        "转报设站申请",
    ),
    Route(
        "/applications/<application_code>/eligibility-checks",
        registry.CheckEligibility,
        "Check completeness and the six conditions",
        "审查材料与设站条件",
    ),
    Route(
        "/applications/<application_code>/reviews",
        registry.SubmitReview,
        "Give one side's opinion in the joint review",
        "提交联合评审意见",
    ),
    Route(
        "/applications/<application_code>/review-closings",
        registry.CloseReview,
        "Close the joint review",
        "结束联合评审",
    ),
    Route(
        "/applications/<application_code>/leading-group-decisions",
        registry.RecordLeadingGroupDecision,
        "Record the leading group's decision",
        "登记领导小组审议结果",
    ),
    Route(
        "/applications/<application_code>/government-approvals",
        registry.RecordGovernmentApproval,
        "Record the government's approval and the plaque",
        "登记政府批准与授牌",
    ),
    Route(
        "/stations/imports",
        registry.ImportStations,
        "Bring in stations that have their plaque already",
        "导入已授牌工作站",
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
        "/persons/<person_ref>/reveals",
        registry.GetPerson,
        "Look at a person for a stated purpose; the look is logged",
        "按用途查看人员信息（留痕）",
    ),
)

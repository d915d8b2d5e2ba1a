"""Place the registry's commands about applications in `/v1`: from the draft to the plaque."""

from __future__ import annotations

from liaison_contracts import registry
from liaison_gateway.routes.route import Route

ONE = "/applications/<application_code>"

ROUTES = (
    Route(
        "/application-drafts",
        registry.SaveDraft,
        "Save an application as it grows",
        "保存设站申请草稿",
    ),
    Route(
        f"{ONE}/submissions",
        registry.SubmitDraft,
        "Submit a saved application",
        "提交设站申请草稿",
    ),
    Route(
        "/applications",
        registry.SubmitApplication,
        "Apply for a station",
        "申请设立工作站",
        status=201,
    ),
    Route(
        f"{ONE}/nominations",
        registry.NominateHost,
        "Name a host as a sector department",
        "行业主管部门申报拟设站单位",
    ),
    Route(
        f"{ONE}/department-assignments",
        registry.AssignGuidingDepartment,
        "Assign the guiding department of an application",
        "为申请指定指导部门",
    ),
    Route(
        f"{ONE}/forwardings",
        registry.ForwardApplication,
        "Pass an application on to the talent office",
        "转报设站申请",
    ),
    Route(
        f"{ONE}/returns",
        registry.ReturnApplication,
        "Return an application for correction, with a list and a day",
        "退回补正（附清单和期限）",
    ),
    Route(
        f"{ONE}/amendments",
        registry.AmendApplication,
        "Edit an application under way; approvals of what changes are open again",
        "变更在办申请（相关审批重新办理）",
    ),
    Route(
        f"{ONE}/file",
        registry.ShowApplication,
        "Show an application, people masked",
        "查看申请材料（人员信息脱敏）",
        method="GET",
    ),
    Route(
        f"{ONE}/revisions/<int:earlier>/differences/<int:later>",
        registry.CompareRevisions,
        "Compare two revisions of an application",
        "比较申请的两个版本",
        method="GET",
    ),
    Route(
        f"{ONE}/eligibility-checks",
        registry.CheckEligibility,
        "Check completeness and the six conditions",
        "审查材料与设站条件",
    ),
    Route(
        f"{ONE}/waivers",
        registry.RecordWaiver,
        "Record the leading group's waiver of the legal-person condition",
        "登记领导小组对法人条件的豁免",
    ),
    Route(
        f"{ONE}/leading-group-decisions",
        registry.RecordLeadingGroupDecision,
        "Record the leading group's decision",
        "登记领导小组审议结果",
    ),
    Route(
        f"{ONE}/government-approvals",
        registry.RecordGovernmentApproval,
        "Record the government's approval and the plaque",
        "登记政府批准与授牌",
    ),
)

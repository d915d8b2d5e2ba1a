"""List every command's place in `/v1`: method, path, what it does, in both languages.

Who may call a route stands in the command itself (`CommandType.roles`); rights and shape have one
source each, and this table adds nothing but the address.
"""

from __future__ import annotations

from dataclasses import dataclass

from liaison_contracts import assessment, incentives, registry


@dataclass(frozen=True)
class Route:
    """Say where a command is asked; parts of the path are fields of the command."""

    path: str
    command: type
    summary: str
    summary_zh: str
    method: str = "POST"
    status: int = 200


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
        "/stations/<station_code>/changes",
        registry.ReportChange,
        "Report a major change",
        "报备重大变故",
        status=201,
    ),
    Route(
        "/changes/<change_code>/decisions",
        registry.DecideChange,
        "Decide on a reported change",
        "作出变故评估决定",
    ),
    Route(
        "/cases/<case_code>/decisions",
        registry.DecideRevocationCase,
        "Decide on a revocation case",
        "作出取消授权决定",
    ),
    Route(
        "/persons/<person_ref>/reveals",
        registry.GetPerson,
        "Look at a person for a stated purpose; the look is logged",
        "按用途查看人员信息（留痕）",
    ),
    Route(
        "/duty-records",
        assessment.RecordDuties,
        "Record what stations did, 500 at most",
        "登记履职记录",
    ),
    Route(
        "/duty-records/reviews",
        assessment.ReviewDuties,
        "Verify or return duty records",
        "核实或退回履职记录",
    ),
    Route(
        "/assessments",
        assessment.OpenAssessment,
        "Open the yearly assessment",
        "启动年度考核",
        status=201,
    ),
    Route(
        "/assessments/<int:year>/scores",
        assessment.SubmitScores,
        "Score materials for one side",
        "提交考核评分",
    ),
    Route(
        "/assessments/<int:year>/proposals",
        assessment.ProposeGrades,
        "Work out the grades that the scores come to",
        "形成等次建议",
    ),
    Route(
        "/assessments/<int:year>/publications",
        assessment.PublishGrades,
        "Publish the proposed grades",
        "公布考核等次",
    ),
    Route(
        "/findings",
        assessment.OpenFinding,
        "State a suspicion of falsification",
        "立项核查弄虚作假",
        status=201,
    ),
    Route(
        "/findings/<finding_code>/confirmations",
        assessment.ConfirmFinding,
        "Confirm falsification",
        "认定弄虚作假",
    ),
    Route(
        "/findings/<finding_code>/dismissals",
        assessment.DismissFinding,
        "Drop a suspicion",
        "排除弄虚作假",
    ),
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
    Route(
        "/stations/<station_code>/payee-accounts",
        incentives.RegisterPayeeAccount,
        "Register the account a station is paid on",
        "登记收款账户",
        status=201,
    ),
    Route(
        "/payee-accounts/<payee_ref>/approvals",
        incentives.ApprovePayeeAccount,
        "Approve a payee account as a second person",
        "复核收款账户",
    ),
    Route(
        "/second-factors",
        incentives.EnrolSecondFactor,
        "Get a second factor for approving and releasing money",
        "绑定动态口令",
        status=201,
    ),
    Route(
        "/batches",
        incentives.SealBatch,
        "Seal a batch of payable awards",
        "封存拨付批次",
        status=201,
    ),
    Route(
        "/batches/<batch_code>/approvals",
        incentives.ApproveBatch,
        "Approve a sealed batch",
        "审批拨付批次",
    ),
    Route(
        "/batches/<batch_code>/breakings",
        incentives.BreakBatch,
        "Give a sealed batch up before its release",
        "撤销未下达的拨付批次",
    ),
    Route(
        "/batches/<batch_code>/cosignatures",
        incentives.CosignBatch,
        "Co-sign a batch for a guiding department",
        "会签拨付批次",
    ),
    Route(
        "/batches/<batch_code>/releases",
        incentives.ReleaseBatch,
        "Order the payment of a batch",
        "下达拨付指令",
    ),
    Route(
        "/payouts/<payout_id>/settlements",
        incentives.RecordSettlement,
        "Record that finance paid",
        "登记支付完成",
    ),
    Route(
        "/payouts/<payout_id>/failures",
        incentives.RecordFailure,
        "Record that finance could not pay",
        "登记支付失败",
    ),
    Route(
        "/payouts/<payout_id>/reissues",
        incentives.ReissuePayout,
        "Make a failed payment payable again",
        "重新拨付",
    ),
    Route(
        "/awards/<award_code>/explanation",
        incentives.Explain,
        "Explain an amount",
        "说明金额依据",
        method="GET",
    ),
)

"""Place the registry's commands about joint reviews and meetings in `/v1` (Article 7)."""

from __future__ import annotations

from liaison_contracts import registry
from liaison_gateway.routes.route import Route

ONE = "/applications/<application_code>"

ROUTES = (
    Route(
        "/review-rounds",
        registry.OpenReviewRound,
        "Open a round of review",
        "启动资格评审",
        status=201,
    ),
    Route(
        "/review-rounds/<round_code>/closings",
        registry.CloseReviewRound,
        "Close a round of review",
        "结束资格评审",
    ),
    Route(
        f"{ONE}/urgent-needs",
        registry.DeclareUrgentNeed,
        "Declare an urgent need, with its reason",
        "认定急需紧缺（附理由）",
    ),
    Route(
        "/reviewers",
        registry.RegisterReviewer,
        "Enter a reviewer, with what ties them to bodies",
        "登记评审人员及关联信息",
    ),
    Route(
        "/reviewers/conflict-checks",
        registry.FindConflicts,
        "Compare reviewers with all hosts on record",
        "比对评审人员与全部单位的关联",
    ),
    Route(
        f"{ONE}/panels",
        registry.AppointPanel,
        "Seat the panel of an application",
        "组成评审组",
    ),
    Route(
        f"{ONE}/panel",
        registry.GetPanel,
        "Show the panel of an application",
        "查看评审组",
        method="GET",
    ),
    Route(
        f"{ONE}/conflicts",
        registry.DeclareConflict,
        "Step back from a panel",
        "申请回避",
    ),
    Route(
        f"{ONE}/site-visits",
        registry.RecordSiteVisit,
        "Record a visit to the place",
        "登记实地考察",
    ),
    Route(
        f"{ONE}/reviews",
        registry.SubmitReview,
        "Give one side's opinion in the joint review",
        "提交联合评审意见",
    ),
    Route(
        f"{ONE}/opinions",
        registry.GetOpinions,
        "Show the opinions one may see",
        "查看评审意见",
        method="GET",
    ),
    Route(
        f"{ONE}/review-closings",
        registry.CloseReview,
        "Close the joint review",
        "结束联合评审",
    ),
    Route(
        "/meetings",
        registry.SetAgenda,
        "Set the agenda of a meeting of the leading group",
        "拟定领导小组会议议程",
        status=201,
    ),
    Route(
        "/meetings/<meeting_code>/agenda",
        registry.GetAgenda,
        "Show an agenda with both sides' opinions",
        "查看会议议程及双方意见",
        method="GET",
    ),
    Route(
        "/meetings/<meeting_code>/minutes",
        registry.RecordMinutes,
        "Record the minutes of a meeting, case by case",
        "登记会议纪要（逐件）",
    ),
)

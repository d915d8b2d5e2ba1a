"""Place in `/v1` what stops, corrects or takes back a payment."""

from __future__ import annotations

from liaison_contracts import incentives
from liaison_gateway.routes.route import Route

ROUTES = (
    Route(
        "/disputes/<talent_ref>/decisions",
        incentives.DecideDispute,
        "Give a disputed talent to one claim",
        "裁定引才争议",
    ),
    Route(
        "/special-events/<event_code>/settlements",
        incentives.SettleEvent,
        "Report what an event cost, with vouchers",
        "活动经费决算（附凭证）",
    ),
    Route(
        "/bole-calls",
        incentives.OpenBoleCall,
        "Call for nominations for the Bole award",
        "启动引才伯乐奖申报",
        status=201,
    ),
    Route(
        "/stations/<station_code>/bole-nominations",
        incentives.NominateBole,
        "Nominate an excellent station for the Bole award",
        "推荐参评引才伯乐奖",
        status=201,
    ),
    Route(
        "/stations/<station_code>/case-by-case-decisions",
        incentives.RecordCaseByCaseDecision,
        "Record what was decided for one case alone; two persons are needed",
        "登记一事一议决定（两人）",
        status=201,
    ),
    Route(
        "/recruitments/<recruitment_code>/contract-ends",
        incentives.RecordContractEnd,
        "Record that a talent's contract ended",
        "登记服务合同终止",
    ),
    Route(
        "/awards/<award_code>/holds",
        incentives.HoldAward,
        "Stop an award by hand, with a reason",
        "暂缓拨付（须说明理由）",
    ),
    Route(
        "/awards/<award_code>/releases",
        incentives.ReleaseAward,
        "End a hold by hand, with a reason",
        "解除暂缓（须说明理由）",
    ),
    Route(
        "/awards/<award_code>/clawbacks",
        incentives.ProposeClawback,
        "Propose to ask paid money back",
        "提出追回建议",
        status=201,
    ),
    Route(
        "/clawbacks/<clawback_code>/decisions",
        incentives.DecideClawback,
        "Decide whether money is asked back",
        "决定是否追回",
    ),
    Route(
        "/clawbacks/<clawback_code>/receipts",
        incentives.RecordClawbackReceived,
        "Record that asked-back money came in",
        "登记追回款到账",
    ),
    Route(
        "/budgets/<int:year>/settings",
        incentives.SetBudget,
        "Set the talent fund's budget of a year",
        "设定年度预算",
    ),
    Route(
        "/fund-accounts/<int:year>",
        incentives.ShowFund,
        "Show the talent fund of a year by article",
        "查看年度基金账目（按条款）",
        method="GET",
    ),
    Route(
        "/payee-accounts/<payee_ref>/reveals",
        incentives.RevealPayeeAccount,
        "Show finance the account of a payment; the look is logged",
        "财政查看收款账户（留痕）",
    ),
    Route(
        "/statements",
        incentives.ImportStatement,
        "Compare an uploaded bank statement with the books",
        "导入银行对账单",
        status=201,
    ),
    Route(
        "/statements/<statement_code>/explanations",
        incentives.ExplainStatementLine,
        "Explain a line that differs from the books",
        "说明对账差异",
    ),
    Route(
        "/statements/<statement_code>/comparison",
        incentives.ShowStatement,
        "Show how a statement stands beside the books now",
        "查看对账结果",
        method="GET",
    ),
    Route(
        "/day-reports/<on>",
        incentives.ShowDayReport,
        "Show a day's settlements beside the bank's bookings",
        "查看日终对账报告",
        method="GET",
    ),
    Route(
        "/payouts/<payout_id>/returns",
        incentives.RecordReturn,
        "Record that the bank gave a payment back",
        "登记银行退票",
    ),
    Route(
        "/payouts/<payout_id>/recalls",
        incentives.RecordRecall,
        "Record that a payment was stopped in time",
        "登记拨付已撤回",
    ),
    Route(
        "/payouts/<payout_id>/reversals",
        incentives.ReverseSettlement,
        "Take back a settlement that was recorded by mistake",
        "冲正误登记的支付",
    ),
)

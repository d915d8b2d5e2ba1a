"""Place in `/v1` what stops, corrects or takes back a payment."""

from __future__ import annotations

from liaison_contracts import incentives
from liaison_gateway.v1.routes.route import Route

ROUTES = (
    Route("/disputes/<talent_ref>/decisions", incentives.DecideDispute),
    Route("/special-events/<event_code>/settlements", incentives.SettleSpecialEvent),
    Route("/bole-calls", incentives.OpenBoleCall, status=201),
    Route("/stations/<station_code>/bole-nominations", incentives.NominateBole, status=201),
    Route(
        "/stations/<station_code>/case-by-case-decisions",
        incentives.RecordCaseByCaseDecision,
        status=201,
    ),
    Route("/recruitments/<recruitment_code>/contract-ends", incentives.RecordContractEnd),
    Route("/awards/<award_code>/holds", incentives.HoldAward),
    Route("/awards/<award_code>/releases", incentives.ReleaseAward),
    Route("/awards/<award_code>/clawbacks", incentives.ProposeClawback, status=201),
    Route("/clawbacks/<clawback_code>/decisions", incentives.DecideClawback),
    Route("/clawbacks/<clawback_code>/receipts", incentives.RecordClawbackReceived),
    Route("/budgets/<int:year>/settings", incentives.SetBudget),
    Route("/fund-accounts/<int:year>", incentives.ShowFund, method="GET"),
    Route("/payee-accounts/<payee_ref>/reveals", incentives.RevealPayeeAccount),
    Route("/bank-statements", incentives.ImportBankStatement, status=201),
    Route("/bank-statements/<statement_code>/explanations", incentives.ExplainBankStatementLine),
    Route("/bank-statements/<statement_code>/set-asides", incentives.ProposeBankStatementSetAside),
    Route(
        "/bank-statements/<statement_code>/set-aside-decisions",
        incentives.DecideBankStatementSetAside,
    ),
    Route(
        "/bank-statements/<statement_code>/comparison", incentives.ShowBankStatement, method="GET"
    ),
    Route("/day-reports/<on>", incentives.ShowDayReport, method="GET"),
    Route("/payouts/<payout_id>/returns", incentives.RecordReturn),
    Route("/payouts/<payout_id>/recalls", incentives.RecordRecall),
    Route("/payouts/<payout_id>/reversals", incentives.ReverseSettlement),
)

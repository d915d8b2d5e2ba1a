"""Decide what stations earn and see that it is paid (Articles 13, 14 and 3)."""

from __future__ import annotations

from liaison_contracts import assessment, finance, incentives, registry
from liaison_incentives.context import Work
from liaison_incentives.usecases import consumers, funds
from liaison_incentives.usecases.awards import (
    case_by_case,
    clawbacks,
    day_close,
    explanations,
    holds,
)
from liaison_incentives.usecases.bank_statements import daily_reports, intake, set_asides
from liaison_incentives.usecases.batches import breakup, release, seal, second_factor, signatures
from liaison_incentives.usecases.claims import (
    bole,
    disputes,
    recruitments,
    special_events,
    spending_reports,
)
from liaison_incentives.usecases.ledger import checkpoints
from liaison_incentives.usecases.payments import (
    account_reveals,
    finance_answers,
    finance_reports,
    payee_accounts,
    payouts,
    refused_answers,
)
from liaison_incentives.usecases.proofs import bundle
from liaison_kit.service import Acts, Hears, Service

ACTS: Acts[Work] = {
    # What stations earn (Articles 13 and 14)
    incentives.ReportRecruitment: recruitments.report,
    incentives.VerifyRecruitment: recruitments.verify,
    incentives.RejectRecruitment: recruitments.reject,
    incentives.RecordProgramme: recruitments.record_programme,
    incentives.RecordContractEnd: recruitments.record_contract_end,
    incentives.DecideDispute: disputes.decide,
    incentives.ProposeSpecialEvent: special_events.propose_special_event,
    incentives.ApproveSpecialEvent: special_events.approve_special_event,
    incentives.SettleSpecialEvent: special_events.settle_special_event,
    incentives.OpenBoleCall: bole.open_call,
    incentives.NominateBole: bole.nominate,
    incentives.DecideBole: bole.decide_bole,
    incentives.SubmitSpending: spending_reports.submit,
    incentives.ReviewSpending: spending_reports.review,
    incentives.RecordCaseByCaseDecision: case_by_case.record,
    # Payees and batches of payments (Article 3)
    incentives.RegisterPayeeAccount: payee_accounts.register,
    incentives.ApprovePayeeAccount: payee_accounts.approve,
    incentives.RevealPayeeAccount: account_reveals.reveal,
    incentives.EnrolSecondFactor: second_factor.enrol,
    incentives.SealBatch: seal.seal,
    incentives.ApproveBatch: signatures.approve,
    incentives.CosignBatch: signatures.cosign,
    incentives.BreakBatch: breakup.break_on_demand,
    incentives.ReleaseBatch: release.release,
    # What finance did (Article 3)
    incentives.RecordSettlement: payouts.record_settlement,
    incentives.RecordFailure: payouts.record_failure,
    incentives.RecordReturn: finance_reports.record_return,
    incentives.RecordRecall: finance_reports.record_recall,
    incentives.ReverseSettlement: finance_reports.reverse,
    incentives.ReissuePayout: payouts.reissue,
    # Holds and recovery (Articles 10 and 12)
    incentives.HoldAward: holds.hold,
    incentives.ReleaseAward: holds.release,
    incentives.ProposeClawback: clawbacks.propose,
    incentives.DecideClawback: clawbacks.decide,
    incentives.RecordClawbackReceived: finance_reports.record_clawback_received,
    # Fund, ledger, bank statements and proofs (Article 3)
    incentives.SetBudget: funds.set_budget,
    incentives.ShowFund: funds.show,
    incentives.ImportBankStatement: intake.import_bank_statement,
    incentives.ExplainBankStatementLine: intake.explain_line,
    incentives.ProposeBankStatementSetAside: set_asides.propose,
    incentives.DecideBankStatementSetAside: set_asides.decide,
    incentives.ShowBankStatement: intake.show,
    incentives.ShowDayReport: daily_reports.show,
    incentives.Explain: explanations.explain,
    incentives.ExportProof: bundle.export,
    incentives.VerifyLedger: bundle.verify_ledger,
}
HEARS: Hears[Work] = {
    registry.PlaqueGranted: consumers.plaque_granted,
    registry.StationUpdated: consumers.station_updated,
    registry.CalendarDayDecided: consumers.calendar_day_decided,
    registry.ChangeReported: consumers.change_reported,
    registry.ChangeDecided: consumers.change_decided,
    registry.AuthorizationWithdrawn: consumers.authorization_withdrawn,
    registry.RevocationCaseOpened: consumers.case_opened,
    registry.RevocationCaseDecided: consumers.case_decided,
    registry.PolicyExtended: consumers.policy_extended,
    registry.PolicyReadingDecided: consumers.reading_decided,
    registry.HistoryEnded: consumers.history_ended,
    assessment.GradePublished: consumers.grade_published,
    assessment.AssessmentClosed: consumers.assessment_closed,
    assessment.FindingOpened: consumers.finding_opened,
    assessment.FindingConfirmed: consumers.finding_confirmed,
    assessment.FindingDismissed: consumers.finding_dismissed,
    finance.PayoutSettled: finance_answers.settle,
    finance.PayoutFailed: finance_answers.not_paid,
    finance.PayoutReturned: finance_answers.not_paid,
    finance.PayoutRecalled: finance_answers.not_paid,
    finance.PayoutClawbackReceived: finance_reports.receive,
}
SERVICE = Service(
    name="incentives",
    acts=ACTS,
    hears=HEARS,
    at_day_end=day_close.close_day,
    at_hour=checkpoints.make,
    tells_refused=refused_answers.tell,
)

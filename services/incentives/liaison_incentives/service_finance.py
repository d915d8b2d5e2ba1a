"""Take what people and finance ask around a payment: disputes, holds, clawbacks, corrections."""

from __future__ import annotations

from typing import Any

from liaison_contracts import finance, incentives
from liaison_incentives.usecases import funds
from liaison_incentives.usecases.awards import case_by_case, clawbacks, holds
from liaison_incentives.usecases.bank_statements import daily_reports, intake
from liaison_incentives.usecases.claims import competing, disputes, recruitments
from liaison_incentives.usecases.payments import account_reveals, finance_reports
from liaison_kit.service import Service, answers, hears, tells


class Remedies(Service):
    """Give `Incentives` the entrypoints that stop, correct or take back a payment."""

    @answers(incentives.DecideDispute)
    def decide_dispute(self, work: Any, body: incentives.DecideDispute) -> Any:
        """Give a disputed talent to one claim."""
        return disputes.decide(work, body)

    @answers(incentives.RecordContractEnd)
    def record_contract_end(self, work: Any, body: incentives.RecordContractEnd) -> Any:
        """Record that a talent's contract ended."""
        return recruitments.record_contract_end(work, body)

    @answers(incentives.HoldAward)
    def hold_award(self, work: Any, body: incentives.HoldAward) -> Any:
        """Stop an award by hand."""
        return holds.hold(work, body)

    @answers(incentives.ReleaseAward)
    def release_award(self, work: Any, body: incentives.ReleaseAward) -> Any:
        """End a hold by hand."""
        return holds.release(work, body)

    @answers(incentives.ProposeClawback)
    def propose_clawback(self, work: Any, body: incentives.ProposeClawback) -> Any:
        """Propose to ask money back."""
        return clawbacks.propose(work, body)

    @answers(incentives.DecideClawback)
    def decide_clawback(self, work: Any, body: incentives.DecideClawback) -> Any:
        """Decide whether money is asked back."""
        return clawbacks.decide(work, body)

    @answers(incentives.RecordReturn)
    def record_return(self, work: Any, body: incentives.RecordReturn) -> Any:
        """Record that the bank gave a payment back."""
        return finance_reports.record_return(work, body)

    @answers(incentives.RecordRecall)
    def record_recall(self, work: Any, body: incentives.RecordRecall) -> Any:
        """Record that a payment was stopped in time."""
        return finance_reports.record_recall(work, body)

    @answers(incentives.ReverseSettlement)
    def reverse_settlement(self, work: Any, body: incentives.ReverseSettlement) -> Any:
        """Take back a settlement that was recorded by mistake."""
        return finance_reports.reverse(work, body)

    @answers(incentives.RecordClawbackReceived)
    def record_clawback_received(self, work: Any, body: incentives.RecordClawbackReceived) -> Any:
        """Record that asked-back money came in."""
        return finance_reports.record_clawback_received(work, body)

    @answers(incentives.SettleEvent)
    def settle_event(self, work: Any, body: incentives.SettleEvent) -> Any:
        """Take what an event cost."""
        return competing.settle_event(work, body)

    @answers(incentives.OpenBoleCall)
    def open_bole_call(self, work: Any, body: incentives.OpenBoleCall) -> Any:
        """Call for nominations for the Bole award."""
        return competing.open_call(work, body)

    @answers(incentives.NominateBole)
    def nominate_bole(self, work: Any, body: incentives.NominateBole) -> Any:
        """Nominate a station for the Bole award."""
        return competing.nominate(work, body)

    @answers(incentives.RecordCaseByCaseDecision)
    def record_case_by_case_decision(
        self, work: Any, body: incentives.RecordCaseByCaseDecision
    ) -> Any:
        """Record what was decided for one case alone, as first or second person."""
        return case_by_case.record(work, body)

    @answers(incentives.SetBudget)
    def set_budget(self, work: Any, body: incentives.SetBudget) -> Any:
        """Set a year's budget."""
        return funds.set_budget(work, body)

    @tells(incentives.ShowFund)
    def show_fund(self, work: Any, body: incentives.ShowFund) -> Any:
        """Show the accounts of the talent fund for a year."""
        return funds.show(work, body)

    @answers(incentives.RevealPayeeAccount)
    def reveal_payee_account(self, work: Any, body: incentives.RevealPayeeAccount) -> Any:
        """Show finance the account of a payment."""
        return account_reveals.reveal(work, body)

    @answers(incentives.ImportStatement)
    def import_statement(self, work: Any, body: incentives.ImportStatement) -> Any:
        """Compare a bank statement with the books."""
        return intake.import_statement(work, body)

    @answers(incentives.ExplainStatementLine)
    def explain_statement_line(self, work: Any, body: incentives.ExplainStatementLine) -> Any:
        """Write down why a line differs."""
        return intake.explain_line(work, body)

    @tells(incentives.ShowStatement)
    def show_statement(self, work: Any, body: incentives.ShowStatement) -> Any:
        """Show how a statement stands beside the books."""
        return intake.show(work, body)

    @tells(incentives.ShowDayReport)
    def show_day_report(self, work: Any, body: incentives.ShowDayReport) -> Any:
        """Show a day's settlements beside the bank's bookings."""
        return daily_reports.show(work, body)

    @hears(finance.PayoutClawbackReceived)
    def on_clawback_received(self, work: Any, told: finance.PayoutClawbackReceived) -> None:
        """Book asked-back money."""
        finance_reports.receive(work, told)

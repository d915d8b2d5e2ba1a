"""Take what comes in for incentives: commands, questions, facts of others, and the end of a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from liaison_contracts import assessment, finance, incentives, registry
from liaison_incentives.service_finance import Remedies
from liaison_incentives.service_proofs import Proofs
from liaison_incentives.usecases import consumers, office_days
from liaison_incentives.usecases.awards import day_close
from liaison_incentives.usecases.batches import breakup, release, seal, second_factor, signatures
from liaison_incentives.usecases.claims import recruitments, special, spending_reports
from liaison_incentives.usecases.ledger import checkpoints
from liaison_incentives.usecases.payments import payee_accounts, payouts
from liaison_kit.instance.instance import end_history
from liaison_kit.service import answers, hears


class Incentives(Remedies, Proofs):
    """Earn and pay: Articles 13 and 14, and the payment side of Article 3."""

    name = "incentives"

    # -- commands ---------------------------------------------------------------------------

    @answers(incentives.ReportRecruitment)
    def report_recruitment(self, work: Any, body: incentives.ReportRecruitment) -> Any:
        """Take a claim for a recruited talent."""
        return recruitments.report(work, body)

    @answers(incentives.VerifyRecruitment)
    def verify_recruitment(self, work: Any, body: incentives.VerifyRecruitment) -> Any:
        """Verify a claim, as first or second person."""
        return recruitments.verify(work, body)

    @answers(incentives.RejectRecruitment)
    def reject_recruitment(self, work: Any, body: incentives.RejectRecruitment) -> Any:
        """Refuse to verify a claim."""
        return recruitments.reject(work, body)

    @answers(incentives.RecordProgramme)
    def record_programme(self, work: Any, body: incentives.RecordProgramme) -> Any:
        """Record a talent's programme."""
        return recruitments.record_programme(work, body)

    @answers(incentives.ProposeEvent)
    def propose_event(self, work: Any, body: incentives.ProposeEvent) -> Any:
        """Take a special event."""
        return special.propose_event(work, body)

    @answers(incentives.ApproveEvent)
    def approve_event(self, work: Any, body: incentives.ApproveEvent) -> Any:
        """Approve a special event and its subsidy."""
        return special.approve_event(work, body)

    @answers(incentives.DecideBole)
    def decide_bole(self, work: Any, body: incentives.DecideBole) -> Any:
        """Take a decided Bole award."""
        return special.decide_bole(work, body)

    @answers(incentives.SubmitSpending)
    def submit_spending(self, work: Any, body: incentives.SubmitSpending) -> Any:
        """Take a spending report."""
        return spending_reports.submit(work, body)

    @answers(incentives.ReviewSpending)
    def review_spending(self, work: Any, body: incentives.ReviewSpending) -> Any:
        """Record the review of a spending report."""
        return spending_reports.review(work, body)

    @answers(incentives.RegisterPayeeAccount)
    def register_payee_account(self, work: Any, body: incentives.RegisterPayeeAccount) -> Any:
        """Take in an account."""
        return payee_accounts.register(work, body)

    @answers(incentives.ApprovePayeeAccount)
    def approve_payee_account(self, work: Any, body: incentives.ApprovePayeeAccount) -> Any:
        """Approve an account."""
        return payee_accounts.approve(work, body)

    @answers(incentives.EnrolSecondFactor)
    def enrol_second_factor(self, work: Any, body: incentives.EnrolSecondFactor) -> Any:
        """Give the caller a second factor."""
        return second_factor.enrol(work, body)

    @answers(incentives.SealBatch)
    def seal_batch(self, work: Any, body: incentives.SealBatch) -> Any:
        """Close a list of payments."""
        return seal.seal(work, body)

    @answers(incentives.ApproveBatch)
    def approve_batch(self, work: Any, body: incentives.ApproveBatch) -> Any:
        """Approve a list of payments."""
        return signatures.approve(work, body)

    @answers(incentives.CosignBatch)
    def cosign_batch(self, work: Any, body: incentives.CosignBatch) -> Any:
        """Sign a list for a guiding department."""
        return signatures.cosign(work, body)

    @answers(incentives.BreakBatch)
    def break_batch(self, work: Any, body: incentives.BreakBatch) -> Any:
        """Break a list that should not be paid."""
        return breakup.break_on_demand(work, body)

    @answers(incentives.ReleaseBatch)
    def release_batch(self, work: Any, body: incentives.ReleaseBatch) -> Any:
        """Order the payment of a list."""
        return release.release(work, body)

    @answers(incentives.RecordSettlement)
    def record_settlement(self, work: Any, body: incentives.RecordSettlement) -> Any:
        """Record that finance paid."""
        return payouts.record_settlement(work, body)

    @answers(incentives.RecordFailure)
    def record_failure(self, work: Any, body: incentives.RecordFailure) -> Any:
        """Record that finance could not pay."""
        return payouts.record_failure(work, body)

    @answers(incentives.ReissuePayout)
    def reissue_payout(self, work: Any, body: incentives.ReissuePayout) -> Any:
        """Let a failed payment be made again."""
        return payouts.reissue(work, body)

    # -- facts of others --------------------------------------------------------------------

    @hears(registry.PlaqueGranted)
    def on_plaque_granted(self, work: Any, told: registry.PlaqueGranted) -> None:
        """Take a station in."""
        consumers.plaque_granted(work, told)

    @hears(registry.StationUpdated)
    def on_station_updated(self, work: Any, told: registry.StationUpdated) -> None:
        """Follow a station's department and people."""
        consumers.station_updated(work, told)

    @hears(registry.CalendarDayDecided)
    def on_calendar_day_decided(self, work: Any, told: registry.CalendarDayDecided) -> None:
        """Count a day as the office does (HOUSE)."""
        office_days.decided(work, told)

    @hears(registry.ChangeReported)
    def on_change_reported(self, work: Any, told: registry.ChangeReported) -> None:
        """Note an evaluation."""
        consumers.change_reported(work, told)

    @hears(registry.ChangeDecided)
    def on_change_decided(self, work: Any, told: registry.ChangeDecided) -> None:
        """Note the end of an evaluation."""
        consumers.change_decided(work, told)

    @hears(registry.AuthorizationWithdrawn)
    def on_authorization_withdrawn(self, work: Any, told: registry.AuthorizationWithdrawn) -> None:
        """Note the end of an authorisation."""
        consumers.authorization_withdrawn(work, told)

    @hears(registry.RevocationCaseOpened)
    def on_revocation_case_opened(self, work: Any, told: registry.RevocationCaseOpened) -> None:
        """Note a case."""
        consumers.case_opened(work, told)

    @hears(registry.RevocationCaseDecided)
    def on_revocation_case_decided(self, work: Any, told: registry.RevocationCaseDecided) -> None:
        """Note the decision on a case."""
        consumers.case_decided(work, told)

    @hears(registry.PolicyExtended)
    def on_policy_extended(self, work: Any, told: registry.PolicyExtended) -> None:
        """Extend the trial."""
        consumers.policy_extended(work, told)

    @hears(registry.PolicyReadingDecided)
    def on_policy_reading_decided(self, work: Any, told: registry.PolicyReadingDecided) -> None:
        """Take a reading in."""
        consumers.reading_decided(work, told)

    @hears(registry.HistoryEnded)
    def on_history_ended(self, work: Any, told: registry.HistoryEnded) -> None:
        """Follow the system clock from now on: what falls due is paid by finance."""
        end_history(work.session, told.history_until)

    @hears(assessment.GradePublished)
    def on_grade_published(self, work: Any, told: assessment.GradePublished) -> None:
        """Store a grade."""
        consumers.grade_published(work, told)

    @hears(assessment.AssessmentClosed)
    def on_assessment_closed(self, work: Any, told: assessment.AssessmentClosed) -> None:
        """Note that a year's grades are complete."""
        consumers.assessment_closed(work, told)

    @hears(assessment.FindingOpened)
    def on_finding_opened(self, work: Any, told: assessment.FindingOpened) -> None:
        """Note a suspicion."""
        consumers.finding_opened(work, told)

    @hears(assessment.FindingConfirmed)
    def on_finding_confirmed(self, work: Any, told: assessment.FindingConfirmed) -> None:
        """Note a confirmed suspicion."""
        consumers.finding_confirmed(work, told)

    @hears(assessment.FindingDismissed)
    def on_finding_dismissed(self, work: Any, told: assessment.FindingDismissed) -> None:
        """Note a dismissed suspicion."""
        consumers.finding_dismissed(work, told)

    @hears(finance.PayoutSettled)
    def on_payout_settled(self, work: Any, told: finance.PayoutSettled) -> None:
        """Book a payment."""
        payouts.settle(work, told)

    @hears(finance.PayoutFailed)
    def on_payout_failed(self, work: Any, told: finance.PayoutFailed) -> None:
        """Book that finance could not pay."""
        payouts.not_paid(work, told, "failed")

    @hears(finance.PayoutReturned)
    def on_payout_returned(self, work: Any, told: finance.PayoutReturned) -> None:
        """Book that the bank gave a payment back."""
        payouts.not_paid(work, told, "returned")

    @hears(finance.PayoutRecalled)
    def on_payout_recalled(self, work: Any, told: finance.PayoutRecalled) -> None:
        """Book that a payment was stopped in time."""
        payouts.not_paid(work, told, "recalled")

    # -- the day ------------------------------------------------------------------------------

    def at_day_end(self, work: Any, on: date) -> None:
        """Decide what fell due or changed, and total the day's payouts."""
        day_close.close_day(work, on)

    def at_hour(self, work: Any) -> None:
        """Sign the ledger's head."""
        checkpoints.make(work)

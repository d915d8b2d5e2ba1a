"""Say which messages come in: what assessment is asked, what it hears, what it does each day."""

from __future__ import annotations

from datetime import date
from typing import Any

from liaison_assessment.service_policy import HearsPolicy
from liaison_assessment.usecases import (
    assessments,
    consumers,
    duties,
    evidence,
    findings,
    grades,
    reviews,
    scores,
    settlement,
    streaks,
)
from liaison_assessment.usecases.calendar import deadlines, outlook, reminders, tasks
from liaison_assessment.usecases.directory import access, natives
from liaison_assessment.usecases.falsification import defences, export
from liaison_assessment.usecases.yearly import (
    comparison,
    dossiers,
    lab,
    objections,
    self_assessments,
    sheets,
    ties,
)
from liaison_contracts import assessment, incentives, registry
from liaison_kit.service import answers, hears, tells
from liaison_kit.work import Work


class Assessment(HearsPolicy):
    """Keep what stations did and grade their years (Articles 11 and 12)."""

    name = "assessment"

    @answers(assessment.RecordDuties)
    def record_duties(self, work: Work, body: assessment.RecordDuties) -> Any:
        """Record what stations did."""
        return duties.record(work, body)

    @answers(assessment.ReviewDuties)
    def review_duties(self, work: Work, body: assessment.ReviewDuties) -> Any:
        """Verify or return duty records."""
        return reviews.review(work, body)

    @tells(assessment.ShowDutyEvidence)
    def show_duty_evidence(self, work: Work, body: assessment.ShowDutyEvidence) -> Any:
        """Show what proves a record."""
        return evidence.show(work, body)

    @tells(assessment.ShowReusedEvidence)
    def show_reused_evidence(self, work: Work, body: assessment.ShowReusedEvidence) -> Any:
        """Collect what proves more than one record."""
        return evidence.show_reused(work, body)

    @answers(assessment.AssignTask)
    def assign_task(self, work: Work, body: assessment.AssignTask) -> Any:
        """Assign a task."""
        return tasks.assign(work, body)

    @answers(assessment.AcceptTask)
    def accept_task(self, work: Work, body: assessment.AcceptTask) -> Any:
        """Accept a task."""
        return tasks.accept(work, body)

    @answers(assessment.ExtendDeadline)
    def extend_deadline(self, work: Work, body: assessment.ExtendDeadline) -> Any:
        """Give a station more time."""
        return deadlines.extend(work, body)

    @tells(assessment.ShowOutlook)
    def show_outlook(self, work: Work, body: assessment.ShowOutlook) -> Any:
        """Show what a station still owes."""
        return outlook.show(work, body)

    @answers(assessment.SaveNative)
    def save_native(self, work: Work, body: assessment.SaveNative) -> Any:
        """Keep a person in the directory."""
        return natives.save(work, body)

    @answers(assessment.RecordContact)
    def record_contact(self, work: Work, body: assessment.RecordContact) -> Any:
        """Record a contact."""
        return natives.record_contact(work, body)

    @answers(assessment.RevealNative)
    def reveal_native(self, work: Work, body: assessment.RevealNative) -> Any:
        """Show a person for a purpose."""
        return access.reveal(work, body)

    @tells(assessment.ListNatives)
    def list_natives(self, work: Work, body: assessment.ListNatives) -> Any:
        """List a directory, masked."""
        return access.list_masked(work, body)

    @answers(assessment.ExportNatives)
    def export_natives(self, work: Work, body: assessment.ExportNatives) -> Any:
        """Take a directory out, masked, for a purpose."""
        return access.export_masked(work, body)

    @answers(assessment.EraseNative)
    def erase_native(self, work: Work, body: assessment.EraseNative) -> Any:
        """Erase a person."""
        return natives.erase(work, body)

    @answers(assessment.OpenAssessment)
    def open_assessment(self, work: Work, body: assessment.OpenAssessment) -> Any:
        """Open a year."""
        return assessments.open_year(work, body)

    @answers(assessment.SubmitScores)
    def submit_scores(self, work: Work, body: assessment.SubmitScores) -> Any:
        """Score materials for one side."""
        return scores.submit(work, body)

    @answers(assessment.ProposeGrades)
    def propose_grades(self, work: Work, body: assessment.ProposeGrades) -> Any:
        """Propose the grades of a year."""
        return grades.propose(work, body)

    @answers(assessment.PublishGrades)
    def publish_grades(self, work: Work, body: assessment.PublishGrades) -> Any:
        """Publish the proposed grades."""
        return grades.publish(work, body)

    @answers(assessment.SubmitSelfAssessment)
    def submit_self_assessment(self, work: Work, body: assessment.SubmitSelfAssessment) -> Any:
        """Keep a station's own account."""
        return self_assessments.submit(work, body)

    @answers(assessment.ResolveTie)
    def resolve_tie(self, work: Work, body: assessment.ResolveTie) -> Any:
        """Decide a tie at the cut."""
        return ties.resolve(work, body)

    @answers(assessment.FileObjection)
    def file_objection(self, work: Work, body: assessment.FileObjection) -> Any:
        """Object to a grade."""
        return objections.file(work, body)

    @answers(assessment.DecideObjection)
    def decide_objection(self, work: Work, body: assessment.DecideObjection) -> Any:
        """Uphold or dismiss an objection."""
        return objections.decide(work, body)

    @tells(assessment.GetDossier)
    def get_dossier(self, work: Work, body: assessment.GetDossier) -> Any:
        """Show the seven materials of a station's year."""
        return dossiers.show(work, body)

    @tells(assessment.GetScores)
    def get_scores(self, work: Work, body: assessment.GetScores) -> Any:
        """Show a station's scores, as far as they may be seen."""
        return sheets.show(work, body)

    @tells(assessment.GetCalibration)
    def get_calibration(self, work: Work, body: assessment.GetCalibration) -> Any:
        """Compare how both sides score."""
        return comparison.compare(work, body)

    @tells(assessment.TryScoreChange)
    def try_score_change(self, work: Work, body: assessment.TryScoreChange) -> Any:
        """Try what one other mark would change."""
        return comparison.try_out(work, body)

    @tells(assessment.GetQuotaLab)
    def get_quota_lab(self, work: Work, body: assessment.GetQuotaLab) -> Any:
        """Lay a year out under every reading."""
        return lab.lay_out(work, body)

    @answers(assessment.OpenFinding)
    def open_finding(self, work: Work, body: assessment.OpenFinding) -> Any:
        """State a suspicion of falsification."""
        return findings.open_finding(work, body)

    @answers(assessment.RecordFindingStatement)
    def record_finding_statement(self, work: Work, body: assessment.RecordFindingStatement) -> Any:
        """Hear the station on a finding."""
        return defences.record_statement(work, body)

    @answers(assessment.RecordReferral)
    def record_referral(self, work: Work, body: assessment.RecordReferral) -> Any:
        """Record to whom a finding was handed."""
        return defences.record_referral(work, body)

    @answers(assessment.ExportFinding)
    def export_finding(self, work: Work, body: assessment.ExportFinding) -> Any:
        """Hand a finding out with its evidence."""
        return export.export(work, body)

    @answers(assessment.ConfirmFinding)
    def confirm_finding(self, work: Work, body: assessment.ConfirmFinding) -> Any:
        """Confirm falsification."""
        return findings.confirm_finding(work, body)

    @answers(assessment.DismissFinding)
    def dismiss_finding(self, work: Work, body: assessment.DismissFinding) -> Any:
        """Drop a suspicion."""
        return findings.dismiss_finding(work, body)

    @hears(registry.PlaqueGranted)
    def on_plaque_granted(self, work: Work, told: registry.PlaqueGranted) -> None:
        """Keep a new station and judge the records and scores that came before it."""
        consumers.plaque_granted(work, told)

    @hears(registry.StationUpdated)
    def on_station_updated(self, work: Work, told: registry.StationUpdated) -> None:
        """Take over new values of the fields that are kept here."""
        consumers.station_updated(work, told)

    @hears(registry.AuthorizationWithdrawn)
    def on_authorization_withdrawn(self, work: Work, told: registry.AuthorizationWithdrawn) -> None:
        """End the authorisation; the first withdrawal counts."""
        consumers.authorization_withdrawn(work, told)

    @hears(registry.ChangeReported)
    def on_change_reported(self, work: Work, told: registry.ChangeReported) -> None:
        """Keep a reported change."""
        consumers.change_reported(work, told)

    @hears(registry.ChangeDecided)
    def on_change_decided(self, work: Work, told: registry.ChangeDecided) -> None:
        """Keep what people decided on a change."""
        consumers.change_decided(work, told)

    @hears(registry.RevocationCaseOpened)
    def on_case_opened(self, work: Work, told: registry.RevocationCaseOpened) -> None:
        """Keep an open case: while it lasts, no second one is asked for."""
        consumers.case_opened(work, told)

    @hears(registry.RevocationCaseDecided)
    def on_case_decided(self, work: Work, told: registry.RevocationCaseDecided) -> None:
        """Keep what people decided on a case."""
        consumers.case_decided(work, told)

    @hears(registry.IncidentRecorded)
    def on_incident_recorded(self, work: Work, told: registry.IncidentRecorded) -> None:
        """Keep an incident for who assesses the year."""
        consumers.incident_recorded(work, told)

    @hears(incentives.RecruitmentReported)
    def on_recruitment_reported(self, work: Work, told: incentives.RecruitmentReported) -> None:
        """Keep a recruitment; it counts in a tie once it is verified."""
        consumers.recruitment_reported(work, told)

    @hears(incentives.RecruitmentVerified)
    def on_recruitment_verified(self, work: Work, told: incentives.RecruitmentVerified) -> None:
        """Let a recruitment count in a tie."""
        consumers.recruitment_verified(work, told)

    @hears(incentives.RecruitmentRejected)
    def on_recruitment_rejected(self, work: Work, told: incentives.RecruitmentRejected) -> None:
        """Let a recruitment not count."""
        consumers.recruitment_rejected(work, told)

    @hears(incentives.SpendingSubmitted)
    def on_spending_submitted(self, work: Work, told: incentives.SpendingSubmitted) -> None:
        """Keep a spending report as material 7; a new report has to be reviewed anew."""
        consumers.spending_submitted(work, told)

    @hears(incentives.SpendingReviewed)
    def on_spending_reviewed(self, work: Work, told: incentives.SpendingReviewed) -> None:
        """Keep what the leading group said of a spending report."""
        consumers.spending_reviewed(work, told)

    @hears(incentives.EventSubsidyApproved)
    def on_event_approved(self, work: Work, told: incentives.EventSubsidyApproved) -> None:
        """Keep a special event as part of material 6."""
        consumers.event_approved(work, told)

    @hears(incentives.EventSubsidySettled)
    def on_event_settled(self, work: Work, told: incentives.EventSubsidySettled) -> None:
        """Note that a special event took place and was settled."""
        consumers.event_settled(work, told)

    def at_day_end(self, work: Work, on: date) -> None:
        """Settle the duties of past years, and find unqualified years in a row."""
        settlement.settle_due_years(work, on)
        reminders.remind_due(work, on)
        natives.erase_over(work, on)
        streaks.find_due_streaks(work, on)

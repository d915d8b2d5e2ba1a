"""Connect assessment's messages to its use cases (Articles 11 and 12)."""

from __future__ import annotations

from liaison_assessment.context import Work
from liaison_assessment.usecases import (
    assessments,
    consumers,
    day_close,
    duties,
    evidence,
    findings,
    grades,
    reviews,
    scores,
)
from liaison_assessment.usecases.calendar import deadlines, outlook, tasks
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
from liaison_kit.service import Acts, Hears, Service

ACTS: Acts[Work] = {
    # Duties and their evidence (Article 11)
    assessment.RecordDuties: duties.record,
    assessment.ReviewDuties: reviews.review,
    assessment.ShowDutyEvidence: evidence.show,
    assessment.ShowReusedEvidence: evidence.show_reused,
    assessment.AssignTask: tasks.assign,
    assessment.AcceptTask: tasks.accept,
    assessment.ExtendDeadline: deadlines.extend,
    assessment.ShowOutlook: outlook.show,
    # The directory of natives (Article 11(2))
    assessment.SaveNative: natives.save,
    assessment.RecordContact: natives.record_contact,
    assessment.RevealNative: access.reveal,
    assessment.ListNatives: access.list_masked,
    assessment.ExportNatives: access.export_masked,
    assessment.EraseNative: natives.erase,
    # The yearly assessment (Article 12)
    assessment.OpenAssessment: assessments.open_year,
    assessment.SubmitScores: scores.submit,
    assessment.ProposeGrades: grades.propose,
    assessment.PublishGrades: grades.publish,
    assessment.SubmitSelfAssessment: self_assessments.submit,
    assessment.ResolveTie: ties.resolve,
    assessment.FileObjection: objections.file,
    assessment.DecideObjection: objections.decide,
    assessment.GetDossier: dossiers.show,
    assessment.GetScores: sheets.show,
    assessment.GetCalibration: comparison.compare,
    assessment.TryScoreChange: comparison.try_out,
    assessment.GetQuotaLab: lab.lay_out,
    # Falsification (Article 12(4))
    assessment.OpenFinding: findings.open_finding,
    assessment.RecordFindingDefence: defences.record_defence,
    assessment.RecordReferral: defences.record_referral,
    assessment.ExportFinding: export.export,
    assessment.ConfirmFinding: findings.confirm_finding,
    assessment.DismissFinding: findings.dismiss_finding,
}
HEARS: Hears[Work] = {
    registry.PlaqueGranted: consumers.plaque_granted,
    registry.StationUpdated: consumers.station_updated,
    registry.AuthorizationWithdrawn: consumers.authorization_withdrawn,
    registry.ChangeReported: consumers.change_reported,
    registry.ChangeDecided: consumers.change_decided,
    registry.RevocationCaseOpened: consumers.case_opened,
    registry.RevocationCaseDecided: consumers.case_decided,
    registry.IncidentRecorded: consumers.incident_recorded,
    incentives.RecruitmentReported: consumers.recruitment_reported,
    incentives.RecruitmentVerified: consumers.recruitment_verified,
    incentives.RecruitmentRejected: consumers.recruitment_rejected,
    incentives.SpendingSubmitted: consumers.spending_submitted,
    incentives.SpendingReviewed: consumers.spending_reviewed,
    incentives.SpecialEventApproved: consumers.event_approved,
    incentives.SpecialEventSettled: consumers.event_settled,
    registry.PolicyExtended: consumers.policy_extended,
    registry.PolicyReadingDecided: consumers.reading_decided,
    registry.CalendarDayDecided: consumers.calendar_day_decided,
    registry.HistoryEnded: consumers.history_ended,
}
SERVICE = Service(name="assessment", acts=ACTS, hears=HEARS, at_day_end=day_close.close_day)

"""Connect the registry's messages to its use cases (Articles 2 to 10 and 15)."""

from __future__ import annotations

from liaison_contracts import assessment, registry
from liaison_kit.service import Acts, Hears, Service
from liaison_registry.context import Work
from liaison_registry.usecases import (
    applications,
    approvals,
    eligibility,
    history,
    people,
    policy_register,
    rosters,
    stations,
)
from liaison_registry.usecases.drafts import channels, drafts, presentation, revisions
from liaison_registry.usecases.leading_group import meetings, waivers
from liaison_registry.usecases.life import (
    calendar_days,
    cases,
    changes,
    defences,
    endings,
    evaluations,
    findings,
    incidents,
    manual_cases,
)
from liaison_registry.usecases.review import opinions, panels, reviewers, rounds, seats, ties

ACTS: Acts[Work] = {
    # Applications, from the first draft to the plaque (Articles 4 to 7)
    registry.SaveDraft: drafts.save,
    registry.SubmitDraft: drafts.submit,
    registry.SubmitApplication: applications.submit,
    registry.NominateHost: channels.nominate,
    registry.AssignGuidingDepartment: channels.assign,
    registry.ForwardApplication: applications.forward,
    registry.ReturnApplication: channels.send_back,
    registry.AmendApplication: drafts.amend,
    registry.ShowApplication: presentation.show,
    registry.CompareRevisions: revisions.compare,
    registry.CheckEligibility: eligibility.check,
    registry.RecordWaiver: waivers.record,
    registry.OpenReviewRound: rounds.open_round,
    registry.CloseReviewRound: rounds.close_round,
    registry.DeclareUrgentNeed: rounds.declare_urgent,
    registry.RegisterReviewer: reviewers.register,
    registry.AppointPanel: panels.appoint,
    registry.DeclareConflict: panels.declare,
    registry.GetPanel: seats.show,
    registry.FindConflicts: ties.find,
    registry.RecordSiteVisit: panels.record_visit,
    registry.SubmitReview: opinions.submit,
    registry.GetOpinions: opinions.show,
    registry.CloseReview: opinions.close,
    registry.SetAgenda: meetings.set_agenda,
    registry.GetAgenda: meetings.show,
    registry.RecordMinutes: meetings.record_minutes,
    registry.RecordLeadingGroupDecision: approvals.record_leading_group,
    registry.RecordGovernmentApproval: approvals.record_government,
    # Existing stations (Article 7), the policy register and history (Article 15)
    registry.ImportStations: stations.bring_in,
    registry.ImportRoster: rosters.bring_in,
    registry.RecordTrialExtension: policy_register.record_extension,
    registry.RecordReading: policy_register.record_reading,
    registry.EndHistory: history.end,
    # A station from its plaque to its end (Articles 8, 9, 10 and 12)
    registry.ReportChange: changes.report,
    registry.SubmitChangeEvaluation: evaluations.submit,
    registry.DecideChange: changes.decide,
    registry.OpenRevocationCase: manual_cases.open_by_hand,
    registry.DecideRevocationCase: cases.decide,
    registry.RecordDefence: defences.record,
    registry.RecordIncident: incidents.record,
    registry.CloseStation: endings.close,
    registry.RecordPlaqueRecovered: endings.record_plaque,
    registry.DecideCalendarDays: calendar_days.decide,
    registry.GetPerson: people.get,
}
HEARS: Hears[Work] = {
    assessment.UnqualifiedStreakFound: cases.on_streak,
    assessment.FindingOpened: findings.on_opened,
    assessment.FindingConfirmed: findings.on_confirmed,
    assessment.FindingDismissed: findings.on_dismissed,
    assessment.GradePublished: findings.on_grade,
}
SERVICE = Service(name="registry", acts=ACTS, hears=HEARS)

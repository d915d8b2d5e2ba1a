"""Say which messages about applications come in, and which use case takes each (Arts. 4 to 9)."""

from __future__ import annotations

from liaison_contracts import registry as ask
from liaison_kit.service import Service, answers, tells
from liaison_kit.work import Work
from liaison_registry.usecases import applications, approvals, eligibility
from liaison_registry.usecases.drafts import channels, drafts, presentation, revisions
from liaison_registry.usecases.leading_group import meetings, waivers
from liaison_registry.usecases.review import opinions, panels, reviewers, rounds, seats, ties


class Applications(Service):
    """Take an application from its first draft to the plaque."""

    @answers(ask.SaveDraft)
    def save_draft(self, work: Work, body: ask.SaveDraft) -> ask.DraftAnswer:
        """Save an application as it grows (Article 6)."""
        return drafts.save(work, body)

    @answers(ask.SubmitDraft)
    def submit_draft(self, work: Work, body: ask.SubmitDraft) -> ask.ApplicationAnswer:
        """Submit a saved application (Article 4)."""
        return drafts.submit(work, body)

    @answers(ask.SubmitApplication)
    def submit_application(self, work: Work, body: ask.SubmitApplication) -> ask.ApplicationAnswer:
        """Take an application in (Article 4)."""
        return applications.submit(work, body)

    @answers(ask.NominateHost)
    def nominate_host(self, work: Work, body: ask.NominateHost) -> ask.ApplicationAnswer:
        """Take the nomination of a sector department (Article 4)."""
        return channels.nominate(work, body)

    @answers(ask.AssignGuidingDepartment)
    def assign_guiding_department(
        self, work: Work, body: ask.AssignGuidingDepartment
    ) -> ask.ApplicationAnswer:
        """Give an application its guiding department (Article 4)."""
        return channels.assign(work, body)

    @answers(ask.ForwardApplication)
    def forward_application(
        self, work: Work, body: ask.ForwardApplication
    ) -> ask.ApplicationAnswer:
        """Pass an application on to the talent office (Article 4)."""
        return applications.forward(work, body)

    @answers(ask.ReturnApplication)
    def return_application(self, work: Work, body: ask.ReturnApplication) -> ask.ApplicationAnswer:
        """Return an application for correction (Article 6)."""
        return channels.send_back(work, body)

    @answers(ask.AmendApplication)
    def amend_application(self, work: Work, body: ask.AmendApplication) -> ask.DraftAnswer:
        """Edit an application under way (Article 7)."""
        return drafts.amend(work, body)

    @tells(ask.ShowApplication)
    def show_application(self, work: Work, body: ask.ShowApplication) -> ask.ApplicationFile:
        """Show an application, people masked (Articles 4 and 6)."""
        return presentation.show(work, body)

    @tells(ask.CompareRevisions)
    def compare_revisions(self, work: Work, body: ask.CompareRevisions) -> ask.RevisionDifferences:
        """Say what changed between two revisions (Article 6)."""
        return revisions.compare(work, body)

    @answers(ask.CheckEligibility)
    def check_eligibility(self, work: Work, body: ask.CheckEligibility) -> ask.EligibilityAnswer:
        """Check completeness and the six conditions (Articles 5 and 6)."""
        return eligibility.check(work, body)

    @answers(ask.RecordWaiver)
    def record_waiver(self, work: Work, body: ask.RecordWaiver) -> ask.ApplicationAnswer:
        """Record that the leading group waives Article 5(2)."""
        return waivers.record(work, body)

    @answers(ask.OpenReviewRound)
    def open_review_round(self, work: Work, body: ask.OpenReviewRound) -> ask.RoundAnswer:
        """Open a round of review (Article 7)."""
        return rounds.open_round(work, body)

    @answers(ask.CloseReviewRound)
    def close_review_round(self, work: Work, body: ask.CloseReviewRound) -> ask.RoundAnswer:
        """Close a round of review (Article 7)."""
        return rounds.close_round(work, body)

    @answers(ask.DeclareUrgentNeed)
    def declare_urgent_need(self, work: Work, body: ask.DeclareUrgentNeed) -> ask.ApplicationAnswer:
        """Declare that an application waits for no round (Article 7)."""
        return rounds.declare_urgent(work, body)

    @answers(ask.RegisterReviewer)
    def register_reviewer(self, work: Work, body: ask.RegisterReviewer) -> ask.ReviewerAnswer:
        """Enter a person who may sit on panels (Article 7)."""
        return reviewers.register(work, body)

    @answers(ask.AppointPanel)
    def appoint_panel(self, work: Work, body: ask.AppointPanel) -> ask.PanelAnswer:
        """Seat the panel of an application (Article 7)."""
        return panels.appoint(work, body)

    @answers(ask.DeclareConflict)
    def declare_conflict(self, work: Work, body: ask.DeclareConflict) -> ask.PanelAnswer:
        """Let a member of a panel step back (Article 7)."""
        return panels.declare(work, body)

    @tells(ask.GetPanel)
    def get_panel(self, work: Work, body: ask.GetPanel) -> ask.PanelAnswer:
        """Show a panel (Article 7)."""
        return seats.show(work, body)

    @tells(ask.FindConflicts)
    def find_conflicts(self, work: Work, body: ask.FindConflicts) -> ask.ConflictsFound:
        """Compare reviewers with all hosts (Article 7)."""
        return ties.find(work, body)

    @answers(ask.RecordSiteVisit)
    def record_site_visit(self, work: Work, body: ask.RecordSiteVisit) -> ask.ApplicationAnswer:
        """Record a visit to the place (Article 7)."""
        return panels.record_visit(work, body)

    @answers(ask.SubmitReview)
    def submit_review(self, work: Work, body: ask.SubmitReview) -> ask.ApplicationAnswer:
        """Keep one opinion of the joint review (Article 7)."""
        return opinions.submit(work, body)

    @tells(ask.GetOpinions)
    def get_opinions(self, work: Work, body: ask.GetOpinions) -> ask.OpinionsShown:
        """Show the opinions a caller may see (Article 7)."""
        return opinions.show(work, body)

    @answers(ask.CloseReview)
    def close_review(self, work: Work, body: ask.CloseReview) -> ask.ApplicationAnswer:
        """Count the joint review (Article 7)."""
        return opinions.close(work, body)

    @answers(ask.SetAgenda)
    def set_agenda(self, work: Work, body: ask.SetAgenda) -> ask.AgendaAnswer:
        """Set the agenda of a meeting (Article 7)."""
        return meetings.set_agenda(work, body)

    @tells(ask.GetAgenda)
    def get_agenda(self, work: Work, body: ask.GetAgenda) -> ask.AgendaAnswer:
        """Show the agenda of a meeting (Article 7)."""
        return meetings.show(work, body)

    @answers(ask.RecordMinutes)
    def record_minutes(self, work: Work, body: ask.RecordMinutes) -> ask.AgendaAnswer:
        """Record the minutes of a meeting (Article 7)."""
        return meetings.record_minutes(work, body)

    @answers(ask.RecordLeadingGroupDecision)
    def record_leading_group_decision(
        self, work: Work, body: ask.RecordLeadingGroupDecision
    ) -> ask.ApplicationAnswer:
        """Record what the leading group decided (Article 7)."""
        return approvals.record_leading_group(work, body)

    @answers(ask.RecordGovernmentApproval)
    def record_government_approval(
        self, work: Work, body: ask.RecordGovernmentApproval
    ) -> ask.PlaqueAnswer:
        """Record the approval and the plaque (Article 7)."""
        return approvals.record_government(work, body)

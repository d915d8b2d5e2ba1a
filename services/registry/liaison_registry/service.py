"""Say which messages come in to the registry, and which use case takes each."""

from __future__ import annotations

from liaison_contracts import assessment as told
from liaison_contracts import registry as ask
from liaison_kit.service import answers, hears
from liaison_kit.work import Work
from liaison_registry.applications_service import Applications
from liaison_registry.usecases import (
    history,
    people,
    policy_register,
    rosters,
    stations,
)
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


class Registry(Applications):
    """Keep who is a station, from the application to the end (Articles 2 to 10 and 15)."""

    name = "registry"

    @answers(ask.ImportStations)
    def import_stations(self, work: Work, body: ask.ImportStations) -> ask.ImportStationsAnswer:
        """Bring in stations that have their plaque already (Article 7)."""
        return stations.bring_in(work, body)

    @answers(ask.ImportRoster)
    def import_roster(self, work: Work, body: ask.ImportRoster) -> ask.RosterAnswer:
        """Take over an office's own roster (Article 7)."""
        return rosters.bring_in(work, body)

    @answers(ask.RecordTrialExtension)
    def record_trial_extension(
        self, work: Work, body: ask.RecordTrialExtension
    ) -> ask.PolicyAnswer:
        """Propose or record an extension of the trial (Article 15)."""
        return policy_register.record_extension(work, body)

    @answers(ask.RecordReading)
    def record_reading(self, work: Work, body: ask.RecordReading) -> ask.PolicyAnswer:
        """Propose or record how an open sentence is read (Article 15)."""
        return policy_register.record_reading(work, body)

    @answers(ask.EndHistory)
    def end_history(self, work: Work, body: ask.EndHistory) -> ask.HistoryAnswer:
        """End the import of the past, by two people."""
        return history.end(work, body)

    @answers(ask.ReportChange)
    def report_change(self, work: Work, body: ask.ReportChange) -> ask.ChangeAnswer:
        """Take a report of a major change (Article 10)."""
        return changes.report(work, body)

    @answers(ask.SubmitChangeEvaluation)
    def submit_change_evaluation(
        self, work: Work, body: ask.SubmitChangeEvaluation
    ) -> ask.ChangeAnswer:
        """Keep one side's evaluation of a change (Article 10)."""
        return evaluations.submit(work, body)

    @answers(ask.DecideChange)
    def decide_change(self, work: Work, body: ask.DecideChange) -> ask.ChangeAnswer:
        """Record whether the authorisation goes on (Article 10)."""
        return changes.decide(work, body)

    @answers(ask.OpenRevocationCase)
    def open_revocation_case(self, work: Work, body: ask.OpenRevocationCase) -> ask.CaseAnswer:
        """Open a case by hand (Articles 12(3) and 12(4))."""
        return manual_cases.open_by_hand(work, body)

    @answers(ask.DecideRevocationCase)
    def decide_revocation_case(self, work: Work, body: ask.DecideRevocationCase) -> ask.CaseAnswer:
        """Record what people decided on a case (Articles 12(3) and 12(4))."""
        return cases.decide(work, body)

    @answers(ask.RecordStatement)
    def record_statement(self, work: Work, body: ask.RecordStatement) -> ask.StatementAnswer:
        """Keep what a station says before it may lose its authorisation (Article 12)."""
        return defences.record(work, body)

    @answers(ask.RecordIncident)
    def record_incident(self, work: Work, body: ask.RecordIncident) -> ask.IncidentAnswer:
        """Keep business outside the duties (Article 8(2))."""
        return incidents.record(work, body)

    @answers(ask.CloseStation)
    def close_station(self, work: Work, body: ask.CloseStation) -> ask.StationAnswer:
        """End a station at its host's own request."""
        return endings.close(work, body)

    @answers(ask.RecordPlaqueRecovered)
    def record_plaque_recovered(
        self, work: Work, body: ask.RecordPlaqueRecovered
    ) -> ask.StationAnswer:
        """Book a plaque as back (Article 12)."""
        return endings.record_plaque(work, body)

    @answers(ask.DecideCalendarDays)
    def decide_calendar_days(self, work: Work, body: ask.DecideCalendarDays) -> ask.CalendarAnswer:
        """Enter the office's own working days and holidays."""
        return calendar_days.decide(work, body)

    @answers(ask.GetPerson)
    def get_person(self, work: Work, body: ask.GetPerson) -> ask.PersonAnswer:
        """Show a person for a purpose; the look is logged (Article 9)."""
        return people.get(work, body)

    @hears(told.UnqualifiedStreakFound)
    def on_unqualified_streak_found(self, work: Work, event: told.UnqualifiedStreakFound) -> None:
        """Open a case (Article 12(3))."""
        cases.on_streak(work, event)

    @hears(told.FindingOpened)
    def on_finding_opened(self, work: Work, event: told.FindingOpened) -> None:
        """Open a case of falsification (Article 12(4))."""
        findings.on_opened(work, event)

    @hears(told.FindingConfirmed)
    def on_finding_confirmed(self, work: Work, event: told.FindingConfirmed) -> None:
        """Note that a finding stands (Article 12(4))."""
        findings.on_confirmed(work, event)

    @hears(told.FindingDismissed)
    def on_finding_dismissed(self, work: Work, event: told.FindingDismissed) -> None:
        """Close the case of a finding that does not stand (Article 12(4))."""
        findings.on_dismissed(work, event)

    @hears(told.GradePublished)
    def on_grade_published(self, work: Work, event: told.GradePublished) -> None:
        """Keep the grade of a year (Article 12(1))."""
        findings.on_grade(work, event)

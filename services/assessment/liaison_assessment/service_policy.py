"""Say what assessment hears of the registry about rules and time: extensions, readings, history."""

from __future__ import annotations

from liaison_assessment.usecases import consumers
from liaison_assessment.usecases.calendar import office_days
from liaison_contracts import registry
from liaison_kit.instance.instance import end_history
from liaison_kit.service import Service, hears
from liaison_kit.work import Work


class HearsPolicy(Service):
    """Keep the edition and the clock as the registry tells them (Article 15)."""

    @hears(registry.PolicyExtended)
    def on_policy_extended(self, work: Work, told: registry.PolicyExtended) -> None:
        """Lay an extension of the trial over the edition (Article 15)."""
        consumers.policy_extended(work, told)

    @hears(registry.PolicyReadingDecided)
    def on_reading_decided(self, work: Work, told: registry.PolicyReadingDecided) -> None:
        """Lay a decided reading over the edition (Article 15)."""
        consumers.reading_decided(work, told)

    @hears(registry.CalendarDayDecided)
    def on_calendar_day_decided(self, work: Work, told: registry.CalendarDayDecided) -> None:
        """Count a day as the office does (HOUSE)."""
        office_days.decided(work, told)

    @hears(registry.HistoryEnded)
    def on_history_ended(self, work: Work, told: registry.HistoryEnded) -> None:
        """Follow the system clock from now on."""
        end_history(work.session, told.history_until)

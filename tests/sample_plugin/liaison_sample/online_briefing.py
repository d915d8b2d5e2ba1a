"""Count a duty of one's own: a briefing for talents on line, once a quarter, shown by its page.

A city that asks more of its stations adds it like this; nothing of the suite is changed.
"""

from __future__ import annotations

from liaison_assessment.policy.calendar import PeriodKind
from liaison_assessment.policy.duties import Shape
from liaison_assessment.policy.facts import DutyRecord
from liaison_assessment.policy.figures import Figures
from liaison_contracts.reasons import Reason


class OnlineBriefing:
    """Ask one briefing a quarter; the talent office assigned it to all stations (11(5))."""

    name = "online_briefing"
    article = "11(5)"
    period: PeriodKind | None = "quarter"
    shape = Shape(kinds=("link",), categories=("industry", "campus"))

    def minimum(self, figures: Figures) -> int:
        """Return one briefing a quarter."""
        return 1

    def deadline_working_days(self, figures: Figures) -> int | None:
        """Return the same days as for information reports."""
        return figures.report_deadline_working_days

    def fault(self, record: DutyRecord) -> Reason | None:
        """Ask for a page that shows the briefing; a file or a remark will not do."""
        return self.shape.fault(record, self.article)

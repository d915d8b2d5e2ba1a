"""Judge duty records, and find the periods without enough of them (Article 11)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from liaison_assessment.policy.calendar import Period, PeriodKind
from liaison_assessment.policy.dues.allotment import Extended, allot, dues_of
from liaison_assessment.policy.facts import Authorization, DutyRecord
from liaison_assessment.policy.figures import Figures, Law
from liaison_assessment.policy.records.evidence import EvidenceKind, piece_of
from liaison_contracts.reasons import Reason, reason

WorkingDays = Callable[[date, date], int]
ANY_KIND: tuple[EvidenceKind, ...] = ("file", "link", "text")


@dataclass(frozen=True)
class Shape:
    """Define what proves a record: the kinds of evidence allowed, and the families.

    The dictionary says in words what proves a duty, in its list `evidence`.

    A record need not name a family, but if it does, it must be one of `categories`. Without a list,
    the station declares the category itself (A46).
    """

    kinds: tuple[EvidenceKind, ...] = ANY_KIND
    categories: tuple[str, ...] = ()

    def fault(self, record: DutyRecord, article: str) -> Reason | None:
        """Return why a record's evidence does not match this shape, or None."""
        if record.category and self.categories and record.category not in self.categories:
            names = {"category": record.category, "duty_type": record.duty_type}
            return reason("category_unknown", article, **names, known=self.categories)
        kinds = {piece_of(item).kind for item in record.evidence if item.strip()}
        if kinds & set(self.kinds):
            return None
        names = {"record_code": record.record_code, "duty_type": record.duty_type}
        if kinds:
            return reason("evidence_of_other_kind", article, **names, kinds=sorted(kinds))
        return reason("evidence_missing", article, **names)


class DutyType(Protocol):
    """Define one duty: period, minimum, deadline, article, and whether a record is valid.

    `period` is None if the regulation sets no calendar period.
    """

    @property
    def name(self) -> str:
        """Return the code that records of this duty carry."""

    @property
    def article(self) -> str:
        """Return the clause that sets the duty, such as 11(1)."""

    @property
    def period(self) -> PeriodKind | None:
        """Return the period in which the duty recurs."""

    @property
    def shape(self) -> Shape:
        """Return what proves a record of this duty."""

    def minimum(self, figures: Figures) -> int:
        """Return how many verified records a period needs."""

    def deadline_working_days(self, figures: Figures) -> int | None:
        """Return the number of working days for reporting a record, or None."""

    def fault(self, record: DutyRecord) -> Reason | None:
        """Return why a record cannot be verified, or None."""


@dataclass(frozen=True)
class StationDuties:
    """Hold one station's authorisation, duty records and extended deadlines.

    If a period of the previous year was extended, the records of that year are included.
    """

    station_code: str
    authorization: Authorization
    records: tuple[DutyRecord, ...] = ()
    extended: Extended = field(default_factory=dict)


@dataclass(frozen=True)
class MissedDuty:
    """Name a period in which a station did less than a duty requires."""

    station_code: str
    duty_type: str
    period: str
    article: str
    verified: int
    minimum: int


@dataclass(frozen=True)
class RecordDecision:
    """State whether a duty record is accepted, whether it is late, and the reasons if not."""

    accepted: bool
    late: bool
    reasons: tuple[Reason, ...] = ()


# A43: which periods count at the start and the end of an authorisation.
COUNTS: dict[str, Callable[[Authorization, Period], bool]] = {
    "first_full_period": lambda held, period: held.covers(period.first, period.last),
}

# A45: what happens to a report after its deadline.
LATENESS: dict[str, Callable[[int, int], bool]] = {
    "working_days_late_counted": lambda days, limit: days > limit,
}


def missed(
    station: StationDuties, duty_types: Iterable[DutyType], window: tuple[date, date], law: Law
) -> tuple[MissedDuty, ...]:
    """Return each period in the window, both days included, with too few verified records.

    Article 11 requires one item of publicity per month, one exchange per quarter and one visit per
    year. A period counts if the station was authorised on every day of it (A43). If its deadline
    was extended, records up to that day count for it, and for nothing else (A44).
    """
    found = []
    for kind in duty_types:
        if kind.period is None:
            continue
        days = [r.occurred_on for r in station.records if r.verified and r.duty_type == kind.name]
        need = kind.minimum(law.figures)
        dues = dues_of(kind.name, kind.period, window, station.extended)
        for due, done in zip(dues, allot(days, dues, need), strict=True):
            counts = COUNTS[law.readings_on(due.period.last).first_period]
            in_window = due.period.first >= window[0]
            if done < need and in_window and counts(station.authorization, due.period):
                gap = (due.period.name, kind.article, done, need)
                found.append(MissedDuty(station.station_code, kind.name, *gap))
    return tuple(sorted(found, key=lambda m: (m.duty_type, m.period)))


def settlement_day(year: int, law: Law) -> date:
    """Return the day at whose close the periods of a year are final (HOUSE)."""
    return date.fromisoformat(f"{year + 1}-{law.figures.duties_settled_on}")


def judge_record(
    record: DutyRecord,
    authorization: Authorization,
    kind: DutyType,
    law: Law,
    working_days: WorkingDays,
) -> RecordDecision:
    """Decide whether a record has effect: station authorised, dates in order (Article 11).

    `working_days(first, last)` counts the working days after first, up to and including last. A
    late report is accepted and flagged (A45). A part in a joint event is the station's own (A44).
    `kind.fault` judges the evidence.
    """
    reasons = []
    if record.duty_type != kind.name:
        names = {"record_code": record.record_code, "duty_type": record.duty_type}
        reasons.append(reason("record_of_other_duty", kind.article, **names, asked=kind.name))
    if not authorization.is_on(record.occurred_on):
        reasons.append(reason("not_authorised_on", kind.article, on=record.occurred_on))
    if record.reported_on < record.occurred_on:
        days = {"reported_on": record.reported_on, "occurred_on": record.occurred_on}
        reasons.append(reason("reported_before_it_occurred", kind.article, **days))
    if record.joint_event and not record.part.strip():
        reasons.append(reason("joint_part_missing", "11", record_code=record.record_code))
    return RecordDecision(not reasons, is_late(record, kind, law, working_days), tuple(reasons))


def joint_fault(record: DutyRecord, known_as: str) -> tuple[Reason, ...]:
    """Return why a part in a joint event cannot count: the station's part is already recorded.

    A joint event counts once for each station that had its own part in it (A44). `known_as` is the
    record that holds this station's part.
    """
    if not record.joint_event or known_as == record.record_code:
        return ()
    names = {"station_code": record.station_code, "joint_event": record.joint_event}
    return (reason("joint_part_recorded", "11", **names, record_code=known_as),)


def is_late(record: DutyRecord, kind: DutyType, law: Law, working_days: WorkingDays) -> bool:
    """Return whether a record is late under Article 11(3) and A45, or after a task's due day."""
    if record.due_on is not None:
        return record.occurred_on > record.due_on
    limit = kind.deadline_working_days(law.figures)
    if limit is None or record.reported_on <= record.occurred_on:
        return False
    compare = LATENESS[law.readings_on(record.reported_on).report_lateness]
    return compare(working_days(record.occurred_on, record.reported_on), limit)

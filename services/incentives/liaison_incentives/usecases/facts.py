"""Read the facts of many stations at once, as the rules ask for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from liaison_incentives.policy.facts import RivalClaim, StationFacts
from liaison_incentives.tables import (
    Award,
    AwardHold,
    BoleDecision,
    CaseByCaseDecision,
    ChangeReport,
    ClaimedTalent,
    Dispute,
    FalsificationFinding,
    RecruitmentClaim,
    SpecialEvent,
    SpendingReport,
    Station,
    StationGrade,
)

T = TypeVar("T")


def stations_and_facts(
    session: Session, codes: Sequence[str], accounts_since: date
) -> list[tuple[Station, StationFacts, list[Award]]]:
    """Return each station with its facts and the awards that are stored: a query a table."""
    stations = session.scalars(
        select(Station).where(Station.station_code.in_(codes)).order_by(Station.station_code)
    ).all()
    grades = _by_station(session, StationGrade, codes)
    claims = _by_station(session, RecruitmentClaim, codes)
    spending = _by_station(session, SpendingReport, codes)
    changes = _by_station(session, ChangeReport, codes)
    findings = _by_station(session, FalsificationFinding, codes)
    events = _by_station(session, SpecialEvent, codes)
    bole = _by_station(session, BoleDecision, codes)
    decided = _by_station(session, CaseByCaseDecision, codes)
    awards = _by_station(session, Award, codes)
    rivals = _rivals(session, codes)
    holds = _by_station(session, AwardHold, codes)
    decisions = _dispute_decisions(session, codes)
    found = []
    for station in stations:
        code = station.station_code
        facts = StationFacts(
            station_code=code,
            plaque_granted_on=station.plaque_granted_on,
            withdrawn_on=station.withdrawn_on,
            withdrawal_cause=station.withdrawal_cause,
            accounts_since=accounts_since,
            grades=_facts_of(grades[code]),
            recruitments=_facts_of(claims[code]),
            rivals=tuple(rivals[code]),
            dispute_decisions=_facts_of(decisions[code]),
            events=_facts_of(events[code]),
            bole_decisions=_facts_of(bole[code]),
            case_decisions=_facts_of(decided[code]),
            spending_reviews=_facts_of(spending[code]),
            changes=_facts_of(changes[code]),
            findings=_facts_of(findings[code]),
            manual_holds=_facts_of(holds[code]),
            payments=_facts_of(award for award in awards[code] if not award.recovers),
        )
        found.append((station, facts, awards[code]))
    return found


def _by_station(session: Session, kind: type[T], codes: Sequence[str]) -> dict[str, list[T]]:
    column: Any = kind.station_code  # type: ignore[attr-defined]
    keys = kind.__table__.primary_key.columns  # type: ignore[attr-defined]
    grouped: dict[str, list[T]] = defaultdict(list)
    for row in session.scalars(select(kind).where(column.in_(codes)).order_by(*keys)):
        grouped[row.station_code].append(row)  # type: ignore[attr-defined]
    return grouped


def _facts_of(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(fact for row in rows if (fact := row.facts()) is not None)


def _rivals(session: Session, codes: Sequence[str]) -> dict[str, list[RivalClaim]]:
    """Return, by station, the claims of others for the talents that it claims (reading A21)."""
    mine, theirs = aliased(RecruitmentClaim), aliased(RecruitmentClaim)
    my_talent, their_talent = aliased(ClaimedTalent), aliased(ClaimedTalent)
    query = (
        select(mine.station_code, theirs, Station, Award.paid_on)
        .join(my_talent, my_talent.recruitment_code == mine.recruitment_code)
        .join(their_talent, their_talent.talent_ref == my_talent.talent_ref)
        .join(theirs, theirs.recruitment_code == their_talent.recruitment_code)
        .join(Station, Station.station_code == theirs.station_code)
        .outerjoin(
            Award,
            (Award.reference == theirs.recruitment_code)
            & (Award.station_code == theirs.station_code)
            & (Award.rule == "talent_recruited"),
        )
        .where(mine.station_code.in_(codes), theirs.station_code != mine.station_code)
        .order_by(theirs.recruitment_code)
    )
    grouped: dict[str, dict[str, RivalClaim]] = defaultdict(dict)
    for own_code, claim, station, paid_on in session.execute(query):
        grouped[own_code][claim.recruitment_code] = RivalClaim(
            station.station_code,
            station.plaque_granted_on,
            station.withdrawn_on,
            claim.facts(),
            paid_on,
        )
    return defaultdict(list, {code: list(found.values()) for code, found in grouped.items()})


def _dispute_decisions(session: Session, codes: Sequence[str]) -> dict[str, list[Dispute]]:
    """Return, by station, what people decided on the talents that it claims (reading A21)."""
    query = (
        select(RecruitmentClaim.station_code, Dispute)
        .join(ClaimedTalent, ClaimedTalent.recruitment_code == RecruitmentClaim.recruitment_code)
        .join(Dispute, Dispute.talent_ref == ClaimedTalent.talent_ref)
        .where(RecruitmentClaim.station_code.in_(codes), Dispute.winner.is_not(None))
        .order_by(Dispute.talent_ref)
    )
    grouped: dict[str, list[Dispute]] = defaultdict(list)
    for station_code, decision in session.execute(query):
        grouped[station_code].append(decision)
    return grouped


def next_day_in(facts: StationFacts, after: date) -> date | None:
    """Return the first day after `after` that a station's facts name; such a day may change it."""
    return min((day for day in _days(facts) if day > after), default=None)


def _days(value: Any) -> Iterator[date]:
    if isinstance(value, date):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _days(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _days(getattr(value, field.name))

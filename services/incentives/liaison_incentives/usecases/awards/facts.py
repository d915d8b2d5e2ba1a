"""Read the facts of many stations at once, in the form of the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, defer

from liaison_incentives.policy.facts import DisputeDecision, RivalClaim, StationFacts
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
from liaison_incentives.tables.base import plain_columns

_ANY = true()
_IS_PAID = and_(Award.paid_on.is_not(None), Award.recovers == "")


def facts_of(
    session: Session, codes: Sequence[str], accounts_since: date
) -> Iterator[StationFacts]:
    """Yield the facts of each station, ordered by code, with one query per table."""
    query = select(*plain_columns(Station)).where(Station.station_code.in_(codes))
    stations = session.execute(query.order_by(Station.station_code)).all()
    grades = _by_station(session, StationGrade, codes)
    claims = _by_station(session, RecruitmentClaim, codes, RecruitmentClaim.member_refs)
    spending = _by_station(session, SpendingReport, codes)
    changes = _by_station(session, ChangeReport, codes)
    findings = _by_station(session, FalsificationFinding, codes)
    events = _by_station(session, SpecialEvent, codes)
    bole = _by_station(session, BoleDecision, codes)
    decided = _by_station(session, CaseByCaseDecision, codes)
    payments = _by_station(session, Award, codes, where=_IS_PAID)
    rivals = _rivals(session, codes)
    holds = _by_station(session, AwardHold, codes)
    decisions = _dispute_decisions(session, codes)
    for station in stations:
        code = station.station_code
        yield StationFacts(
            station_code=code,
            plaque_granted_on=station.plaque_granted_on,
            withdrawn_on=station.withdrawn_on,
            withdrawal_cause=station.withdrawal_cause,
            accounts_since=accounts_since,
            grades=tuple(grades[code]),
            recruitments=tuple(claims[code]),
            rivals=tuple(rivals[code]),
            dispute_decisions=tuple(decisions[code]),
            events=tuple(events[code]),
            bole_decisions=tuple(bole[code]),
            case_decisions=tuple(decided[code]),
            spending_reviews=tuple(spending[code]),
            changes=tuple(changes[code]),
            findings=tuple(findings[code]),
            manual_holds=tuple(holds[code]),
            payments=tuple(payments[code]),
        )


def stored_of(session: Session, codes: Sequence[str]) -> dict[str, tuple[Station, list[Award]]]:
    """Return each station and its stored awards for update; explanations are not loaded."""
    stations = session.scalars(select(Station).where(Station.station_code.in_(codes)))
    found: dict[str, tuple[Station, list[Award]]] = {s.station_code: (s, []) for s in stations}
    awards = select(Award).where(Award.station_code.in_(codes)).order_by(Award.award_code)
    unread = (Award.articles, Award.explanation, Award.reasons)
    for award in session.scalars(awards.options(*map(defer, unread))):
        found[award.station_code][1].append(award)
    return found


def _by_station(
    session: Session,
    kind: type[Any],
    codes: Sequence[str],
    *json: InstrumentedAttribute[Any],
    where: ColumnElement[bool] = _ANY,
) -> dict[str, list[Any]]:
    """Return the facts in a table's rows by station, without building row objects.

    `json` names columns that the facts need although they are JSON.
    """
    keys = kind.__table__.primary_key.columns
    query = select(*plain_columns(kind), *json).where(kind.station_code.in_(codes), where)
    grouped: dict[str, list[Any]] = defaultdict(list)
    for row in session.execute(query.order_by(*keys)):
        if (fact := kind.facts(row)) is not None:
            grouped[row.station_code].append(fact)
    return grouped


def _rivals(session: Session, codes: Sequence[str]) -> dict[str, list[RivalClaim]]:
    """Return the rival claims for the talents of each station (reading A21)."""
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


def _dispute_decisions(session: Session, codes: Sequence[str]) -> dict[str, list[DisputeDecision]]:
    """Return the decisions on the disputed talents of each station (reading A21)."""
    query = (
        select(RecruitmentClaim.station_code, Dispute)
        .join(ClaimedTalent, ClaimedTalent.recruitment_code == RecruitmentClaim.recruitment_code)
        .join(Dispute, Dispute.talent_ref == ClaimedTalent.talent_ref)
        .where(RecruitmentClaim.station_code.in_(codes), Dispute.winner.is_not(None))
        .order_by(Dispute.talent_ref)
    )
    grouped: dict[str, list[DisputeDecision]] = defaultdict(list)
    for station_code, decision in session.execute(query):
        if (fact := decision.facts()) is not None:
            grouped[station_code].append(fact)
    return grouped


def next_day_in(facts: StationFacts, after: date) -> date | None:
    """Return the first day after `after` in a station's facts; such a day may change its lines."""
    return min((day for day in _days(facts) if day > after), default=None)


def _days(value: object) -> Iterator[date]:
    if isinstance(value, date):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _days(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _days(getattr(value, field.name))

"""Schedule stations for re-evaluation at a day's close."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import Session, aliased

from liaison_incentives.tables import ClaimedTalent, RecruitmentClaim, Station


def look_at(session: Session, station_code: str, on: date) -> None:
    """Schedule a station for the close of the day `on`, or the next close after it."""
    _look(session, Station.station_code == station_code, on)


def look_at_all(session: Session, on: date) -> None:
    """Schedule every station, because the policy itself changed."""
    _look(session, Station.station_code != "", on)


def look_at_claimants(session: Session, talent_refs: Collection[str], on: date) -> None:
    """Schedule every station that claims one of these talents, because claims compete (A21)."""
    _look(
        session, Station.station_code.in_(_claimants(ClaimedTalent.talent_ref.in_(talent_refs))), on
    )


def look_at_rivals(session: Session, station_code: str, on: date) -> None:
    """Schedule a station, and all stations that claim one of its talents."""
    mine = aliased(ClaimedTalent)
    talents = (
        select(mine.talent_ref)
        .join(RecruitmentClaim, RecruitmentClaim.recruitment_code == mine.recruitment_code)
        .where(RecruitmentClaim.station_code == station_code)
    )
    rivals = _claimants(ClaimedTalent.talent_ref.in_(talents))
    _look(session, or_(Station.station_code == station_code, Station.station_code.in_(rivals)), on)


def _claimants(which: ColumnElement[bool]) -> Select[str]:
    claims, talents = aliased(RecruitmentClaim), ClaimedTalent
    on_claim = talents.recruitment_code == claims.recruitment_code
    return select(claims.station_code).join(talents, on_claim).where(which)


def _look(session: Session, which: ColumnElement[bool], on: date) -> None:
    later = or_(Station.look_on.is_(None), Station.look_on > on)
    query = update(Station).where(which, later).values(look_on=on)
    session.execute(query.execution_options(synchronize_session=False))

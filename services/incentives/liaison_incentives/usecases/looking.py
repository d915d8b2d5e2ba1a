"""Note which stations have to be looked at, and from which day: never all of them every day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, aliased

from liaison_incentives.tables import RecruitmentClaim, Station


def look_at(session: Session, station_code: str, on: date) -> None:
    """Have a station looked at when the day `on` is closed, or at the next close after it."""
    _look(session, Station.station_code == station_code, on)


def look_at_all(session: Session, on: date) -> None:
    """Have every station looked at: the policy itself changed."""
    _look(session, Station.station_code != "", on)


def look_at_claimants(session: Session, talent_ref: str, on: date) -> None:
    """Have every station looked at that claims a talent: one claim decides on the others (A21)."""
    claimants = select(RecruitmentClaim.station_code).where(
        RecruitmentClaim.talent_ref == talent_ref
    )
    _look(session, Station.station_code.in_(claimants), on)


def look_at_rivals(session: Session, station_code: str, on: date) -> None:
    """Have a station looked at, and all that claim a talent which it claims, too."""
    mine, theirs = aliased(RecruitmentClaim), aliased(RecruitmentClaim)
    rivals = (
        select(theirs.station_code)
        .join(mine, mine.talent_ref == theirs.talent_ref)
        .where(mine.station_code == station_code)
    )
    _look(session, or_(Station.station_code == station_code, Station.station_code.in_(rivals)), on)


def _look(session: Session, which: object, on: date) -> None:
    later = or_(Station.look_on.is_(None), Station.look_on > on)
    session.execute(
        update(Station).where(which, later).values(look_on=on)  # type: ignore[arg-type]
        .execution_options(synchronize_session=False)
    )  # fmt: skip

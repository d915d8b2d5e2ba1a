"""Restrict callers to their own: departments to their stations, hosts to their applications."""

from __future__ import annotations

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from liaison_contracts.errors import Forbidden, NotFound
from liaison_kit.claims import Caller
from liaison_registry.context import Work
from liaison_registry.tables import Application, Station, TieRow

EVERYWHERE = {"talent_office", "leading_group", "city_government", "auditor", "replay"}


def orgs_of(caller: Caller) -> set[str]:
    """Return the organisations a caller acts for."""
    return {caller.org, *caller.mandates}


def has_role(caller: Caller, *roles: str) -> bool:
    """Return whether a caller holds one of the roles."""
    return bool(set(roles) & set(caller.roles))


def is_only_reviewer(caller: Caller) -> bool:
    """Return whether a caller acts only through panel seats and for no organisation."""
    return set(caller.roles) == {"reviewer"}


def find_application(work: Work, code: str) -> Application:
    """Return an application that the caller may see, locked for this transaction.

    Raises:
        NotFound: if it does not exist or the caller may not see it.
    """
    found = work.session.get(Application, code, with_for_update=True)
    if found is None or not may_see(work, found):
        raise NotFound("application_unknown", application_code=code)
    return found


def sees_all(caller: Caller) -> bool:
    """Return whether a caller's office sees every application and station."""
    return has_role(caller, *EVERYWHERE)


def may_see(work: Work, application: Application) -> bool:
    """Return whether the caller may see an application, as applicant or as department.

    A caller who is only a reviewer sees the applications on whose panel they sit (Article 7, ADR
    30).
    """
    caller = work.caller
    if sees_all(caller):
        return True
    if is_only_reviewer(caller):
        return _sits(work, application)
    return bool(orgs_of(caller) & {application.guiding_department, application.submitted_org})


def _sits(work: Work, application: Application) -> bool:
    """Return whether the caller has a seat, declared no conflict, and has no tie to the host."""
    seats = (seat for seat in application.seats if seat.person_ref == work.actor)
    if not any(not seat.declared_conflict for seat in seats):
        return False
    mine, other = aliased(TieRow), aliased(TieRow)
    shared = (
        select(mine.kind)
        .join(other, and_(other.token == mine.token, other.kind == mine.kind))
        .where(mine.owner == "reviewer", mine.owner_ref == work.actor)
        .where(other.owner == "host", other.owner_ref == application.host_ref)
    )
    return work.session.execute(shared.limit(1)).first() is None


def find_station(session: Session, code: str) -> Station:
    """Return a station, locked for this transaction.

    Raises:
        NotFound: if there is none.
    """
    found = session.get(Station, code, with_for_update=True)
    if found is None:
        raise NotFound("station_unknown")
    return found


def find_own_station(work: Work, code: str) -> Station:
    """Return a station that the caller belongs to or guides.

    Raises:
        NotFound: if it does not exist or the caller may not see it.
    """
    station = find_station(work.session, code)
    own = {f"station/{code}", station.guiding_department}
    if not has_role(work.caller, *EVERYWHERE) and not own & orgs_of(work.caller):
        raise NotFound("station_unknown")
    return station


def require_side(caller: Caller, application: Application, side: str) -> None:
    """Refuse an opinion for a side that is not the caller's (Articles 3 and 7).

    Raises:
        Forbidden: naming the organisation that does.
    """
    owner = "talent_office" if side == "talent_office" else application.guiding_department
    if owner not in orgs_of(caller):
        raise Forbidden("not_your_side")

"""Move a station between its states, and end its authorisation once (Articles 10 and 12)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from liaison_contracts.codes import WithdrawalCause
from liaison_contracts.registry import AuthorizationWithdrawn
from liaison_registry.context import Work
from liaison_registry.policy.life.cases import StationStanding
from liaison_registry.policy.stages import keep_act, next_state
from liaison_registry.tables import CaseRow, Change, GradeRow, Station

ENDING: dict[str, str] = {"change": "withdraw", "closure": "close_station"}
"""The act with which each cause ends a station; any other cause is a revoking case."""


def standing_of(work: Work, station: Station) -> StationStanding:
    """Return the facts of a station that opening a case needs."""
    query = select(CaseRow.kind).where(
        CaseRow.station_code == station.station_code, CaseRow.decision == ""
    )
    grades = select(GradeRow.year, GradeRow.grade).where(
        GradeRow.station_code == station.station_code
    )
    return StationStanding(
        station.station_code,
        station.withdrawn_on,
        tuple(work.session.scalars(query)),
        station.plaque_granted_on,
        {row.year: row.grade for row in work.session.execute(grades)},
    )


def move(station: Station, act: str) -> None:
    """Move a station by an act; a station without authorisation keeps its state."""
    if station.withdrawn_on is None:
        station.state = next_state("station", station.state, act)


def settle_change(work: Work, station: Station) -> None:
    """Move a station after a `continue`, unless another evaluation is open."""
    if not _open_changes(work, station):
        move(station, "continue")


def settle_case(work: Work, station: Station) -> None:
    """Move a station after a `keep`, to the state of what is still open."""
    open_cases = len(standing_of(work, station).open_kinds)
    move(station, keep_act(open_cases, _open_changes(work, station)))


def withdraw(
    work: Work,
    station: Station,
    on: date,
    cause: WithdrawalCause,
    case_code: str | None = None,
) -> None:
    """End the authorisation with that day as its last; an ended one is not ended again."""
    if station.withdrawn_on is not None:
        return
    move(station, ENDING.get(cause, "revoke"))
    station.withdrawn_on, station.withdrawal_cause = on, cause
    event = AuthorizationWithdrawn(
        station_code=station.station_code, withdrawn_on=on, cause=cause, case_code=case_code
    )
    work.record(event, effective_on=on)


def _open_changes(work: Work, station: Station) -> int:
    query = select(func.count()).select_from(Change)
    at = (Change.station_code == station.station_code) & (Change.state == "open")
    return int(work.session.execute(query.where(at)).scalar_one())

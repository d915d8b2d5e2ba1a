"""Record stations' defences before they may lose their authorisation (Articles 10, 12, A49)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from liaison_contracts.errors import Conflict, NotFound
from liaison_contracts.registry import DefenceAnswer, DefenceRecorded, RecordDefence
from liaison_kit.documents import hashes_of, take_papers
from liaison_kit.law.working_days import working_days
from liaison_registry.context import Work
from liaison_registry.policy.life.defence import Hearing, defence_until
from liaison_registry.tables import CaseRow, Change, DefenceRow
from liaison_registry.usecases.days import require_from
from liaison_registry.usecases.rights import find_own_station


def record(work: Work, body: RecordDefence) -> DefenceAnswer:
    """Record a station's defence in an open case or change; it may add more while it is open.

    Raises:
        NotFound: if the code names neither, or the station is not the caller's.
        Conflict: if it has been decided already.
        Invalid: for a future date, a date before the opening, or a missing file.
    """
    matter = _matter(work, body.case_code)
    station = find_own_station(work, matter.station_code)
    if matter.decided_on is not None:
        raise Conflict("decided_already", code=body.case_code)
    work.require_come("stated_on", body.stated_on)
    opened_on = matter.reported_on if isinstance(matter, Change) else matter.opened_on
    require_from(opened_on, "stated_on", body.stated_on)
    # The case is locked, so no other defence can take this number.
    count = select(func.count()).where(DefenceRow.case_code == body.case_code)
    work.session.add(
        DefenceRow(
            case_code=body.case_code,
            number=int(work.session.execute(count).scalar_one()) + 1,
            station_code=station.station_code,
            stated_on=body.stated_on,
            defence=body.defence,
            documents=take_papers(work, body.documents),
            recorded_by=work.actor,
        )
    )
    event = DefenceRecorded(
        case_code=body.case_code,
        station_code=station.station_code,
        stated_on=body.stated_on,
        evidence_sha256=hashes_of(body.documents),
    )
    work.record(event, effective_on=body.stated_on)
    return DefenceAnswer(
        case_code=body.case_code,
        station_code=station.station_code,
        defence_until=matter.defence_until,
    )


def until(work: Work, opened_on: date) -> date | None:
    """Return the last day for the station's defence, if there is a hearing."""
    return defence_until(opened_on, work.edition, working_days(work.session).after)


def hearing_of(work: Work, matter: CaseRow | Change, article: str) -> Hearing:
    """Return the hearing of a station on a case or a change, as a fact for the rule."""
    code = matter.change_code if isinstance(matter, Change) else matter.case_code
    query = select(func.min(DefenceRow.stated_on)).where(DefenceRow.case_code == code)
    first = work.session.execute(query).scalar_one_or_none()
    return Hearing(article, matter.defence_until, first)


def is_of_the_past(work: Work) -> bool:
    """Return whether decisions of the past are entered, from before these HOUSE rules."""
    return work.is_of_the_past


def _matter(work: Work, code: str) -> CaseRow | Change:
    found = work.session.get(CaseRow, code, with_for_update=True) or work.session.get(
        Change, code, with_for_update=True
    )
    if found is None:
        raise NotFound("case_unknown", case_code=code)
    return found

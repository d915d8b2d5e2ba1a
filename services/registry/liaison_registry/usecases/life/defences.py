"""Hear a station before it loses its authorisation (Articles 10 and 12, HOUSE A49)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from liaison_contracts.errors import Conflict, NotFound
from liaison_contracts.registry import RecordStatement, StatementAnswer, StatementRecorded
from liaison_kit.documents import hashes_of, take_papers
from liaison_registry.context import Work
from liaison_registry.policy.life.defence import Hearing, statement_until
from liaison_registry.tables import CaseRow, Change, StatementRow
from liaison_registry.usecases.days import require_from
from liaison_registry.usecases.life.calendar_days import working_days
from liaison_registry.usecases.rights import find_own_station


def record(work: Work, body: RecordStatement) -> StatementAnswer:
    """Keep what a station says to an open case or change; it may add to it as long as it is open.

    Raises:
        NotFound: for a code that names neither, or a station that is not the caller's.
        Conflict: when it was decided already.
        Invalid: for a day that has not come or lies before the opening, or a paper not there.
    """
    matter = _matter(work, body.case_code)
    station = find_own_station(work, matter.station_code)
    if matter.decided_on is not None:
        detail = f"{body.case_code} was decided on {matter.decided_on}: it is too late to speak."
        raise Conflict("decided_already", detail)
    work.require_come("stated_on", body.stated_on)
    opened_on = matter.reported_on if isinstance(matter, Change) else matter.opened_on
    require_from(opened_on, f"the opening of {body.case_code}", "stated_on", body.stated_on)
    count = select(func.count()).where(StatementRow.case_code == body.case_code)
    work.session.add(
        StatementRow(
            case_code=body.case_code, number=int(work.session.execute(count).scalar_one()) + 1,
            station_code=station.station_code, stated_on=body.stated_on,
            statement=body.statement, documents=take_papers(work, body.documents),
            recorded_by=work.actor,
        )
    )  # fmt: skip
    event = StatementRecorded(
        case_code=body.case_code,
        station_code=station.station_code,
        stated_on=body.stated_on,
        evidence_sha256=hashes_of(body.documents),
    )
    work.record(event, effective_on=body.stated_on)
    return StatementAnswer(
        case_code=body.case_code, station_code=station.station_code,
        statement_until=matter.statement_until,
    )  # fmt: skip


def until(work: Work, opened_on: date) -> date | None:
    """Return the last day on which a station may be waited for, if it is heard at all."""
    return statement_until(opened_on, work.edition, working_days(work).after)


def hearing_of(work: Work, matter: CaseRow | Change, article: str) -> Hearing:
    """Return whether a station was heard on a case or a change, for the rule."""
    code = matter.change_code if isinstance(matter, Change) else matter.case_code
    query = select(func.min(StatementRow.stated_on)).where(StatementRow.case_code == code)
    first = work.session.execute(query).scalar_one_or_none()
    return Hearing(article, matter.statement_until, first)


def is_of_the_past(work: Work) -> bool:
    """Tell whether decisions are entered as people took them long ago, before these HOUSE rules."""
    return work.is_of_the_past


def _matter(work: Work, code: str) -> CaseRow | Change:
    found = work.session.get(CaseRow, code, with_for_update=True) or work.session.get(
        Change, code, with_for_update=True
    )
    if found is None:
        raise NotFound("case_unknown", f"There is no case and no change {code}.")
    return found

"""Open revocation cases on findings of assessment, and record decisions (Article 12(3), (4))."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Literal

from sqlalchemy import select

from liaison_contracts.assessment import UnqualifiedStreakFound
from liaison_contracts.codes import CaseDecision
from liaison_contracts.errors import NotFound
from liaison_contracts.reasons import Reason, Refused, reason, refuse_if
from liaison_contracts.registry import (
    CaseAnswer,
    DecideRevocationCase,
    RevocationCaseDecided,
    RevocationCaseOpened,
)
from liaison_registry.context import Work
from liaison_registry.policy.life import cases, defence
from liaison_registry.tables import CaseRow, FindingRow, Station
from liaison_registry.usecases.life import defences
from liaison_registry.usecases.life.station_status import (
    move,
    settle_case,
    standing_of,
    withdraw,
)
from liaison_registry.usecases.refusals import keep_refused
from liaison_registry.usecases.rights import find_station

STREAK: Literal["two_unqualified_years"] = "two_unqualified_years"
FALSIFICATION: Literal["falsification"] = "falsification"
_STREAK_CODE = re.compile(r"TU-(?P<station>\S+)-(?P<year>[0-9]{4})")


def streak_case_code(station_code: str, year: int) -> str:
    """Return the code of the case that two unqualified years open: `TU-LZ-001-2020`."""
    return f"TU-{station_code}-{year}"


def falsification_case_code(finding_code: str) -> str:
    """Return the code of the case that a finding opens: `FA-` and the finding's own."""
    return f"FA-{finding_code}"


def on_streak(work: Work, found: UnqualifiedStreakFound) -> None:
    """Open a case if the station is still authorised and has no open case (A1 to A3).

    Only the reading `automatic` revokes by itself, on the day of the finding.
    """
    station = find_station(work.session, found.station_code)
    code = streak_case_code(found.station_code, found.year)
    # People may have opened a case by hand for the same years; it has the same code.
    if work.session.get(CaseRow, code) is not None:
        return
    cause = cases.CaseCause(found.station_code, STREAK, found.year, found.found_on, found.route)
    opened = open_case(work, station, code, cause)
    if opened is not None and opened.decision:
        opened.document_no = f"A3={cases.AUTOMATIC}"
        years = [str(year) for year in found.years]
        _tell_decision(work, opened, (reason("unqualified_in_years", "12(3)", years=years),))
        withdraw(work, station, found.found_on, STREAK, code)


def open_case(work: Work, station: Station, code: str, cause: cases.CaseCause) -> CaseRow | None:
    """Open a case and publish it, or record why none opens."""
    opening = cases.open_case(cause, standing_of(work, station))
    if opening.case is None:
        keep_refused(work, "open_case", f"case/{code}", cause.on, opening.reasons)
        return None
    row = CaseRow(
        case_code=code,
        station_code=station.station_code,
        kind=cause.kind,
        year=cause.year,
        opened_on=cause.on,
        route=cause.route,
        decision=opening.case.decision,
        decided_on=opening.case.decided_on,
        reasons=[],
    )
    enter(work, station, row)
    return row


def enter(
    work: Work,
    station: Station,
    row: CaseRow,
    grounds: tuple[Reason, ...] = (),
    files: tuple[str, ...] = (),
) -> None:
    """Store a case with the last day for the station's defence, and publish it."""
    if not defences.is_of_the_past(work):
        row.defence_until = defences.until(work, row.opened_on)
    work.session.add(row)
    move(station, "open_case")
    event = RevocationCaseOpened(
        case_code=row.case_code,
        station_code=row.station_code,
        kind=row.kind,
        year=row.year,
        opened_on=row.opened_on,
        grounds=grounds,
        evidence_sha256=files,
    )
    work.record(event, effective_on=row.opened_on)


def decide(work: Work, body: DecideRevocationCase) -> CaseAnswer:
    """Record `revoke` or `keep`; if the case is not open, store the decision as refused.

    `revoke` is also stored as refused before the station was heard, that is before its defence or
    the end of the period for it.

    Raises:
        NotFound: if the code names no case and no station.
        Invalid: for a future date.
        Refused: after the trial's end (Article 15).
    """
    row = work.session.get(CaseRow, body.case_code, with_for_update=True)
    work.require_come("decided_on", body.decided_on)
    work.require_in_force(body.decided_on)
    if row is None:
        return _refuse_unopened(work, body)
    verdict = cases.CaseVerdict(
        body.decision,
        body.decided_on,
        body.document_no,
        body.reasons,
        body.is_work_found_ineffective,
        work.actor,
    )
    try:
        _require_confirmed(work, row, body)
        outcome = cases.decide_case(row.facts(), verdict, _hearing(work, row))
    except Refused as error:
        return _refuse(work, body, row.station_code, error.reasons, row.defence_until)
    station = find_station(work.session, row.station_code)
    close(work, row, station, body, in_words(row.kind, body.reasons))
    if outcome.withdrawn_on is not None:
        withdraw(work, station, outcome.withdrawn_on, row.kind, row.case_code)  # type: ignore[arg-type]
    return answer(row, station)


def in_words(kind: str, texts: Iterable[str]) -> tuple[Reason, ...]:
    """Return what people wrote as the reasons of a case of this kind."""
    article = cases.ARTICLES[kind]
    return tuple(reason("in_words", article, fact=text, needs="") for text in texts)


def close(
    work: Work,
    row: CaseRow,
    station: Station,
    body: DecideRevocationCase,
    reasons: tuple[Reason, ...],
) -> None:
    """Close a case with a decision and publish it."""
    row.decision, row.decided_on = body.decision, body.decided_on
    row.document_no, row.reasons = body.document_no, [asdict(each) for each in reasons]
    _tell_decision(work, row, reasons)
    if row.decision == "keep":
        settle_case(work, station)


def _tell_decision(work: Work, row: CaseRow, reasons: tuple[Reason, ...]) -> None:
    decision: CaseDecision = "revoke" if row.decision == "revoke" else "keep"
    assert row.decided_on is not None
    assert row.document_no is not None
    event = RevocationCaseDecided(
        case_code=row.case_code,
        station_code=row.station_code,
        kind=row.kind,
        year=row.year,
        decision=decision,
        decided_on=row.decided_on,
        document_no=row.document_no,
        reasons=reasons,
    )
    work.record(event, effective_on=row.decided_on)


def _require_confirmed(work: Work, row: CaseRow, body: DecideRevocationCase) -> None:
    """Refuse to revoke for a falsification that was not confirmed by that day (A48)."""
    if row.kind != FALSIFICATION or body.decision != "revoke":
        return
    query = select(FindingRow.finding_code).where(
        FindingRow.case_code == row.case_code, FindingRow.confirmed_on <= body.decided_on
    )
    if work.session.execute(query).first() is None:
        code, by = row.case_code, body.decided_on
        refuse_if([reason("no_confirmed_finding", "12(4)", case_code=code, by=by)])


def _hearing(work: Work, row: CaseRow) -> defence.Hearing | None:
    if defences.is_of_the_past(work):
        return None
    return defences.hearing_of(work, row, cases.ARTICLES[row.kind])


def _refuse_unopened(work: Work, body: DecideRevocationCase) -> CaseAnswer:
    # A year book may decide a case that never opened; only the code then names the station.
    named = _STREAK_CODE.fullmatch(body.case_code)
    station = work.session.get(Station, named["station"]) if named else None
    if named is None or station is None:
        raise NotFound("case_unknown", case_code=body.case_code)
    code, year = named["station"], named["year"]
    why = reason("no_case_of_year", "12(3)", station_code=code, year=year)
    return _refuse(work, body, station.station_code, (why,))


def _refuse(
    work: Work,
    body: DecideRevocationCase,
    station_code: str,
    reasons: tuple[Reason, ...],
    defence_until: date | None = None,
) -> CaseAnswer:
    subject = f"case/{body.case_code}"
    kept = keep_refused(work, "decide_revocation_case", subject, body.decided_on, reasons)
    return CaseAnswer(
        case_code=body.case_code,
        station_code=station_code,
        state="refused",
        withdrawn_on=find_station(work.session, station_code).withdrawn_on,
        reasons=kept,
        defence_until=defence_until,
    )


def answer(row: CaseRow, station: Station) -> CaseAnswer:
    return CaseAnswer(
        case_code=row.case_code,
        station_code=row.station_code,
        state=row.decision or "open",
        withdrawn_on=station.withdrawn_on,
        defence_until=row.defence_until,
    )

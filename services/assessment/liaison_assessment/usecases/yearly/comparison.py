"""Compare both sides' scores of a year, and try the effect of a different mark (Article 12)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import cast

from liaison_assessment.context import Work
from liaison_assessment.policy.facts import ScoreLine
from liaison_assessment.policy.marks import shown
from liaison_assessment.policy.year_grades import Entry
from liaison_assessment.policy.yearly.calibration import Move, Spread, calibrate, try_change
from liaison_assessment.usecases.refusals import refusing
from liaison_assessment.usecases.rights import find_stations, is_theirs, organisations_of
from liaison_assessment.usecases.year import candidates_of, exact
from liaison_assessment.usecases.yearly.sheets import (
    hidden_from,
    require_visible,
    sees_every_station,
    side_of,
)
from liaison_contracts.assessment import (
    CalibrationAnswer,
    GetCalibration,
    MaterialGap,
    RankMove,
    SideSpread,
    StationPair,
    TrialAnswer,
    TryScoreChange,
)
from liaison_contracts.assessment.entries import Material
from liaison_contracts.codes import Side
from liaison_contracts.errors import Refused


def compare(work: Work, body: GetCalibration) -> CalibrationAnswer:
    """Compare both sides over the stations that both have scored.

    A guiding department sees the sums of its own stations only, and the figures of all.
    """
    candidates = candidates_of(work, body.year)
    stations = find_stations(work, (c.station_code for c in candidates))
    scored = [(c, stations[c.station_code].guiding_department) for c in candidates]
    with refusing("year_not_comparable"):
        found = calibrate(body.year, scored, work.edition)
    mine, sees_all = organisations_of(work.caller), sees_every_station(work.caller)
    pairs = [
        StationPair(
            station_code=pair.station_code,
            department=pair.department,
            talent_office=_exact(pair.office),
            guiding_department=_exact(pair.other),
        )
        for pair in found.stations
        if sees_all or is_theirs(mine, pair.station_code, stations[pair.station_code])
    ]
    return CalibrationAnswer(
        year=body.year,
        sides=tuple(_spread(spread) for spread in found.sides),
        departments=tuple(_spread(spread, name) for name, spread in found.departments),
        materials=tuple(
            MaterialGap(
                material=cast(Material, gap.material),
                talent_office=_two(gap.office),
                guiding_department=_two(gap.department),
            )
            for gap in found.materials
        ),
        stations=tuple(pairs),
    )


def try_out(work: Work, body: TryScoreChange) -> TrialAnswer:
    """Return the ranking with one different score; nothing is changed.

    Raises:
        NotFound: for a station that the caller may not see.
        Refused: for a mark out of range, or while the caller's side has not scored the station.
    """
    require_visible(work, body.station_code)
    side = side_of(work.caller)
    hidden = hidden_from(work, body.year, side) if side else {}
    if body.station_code in hidden:
        raise Refused("scores_hidden", reasons=[hidden[body.station_code]])
    line = ScoreLine(body.side, body.material, body.score)
    with refusing("change_not_tried"):
        before, after, moves = try_change(
            body.year, candidates_of(work, body.year), work.edition, (body.station_code, line)
        )
    codes = {move.before.station_code for move in moves} - set(hidden)
    stations, mine = find_stations(work, codes), organisations_of(work.caller)
    if not sees_every_station(work.caller):
        codes = {code for code in codes if is_theirs(mine, code, stations[code])}
    was, would_be = (_entry(decision.entries, body.station_code) for decision in (before, after))
    return TrialAnswer(
        year=body.year,
        quota=after.quota,
        grade_before=was.grade.value,
        grade_after=would_be.grade.value,
        score_after=exact(would_be.score),
        moves=tuple(_move(move) for move in moves if move.before.station_code in codes),
    )


def _entry(entries: tuple[Entry, ...], code: str) -> Entry:
    return next(entry for entry in entries if entry.station_code == code)


def _move(move: Move) -> RankMove:
    return RankMove(
        station_code=move.before.station_code,
        grade_before=move.before.grade.value,
        grade_after=move.after.grade.value,
        score_before=exact(move.before.score),
        score_after=exact(move.after.score),
        rank_before=move.before.rank,
        rank_after=move.after.rank,
    )


def _spread(found: Spread, department: str | None = None) -> SideSpread:
    return SideSpread(
        side=cast(Side, found.side),
        department=department,
        stations=found.stations,
        mean=_two(found.mean),
        lowest=_two(found.lowest),
        highest=_two(found.highest),
        deviation=Decimal(found.deviation_hundredths).scaleb(-2),
        leniency=_two(found.leniency),
    )


def _two(value: Fraction) -> Decimal:
    """Return a figure with two decimals, rounded half away from zero."""
    return Decimal(shown(abs(value))).copy_sign(Decimal(1 if value >= 0 else -1))


def _exact(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)

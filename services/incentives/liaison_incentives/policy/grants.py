"""Calculate the grants of a year: the share of the base grant, and the due day.

Article 13(1) gives every station a yearly base grant; reading A11 says how a part year counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from liaison_contracts.reasons import Step, step

from .days import days_in_year, months_touched
from .facts import UNQUALIFIED, StationFacts
from .figures import Law
from .money import half_up, permille_of
from .standing import reducing_day


@dataclass(frozen=True)
class Grant:
    """Hold the base grant of one year, its due day and its calculation; amount in fen."""

    year: int
    due_on: date
    amount_fen: int
    inputs: dict[str, object]
    arithmetic: tuple[Step, ...]
    is_suspended: bool = False
    is_cut_for_grade: bool = False


def years_due(facts: StationFacts, law: Law, on: date) -> Iterator[int]:
    """Yield the years whose base grant fell due by a day while the station was authorised."""
    first = max(facts.plaque_granted_on, law.valid_since, facts.accounts_since).year
    for year in range(first, on.year + 1):
        due_on = grant_due_on(facts, law, year)
        ended = facts.withdrawn_on is not None and facts.withdrawn_on < due_on
        if due_on <= on and not ended:
            yield year


def grant_due_on(facts: StationFacts, law: Law, year: int) -> date:
    """Return the due day of a year's grants: the plaque day, later the day in the figures."""
    if year == facts.plaque_granted_on.year:
        return facts.plaque_granted_on
    return date(year, law.figures.grant_due_month, law.figures.grant_due_day)


def grant_of(facts: StationFacts, law: Law, year: int) -> Grant:
    """Return the base grant of a year (Article 13(1)), reduced if the station began or ended in it.

    The readings of the due day apply; a withdrawal later in the year does not change them.
    """
    due_on = grant_due_on(facts, law, year)
    full = law.figures.base_grant_fen
    inputs, share, whole = _share(facts, law, year, due_on)
    amount = half_up(full * share, whole)
    steps = [step("share", full=full, share=share, whole=whole, amount=amount)]
    taken = law.readings_on(due_on).unqualified_base
    was_unqualified = facts.grade_of(year - 1) == UNQUALIFIED
    if was_unqualified and taken == "reduce":
        permille = law.figures.unqualified_base_permille
        cut = permille_of(amount, permille)
        steps.append(step("share", full=amount, share=permille, whole=1000, amount=cut))
        amount = cut
    return Grant(
        year,
        due_on,
        amount,
        inputs,
        tuple(steps),
        is_suspended=was_unqualified and taken == "suspend",
        is_cut_for_grade=was_unqualified and taken == "reduce",
    )


def _share(
    facts: StationFacts, law: Law, year: int, due_on: date
) -> tuple[dict[str, object], int, int]:
    """Return inputs, numerator and denominator of the share of the year that counts."""
    first = max(facts.plaque_granted_on, date(year, 1, 1))
    withdrawn_on = reducing_day(facts, year)
    last = withdrawn_on or date(year, 12, 31)
    inputs: dict[str, object] = {
        "year": year,
        "plaque_granted_on": facts.plaque_granted_on,
        "withdrawn_on": withdrawn_on,
    }
    reading = law.readings_on(due_on).part_year
    if reading == "full":
        return inputs, 1, 1
    if reading == "daily":
        return inputs, (last - first).days + 1, days_in_year(year)
    return inputs, months_touched(first, last), 12

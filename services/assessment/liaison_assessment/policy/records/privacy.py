"""Mask personal data, and limit how long it is kept (Article 11(2), A54)."""

from __future__ import annotations

from datetime import date

from liaison_assessment.policy.calendar import add_months
from liaison_assessment.policy.figures import Figures
from liaison_contracts.reasons import Refused, reason

ARTICLE = "11(2)"
MASK = "*"
MONTHS = 12


def masked_name(name: str) -> str:
    """Return a name with all characters but the first masked.

    >>> masked_name("张建国"), masked_name("Li")
    ('张**', 'L*')
    """
    return name[:1] + MASK * max(1, len(name) - 1)


def masked_reach(reach: str) -> str:
    """Return a number with all but two digits masked, or only the domain of an address.

    >>> masked_reach("13800001234"), masked_reach("zhang@example.org")
    ('*********34', '*****@example.org')
    """
    name, at, host = reach.rpartition("@")
    if at:
        return MASK * len(name) + at + host
    return MASK * (len(reach) - 2) + reach[-2:]


def latest_day(saved_on: date, figures: Figures) -> date:
    """Return the last day on which an entry saved on that day may be kept."""
    return add_months(saved_on, figures.natives_kept_years * MONTHS)


def require_retention(agreed_on: date, saved_on: date, kept_until: date, figures: Figures) -> None:
    """Refuse to keep a person longer than allowed, or before they agreed.

    Raises:
        Refused: under Article 11(2), with every reason.
    """
    reasons, latest = [], latest_day(saved_on, figures)
    if agreed_on > saved_on:
        days = {"agreed_on": agreed_on, "saved_on": saved_on}
        reasons.append(reason("agreed_after_entry", ARTICLE, **days))
    if not saved_on <= kept_until <= latest:
        days = {"kept_until": kept_until, "saved_on": saved_on, "latest": latest}
        years = figures.natives_kept_years
        reasons.append(reason("kept_too_long", ARTICLE, **days, years=years))
    if reasons:
        raise Refused(*reasons)

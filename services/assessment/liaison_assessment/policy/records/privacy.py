"""Mask personal data, and limit how long it is kept (Article 11(2), A54)."""

from __future__ import annotations

from datetime import date

from liaison_assessment.policy.calendar import add_months
from liaison_assessment.policy.facts import Reason, Refused
from liaison_assessment.policy.figures import Figures

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
        fact = f"the person agrees on {agreed_on}, after the entry of {saved_on}"
        reasons.append(Reason(ARTICLE, fact, "agreement first"))
    if not saved_on <= kept_until <= latest:
        fact = f"the entry is to be kept until {kept_until}"
        needs = f"a day from {saved_on} to {latest} (A54: {figures.natives_kept_years} years)"
        reasons.append(Reason(ARTICLE, fact, needs))
    if reasons:
        raise Refused(*reasons)

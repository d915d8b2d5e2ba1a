"""Implement Article 14(1): a recruited talent in the national programme earns a bonus."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..facts import StationFacts
from ..figures import Law
from ..lines import Claim
from ..programmes import NATIONAL, claim_of


class NationalProgramme:
    """Grant the national bonus in addition to a recruitment award that is not refused."""

    name = "national_programme"
    article = "14(1)"

    def lines(self, facts: StationFacts, law: Law, on: date) -> Iterator[Claim]:
        """Yield one claim per recruited talent whose national title counts."""
        for recruitment in facts.recruitments:
            claim = claim_of(facts, recruitment, NATIONAL, law)
            if claim is not None and claim.due_on <= on:
                yield claim

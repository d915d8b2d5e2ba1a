"""Article 14(1): a recruited talent chosen by the provincial programme earns a further bonus."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..facts import StationFacts
from ..figures import Law
from ..lines import Claim
from ..programmes import PROVINCIAL, claim_of


class ProvincialProgramme:
    """Give the provincial bonus beside a recruitment award that is not refused."""

    name = "provincial_programme"
    article = "14(1)"

    def lines(self, facts: StationFacts, law: Law, on: date) -> Iterator[Claim]:
        """Yield one claim for each recruited talent whose provincial title counts."""
        for recruitment in facts.recruitments:
            claim = claim_of(facts, recruitment, PROVINCIAL, law)
            if claim is not None and claim.due_on <= on:
                yield claim

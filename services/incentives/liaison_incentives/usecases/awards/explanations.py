"""Explain the amount of an award: as a tree, and as text in either language."""

from __future__ import annotations

from liaison_contracts.errors import NotFound
from liaison_contracts.incentives import Explain, ExplainAnswer
from liaison_contracts.money import Fen
from liaison_incentives.context import Work
from liaison_incentives.tables import Award, Station
from liaison_incentives.usecases.awards.reconciliation import reasons_of
from liaison_incentives.usecases.awards.stages import shown
from liaison_incentives.usecases.proofs.acts import acts_of
from liaison_incentives.usecases.proofs.tree import lines_of, tree_of
from liaison_incentives.usecases.rights import may_see


def explain(work: Work, body: Explain) -> ExplainAnswer:
    """Return an award with its facts, figures, readings, articles, arithmetic and signatures.

    Raises:
        NotFound: for an award that the caller may not see.
    """
    award = find_award(work, body.award_code)
    tree = tree_of(award, acts_of(work.session, award), work.edition)
    text = {lang: list(lines_of(tree, lang)) for lang in ("en", "zh")}
    return ExplainAnswer(
        award_code=award.award_code,
        station_code=award.station_code,
        year=award.year,
        rule=award.rule,
        reference=award.reference,
        amount_fen=Fen(award.amount_fen),
        due_on=award.due_on,
        state=shown(award.state, award.stage),
        articles=tuple(award.articles),
        explanation={**award.explanation, "edition": award.edition, "text": text},
        reasons=reasons_of(award),
        tree=tree,
        text="\n".join(text[body.lang]),
        lang=body.lang,
    )


def find_award(work: Work, award_code: str) -> Award:
    """Return an award of a station that the caller may see.

    Raises:
        NotFound: if it does not exist or the caller may not see it.
    """
    award = work.session.get(Award, award_code)
    station = work.session.get(Station, award.station_code) if award else None
    if award is None or station is None or not may_see(work.caller, station):
        raise NotFound("award_unknown")
    return award

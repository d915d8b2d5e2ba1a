"""Show how an award came to its amount: as data, and as sentences in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liaison_contracts.errors import NotFound
from liaison_contracts.incentives import Explain, ExplainAnswer
from liaison_contracts.money import Fen, yuan_of
from liaison_incentives.tables import Award, Station
from liaison_incentives.usecases.booking import reasons_of
from liaison_incentives.usecases.rights import may_see
from liaison_incentives.usecases.stages import shown
from liaison_kit.editions import Edition
from liaison_kit.work import Work


def explain(work: Work, body: Explain) -> ExplainAnswer:
    """Return an award with its inputs, figures, readings, articles and arithmetic.

    Raises:
        NotFound: for an award that is not the caller's to see.
    """
    award = work.session.get(Award, body.award_code)
    station = work.session.get(Station, award.station_code) if award else None
    if award is None or station is None or not may_see(work.caller, station):
        raise NotFound("award_unknown", f"You have no award {body.award_code}.")
    text = {
        "en": list(ENGLISH.sentences(award, work.edition)),
        "zh": list(CHINESE.sentences(award, work.edition)),
    }
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
    )


@dataclass(frozen=True)
class _Language:
    """Hold the sentences of one language; `notes` names where the edition explains itself."""

    notes: str
    head: str
    fact: str
    figure: str
    reading: str
    step: str
    because: str

    def sentences(self, award: Award, edition: Edition[Any, Any]) -> Iterator[str]:
        """Yield the explanation of an award, one sentence a fact, figure, reading and step."""
        amount, articles = yuan_of(award.amount_fen), ", ".join(award.articles)
        yield self.head.format(
            code=award.award_code, amount=amount, articles=articles, due_on=award.due_on
        )
        parts = award.explanation
        for name, value in parts["inputs"].items():
            yield self.fact.format(name=name, value=value)
        for name, entry in parts["figures"].items():
            note = _note(edition, name, self.notes)
            yield self.figure.format(**{**entry, "value": _value(entry)}, says=note)
        for code, entry in parts["readings"].items():
            yield self.reading.format(code=code, **entry, says=_note(edition, code, self.notes))
        yield from (self.step.format(step=step) for step in parts["arithmetic"])
        yield from (self.because.format(**reason) for reason in award.reasons)


ENGLISH = _Language(
    notes="says",
    head="{code}: {amount} yuan under Article {articles}, due on {due_on}.",
    fact="Fact: {name} is {value}.",
    figure="Figure [{label}, Article {article}]: {says} {value}.",
    reading="Reading {code} [{label}]: {says} Taken as: {value}.",
    step="Arithmetic: {step}.",
    because="Because, under Article {article}: {fact}; it needs {needs}.",
)
CHINESE = _Language(
    notes="says_zh",
    head="{code}：{amount} 元，依据第 {articles} 条，应付日 {due_on}。",
    fact="事实：{name} 为 {value}。",
    figure="数值［{label}，第 {article} 条］：{says}{value}。",
    reading="解释 {code}［{label}］：{says}取值：{value}。",
    step="计算：{step}。",
    because="原因（第 {article} 条）：{fact}；需要：{needs}。",
)


def _note(edition: Edition[Any, Any], name: str, language: str) -> str:
    note = edition.notes.get(name)
    return str(getattr(note, language)) if note else name


def _value(entry: Mapping[str, Any]) -> str:
    value = entry["value"]
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

"""Make facts and the law of Articles 13 and 14 for tests, each with one good default."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

from liaison_incentives.policy.evaluate import evaluate
from liaison_incentives.policy.facts import Grade, Payment, Recruitment, StationFacts
from liaison_incentives.policy.figures import Figures, Readings
from liaison_incentives.policy.lines import IncentiveRule, Line, State
from liaison_incentives.policy.rules.base_grant import BaseGrant
from liaison_incentives.policy.rules.bole_award import BoleAward
from liaison_incentives.policy.rules.case_by_case import CaseByCase
from liaison_incentives.policy.rules.event_subsidy import EventSubsidy
from liaison_incentives.policy.rules.excellent_uplift import ExcellentUplift
from liaison_incentives.policy.rules.national_programme import NationalProgramme
from liaison_incentives.policy.rules.provincial_programme import ProvincialProgramme
from liaison_incentives.policy.rules.talent_recruited import TalentRecruited
from liaison_kit.law.editions import (
    Edition,
    Extension,
    ReadingDecision,
    load_edition,
)

TheEdition = Edition[Figures, Readings]
RULES: tuple[IncentiveRule, ...] = (
    BaseGrant(),
    ExcellentUplift(),
    TalentRecruited(),
    NationalProgramme(),
    ProvincialProgramme(),
    EventSubsidy(),
    BoleAward(),
    CaseByCase(),
)
EXTENDED = date(2030, 12, 31)


def the_edition() -> TheEdition:
    """Return the edition as shipped: the trial ends on 2 August 2018."""
    text = files("liaison_incentives").joinpath("editions/luzhou_2017.toml").read_text("utf-8")
    return load_edition(text, Figures, Readings)


def the_law(until: date | None = EXTENDED, **readings: str) -> TheEdition:
    """Return the edition, extended by default, with readings by code: `the_law(A11="daily")`."""
    first = date(2017, 8, 2)
    extensions = (Extension("doc-1", first, until),) if until else ()
    decisions = tuple(
        ReadingDecision(code, value, "doc-2", first) for code, value in readings.items()
    )
    return the_edition().with_register(extensions, decisions)


def a_station(**changes: Any) -> StationFacts:
    """Return a station with its plaque since 10 April 2018 and nothing else."""
    return replace(StationFacts("LZ-001", date(2018, 4, 10)), **changes)


def a_recruitment(code: str = "R-1", **changes: Any) -> Recruitment:
    """Return a verified full-time doctorate with five years signed on 1 March 2019."""
    good = Recruitment(
        recruitment_code=code,
        talent_ref="T-1",
        level="full_time_doctorate",
        basis="service_contract",
        contract_months=60,
        signed_on=date(2019, 3, 1),
        claimed_on=date(2019, 4, 1),
        verified=True,
    )
    return replace(good, **changes)


def a_grade(year: int, grade: str = "excellent") -> Grade:
    """Return a grade published on the last day of its year."""
    return Grade(year, grade, date(year, 12, 31))


def paid(line: Line, paid_on: date) -> Payment:
    """Return the payment of a line on a day."""
    return Payment(
        line.award_code,
        line.rule,
        line.year,
        line.reference,
        line.amount_fen,
        line.due_on,
        paid_on,
    )


def with_paid(facts: StationFacts, law: TheEdition, on: date) -> StationFacts:
    """Return the facts after everything payable on a day was paid on it."""
    lines = evaluate(facts, law, on, RULES)
    now = tuple(paid(line, on) for line in lines if line.state is State.PAYABLE)
    return replace(facts, payments=facts.payments + now)


def lines_of(facts: StationFacts, law: TheEdition, on: date) -> dict[str, Line]:
    """Return the lines on a day by `rule/year` or `rule/reference`."""
    found = evaluate(facts, law, on, RULES)
    return {f"{line.rule}/{line.reference or line.year}": line for line in found}

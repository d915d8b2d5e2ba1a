"""Decide the policy cases of Articles 13 to 15 by the real rules under the real edition.

Every decider reads these keys besides its own: `on` (the day asked about; the default is late),
`readings` (`{A11: daily}`), `extended_until` (a day or none), `withdrawn_on`, `withdrawal_cause`,
`grades` (`{2018: excellent}`), `reviewed` (years whose spending was reviewed on 31 December; the
default is every year), `change` and `finding` (days), and `paid_on` (the day every line that was
payable then was paid). Amounts are yuan, written in quotes.

`correction` sets the award of the case to an `amount` by a decision of the leading group of
`decided_on`; what it adds to a paid award stands beside as `case_by_case`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from liaison_contracts.money import yuan_of
from liaison_incentives.policy.facts import (
    BoleDecision,
    CaseByCaseDecision,
    ChangeEvaluation,
    Finding,
    Recruitment,
    RivalClaim,
    SpecialEvent,
    SpendingReview,
    StationFacts,
)
from liaison_incentives.policy.lines import Line, award_code
from tests.makers_incentives import EXTENDED, TheEdition, a_grade, lines_of, the_law, with_paid

Given = dict[str, Any]
Decision = dict[str, Any]
LATE = date(2026, 6, 30)
ADDED = "case_by_case"
YEARS = range(2017, 2026)


def base_grant(given: Given) -> Decision:
    """Decide the base grant of a `year` (Article 13(1)), and its recovery where there is one."""
    year = given["year"]
    return _decide(_station(given), given, "base_grant", str(year))


def excellent_uplift(given: Given) -> Decision:
    """Decide the uplift of a `year` after the `grades` of earlier ones (Article 12(3))."""
    year = given["year"]
    return _decide(_station(given), given, "excellent_uplift", str(year))


def recruitment(given: Given) -> Decision:
    """Decide the award, and both bonuses, for one recruitment (Article 14(1)).

    `rivals` are claims of other stations: `{R-2: {claimed_on: ...}}`. A claim is for `talent_ref`,
    by default T-1, and the `members` of a team.
    """
    own = _claim("R-1", given)
    rivals = tuple(
        _rival(f"LZ-{100 + number}", code, own, entry)
        for number, (code, entry) in enumerate(given.get("rivals", {}).items())
    )
    facts = replace(_station(given), recruitments=(own,), rivals=rivals)
    return _decide(facts, given, "talent_recruited", "R-1")


def event_subsidy(given: Given) -> Decision:
    """Decide the subsidy of one event (Article 13(2)): `held_on`, `approved_on`, `approved`."""
    held = SpecialEvent(
        "E-1", _day(given.get("approved_on")), _the_day(given["held_on"]), _fen(given["approved"])
    )
    return _decide(replace(_station(given), events=(held,)), given, "event_subsidy", "E-1")


def bole_award(given: Given) -> Decision:
    """Decide the Bole awards of a `year` (Article 14(2)).

    `awards` are amounts by code; `leading_group` names the codes with a decision. The answer is
    that of the last code; `states` gives them all.
    """
    year, lifted = given["year"], given.get("leading_group", [])
    decisions = tuple(
        BoleDecision(code, year, _fen(amount), "a decision" if code in lifted else "")
        for code, amount in given["awards"].items()
    )
    facts = replace(_station(given), bole_decisions=decisions)
    lines = _lines(_with_correction(facts, given, "bole_award", max(given["awards"])), given)
    last = max(entry.bole_code for entry in decisions)
    states = {e.bole_code: str(lines[f"bole_award/{e.bole_code}"].state) for e in decisions}
    return {**_answer(lines, "bole_award", last), "states": states}


def case_by_case(given: Given) -> Decision:
    """Decide what a decision grants (Articles 13(2), 14(2)): `amount`, `decided_on`."""
    code = award_code("case_by_case", "LZ-001", 0, "C-1")
    decision = _decision(given, code, corrects=False)
    facts = replace(_station(given), case_decisions=(decision,))
    return _decide(facts, given, "case_by_case", "C-1")


def _decide(facts: StationFacts, given: Given, rule: str, name: str) -> Decision:
    return _answer(_lines(_with_correction(facts, given, rule, name), given), rule, name)


def _with_correction(facts: StationFacts, given: Given, rule: str, name: str) -> StationFacts:
    if "correction" not in given:
        return facts
    code = award_code(rule, facts.station_code, 0, name)
    return replace(facts, case_decisions=(_decision(given["correction"], code, corrects=True),))


def _decision(given: Given, award_code: str, *, corrects: bool) -> CaseByCaseDecision:
    on = _the_day(given["decided_on"])
    return CaseByCaseDecision(
        decision_code="C-1",
        article="14(2)",
        decided_by="leading_group",
        decided_on=on,
        document_no="minutes 7",
        concerns="R-1",
        award_code=award_code,
        corrects=corrects,
        amount_fen=_fen(given["amount"]),
        recorded_on=on,
    )


def _lines(facts: StationFacts, given: Given) -> dict[str, Line]:
    law = _law(given)
    if paid_on := _day(given.get("paid_on")):
        facts = with_paid(facts, law, paid_on)
    return lines_of(facts, law, _day(given.get("on")) or LATE)


def _answer(lines: dict[str, Line], rule: str, name: str) -> Decision:
    """Return what an official asks of a line; `total` adds the bonuses and recoveries beside it."""
    line = lines.get(f"{rule}/{name}")
    keys = {other: f"{other}/{name}" for other in _beside(rule)} | {ADDED: f"{ADDED}/C-1"}
    keys = {other: key for other, key in keys.items() if key in lines and other != rule}
    others = {other: yuan_of(lines[key].amount_fen) for other, key in keys.items()}
    if line is None:
        return {"state": "no line", **others}
    found = [f"{rule}/{name}", *keys.values()]
    return {
        "amount": yuan_of(line.amount_fen),
        "state": str(line.state),
        "due_on": line.due_on,
        "booked": line.year,
        "holds": [str(hold) for hold in line.holds],
        "because": [reason.code for reason in line.reasons],
        "under": [reason.article for reason in line.reasons],
        "total": yuan_of(sum(lines[key].amount_fen for key in found)),
        **others,
    }


def _beside(rule: str) -> tuple[str, ...]:
    own = (f"{rule}_recovery",)
    return (
        (*own, "national_programme", "provincial_programme") if rule.startswith("talent") else own
    )


def _law(given: Given) -> TheEdition:
    until = given.get("extended_until", EXTENDED)
    readings = {str(code): str(value) for code, value in given.get("readings", {}).items()}
    law = the_law(None if until == "none" else _day(until), **readings)
    assert set(readings) <= set(law.codes), "a reading that the edition does not know"
    return law


def _station(given: Given) -> StationFacts:
    change, finding = given.get("change", {}), given.get("finding", {})
    return StationFacts(
        "LZ-001",
        _the_day(given.get("plaque_granted_on", "2018-01-01")),
        _day(given.get("withdrawn_on")),
        given.get("withdrawal_cause", "change" if given.get("withdrawn_on") else ""),
        grades=tuple(a_grade(year, grade) for year, grade in given.get("grades", {}).items()),
        spending_reviews=tuple(
            SpendingReview(year, date(year, 12, 31)) for year in given.get("reviewed", YEARS)
        ),
        changes=(_change(**change),) if change else (),
        findings=(_finding(**finding),) if finding else (),
    )


def _change(reported_on: Any, decided_on: Any = None) -> ChangeEvaluation:
    return ChangeEvaluation(_the_day(reported_on), _day(decided_on))


def _finding(found_on: Any, confirmed_on: Any = None, dismissed_on: Any = None) -> Finding:
    return Finding(_the_day(found_on), _day(confirmed_on), _day(dismissed_on))


def _claim(code: str, given: Given) -> Recruitment:
    return Recruitment(
        recruitment_code=code,
        talent_ref=given.get("talent_ref", "T-1"),
        level=given.get("level", "full_time_doctorate"),
        basis=given.get("basis", "service_contract"),
        contract_months=given.get("contract_months"),
        signed_on=_the_day(given.get("signed_on", "2019-03-01")),
        claimed_on=_the_day(given.get("claimed_on", "2019-04-01")),
        verified=given.get("verified", True),
        national_on=_day(given.get("national_on")),
        provincial_on=_day(given.get("provincial_on")),
        contract_ended_on=_day(given.get("contract_ended_on")),
        member_refs=tuple(given.get("members", ())),
    )


def _rival(station: str, code: str, own: Recruitment, entry: Given) -> RivalClaim:
    """Return another station's claim: like the own one but for what the case says."""
    changes: Given = {key: _day(v) if key.endswith("_on") else v for key, v in entry.items()}
    members = tuple(changes.pop("members", ()))
    claim = replace(own, recruitment_code=code, member_refs=members, **changes)
    return RivalClaim(station, date(2017, 8, 2), None, claim)


def _the_day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _day(value: Any) -> date | None:
    return None if value is None else _the_day(value)


def _fen(amount: str) -> int:
    return int(Decimal(amount) * 100)

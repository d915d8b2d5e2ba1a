"""What public reports of other software tell of contracts, identity numbers and codes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liaison_contracts.errors import Invalid
from liaison_contracts.incentives import ReportRecruitment
from liaison_contracts.message import load
from liaison_incentives.policy.days import whole_months
from liaison_incentives.vault import TalentVault

CASES = Path(__file__).parents[2] / "data" / "public-cases"
D = date.fromisoformat


@pytest.mark.parametrize("case", json.loads((CASES / "contract-last-day.json").read_text()))
def test_a_contract_that_ends_on_its_last_day_was_kept(case: dict[str, Any]) -> None:
    served = whole_months(D(case["signed_on"]), D(case["ended_on"]))
    assert (served < case["contract_months"]) is case["early"]


def test_an_identity_card_in_each_of_its_forms_is_one_talent() -> None:
    """Public case recruitments-one-person."""
    vault = TalentVault(bytes(32))
    lines = (CASES / "recruitments-one-person.ndjson").read_text(encoding="utf-8").splitlines()
    card, mistyped, old, *_ = (json.loads(line)["talent"]["document_number"] for line in lines)
    known = vault.talent_ref("resident_identity_card", card)
    assert vault.talent_ref("resident_identity_card", old) == known
    with pytest.raises(Invalid) as refused:
        vault.talent_ref("resident_identity_card", mistyped)
    assert refused.value.code == "person_number_invalid"


def test_a_hidden_character_makes_no_second_talent() -> None:
    """Public case recruitments-hidden-character."""
    lines = (CASES / "recruitments-hidden-character.ndjson").read_text(encoding="utf-8")
    plain, hidden = map(json.loads, lines.splitlines())
    assert load(ReportRecruitment, plain).talent_ref == "T-HC-1"
    with pytest.raises(Invalid) as refused:
        load(ReportRecruitment, hidden)
    assert list(refused.value.faults) == ["talent_ref"]


def test_a_code_that_no_address_holds_is_refused_when_it_is_reported() -> None:
    """Public case recruitment-with-slash."""
    body = json.loads((CASES / "recruitment-with-slash.json").read_text(encoding="utf-8"))
    with pytest.raises(Invalid) as refused:
        load(ReportRecruitment, {"station_code": "LZ-001", **body})
    assert list(refused.value.faults) == ["recruitment_code"]

"""Rosters as offices really send them: what public reports of other software tell of files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.integration.registry.system import System
from tests.integration.registry.test_rosters import bring, told

CASES = Path(__file__).parents[2] / "data" / "public-cases"


def checked(system: System, name: str) -> Any:
    system.advance(date(2018, 6, 1))
    return bring(system, (CASES / name).read_bytes(), "text/plain", dry_run=True)


@pytest.mark.parametrize(
    ("name", "rows"),
    [("roster-borders-down.xlsx", 3), ("roster-spaced-heading.csv", 1), ("roster-gbk.csv", 1)],
)
def test_a_roster_is_read_as_a_person_reads_it(system: System, name: str, rows: int) -> None:
    answer = checked(system, name)
    assert (answer["state"], answer["rows"], answer["faults"]) == ("checked", rows, [])


def test_a_code_kept_as_a_number_is_a_fault_at_its_cell(system: System) -> None:
    answer = checked(system, "roster-leading-zeros.xlsx")
    assert (answer["state"], told(answer)) == ("refused", [(2, "station_code")])
    assert answer["faults"][0]["fault"]["code"] == "number_for_code"


def test_an_open_quotation_mark_hides_no_row(system: System) -> None:
    answer = checked(system, "roster-open-quote.csv")
    assert (answer["state"], answer["rows"]) == ("refused", 8)
    assert told(answer) == [(3, "row"), (5, "row")]
    assert {each["fault"]["code"] for each in answer["faults"]} == {"open_quote"}

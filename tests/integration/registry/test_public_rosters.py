"""Rosters as offices really send them: what public reports of other software tell of files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.integration.registry.system import System
from tests.integration.registry.test_rosters import bring, shared, told

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


def test_rare_characters_are_characters(system: System) -> None:
    """Public case roster-rare-characters: one reviewer is of a host, one of none."""
    system.advance(date(2018, 6, 1))
    content = (CASES / "roster-rare-characters.csv").read_bytes()
    assert bring(system, content, "text/plain")["state"] == "imported"
    names = json.loads((CASES / "roster-rare-characters.reviewers.json").read_text("utf-8"))
    assert [shared(system, organisation=name) for name in names] == [[], [("organisation",)]]


def test_a_department_that_nobody_knows_is_named_with_those_that_exist(system: System) -> None:
    answer = checked(system, "roster-department-spellings.csv")
    faults = [each for each in answer["faults"] if each["column"] == "guiding_department"]
    assert answer["state"] == "refused"
    assert {each["fault"]["code"] for each in faults} == {"department_unknown"}
    assert all({"市工商联", "市侨联"} <= {*each["fault"]["values"]["known"]} for each in faults)


def test_a_host_on_record_gets_no_second_station_of_its_city(system: System) -> None:
    """Public case roster-known-host: another code and plaque, the same credit code and city."""
    content = (CASES / "roster-known-host.csv").read_text("utf-8")
    system.advance(date(2018, 6, 1))
    known = content.replace("SH-2018-02", "LZ-002").replace("泸驻才[2018]2号", "泸驻才〔2018〕2号")
    assert bring(system, known.encode(), "text/plain")["state"] == "imported"
    answer = checked(system, "roster-known-host.csv")
    assert (answer["state"], told(answer)) == ("refused", [(2, "credit_code")])
    assert answer["faults"][0]["fault"]["values"] == {"station_code": "LZ-002"}

"""Rules are plugins, and a replay that leaves something behind says so instead of lying."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from liaison_contracts.errors import Unavailable
from liaison_gateway.start.embedded import Embedded, build_embedded
from liaison_incentives.policy.rules.base_grant import BaseGrant
from liaison_yearbook.book.reader import columns_of, read_book
from liaison_yearbook.book.sheets import SHEETS
from liaison_yearbook.console import play
from tests.embedded_client import api_of
from tests.integration.replay.small_book import a_station, scores_of, write_book

pytestmark = pytest.mark.timeout(200)


class DoubleGrant(BaseGrant):
    """Stand for another city's rule: twice the grant."""

    def lines(self, facts: Any, law: Any, on: Any) -> Iterator[Any]:
        for claim in super().lines(facts, law, on):
            yield replace(claim, amount_fen=2 * claim.amount_fen)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_book(
        tmp_path_factory.mktemp("book"),
        stations=[a_station("LZ-001")],
        scores=scores_of("LZ-001", 2018, 70),
    )


def a_system(path: Path, folder: Path) -> Embedded:
    return build_embedded(path / "instance", "replay", read_book(folder).since)


def payouts(embedded: Embedded, folder: Path, out: Path) -> list[str]:
    play(api_of(embedded), read_book(folder), out)
    embedded.close()
    return (out / "payouts.csv").read_text(encoding="utf-8").splitlines()[1:]


def test_a_rule_in_the_place_of_another_changes_the_tables(folder: Path, tmp_path: Path) -> None:
    embedded = a_system(tmp_path, folder)
    runtime = embedded.runtimes["incentives"]
    rules = tuple(
        DoubleGrant() if rule.name == "base_grant" else rule for rule in runtime.context.rules
    )
    runtime.context = replace(runtime.context, rules=rules)
    assert payouts(embedded, folder, tmp_path / "out") == ["2018,LZ-001,base_grant,,60000.00,paid"]


def test_a_parked_event_stops_the_replay(folder: Path, tmp_path: Path) -> None:
    def fail(work: Any, event: Any) -> None:
        raise ValueError("a bug in a handler")

    embedded = a_system(tmp_path, folder)
    heard = embedded.runtimes["incentives"].handlers["registry"]
    heard["plaque.granted.v1"] = fail  # type: ignore[index]
    with pytest.raises(Unavailable, match="wait for an operator"):
        payouts(embedded, folder, tmp_path / "out")
    embedded.close()
    assert not (tmp_path / "out").exists()


def test_a_workbook_is_the_same_book(folder: Path, tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.remove(workbook.active)  # type: ignore[arg-type]
    for sheet in SHEETS:
        page = workbook.create_sheet(sheet.name)
        page.append(columns_of(sheet))
        text = (folder / f"{sheet.name}.csv").read_text(encoding="utf-8")
        for line in text.splitlines()[1:]:
            page.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    workbook.save(tmp_path / "book.xlsx")
    assert read_book(tmp_path / "book.xlsx") == read_book(folder)

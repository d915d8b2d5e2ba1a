"""The ledger proves itself, and a bank file is handed over once its release is committed."""

from __future__ import annotations

import csv
import stat
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete, select, update

from liaison_contracts.incentives import SealBatch
from liaison_incentives.commands import COMMANDS
from liaison_incentives.tables import LedgerEntry, LedgerHead, Payout
from liaison_kit.ops.settings import SettingsError
from tests.integration.incentives.system import SEALER, System


@pytest.fixture
def paid(system: System) -> System:
    """Give a system with one paid award."""
    system.station()
    system.end("2018-01-01")
    system.pay_all("2018-01-01")
    return system


def entries(system: System) -> list[tuple[str, str, int, int]]:
    with system.runtimes["incentives"].database.reading() as session:
        rows = session.scalars(select(LedgerEntry).order_by(LedgerEntry.entry_no))
        return [(row.kind, row.account, row.debit_fen, row.credit_fen) for row in rows]


def test_each_step_of_a_payment_is_posted_twice(paid: System) -> None:
    assert entries(paid) == [
        ("granted", "expense", 3000000, 0),
        ("granted", "commitment", 0, 3000000),
        ("requested", "commitment", 3000000, 0),
        ("requested", "payable", 0, 3000000),
        ("settled", "payable", 3000000, 0),
        ("settled", "fund", 0, 3000000),
    ]
    assert paid.ledger_faults() == ()


TAMPERING: dict[str, Any] = {
    "an amount is changed": update(LedgerEntry)
    .where(LedgerEntry.entry_no == 5)
    .values(debit_fen=1),
    "a line is taken out": delete(LedgerEntry).where(LedgerEntry.entry_no == 3),
    "the last lines are cut off": delete(LedgerEntry).where(LedgerEntry.entry_no > 4),
    "the head is moved": update(LedgerHead).values(entry_no=4),
    "a payout says something else": update(Payout).values(state="failed"),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_shows(paid: System, what: str) -> None:
    with paid.runtimes["incentives"].database.writing() as session:
        session.execute(TAMPERING[what])
    assert paid.ledger_faults()
    run = COMMANDS["verify"].run
    assert run(paid.runtimes["incentives"], Namespace(held=None)) == 1


def test_a_bank_file_is_written_at_the_end_of_the_day_of_its_release(
    database_url: Callable[[str], str], tmp_path: Path
) -> None:
    folder = tmp_path / "bank"
    folder.mkdir()
    channels = ("finance_event", "bank_file")
    system = System(database_url, payout_channels=channels, bank_folder=folder)
    system.extend()
    system.station()
    system.end("2018-01-01")
    batch = system.send(SEALER, SealBatch(channel="bank_file"))
    system.approve(batch)
    system.cosign(batch)
    system.release(batch)
    assert list(folder.iterdir()) == []
    assert system.told("payout.requested")[0]["channel"] == "bank_file"
    system.end("2018-01-02")
    [path] = folder.glob("*.csv")
    kept = (folder / "ledger-2018-01-02.txt").read_text(encoding="utf-8")
    assert kept.startswith("liaison-ledger/1 2 4 ")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["number"], row["amount"], row["currency"]) == (
        "6222020200066667890",
        "30000.00",
        "CNY",
    )
    book = load_workbook(path.with_suffix(".xlsx"))
    cells = [list(line) for line in book.active.iter_rows(values_only=True)]
    assert cells == [list(row), list(row.values())]
    book.close()
    before = path.stat().st_mtime_ns
    system.end("2018-01-03")
    assert path.stat().st_mtime_ns == before
    system.close()


def test_the_bank_file_needs_a_folder_before_the_service_starts(
    database_url: Callable[[str], str],
) -> None:
    with pytest.raises(SettingsError, match="LIAISON_BANK_FOLDER"):
        System(database_url, payout_channels=("bank_file",))

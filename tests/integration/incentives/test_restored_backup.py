"""A backup is restored, finance has paid meanwhile: the same payouts come again, none is new."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liaison_contracts.errors import Invalid, Refused
from liaison_contracts.incentives import SealBatch
from liaison_incentives.definition import DEFINITION
from liaison_incentives.usecases.bank_statements.restored_database import COLUMNS, read
from liaison_kit.commands import run_command
from liaison_kit.log import operator_actions
from tests.integration.incentives.makers import a_plaque, refused_code
from tests.integration.incentives.system import KEY, SEALER, System


def test_after_a_restore_the_same_awards_have_the_same_payouts(tmp_path: Path) -> None:
    def url_of(service: str) -> str:
        return f"sqlite:///{tmp_path}/{service}.sqlite"

    system = System(url_of)
    system.extend()
    for code in ("LZ-001", "LZ-002", "LZ-003"):
        system.station(code)
    system.end("2018-01-01")
    system.close()
    shutil.copy(tmp_path / "incentives.sqlite", tmp_path / "backup")

    system = System(url_of)
    system.order()
    bank = {payout["payout_id"]: payout for payout in system.told("payout.requested")}
    for payout in bank.values():
        system.settle(payout, "2018-01-01")
    system.close()

    for path in tmp_path.glob("incentives.sqlite*"):
        path.unlink()
    shutil.copy(tmp_path / "backup", tmp_path / "incentives.sqlite")
    system = System(url_of)
    assert system.told("payout.requested") == []
    system.order()
    again = system.told("payout.requested")
    assert {payout["payout_id"] for payout in again} == set(bank), "no new payout, none lost"
    for payout in again:  # finance knows each of them, and gives the answer it gave before
        system.settle(bank[payout["payout_id"]], "2018-01-01")
    paid = [payout.award_code for payout in system.payouts().values() if payout.state == "paid"]
    assert sorted(paid) == [f"base_grant.LZ-00{n}.2018" for n in (1, 2, 3)]
    assert system.ledger_faults() == ()
    system.close()


SIGNED = ("--by", "P-ops", "--reason", "the disk broke")
CODES = ("LZ-001", "LZ-002", "LZ-003")
Operate = Callable[..., int]


@pytest.fixture
def operate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Operate:
    """Give a function that runs an operator's command on incentives' database."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/incentives.sqlite")
    monkeypatch.setenv("LIAISON_MODE", "demo")
    monkeypatch.setenv("LIAISON_INSTANCE_KEY", KEY)
    return lambda *words: run_command(DEFINITION, [str(word) for word in (*words, *SIGNED)])


def a_system(folder: Path, **more: Any) -> System:
    return System(lambda service: f"sqlite:///{folder}/{service}.sqlite", **more)


def keep(folder: Path, service: str = "incentives") -> None:
    shutil.copy(folder / f"{service}.sqlite", folder / "backup")


def bring_back(folder: Path, service: str = "incentives") -> None:
    for path in folder.glob(f"{service}.sqlite*"):
        path.unlink()
    shutil.copy(folder / "backup", folder / f"{service}.sqlite")


def a_list(folder: Path, *rows: tuple[str, str, str]) -> Path:
    """Write finance's list."""
    path = folder / "heard.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return path


def heard_of(bank: dict[str, dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(code, payout["amount"], "") for code, payout in bank.items()]


def ordered_after_the_backup(folder: Path) -> dict[str, dict[str, Any]]:
    """Let finance pay what was ordered after the backup, bring that back, and tell what it paid."""
    system = a_system(folder)
    system.extend()
    for code in CODES:
        system.station(code)
    system.end("2018-01-01")
    system.close()
    keep(folder)
    system = a_system(folder)
    system.order()
    bank = {payout["payout_id"]: payout for payout in system.told("payout.requested")}
    for payout in bank.values():
        system.settle(payout, "2018-01-01")
    system.close()
    bring_back(folder)
    return bank


def test_releases_wait_after_a_restore_until_finances_list_was_compared(
    tmp_path: Path, operate: Operate, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = ordered_after_the_backup(tmp_path)
    assert operate("restored") == 0
    system = a_system(tmp_path)
    batch = system.seal()
    system.approve(batch)
    system.cosign(batch)
    with pytest.raises(Refused) as refused:
        system.release(batch)
    assert refused.value.code == "restored_not_reconciled"
    assert [reason.article for reason in refused.value.reasons] == ["3"]
    assert system.told("payout.requested") == []

    capsys.readouterr()
    heard = a_list(tmp_path, *heard_of(bank))
    assert operate("reconcile", heard, "--second", "P-finance") == 0
    told = capsys.readouterr().out
    assert all(f"{payout_id} not_requested_here" in told for payout_id in bank)
    system.release(batch)
    again = system.told("payout.requested")
    assert {payout["payout_id"] for payout in again} == set(bank), "no new payout, none lost"
    for payout in bank.values():
        system.settle(payout, "2018-01-01")
    paid = [payout.award_code for payout in system.payouts().values() if payout.state == "paid"]
    assert sorted(paid) == [f"base_grant.{code}.2018" for code in CODES]
    assert system.ledger_faults() == ()
    assert operate("reconcile", heard, "--second", "P-finance") == 2, "no restore waits any more"
    system.close()


def test_what_finance_knows_and_nobody_can_explain_keeps_releases_waiting(
    tmp_path: Path, operate: Operate, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = ordered_after_the_backup(tmp_path)
    operate("restored")
    first, *others = heard_of(bank)
    dearer = (first[0], "99999.00", "")
    stranger = ("no-award-of-ours", "1.00", "")
    heard = a_list(tmp_path, dearer, *others, stranger)
    assert operate("reconcile", heard, "--second", "P-finance") == 1
    told = capsys.readouterr().out
    assert f"OPEN {first[0]} amount_differs" in told
    assert "OPEN no-award-of-ours no_such_award" in told
    system = a_system(tmp_path)
    batch = system.seal()
    system.approve(batch)
    system.cosign(batch)
    assert refused_code(lambda: system.release(batch), Refused) == "restored_not_reconciled"
    explained = [(*line[:2], "cleared with finance, note 7") for line in (dearer, stranger)]
    heard = a_list(tmp_path, *explained, *others)
    assert operate("reconcile", heard, "--second", "P-finance") == 0
    system.release(batch)
    assert {payout["payout_id"] for payout in system.told("payout.requested")} == set(bank)
    system.close()


def test_a_list_without_a_payout_that_finance_answered_is_not_whole(
    tmp_path: Path, operate: Operate, capsys: pytest.CaptureFixture[str]
) -> None:
    system = a_system(tmp_path)
    system.extend()
    system.station("LZ-001")
    system.end("2018-01-01")
    system.pay_all("2018-01-01")
    [payout] = system.told("payout.requested")
    system.close()
    operate("restored")
    assert operate("reconcile", a_list(tmp_path), "--second", "P-finance") == 1
    assert f"OPEN {payout['payout_id']} not_listed" in capsys.readouterr().out
    heard = a_list(tmp_path, (payout["payout_id"], payout["amount"], ""))
    assert operate("reconcile", heard, "--second", "P-finance") == 0


def test_one_person_alone_does_not_let_releases_go_on(tmp_path: Path, operate: Operate) -> None:
    ordered_after_the_backup(tmp_path)
    operate("restored")
    assert operate("reconcile", a_list(tmp_path), "--second", "P-ops") == 2
    assert operate("reconcile", tmp_path / "no-file", "--second", "P-finance") == 2


def test_nothing_is_reconciled_where_nothing_was_restored(tmp_path: Path, operate: Operate) -> None:
    ordered_after_the_backup(tmp_path)
    assert operate("reconcile", a_list(tmp_path), "--second", "P-finance") == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"payout_id,amount\n",
        b"payout_id,amount,explanation\nA,1.005,\n",
        b"payout_id,amount,explanation\nA,1.00,\nA,1.00,\n",
        b"payout_id,amount,explanation\nA\n",
    ],
)
def test_a_list_that_cannot_be_read_compares_nothing(content: bytes) -> None:
    with pytest.raises(Invalid):
        read(content)


def test_what_finance_paid_from_a_file_stands_in_no_second_file(
    tmp_path: Path, operate: Operate
) -> None:
    folder = tmp_path / "bank"
    folder.mkdir()
    channels = {"payout_channels": ("finance_event", "bank_file"), "bank_folder": folder}
    system = a_system(tmp_path, **channels)
    system.extend()
    for code in CODES:
        system.station(code)
    system.end("2018-01-01")
    batch = system.send(SEALER, SealBatch(channel="bank_file"))
    system.approve(batch)
    system.cosign(batch)
    system.release(batch)
    first, *_ = system.told("payout.requested")
    system.close()
    keep(tmp_path)
    bring_back(tmp_path)
    operate("restored")
    system = a_system(tmp_path, **channels)
    system.end("2018-01-02")
    assert list(folder.iterdir()) == [], "no file while releases wait"
    heard = a_list(tmp_path, (first["payout_id"], first["amount"], ""))
    assert operate("reconcile", heard, "--second", "P-finance") == 0
    system.end("2018-01-03")
    [path] = folder.glob("*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        listed = {row["payout_id"] for row in csv.DictReader(file)}
    asked = {payout["payout_id"] for payout in system.told("payout.requested")}
    assert listed == asked - {first["payout_id"]}
    system.close()


def test_what_a_restored_producer_tells_again_is_paid_once(tmp_path: Path) -> None:
    """Registry forgets two plaques; incentives, which heard and paid them, hears them anew."""
    system = a_system(tmp_path)
    system.extend()
    system.station("LZ-001")
    system.close()
    keep(tmp_path, "registry")
    system = a_system(tmp_path)
    for code in CODES[1:]:
        system.station(code)
    system.end("2018-01-01")
    system.pay_all("2018-01-01")
    paid = {payout["payout_id"] for payout in system.told("payout.requested")}
    system.close()
    bring_back(tmp_path, "registry")
    former, system = system, a_system(tmp_path)
    system.secrets, system.clock = former.secrets, former.clock
    turn = operator_actions.mark_restored(system.runtimes["registry"], "P-ops", "the disk broke")
    system.bus.pump()
    incentives = system.runtimes["incentives"]
    assert "registry" in incentives.head()["stopped"]
    operator_actions.resume_feed(incentives, "registry", "P-ops", "looked at it", turn)
    for code in reversed(CODES[1:]):
        system.tell("registry", "2018-01-01", a_plaque(code, "2018-01-01"))
    system.station("LZ-004")
    assert system.parked() == []
    system.end("2018-01-02")
    system.pay_all("2018-01-02")
    told = [payout["payout_id"] for payout in system.told("payout.requested")]
    assert len(told) == len(set(told)) == len(paid) + 1
    assert system.ledger_faults() == ()
    system.close()

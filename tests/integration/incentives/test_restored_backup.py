"""A backup is restored, finance has paid meanwhile: the same payouts come again, none is new."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.integration.incentives.town import Town


def test_after_a_restore_the_same_awards_have_the_same_payouts(tmp_path: Path) -> None:
    def url_of(service: str) -> str:
        return f"sqlite:///{tmp_path}/{service}.sqlite"

    town = Town(url_of)
    town.extend()
    for code in ("LZ-001", "LZ-002", "LZ-003"):
        town.station(code)
    town.end("2018-01-01")
    town.close()
    shutil.copy(tmp_path / "incentives.sqlite", tmp_path / "backup")

    town = Town(url_of)
    town.order()
    bank = {payout["payout_id"]: payout for payout in town.told("payout.requested")}
    for payout in bank.values():
        town.settle(payout, "2018-01-01")
    town.close()

    for path in tmp_path.glob("incentives.sqlite*"):
        path.unlink()
    shutil.copy(tmp_path / "backup", tmp_path / "incentives.sqlite")
    town = Town(url_of)
    assert town.told("payout.requested") == []
    town.order()
    again = town.told("payout.requested")
    assert {payout["payout_id"] for payout in again} == set(bank), "no new payout, none lost"
    for payout in again:  # finance knows each of them, and gives the answer it gave before
        town.settle(bank[payout["payout_id"]], "2018-01-01")
    paid = [payout.award_code for payout in town.payouts().values() if payout.state == "paid"]
    assert sorted(paid) == [f"base_grant.LZ-00{n}.2018" for n in (1, 2, 3)]
    assert town.ledger_faults() == ()
    town.close()

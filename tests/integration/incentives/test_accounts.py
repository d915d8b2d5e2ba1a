"""An account is paid on only after a second person approved it and it waited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select

from liaison_contracts.errors import Conflict, Forbidden, NotFound, Refused
from liaison_contracts.incentives import ApprovePayeeAccount, RegisterPayeeAccount
from liaison_contracts.registry import CalendarDayDecided
from liaison_incentives.settings import IncentivesSettings
from liaison_incentives.tables import PayeeAccount
from liaison_kit.law.working_days import WorkingDays
from liaison_kit.ops.settings import SettingsError
from tests.integration.incentives.makers import a_plaque
from tests.integration.incentives.system import CHECKS, ENTERS, KEY, System, a_caller, head_of

NUMBER = "6222020200066667890"


def an_entry(code: str = "LZ-001") -> RegisterPayeeAccount:
    return RegisterPayeeAccount(
        station_code=code, holder="北京泸州商会", bank="Bank", number=NUMBER
    )


def an_approval(made: dict[str, object], version: int = 1) -> ApprovePayeeAccount:
    return ApprovePayeeAccount(payee_ref=str(made["payee_ref"]), account_version=version)


def test_neither_the_log_nor_the_table_shows_holder_or_number(system: System) -> None:
    system.station()
    with system.runtimes["incentives"].database.reading() as session:
        account = session.scalars(select(PayeeAccount)).one()
    stored = f"{account.holder} {account.bank} {account.number} {system.log()}"
    assert NUMBER not in stored
    assert "北京泸州商会" not in stored
    assert account.last4 == "7890"
    [told] = system.told("payee_account.approved")
    assert (told["payee_ref"], told["last4"]) == (account.payee_ref, "7890")


def test_a_sealed_number_does_not_open_in_another_row(system: System) -> None:
    vault = system.runtimes["incentives"].context.vault
    sealed = vault.seal_text(NUMBER, "payee-1", "1", "number")
    assert vault.unseal_text(sealed, "payee-1", "1", "number") == NUMBER
    with pytest.raises(InvalidTag):
        vault.unseal_text(sealed, "payee-2", "1", "number")


def test_who_registered_an_account_cannot_approve_it(system: System) -> None:
    system.tell("registry", "2018-01-01", a_plaque("LZ-001", "2018-01-01"))
    made = system.send(ENTERS, an_entry())
    with pytest.raises(Forbidden) as refused:
        system.send(ENTERS, an_approval(made))
    assert refused.value.code == "same_person"


@pytest.mark.parametrize(
    "person",
    [
        a_caller("P-1", "station/LZ-001", "talent_office"),
        a_caller("H-LZ-001", "talent_office", "talent_office"),
        a_caller("L-LZ-001", "finance", "finance"),
    ],
)
def test_who_belongs_to_the_station_cannot_approve_its_account(
    system: System, person: object
) -> None:
    system.tell("registry", "2018-01-01", a_plaque("LZ-001", "2018-01-01"))
    made = system.send(ENTERS, an_entry())
    with pytest.raises(Forbidden) as refused:
        system.send(person, an_approval(made))  # type: ignore[arg-type]
    assert refused.value.code == "payee_side"


def test_a_head_names_the_account_of_their_own_station_only(system: System) -> None:
    for code in ("LZ-001", "LZ-002"):
        system.tell("registry", "2018-01-01", a_plaque(code, "2018-01-01"))
    assert system.send(head_of("LZ-001"), an_entry())["state"] == "registered"
    with pytest.raises(NotFound):
        system.send(head_of("LZ-001"), an_entry("LZ-002"))


def test_only_the_newest_version_can_be_approved_and_only_once(system: System) -> None:
    system.tell("registry", "2018-01-01", a_plaque("LZ-001", "2018-01-01"))
    made = system.send(ENTERS, an_entry())
    assert system.send(ENTERS, an_entry())["account_version"] == 2
    with pytest.raises(Conflict) as refused:
        system.send(CHECKS, an_approval(made, 1))
    assert refused.value.code == "payee_account_outdated"
    system.send(CHECKS, an_approval(made, 2))
    with pytest.raises(Conflict) as refused:
        system.send(CHECKS, an_approval(made, 2))
    assert refused.value.code == "payee_account_approved_already"
    with pytest.raises(NotFound):
        system.send(CHECKS, an_approval(made, 9))


def test_a_new_account_waits_three_working_days(database_url: Callable[[str], str]) -> None:
    system = System(database_url, "2018-04-04", payee_wait=True)
    system.extend(on="2018-04-04")
    system.station("LZ-001", "2018-04-04")
    [told] = system.told("payee_account.approved")
    assert told["usable_on"] == "2018-04-10"  # after Qingming, with the Sunday worked in its place
    system.end("2018-04-04")
    with pytest.raises(Refused) as refused:
        system.seal()
    assert refused.value.code == "nothing_payable"
    with pytest.raises(Refused) as refused:
        system.seal("base_grant.LZ-001.2018")
    assert "no usable account" in str(refused.value)
    system.on("2018-04-10")
    assert system.seal()["count"] == 1
    system.close()


def test_the_wait_counts_days_as_the_office_decided_in_the_registry(
    database_url: Callable[[str], str],
) -> None:
    system = System(database_url, "2018-04-04", payee_wait=True)
    system.extend(on="2018-04-04")
    sunday = CalendarDayDecided(on=date(2018, 4, 8), is_working_day=False, document_no="notice 1")
    system.tell("registry", "2018-04-04", sunday)
    system.station("LZ-001", "2018-04-04")
    [told] = system.told("payee_account.approved")
    assert told["usable_on"] == "2018-04-11"
    system.close()


def test_working_days_go_on_where_no_holiday_is_announced_yet() -> None:
    assert WorkingDays().after(date(2040, 7, 2), 3) == date(2040, 7, 5)


def test_a_live_instance_cannot_switch_the_wait_off() -> None:
    shared = {"database_url": "", "amqp_uri": "", "public_keys": [], "instance_key": KEY}
    for mode in ("live", "sandbox"):
        with pytest.raises(SettingsError):
            IncentivesSettings(mode=mode, payee_wait=False, **shared).check()  # type: ignore[arg-type]

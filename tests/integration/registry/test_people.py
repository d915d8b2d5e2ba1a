"""People are known by reference; who looks one up says why and is written down."""

from __future__ import annotations

import base64

import pytest

from liaison_contracts.errors import Forbidden, NotFound
from liaison_contracts.registry import GetPerson
from liaison_kit.law.working_days import WorkingDays
from liaison_kit.ops.settings import SettingsError
from liaison_kit.plugins import PluginError
from liaison_registry.plugins import load_checks
from liaison_registry.settings import RegistrySettings
from liaison_registry.tables import Application, Person
from liaison_registry.vault import PersonVault
from tests.integration.registry.panel_system import leading_group_passed
from tests.integration.registry.stations_system import imported
from tests.integration.registry.system import (
    DEPARTMENT,
    GOVERNMENT,
    HOST,
    KEY,
    OFFICE,
    OTHER_DEPARTMENT,
    System,
    an_application,
    an_approval,
)

SECRETS = ("张三", "李四", "510502199001010018", "510502199202020028")


def head_ref(system: System) -> str:
    return str(system.rows(Application)[0].head_ref)


def test_events_and_rows_carry_no_name_and_no_number(system: System) -> None:
    system.ask(GOVERNMENT, an_approval(leading_group_passed(system)))
    people = system.rows(Person)
    kept = system.log_text() + str([(p.name_sealed, p.number_sealed) for p in people])
    assert len(people) == 2
    assert [secret for secret in SECRETS if secret in kept] == []


def test_the_database_file_holds_no_name_and_no_number(system: System) -> None:
    system.ask(HOST, an_application())
    system.ask(OFFICE, GetPerson(person_ref=head_ref(system), purpose="to call the head"))
    with system.reading() as session:
        held = "".join(
            str(session.connection().exec_driver_sql(f"SELECT * FROM {table}").all())
            for table in ("person", "application", "idempotency", "event_log")
        )
    assert [secret for secret in SECRETS if secret in held] == []


def test_a_look_at_a_person_is_logged_with_its_purpose(system: System) -> None:
    system.ask(HOST, an_application())
    ref = head_ref(system)
    shown = system.ask(OFFICE, GetPerson(person_ref=ref, purpose="to call the head"))
    assert (shown["name"], shown["document_number"]) == (SECRETS[0], SECRETS[2])
    (entry,) = system.access_log()
    assert (entry.actor, entry.subject, entry.outcome) == (OFFICE.sub, ref, "revealed")
    assert entry.reason == "to call the head"


def test_a_department_sees_the_people_it_guides_only(system: System) -> None:
    system.ask(GOVERNMENT, an_approval(leading_group_passed(system)))
    act = GetPerson(person_ref=head_ref(system), purpose="guidance")
    assert system.ask(DEPARTMENT, act)["name"] == SECRETS[0]
    with pytest.raises(NotFound):
        system.ask(OTHER_DEPARTMENT, act)


def test_a_host_looks_nobody_up_and_that_is_logged(system: System) -> None:
    with pytest.raises(Forbidden):
        system.ask(HOST, GetPerson(person_ref="P-1", purpose="curious"))
    assert [entry.outcome for entry in system.access_log()] == ["refused"]


def test_people_of_imported_stations_have_no_papers_here(system: System) -> None:
    imported(system)
    with pytest.raises(NotFound):
        system.ask(OFFICE, GetPerson(person_ref="H-LZ-001", purpose="to call"))


def test_one_person_has_one_reference_however_the_number_is_written() -> None:
    vault = PersonVault(base64.b64decode(KEY))
    plain = vault.person_ref("passport", "e1234567x")
    assert plain == vault.person_ref("passport", " E1234-567Ｘ")
    assert plain != vault.person_ref("other", "e1234567x")
    assert plain != PersonVault(b"o" * 32).person_ref("passport", "e1234567x")


def test_a_key_of_the_wrong_length_stops_the_start() -> None:
    settings = RegistrySettings(
        mode="demo", database_url="sqlite://", amqp_uri="", public_keys=[], instance_key="c2hvcnQ="
    )
    with pytest.raises(SettingsError, match="LIAISON_INSTANCE_KEY"):
        settings.key()


def test_a_check_that_is_not_installed_stops_the_start() -> None:
    with pytest.raises(PluginError, match="horoscope is not installed"):
        load_checks(("location", "horoscope"))


def test_holidays_and_worked_weekends_count_as_they_are() -> None:
    from datetime import date

    days = WorkingDays()
    assert days.between(date(2018, 9, 28), date(2018, 10, 8)) == 3  # two worked days, and the 8th
    assert days.between(date(2018, 5, 7), date(2018, 5, 7)) == 0

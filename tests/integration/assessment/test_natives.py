"""The natives directory is personal data: sealed, masked, looked at for a purpose (11(2), A54)."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select, text

from liaison_contracts.assessment import (
    EraseNative,
    ExportNatives,
    ListNatives,
    RecordContact,
    RevealNative,
    SaveNative,
)
from liaison_contracts.errors import Conflict, Forbidden, NotFound, Refused, TooMany
from liaison_kit.ops import logs
from liaison_kit.store import records
from tests.integration.assessment.system import INDUSTRY, OFFICER, OVERSEAS, D, station_people

NAME, REACH, EMPLOYER, NOTE = "欧阳修竹", "13812345678", "翠湖生物公司", "喜欢家乡的桂圆"
PLANTED = (NAME, REACH, EMPLOYER, NOTE, "首席科学家")
AUDITOR = station_people("LZ-001").__class__("P-audit", "audit_office", ("auditor",), "key-audit")


def save(system, caller=INDUSTRY, ref="N-1", station="LZ-001", **more):
    fields = {
        "sector": "biomedicine",
        "purpose": "talent exchange",
        "employer": EMPLOYER,
        "post": "首席科学家",
        "agreed_on": D("2018-01-01"),
        "saved_on": D("2018-01-01"),
    }
    fields |= more
    command = SaveNative(native_ref=ref, station_code=station, name=NAME, reach=REACH, **fields)
    return system.send(caller, command)


def reveal(system, caller=OFFICER, ref="N-1"):
    return system.send(caller, RevealNative(native_ref=ref, purpose="to invite to the autumn fair"))


def contact(system, code="CT-1", on="2018-01-01", ref="N-1"):
    command = RecordContact(
        contact_code=code, native_ref=ref, contacted_on=D(on), way="visit", note=NOTE
    )
    return system.send(INDUSTRY, command)


def access_of(system):
    with system.runtimes["assessment"].database.reading() as session:
        return [dict(row._mapping) for row in session.execute(select(records.access_log))]


@pytest.fixture
def kept_system(system):
    system.plaque("LZ-001", "LZ-002")
    save(system)
    return system


def test_a_person_is_kept_masked_by_default_and_shown_for_a_purpose(kept_system):
    system = kept_system
    contact(system)
    [masked] = system.send(INDUSTRY, ListNatives(station_code="LZ-001"))["natives"]
    assert (masked["name"], masked["reach"]) == ("欧***", "*********78")
    assert (masked["contacts"], masked["last_contact_on"]) == (1, "2018-01-01")
    shown = reveal(system)
    assert (shown["name"], shown["reach"], shown["employer"]) == (NAME, REACH, EMPLOYER)
    assert shown["contacts"][0]["note"] == NOTE
    [look] = access_of(system)
    assert (look["actor"], look["act"], look["subject"]) == ("P-officer", "reveal_native", "N-1")
    assert look["reason"] == "to invite to the autumn fair"


def test_no_name_is_found_in_events_answers_logs_or_at_rest(kept_system, capsys):
    system = kept_system
    logs.configure("assessment", "DEBUG")
    contact(system)
    reveal(system)
    with pytest.raises(NotFound) as unknown:
        reveal(system, OVERSEAS)
    with pytest.raises(Forbidden) as strange:
        save(system, OVERSEAS, "N-2")
    with pytest.raises(Refused) as long:
        save(system, kept_until=D("2031-01-01"))
    heap = [
        json.dumps(error.value.to_wire(), ensure_ascii=False) for error in (unknown, strange, long)
    ]
    system.send(OFFICER, EraseNative(native_ref="N-1", reason="asked", erased_on=D("2018-01-01")))
    save(system, ref="N-3")
    with system.runtimes["assessment"].database.reading() as session:
        for table in ("event_log", "idempotency", "access_log", "natives", "contacts"):
            heap += [str(row) for row in session.execute(text(f"SELECT * FROM {table}"))]
    heap += [json.dumps(system.told(kind)) for kind in ("native.saved", "contact.recorded")]
    told = capsys.readouterr()
    heap += [told.out, told.err]
    for planted in PLANTED:
        escaped = json.dumps(planted).strip('"')
        assert not [part for part in heap if planted in part or escaped in part], planted


def test_each_look_counts_and_one_person_may_look_at_so_many_a_day_only(kept_system):
    system = kept_system
    most = system.runtimes["assessment"].edition.figures.reveals_a_day
    for _ in range(most):
        reveal(system)
    with pytest.raises(TooMany) as refused:
        reveal(system)
    assert (refused.value.code, refused.value.retry_after) == ("too_many_reveals", 86_400)
    assert len(access_of(system)) == most
    assert reveal(system, INDUSTRY)["name"] == NAME
    system.on("2018-01-02")
    assert reveal(system)["name"] == NAME


def test_only_those_concerned_see_a_directory(kept_system):
    system = kept_system
    for stranger in (OVERSEAS, station_people("LZ-002")):
        with pytest.raises(NotFound):
            reveal(system, stranger)
        with pytest.raises(NotFound):
            system.send(stranger, ListNatives(station_code="LZ-001"))
    assert len(system.send(AUDITOR, ListNatives(station_code="LZ-001"))["natives"]) == 1
    with pytest.raises(Forbidden):
        reveal(system, AUDITOR)


def test_an_entry_is_kept_as_long_as_allowed_and_erased_at_the_close_of_a_day(kept_system):
    system = kept_system
    contact(system)
    with pytest.raises(Refused, match="2021-01-01"):
        save(system, ref="N-2", kept_until=D("2021-01-02"))
    with pytest.raises(Refused, match="agreement first") as refused:
        save(system, ref="N-2", agreed_on=D("2018-01-02"))
    assert refused.value.reasons[0].article == "11(2)"
    system.close("2021-01-01")
    assert reveal(system)["kept_until"] == "2021-01-01"
    system.close("2021-01-02")
    [erased] = system.told("native.erased")
    assert (erased["native_ref"], erased["cause"]) == ("N-1", "kept_until")
    with pytest.raises(NotFound):
        reveal(system)
    with system.runtimes["assessment"].database.reading() as session:
        assert session.execute(text("SELECT sealed, purpose FROM natives")).one() == (None, "")
        assert session.execute(text("SELECT note FROM contacts")).scalar() is None


def test_a_person_is_erased_when_they_ask_and_their_code_is_not_used_again(kept_system):
    system = kept_system
    command = EraseNative(native_ref="N-1", reason="asked", erased_on=D("2018-01-01"))
    assert system.send(INDUSTRY, command)["state"] == "erased"
    system.send(OFFICER, command)
    assert [found["cause"] for found in system.told("native.erased")] == ["asked"]
    assert system.send(INDUSTRY, ListNatives(station_code="LZ-001"))["natives"] == []
    with pytest.raises(Conflict):
        save(system)
    with pytest.raises(NotFound):
        contact(system)


def test_a_contact_is_recorded_once_and_after_the_person_agreed(kept_system):
    system = kept_system
    assert contact(system) == contact(system)
    assert len(system.told("contact.recorded")) == 1
    save(system, ref="N-2")
    with pytest.raises(Conflict):
        contact(system, ref="N-2")
    system.on("2018-01-05")
    save(system, ref="N-3", agreed_on=D("2018-01-05"), saved_on=D("2018-01-05"))
    with pytest.raises(Refused, match="only agreed on 2018-01-05"):
        contact(system, code="CT-2", ref="N-3", on="2018-01-04")


def test_saving_anew_takes_over_what_changed_and_begins_a_new_term(kept_system):
    system = kept_system
    system.on("2019-05-01")
    again = save(system, saved_on=D("2019-05-01"), sector="energy")
    assert again["kept_until"] == "2022-05-01"
    [masked] = system.send(INDUSTRY, ListNatives(station_code="LZ-001"))["natives"]
    assert masked["sector"] == "energy"
    with pytest.raises(Conflict):
        save(system, station="LZ-002")


def test_what_one_instance_sealed_no_other_key_reads(kept_system):
    from cryptography.exceptions import InvalidTag

    from liaison_kit.store.vault import Vault

    with kept_system.runtimes["assessment"].database.reading() as session:
        sealed = session.execute(text("SELECT sealed FROM natives")).scalar()
    with pytest.raises(InvalidTag):
        Vault(bytes(32), "assessment").unseal(bytes(sealed), "N-1", "person")


def test_an_export_is_masked_and_logged_with_its_purpose(kept_system):
    system = kept_system
    listed = system.send(INDUSTRY, ListNatives(station_code="LZ-001"))
    exported = system.send(INDUSTRY, ExportNatives(station_code="LZ-001", purpose="spring letters"))
    assert exported == listed
    assert ("export_natives", "spring letters") in [
        (row["act"], row["reason"]) for row in access_of(system)
    ]
    with pytest.raises(NotFound):
        system.send(OVERSEAS, ExportNatives(station_code="LZ-001", purpose="curiosity"))

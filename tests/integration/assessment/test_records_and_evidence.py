"""What proves a record is there, is kept, and is found again where it was used before (12(4))."""

from __future__ import annotations

import pytest
from sqlalchemy import event, text

from liaison_contracts.assessment import (
    FileEntry,
    RecordDuties,
    ShowDutyEvidence,
    ShowReusedEvidence,
)
from liaison_contracts.errors import Invalid, NotFound
from liaison_kit.store.blobs import Blobs
from tests.integration.assessment.system import (
    INDUSTRY,
    OFFICER,
    OVERSEAS,
    System,
    a_duty,
    station_people,
)
from tests.sentences import fact

PAGE = "https://www.example.org/post?id=7&utm_source=x"
SAME_PAGE = "http://example.org/post/?id=7#top"


def a_file(system, content=b"a photograph"):
    stored = Blobs(system.runtimes["assessment"].context.settings.blob_folder).add([content], 1000)
    return FileEntry(sha256=stored.sha256, size=stored.size, media_type=stored.media_type)


def test_a_record_may_have_text_links_and_files(system):
    system.plaque("LZ-001")
    file = a_file(system)
    entry = a_duty("D-1", "LZ-001", "2018-01-01", evidence="we met", links=(PAGE,), files=(file,))
    assert system.duty(INDUSTRY, entry)[0]["state"] == "accepted"
    shown = system.send(OFFICER, ShowDutyEvidence(record_code="D-1"))
    assert [(item["kind"], item["value"]) for item in shown["evidence"]] == [
        ("text", "we met"),
        ("link", PAGE),
        ("file", file.sha256),
    ]
    assert file.sha256 in system.told("duty.recorded")[0]["evidence_sha256"]
    assert system.duty(INDUSTRY, entry)[0]["state"] == "accepted"
    assert len(system.told("duty.recorded")) == 1


def test_evidence_that_is_not_there_is_an_error_and_nothing_is_recorded(system):
    system.plaque("LZ-001")
    missing = FileEntry(sha256="ab" * 32, size=3, media_type="text/plain")
    good = a_duty("D-1", "LZ-001", "2018-01-01")
    with pytest.raises(Invalid) as refused:
        system.duty(INDUSTRY, good, a_duty("D-2", "LZ-001", "2018-01-01", files=(missing,)))
    assert refused.value.code == "evidence_not_there"
    [fault] = refused.value.faults["records"]["1"]["files"]["0"]
    assert (fault.code, fault.values) == ("evidence_not_uploaded", {"sha256": "ab" * 32})
    assert system.told("duty.recorded") == []


def test_bad_lines_are_named_all_at_once_and_nothing_is_recorded(system):
    system.plaque("LZ-001")
    weather = {"duty_type": "information_report", "category": "weather"}
    with pytest.raises(Invalid) as refused:
        system.duty(
            INDUSTRY,
            a_duty("D-1", "LZ-001", "2018-01-01"),
            a_duty("D-2", "LZ-001", "2018-01-01", duty_type="poetry"),
            a_duty("D-3", "LZ-001", "2018-01-01", **weather),
        )
    assert refused.value.code == "bad_records"
    faults = refused.value.faults["records"]
    assert (set(faults["1"]), set(faults["2"])) == ({"duty_type"}, {"category"})
    assert "local_events" in faults["2"]["category"][0].values["choices"]
    assert system.told("duty.recorded") == []


def test_the_same_page_used_again_is_shown_to_the_verifier_and_collected(system):
    system.plaque("LZ-001", "LZ-002")
    system.on("2018-02-10")
    first = a_duty("D-1", "LZ-001", "2018-01-09", evidence=PAGE)
    again = a_duty("D-2", "LZ-002", "2018-02-09", evidence="", links=(SAME_PAGE,))
    alone = a_duty("D-3", "LZ-001", "2018-02-09", evidence="https://example.org/post?id=8")
    assert [found["reused"] for found in system.duty(INDUSTRY, first)] == [0]
    assert [found["reused"] for found in system.duty(INDUSTRY, again, alone)] == [1, 0]
    assert [found["reused"] for found in system.told("duty.recorded")] == [0, 1, 0]
    assert [found["reused"] for found in system.verify("D-1", "D-3")] == [1, 0]
    shown = system.send(OFFICER, ShowDutyEvidence(record_code="D-1"))
    other = {"record_code": "D-2", "station_code": "LZ-002", "year": 2018}
    assert shown["evidence"][0]["also_used"] == [other]
    [item] = system.send(OFFICER, ShowReusedEvidence(station_code="LZ-001"))["items"]
    assert [use["record_code"] for use in item["uses"]] == ["D-1", "D-2"]


def test_two_records_of_one_command_that_share_a_file_are_found(system):
    system.plaque("LZ-001")
    file = a_file(system)
    results = system.duty(
        INDUSTRY,
        a_duty("D-1", "LZ-001", "2018-01-01", files=(file,)),
        a_duty("D-2", "LZ-001", "2018-01-01", evidence="", files=(file,)),
    )
    assert [found["reused"] for found in results] == [1, 1]


def test_a_corrected_record_is_proved_by_what_it_says_now(system):
    system.plaque("LZ-001")
    system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-01-01", evidence=PAGE))
    system.verify("D-1", outcome="returned", reason="page_gone")
    system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-01-01", evidence="http://b.cn/x"))
    [other] = system.duty(INDUSTRY, a_duty("D-2", "LZ-001", "2018-01-01", evidence=PAGE))
    assert other["reused"] == 0


def test_nobody_sees_the_evidence_of_a_station_that_is_not_theirs(system):
    system.plaque("LZ-001", "LZ-002")
    system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-01-01"))
    for stranger in (OVERSEAS, station_people("LZ-002")):
        with pytest.raises(NotFound):
            system.send(stranger, ShowDutyEvidence(record_code="D-1"))
    with pytest.raises(NotFound):
        system.send(OVERSEAS, ShowReusedEvidence(station_code="LZ-001"))
    assert (
        system.send(station_people("LZ-001"), ShowDutyEvidence(record_code="D-1"))["late"] is False
    )


def test_a_joint_event_counts_once_for_each_station_with_a_part_of_its_own(system):
    system.plaque("LZ-001", "LZ-002")
    joint = {"duty_type": "talent_exchange", "joint_event": "J-1"}
    results = system.duty(
        INDUSTRY,
        a_duty("D-1", "LZ-001", "2018-01-01", part="found the hall", **joint),
        a_duty("D-2", "LZ-002", "2018-01-01", part="brought the guests", **joint),
        a_duty("D-3", "LZ-001", "2018-01-01", part="again", joint_event="J-1"),
        a_duty("D-4", "LZ-002", "2018-01-01", joint_event="J-2"),
    )
    states = [found["state"] for found in results]
    assert states == ["accepted", "accepted", "refused", "refused"]
    assert "recorded its part in J-1 as D-1" in fact(results[2]["reasons"][0])
    assert "does not state the station's part" in fact(results[3]["reasons"][0])
    [later] = system.duty(INDUSTRY, a_duty("D-5", "LZ-002", "2018-01-01", part="x", **joint))
    assert later["state"] == "refused"


@pytest.fixture
def postgres_system(tmp_path, postgres_database):
    """Give a system on PostgreSQL alone; SQLite has one writer at a time, and no race."""
    found = System(tmp_path, postgres_database())
    found.extend()
    yield found
    for runtime in found.runtimes.values():
        runtime.database.close()


@pytest.mark.postgres
@pytest.mark.parametrize("same", [True, False])
def test_two_who_enter_one_new_code_at_once_get_an_answer_each(postgres_system, same):
    """Commit another's record just before this one is written, which is how a race ends."""
    system = postgres_system
    system.plaque("LZ-001")
    mine = a_duty("D-1", "LZ-001", "2018-01-01", evidence="mine")
    theirs = mine if same else a_duty("D-1", "LZ-001", "2018-01-01", evidence="theirs")
    engine, raced = system.runtimes["assessment"].database.engine, []

    @event.listens_for(engine, "before_cursor_execute")
    def be_second(connection, cursor, statement, parameters, context, many):
        if "INSERT INTO duties" in statement and not raced:
            raced.append(True)
            system.send(station_people("LZ-001"), RecordDuties(records=(theirs,)), pump=False)

    [result] = system.duty(INDUSTRY, mine)
    event.remove(engine, "before_cursor_execute", be_second)
    assert raced
    assert result["state"] == ("accepted" if same else "refused")
    assert same or "stands for another record" in fact(result["reasons"][0])
    assert len(system.told("duty.recorded")) == 1
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT count(*) FROM duties")).scalar()
    assert rows == 1

"""What stations did is recorded, reviewed, and counted when the year is settled (Article 11)."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from liaison_contracts.assessment import DutyReview, RecordDuties, ReviewDuties
from liaison_contracts.errors import Forbidden, Invalid
from tests.integration.assessment.system import (
    INDUSTRY,
    OFFICER,
    OVERSEAS,
    D,
    a_duty,
    station_people,
)
from tests.sentences import fact


def test_a_station_records_and_the_office_verifies(system):
    system.plaque("LZ-001")
    system.on("2018-02-03")
    [result] = system.duty(station_people("LZ-001"), a_duty("D-1", "LZ-001", "2018-02-03"))
    told = {"record_code": "D-1", "state": "accepted", "reasons": []}
    assert result == {**told, "late": False, "reused": 0}
    assert system.verify("D-1")[0]["state"] == "accepted"
    [recorded], [reviewed] = system.told("duty.recorded"), system.told("duty.reviewed")
    assert recorded["evidence_sha256"] == ["7831db91d797f4e2"]
    assert not recorded["late"]
    assert (reviewed["outcome"], reviewed["reviewed_on"]) == ("verified", "2018-02-03")


def test_a_remark_as_evidence_travels_as_its_hash_only(system):
    system.plaque("LZ-001")
    system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-01-01", evidence="met a person of note"))
    [recorded] = system.told("duty.recorded")
    assert [len(found) for found in recorded["evidence_sha256"]] == [64]


def test_a_report_after_three_working_days_is_accepted_and_late(system):
    system.plaque("LZ-001")
    system.on("2018-02-28")
    kind = {"duty_type": "information_report"}
    system.duty(
        INDUSTRY,
        a_duty("D-1", "LZ-001", "2018-02-05", "2018-02-08", **kind),
        a_duty("D-2", "LZ-001", "2018-02-05", "2018-02-09", **kind),
    )
    assert [found["late"] for found in system.told("duty.recorded")] == [False, True]


@pytest.mark.parametrize(
    ("entry", "article", "found"),
    [
        (a_duty("D-1", "LZ-001", "2018-01-09"), "11(1)", "was not authorised"),
        (a_duty("D-1", "LZ-001", "2018-02-11"), "11(1)", "has not come"),
        (a_duty("D-1", "LZ-001", "2018-02-09", "2018-02-08"), "11(1)", "before it occurred"),
    ],
    ids=["before the plaque", "in the future", "reported too early"],
)
def test_a_record_without_effect_is_stored_as_refused_and_the_others_stand(
    system, entry, article, found
):
    system.plaque("LZ-001", on="2018-01-10")
    system.on("2018-02-10")
    good = a_duty("D-2", "LZ-001", "2018-02-10")
    refused, accepted = system.duty(INDUSTRY, entry, good)
    assert (refused["state"], accepted["state"]) == ("refused", "accepted")
    assert refused["reasons"][0]["article"] == article
    assert found in fact(refused["reasons"][0])
    assert [found["record_code"] for found in system.told("duty.recorded")] == ["D-2"]
    assert "was refused" in fact(system.verify("D-1")[0]["reasons"][0])


def test_the_same_record_twice_is_told_once_and_another_under_its_code_is_refused(system):
    system.plaque("LZ-001")
    system.on("2018-02-10")
    entry = a_duty("D-1", "LZ-001", "2018-02-09")
    twice = system.duty(INDUSTRY, entry, entry)
    assert [found["state"] for found in twice] == ["accepted", "accepted"]
    [other] = system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-02-08"))
    assert (other["state"], len(system.told("duty.recorded"))) == ("refused", 1)


def test_a_returned_record_may_be_corrected_and_a_verified_one_may_not(system):
    system.plaque("LZ-001")
    system.on("2018-02-10")
    system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-02-09", evidence=""))
    assert "no evidence" in fact(system.verify("D-1")[0]["reasons"][0])
    assert system.verify("D-1", outcome="returned")[0]["state"] == "refused"
    assert system.verify("D-1", outcome="returned", reason="no_evidence")[0]["state"] == "accepted"
    [again] = system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-02-09"))
    assert (again["state"], system.verify("D-1")[0]["state"]) == ("accepted", "accepted")
    assert system.verify("D-1", outcome="returned", reason="doubt")[0]["state"] == "refused"


def test_nobody_records_for_a_station_that_is_not_theirs(system):
    system.plaque("LZ-001", "LZ-002")
    entry = a_duty("D-1", "LZ-001", "2018-01-01")
    for stranger in (OVERSEAS, station_people("LZ-002")):
        with pytest.raises(Forbidden) as refused:
            system.duty(stranger, entry)
        assert refused.value.code == "not_your_station"


def test_a_department_sees_no_records_of_another_to_review(system):
    system.plaque("LZ-001")
    system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-01-01"))
    review = DutyReview(record_code="D-1", outcome="verified")
    command = ReviewDuties(reviews=(review,), reviewed_on=D("2018-01-01"))
    [hidden] = system.send(OVERSEAS, command)["results"]
    assert (hidden["state"], hidden["reasons"][0]["article"]) == ("refused", "11")
    assert system.send(INDUSTRY, command)["results"][0]["state"] == "accepted"


def test_a_review_dated_in_the_future_changes_nothing(system):
    review = DutyReview(record_code="D-1", outcome="verified")
    with pytest.raises(Invalid) as refused:
        system.send(OFFICER, ReviewDuties(reviews=(review,), reviewed_on=D("2018-01-02")))
    assert refused.value.code == "day_not_reached"


def test_a_record_that_comes_before_news_of_the_plaque_waits_for_it(system):
    system.on("2018-02-10")
    waits, reviewed, strange = system.duty(
        INDUSTRY,
        a_duty("D-1", "LZ-001", "2018-01-01"),
        a_duty("D-2", "LZ-001", "2018-02-09"),
        a_duty("D-3", "LZ-002", "2018-02-09"),
    )
    assert {found["state"] for found in (waits, reviewed, strange)} == {"waiting"}
    assert [found["record_code"] for found in system.told("duty.waiting")] == ["D-1", "D-2", "D-3"]
    system.verify("D-2")
    assert system.told("duty.recorded") == []
    system.plaque("LZ-001", on="2018-01-10")
    system.plaque("LZ-002", by="overseas_federation")
    assert [found["record_code"] for found in system.told("duty.recorded")] == ["D-2"]
    assert [found["record_code"] for found in system.told("duty.reviewed")] == ["D-2"]
    refused = {found["record_code"]: found["reasons"] for found in system.told("duty.refused")}
    assert {code: why[0]["code"] for code, why in refused.items()} == {
        "D-1": "not_authorised_on",
        "D-3": "department_not_guiding",
    }


def test_a_waiting_record_that_is_returned_and_made_worse_is_told_as_refused(system):
    system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-01-01"))
    system.verify("D-1", outcome="returned", reason="no_evidence")
    [worse] = system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-01-02"))
    assert worse["state"] == "refused"
    assert [found["record_code"] for found in system.told("duty.refused")] == ["D-1"]


def test_a_record_waits_thirty_days_for_the_plaque(system):
    system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-01-01"))
    system.close("2018-01-30")
    assert system.told("duty.refused") == []
    system.close("2018-01-31")
    [refused] = system.told("duty.refused")
    assert refused["reasons"][0]["code"] == "plaque_did_not_come"
    assert refused["refused_on"] == "2018-01-31"
    assert "LZ-001" in fact(refused["reasons"][0])
    system.close("2018-02-01")
    assert len(system.told("duty.refused")) == 1


def test_the_duties_of_a_year_are_settled_once_at_the_close_of_31_january(system):
    system.plaque("LZ-001", on="2018-10-15")
    system.close("2018-12-31")
    system.on("2019-01-05")
    november, december = (
        a_duty("D-11", "LZ-001", "2018-11-30"),
        a_duty("D-12", "LZ-001", "2018-12-31", "2019-01-05"),
    )
    system.duty(INDUSTRY, november, december)
    system.close("2019-01-05")
    system.on("2019-01-31")
    system.verify("D-12")
    assert system.told("duty.missed") == []
    system.close("2019-01-31")
    missed = [{"station_code": "LZ-001", "duty_type": "promotion_post", "period": "2018-11"}]
    assert system.told("duty.missed") == missed
    system.close("2019-02-01")
    system.verify("D-11")
    system.close("2019-02-28")
    assert system.told("duty.missed") == missed


def test_a_close_that_comes_late_settles_what_was_due_before(system):
    system.plaque("LZ-001", on="2018-11-01")
    system.close("2018-11-05")
    system.close("2020-02-10")
    periods = [found["period"] for found in system.told("duty.missed")]
    assert len(periods) == 2 + 12 + 4 + 1
    assert {"2018-11", "2018-12", "2019-Q4", "2019"} <= set(periods)


def test_500_records_and_their_reviews_take_no_more_statements_than_a_few(system):
    system.plaque(*(f"LZ-{n:03}" for n in range(100)))
    system.on("2018-12-30")
    entries = tuple(
        a_duty(f"D-{n}", f"LZ-{n % 100:03}", f"2018-{n % 12 + 1:02}-{n % 28 + 1:02}")
        for n in range(500)
    )
    with statements(system) as ran:
        answer = system.send(INDUSTRY, RecordDuties(records=entries), pump=False)
    assert {found["state"] for found in answer["results"]} == {"accepted"}
    assert len(ran) < 25
    with statements(system) as ran:
        reviewed = system.verify(*(f"D-{n}" for n in range(500)))
    assert {found["state"] for found in reviewed} == {"accepted"}
    assert len(ran) < 60


@contextmanager
def statements(system):
    ran = []
    engine = system.runtimes["assessment"].database.engine

    def note(connection, cursor, statement, parameters, context, executemany):
        ran.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield ran
    event.remove(engine, "before_cursor_execute", note)


def test_501_records_are_refused_whole(system):
    entries = tuple(a_duty(f"D-{n}", "LZ-001", "2018-01-01") for n in range(501))
    with pytest.raises(Invalid):
        system.send(INDUSTRY, RecordDuties(records=entries))

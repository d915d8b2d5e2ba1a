"""A duty type from a distribution of somebody else counts like the six of Article 11."""

from __future__ import annotations

import base64

import pytest

from liaison_assessment.settings import DUTY_TYPES
from liaison_assessment.testing.duty_types import DutyTypeConformance
from liaison_contracts.assessment import GetDossier, ShowOutlook
from liaison_contracts.dictionary import heading
from liaison_contracts.errors import Invalid
from liaison_contracts.vocabulary.narration import sentence
from liaison_gateway.exchange.feeds.ics import calendar_of
from tests.integration.assessment.system import INDUSTRY, System, a_duty
from tests.sentences import fact

FILE = base64.b16encode(bytes(32)).decode().lower()
PAGE = ("https://example.org/briefing",)


@pytest.mark.usefixtures("sample_plugin")
class TestOnlineBriefing(DutyTypeConformance):
    name = "online_briefing"
    good_evidence = PAGE


class TestPromotionPost(DutyTypeConformance):
    name = "promotion_post"
    good_evidence = PAGE


class TestInformationReport(DutyTypeConformance):
    name = "information_report"
    good_evidence = ("what we heard",)


@pytest.fixture
def system(tmp_path, sample_plugin):
    url = f"sqlite:///{tmp_path / 'assessment'}.sqlite"
    found = System(tmp_path, url, duty_types=(*DUTY_TYPES, "online_briefing"))
    found.extend()
    found.plaque("LZ-001")
    found.on("2018-02-20")
    yield found
    for runtime in found.runtimes.values():
        runtime.database.close()


def test_it_is_recorded_verified_owed_and_missed(system):
    briefing = {"duty_type": "online_briefing", "category": "campus"}
    system.duty(
        INDUSTRY,
        a_duty("D-1", "LZ-001", "2018-02-06", "2018-02-20", evidence=PAGE[0], **briefing),
        a_duty("D-2", "LZ-001", "2018-02-20", evidence=FILE, **briefing),
    )
    assert [found["late"] for found in system.told("duty.recorded")] == [True, False]
    good, bad = system.verify("D-1", "D-2")
    assert (good["state"], bad["state"]) == ("accepted", "refused")
    assert "only file" in fact(bad["reasons"][0])
    shown = system.send(INDUSTRY, ShowOutlook(station_code="LZ-001"))
    lines = [x for x in shown["lines"] if x["duty_type"] == "online_briefing"]
    assert [x["state"] for x in lines] == ["done", "ahead", "ahead", "ahead"]
    system.close("2018-12-31")
    system.close("2019-01-31")
    periods = [
        x["period"] for x in system.told("duty.missed") if x["duty_type"] == "online_briefing"
    ]
    assert periods == ["2018-Q2", "2018-Q3", "2018-Q4"]


def test_a_family_that_it_does_not_know_is_a_bad_line(system):
    with pytest.raises(Invalid) as refused:
        system.duty(
            INDUSTRY,
            a_duty("D-1", "LZ-001", "2018-02-20", duty_type="online_briefing", category="x"),
        )
    [fault] = refused.value.faults["records"]["0"]["category"]
    assert fault.values["choices"] == ["industry", "campus"]


def test_what_was_missed_stands_with_the_material_of_its_article(system, monkeypatch):
    monkeypatch.setattr("liaison_sample.online_briefing.OnlineBriefing.article", "11(1)")
    system.close("2018-12-31")
    system.close("2019-01-31")
    materials = system.send(INDUSTRY, GetDossier(station_code="LZ-001", year=2018))["materials"]
    missed = {one["number"]: one["periods_missed"] for one in materials}
    assert {"2018-Q2", "2018-Q3", "2018-Q4"} <= set(missed[1])
    assert missed[6] == []


@pytest.mark.usefixtures("sample_plugin")
def test_the_gateway_shows_it_by_the_words_of_its_distribution():
    assert heading("online_briefing", "zh", "duty_type") == "线上人才推介会"
    assert heading("online_briefing", "en", "duty_type") == "Online briefing"
    line = {
        "duty_type": "online_briefing",
        "period": "2018-Q2",
        "missing": 1,
        "state": "open",
        "article": "11(5)",
        "due_on": "2018-06-30",
    }
    outlook = {"station_code": "LZ-001", "on": "2018-05-01", "lines": [line], "tasks": []}
    assert "线上人才推介会 Online briefing" in calendar_of(outlook).decode().replace("\r\n ", "")
    told = sentence("duty.missed.v1", {"duty_type": "online_briefing", "period": "2018-Q2"}, "zh")
    assert told == "2018-Q2 未履行职责：线上人才推介会。"

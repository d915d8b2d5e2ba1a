"""The talent office opens a case by hand; others decide it (Articles 12(3) and 12(4))."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from liaison_contracts.assessment import FindingConfirmed, FindingOpened, GradePublished
from liaison_contracts.errors import Forbidden, Invalid, NotFound, Refused
from liaison_contracts.reasons import fault
from liaison_contracts.registry import DecideRevocationCase, OpenRevocationCase
from liaison_registry.tables import CaseRow
from tests.integration.registry.lives import (
    HEAD,
    TODAY,
    a_closure,
    a_recovery,
    a_statement,
    a_streak,
    station,
)
from tests.integration.registry.stations_system import extended, imported
from tests.integration.registry.system import (
    DEPARTMENT,
    LEADER,
    OFFICE,
    OFFICE_REVIEWER,
    System,
    a_document,
)
from tests.sentences import fact

ON = date(2020, 5, 4)
YEARS, FRAUD = "TU-LZ-001-2019", "RC-LZ-001-1"


def an_opening(**changes: Any) -> OpenRevocationCase:
    values: dict[str, Any] = {
        "station_code": "LZ-001",
        "kind": "falsification",
        "year": 2019,
        "opened_on": ON,
        "reasons": ("three fairs were reported that did not take place",),
        "documents": (a_document("inspection_report"),),
    }
    return OpenRevocationCase(**{**values, **changes})


def of_two_years(**changes: Any) -> OpenRevocationCase:
    return an_opening(kind="two_unqualified_years", **changes)


def a_decision(code: str, on: date = date(2020, 5, 29)) -> DecideRevocationCase:
    return DecideRevocationCase(
        case_code=code, decision="revoke", decided_on=on, document_no="D-9", reasons=("proven",)
    )


def a_grade(year: int, grade: str) -> GradePublished:
    return GradePublished(
        year=year,
        station_code="LZ-001",
        grade=grade,  # type: ignore[arg-type]
        score=Decimal(70),
        rank=1,
        revision=1,
        published_on=date(year + 1, 1, 20),
    )


@pytest.fixture(autouse=True)
def one_station(system: System) -> None:
    imported(system)
    extended(system)
    system.advance(TODAY)


def test_a_case_is_opened_with_its_grounds_and_evidence(system: System) -> None:
    answer = system.ask(OFFICE, an_opening())
    assert (answer["case_code"], answer["state"]) == (FRAUD, "open")
    assert answer["defence_until"] == "2020-05-18"
    (told,) = system.told("revocation_case.opened")
    assert (told.kind, told.year, told.opened_on) == ("falsification", 2019, ON)
    assert [(each.article, fact(each)[:5]) for each in told.grounds] == [("12(4)", "three")]
    assert told.evidence_sha256 == (a_document("x").sha256,)
    assert station(system).state == "revocation_case"
    assert system.told("authorization.withdrawn") == []


def test_the_station_is_heard_and_another_person_decides(system: System) -> None:
    system.ask(OFFICE, of_two_years())
    early = system.ask(LEADER, a_decision(YEARS, date(2020, 5, 18)))
    assert (early["state"], early["reasons"][0]["article"]) == ("refused", "12(3)")
    system.ask(HEAD, a_statement(YEARS, date(2020, 5, 7)))
    own = system.ask(OFFICE, a_decision(YEARS))
    assert own["state"] == "refused"
    assert "opened the case" in fact(own["reasons"][0])
    assert system.ask(OFFICE_REVIEWER, a_decision(YEARS))["state"] == "revoke"
    assert system.told("authorization.withdrawn")[0].cause == "two_unqualified_years"


def test_a_falsification_is_still_confirmed_by_assessment_before_it_is_revoked(
    system: System,
) -> None:
    system.ask(OFFICE, an_opening())
    assert system.ask(LEADER, a_decision(FRAUD))["state"] == "refused"
    system.assessment_tells(
        FindingOpened(finding_code="F-1", station_code="LZ-001", found_on=date(2020, 5, 6)),
        FindingConfirmed(
            finding_code="F-1",
            station_code="LZ-001",
            confirmed_on=date(2020, 5, 20),
            document_no="D-5",
        ),
    )
    assert system.ask(LEADER, a_decision(FRAUD))["state"] == "revoke"


def test_a_station_has_one_open_case(system: System) -> None:
    system.ask(OFFICE, an_opening())
    for again in (an_opening(), of_two_years()):
        with pytest.raises(Refused) as refused:
            system.ask(OFFICE, again)
        assert refused.value.code == "case_not_opened"
        assert refused.value.reasons[0].code == "case_is_open"
    assert len(system.rows(CaseRow)) == 1


def test_assessment_does_not_open_again_what_people_opened_and_decided(system: System) -> None:
    system.ask(OFFICE, of_two_years())
    system.assessment_tells(a_streak())
    system.ask(
        LEADER,
        DecideRevocationCase(
            case_code=YEARS,
            decision="keep",
            decided_on=date(2020, 5, 29),
            document_no="D-9",
            reasons=("the second year was graded in error",),
        ),
    )
    system.assessment_tells(a_streak())
    assert [row.case_code for row in system.rows(CaseRow)] == [YEARS]
    assert station(system).state == "active"
    with pytest.raises(Refused) as refused:
        system.ask(OFFICE, of_two_years())
    assert "was decided on" in fact(refused.value.reasons[0])


@pytest.mark.parametrize("grade", ["qualified", "excellent"])
def test_grades_on_record_speak_against_two_unqualified_years(system: System, grade: str) -> None:
    system.assessment_tells(a_grade(2018, grade), a_grade(2019, "unqualified"))
    with pytest.raises(Refused) as refused:
        system.ask(OFFICE, of_two_years())
    (reason,) = refused.value.reasons
    assert (reason.code, reason.article) == ("graded_otherwise", "12(3)")
    assert reason.values == {"station_code": "LZ-001", "grade": grade, "year": 2018}


def test_evidence_that_is_not_there_opens_nothing(system: System) -> None:
    absent = a_document("inspection_report", paper=b"%PDF-1.4 never uploaded")
    with pytest.raises(Invalid) as invalid:
        system.ask(OFFICE, an_opening(documents=(absent,)))
    assert invalid.value.faults == {"documents.0": [fault("no_such_file")]}
    assert system.rows(CaseRow) == []
    assert station(system).state == "active"


def test_a_day_to_come_is_refused(system: System) -> None:
    with pytest.raises(Invalid):
        system.ask_ahead(OFFICE, an_opening(opened_on=date(2020, 6, 2)))


def test_no_case_opens_where_there_is_nothing_to_lose(system: System) -> None:
    system.ask(OFFICE, a_closure())
    system.ask(OFFICE, a_recovery())
    with pytest.raises(Refused) as refused:
        system.ask(OFFICE, an_opening())
    assert "lost its authorisation" in fact(refused.value.reasons[0])


def test_no_case_opens_after_the_trial(system: System) -> None:
    system.advance(date(2030, 2, 1))
    with pytest.raises(Refused) as refused:
        system.ask(OFFICE, an_opening(opened_on=date(2030, 1, 2)))
    assert refused.value.reasons[0].article == "15"


def test_only_the_talent_office_opens_a_case(system: System) -> None:
    for caller in (DEPARTMENT, LEADER, HEAD):
        with pytest.raises(Forbidden):
            system.ask(caller, an_opening())


def test_a_station_that_is_not_there_is_unknown(system: System) -> None:
    with pytest.raises(NotFound):
        system.ask(OFFICE, an_opening(station_code="LZ-404"))

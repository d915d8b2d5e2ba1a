"""What assessment finds opens cases; people decide them (Articles 12(3) and 12(4))."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from liaison_contracts.assessment import (
    FindingConfirmed,
    FindingDismissed,
    FindingOpened,
    GradePublished,
    UnqualifiedStreakFound,
)
from liaison_contracts.errors import NotFound, Refused
from liaison_contracts.registry import DecideChange, DecideRevocationCase, ReportChange
from liaison_registry.tables import CaseRow, GradeRow, RefusedFact, Station
from tests.integration.registry.stations_system import evaluated, extended, imported
from tests.integration.registry.system import DEPARTMENT, LEADER, OFFICE, System

CASE = "TU-LZ-001-2019"


def a_streak(year: int = 2019, **changes: Any) -> UnqualifiedStreakFound:
    values: dict[str, Any] = {
        "station_code": "LZ-001",
        "years": (year - 1, year),
        "year": year,
        "found_on": date(year + 1, 1, 31),
    }
    return UnqualifiedStreakFound(**{**values, **changes})


def a_decision(code: str = CASE, **changes: Any) -> DecideRevocationCase:
    values: dict[str, Any] = {
        "case_code": code,
        "decision": "revoke",
        "decided_on": date(2020, 3, 1),
        "document_no": "D-9",
        "reasons": ("two years without results",),
    }
    return DecideRevocationCase(**{**values, **changes})


def a_finding(code: str = "F-1", on: date = date(2020, 5, 4)) -> FindingOpened:
    return FindingOpened(finding_code=code, station_code="LZ-001", found_on=on)


def a_confirmation(code: str = "F-1", on: date = date(2020, 6, 1)) -> FindingConfirmed:
    return FindingConfirmed(
        finding_code=code, station_code="LZ-001", confirmed_on=on, document_no="D-5"
    )


def a_dismissal(code: str = "F-1", on: date = date(2020, 6, 1)) -> FindingDismissed:
    return FindingDismissed(
        finding_code=code, station_code="LZ-001", dismissed_on=on, document_no="D-6"
    )


def state(system: System) -> str:
    (found,) = system.rows(Station)
    return str(found.state)


@pytest.fixture(autouse=True)
def one_station(system: System) -> None:
    imported(system)
    extended(system)


def test_two_unqualified_years_open_a_case_and_take_nothing_away(system: System) -> None:
    system.assessment_tells(a_streak())
    (opened,) = system.told("revocation_case.opened")
    assert (opened.case_code, opened.kind, opened.year) == (CASE, "two_unqualified_years", 2019)
    assert system.effective("revocation_case.opened") == ["2020-01-31"]
    assert system.told("authorization.withdrawn") == []
    assert state(system) == "revocation_case"


def test_a_decision_to_revoke_withdraws_the_authorisation(system: System) -> None:
    system.assessment_tells(a_streak())
    answer = system.ask(LEADER, a_decision())
    assert (answer["state"], answer["withdrawn_on"]) == ("revoke", "2020-03-01")
    (decided,) = system.told("revocation_case.decided")
    assert (decided.decision, decided.reasons[0].article) == ("revoke", "12(3)")
    (ended,) = system.told("authorization.withdrawn")
    assert (ended.cause, ended.case_code) == ("two_unqualified_years", CASE)
    assert system.effective("authorization.withdrawn") == ["2020-03-01"]
    assert state(system) == "withdrawn"


def test_after_keep_a_further_year_opens_a_new_case(system: System) -> None:
    system.assessment_tells(a_streak())
    assert system.ask(OFFICE, a_decision(decision="keep"))["state"] == "keep"
    assert state(system) == "active"
    system.assessment_tells(a_streak(2020))
    assert [row.case_code for row in system.rows(CaseRow)] == [CASE, "TU-LZ-001-2020"]


def test_no_case_opens_beside_an_open_one(system: System) -> None:
    system.assessment_tells(a_streak(), a_streak(2020))
    assert len(system.told("revocation_case.opened")) == 1
    (kept,) = system.rows(RefusedFact)
    assert (kept.act, kept.subject) == ("open_case", "case/TU-LZ-001-2020")


def test_a_streak_told_twice_opens_one_case(system: System) -> None:
    system.assessment_tells(a_streak(), a_streak())
    assert len(system.told("revocation_case.opened")) == 1
    assert system.rows(RefusedFact) == []


def test_no_case_opens_for_a_station_without_authorisation(system: System) -> None:
    system.assessment_tells(a_streak())
    system.ask(OFFICE, a_decision())
    system.assessment_tells(a_streak(2020))
    assert len(system.told("revocation_case.opened")) == 1


@pytest.mark.parametrize("code", ["TU-LZ-001-2022", CASE])
def test_a_decision_on_a_case_that_is_not_open_is_kept_as_refused(
    system: System, code: str
) -> None:
    system.assessment_tells(a_streak())
    system.ask(OFFICE, a_decision(decision="keep"))
    answer = system.ask(OFFICE, a_decision(code, decided_on=date(2023, 2, 6)))
    assert (answer["state"], answer["reasons"][0]["article"]) == ("refused", "12(3)")
    assert [row.act for row in system.rows(RefusedFact)] == ["decide_revocation_case"]
    assert state(system) == "active"


def test_a_decision_before_the_opening_is_kept_as_refused(system: System) -> None:
    system.assessment_tells(a_streak())
    answer = system.ask(OFFICE, a_decision(decided_on=date(2020, 1, 30)))
    assert (answer["state"], answer["withdrawn_on"]) == ("refused", None)


def test_a_code_that_names_no_station_is_unknown(system: System) -> None:
    for code in ("TU-LZ-404-2019", "whatever"):
        with pytest.raises(NotFound):
            system.ask(OFFICE, a_decision(code))


def test_no_case_is_decided_after_the_trial(system: System) -> None:
    system.assessment_tells(a_streak())
    with pytest.raises(Refused) as refused:
        system.ask(OFFICE, a_decision(decided_on=date(2030, 1, 1)))
    assert refused.value.reasons[0].article == "15"


def test_the_automatic_route_revokes_by_itself(system: System) -> None:
    system.assessment_tells(a_streak(route="automatic"))
    (decided,) = system.told("revocation_case.decided")
    assert (decided.decision, decided.document_no) == ("revoke", "A3=automatic")
    assert system.told("authorization.withdrawn")[0].withdrawn_on == date(2020, 1, 31)
    assert state(system) == "withdrawn"


def test_the_strict_route_asks_for_ineffective_work_on_record(system: System) -> None:
    system.assessment_tells(a_streak(route="both_required"))
    assert system.ask(OFFICE, a_decision())["state"] == "refused"
    answer = system.ask(OFFICE, a_decision(is_work_found_ineffective=True))
    assert answer["state"] == "revoke"


def test_falsification_is_revoked_once_it_is_confirmed(system: System) -> None:
    system.assessment_tells(a_finding())
    early = system.ask(OFFICE, a_decision("FA-F-1", decided_on=date(2020, 6, 2)))
    assert (early["state"], early["reasons"][0]["article"]) == ("refused", "12(4)")
    system.assessment_tells(a_confirmation())
    answer = system.ask(OFFICE, a_decision("FA-F-1", decided_on=date(2020, 6, 2)))
    assert answer["state"] == "revoke"
    (ended,) = system.told("authorization.withdrawn")
    assert (ended.cause, ended.case_code) == ("falsification", "FA-F-1")


def test_a_dismissed_finding_closes_its_case(system: System) -> None:
    system.assessment_tells(a_finding(), a_dismissal())
    (decided,) = system.told("revocation_case.decided")
    assert (decided.decision, decided.document_no) == ("keep", "D-6")
    assert state(system) == "active"


def test_a_case_stays_open_while_one_of_its_findings_stands(system: System) -> None:
    system.assessment_tells(a_finding(), a_finding("F-2"), a_dismissal())
    assert len(system.told("revocation_case.opened")) == 1
    assert system.told("revocation_case.decided") == []
    system.assessment_tells(a_dismissal("F-2"))
    assert len(system.told("revocation_case.decided")) == 1


def test_two_kinds_of_case_stand_side_by_side(system: System) -> None:
    system.assessment_tells(a_streak(), a_finding(on=date(2020, 2, 3)))
    system.ask(OFFICE, a_decision(decision="keep"))
    assert state(system) == "revocation_case"
    system.assessment_tells(a_confirmation(on=date(2020, 3, 2)))
    system.ask(OFFICE, a_decision("FA-F-1", decided_on=date(2020, 3, 3)))
    assert state(system) == "withdrawn"


def test_after_keep_an_evaluation_goes_on(system: System) -> None:
    report = ReportChange(
        station_code="LZ-001",
        change="name",
        happened_on=date(2020, 1, 2),
        reported_on=date(2020, 1, 3),
    )
    system.ask(DEPARTMENT, report)
    system.assessment_tells(a_streak())
    system.ask(OFFICE, a_decision(decision="keep"))
    assert state(system) == "change_evaluation"
    evaluated(system, on=date(2020, 3, 2))
    system.ask(
        OFFICE,
        DecideChange(
            change_code="CH-LZ-001-1",
            decision="continue",
            decided_on=date(2020, 4, 1),
            document_no="D-3",
        ),
    )
    assert state(system) == "active"


def test_a_grade_is_kept_in_its_newest_revision(system: System) -> None:
    def grade(revision: int, grade: str) -> GradePublished:
        return GradePublished(
            year=2019,
            station_code="LZ-001",
            grade=grade,  # type: ignore[arg-type]
            score=Decimal("71.25"),
            rank=1,
            revision=revision,
            published_on=date(2020, 1, 20),
        )

    system.assessment_tells(grade(1, "unqualified"), grade(2, "qualified"), grade(1, "unqualified"))
    (row,) = system.rows(GradeRow)
    assert (row.grade, row.score, row.revision) == ("qualified", "71.25", 2)


def test_a_streak_of_an_unknown_station_waits_for_people(system: System) -> None:
    system.assessment_tells(a_streak(station_code="LZ-404"))
    (parked,) = system.parked()
    assert (parked.subject, "NotFound" in parked.error) == ("station/LZ-404", True)

"""Facts become lines at the end of a day: granted, held, released, refused, cut, taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from liaison_contracts.assessment import AssessmentClosed, FindingConfirmed, FindingOpened
from liaison_contracts.money import Fen
from liaison_contracts.registry import (
    AuthorizationWithdrawn,
    ChangeDecided,
    ChangeReported,
    PolicyReadingDecided,
    RevocationCaseDecided,
    RevocationCaseOpened,
    StationUpdated,
)
from tests.integration.incentives.makers import (
    D,
    a_grade,
    a_plaque,
    a_report,
    a_review,
    an_extension,
)
from tests.integration.incentives.system import CLERK, LEADER, System, states

GRANT_18, GRANT_19 = "base_grant.LZ-001.2018", "base_grant.LZ-001.2019"


def told(system: System, since: int) -> list[str]:
    return [event["type"].removesuffix(".v1") for event in system.log()[since:]]


def a_change(on: str, code: str = "CH-1") -> ChangeReported:
    return ChangeReported(
        change_code=code,
        station_code="LZ-001",
        change="head",
        happened_on=D(on),
        reported_on=D(on),
        late=False,
    )


def a_decision(on: str, decision: str, code: str = "CH-1") -> ChangeDecided:
    return ChangeDecided(
        change_code=code,
        station_code="LZ-001",
        decision=decision,  # type: ignore[arg-type]
        decided_on=D(on),
        document_no="d",
    )


def a_withdrawal(on: str, cause: str = "change") -> AuthorizationWithdrawn:
    return AuthorizationWithdrawn(
        station_code="LZ-001",
        withdrawn_on=D(on),
        cause=cause,  # type: ignore[arg-type]
        case_code=None,
    )


# -- holds ---------------------------------------------------------------------------------------


def test_a_grant_waits_for_the_review_of_last_years_spending(system: System) -> None:
    system.station()
    system.end("2018-01-01")
    system.end("2019-01-01")
    assert states(system)[GRANT_19] == ("held", 30000)
    system.on("2019-02-05")
    system.send(CLERK, a_report("LZ-001", 2018, "2019-02-05"))
    system.send(LEADER, a_review("LZ-001", 2018, "2019-02-05", "returned"))
    system.end("2019-02-05")
    assert states(system)[GRANT_19] == ("held", 30000)
    system.on("2019-02-06")
    system.spend("LZ-001", 2018, "2019-02-06")
    system.end("2019-02-06")
    assert states(system)[GRANT_19] == ("payable", 30000)
    [held], [released] = system.told("award.held"), system.told("award.released")
    assert (held["hold"], held["on"]) == ("spending", "2019-01-01")
    assert (released["hold"], released["on"]) == ("spending", "2019-02-06")


def test_a_report_says_when_it_was_due_whether_it_is_late_and_what_is_carried_over(
    system: System,
) -> None:
    """30 and 31 December 2018 were no working days, so the report was due on the 29th (A16)."""
    system.station()
    system.end("2018-01-01")
    system.pay_all("2018-01-01")
    system.on("2018-12-30")
    for on in ("2018-12-29", "2018-12-30"):
        report = replace(a_report("LZ-001", 2018, on), spent_fen=Fen(2_000_050))
        system.send(CLERK, report)
    more = replace(a_report("LZ-001", 2018, "2018-12-30"), spent_fen=Fen(3_000_001))
    system.send(CLERK, more)
    assert [
        (told["due_on"], told["late"], told["carried_over"])
        for told in system.told("spending.submitted")
    ] == [
        ("2018-12-29", False, "9999.50"),
        ("2018-12-29", True, "9999.50"),
        ("2018-12-29", True, "0.00"),
    ]


def test_two_holds_end_one_by_one(system: System) -> None:
    system.station()
    system.end("2018-01-01")
    system.tell("registry", "2018-12-30", a_change("2018-12-30"))
    system.end("2019-01-01")
    assert system.awards()[GRANT_19].holds == ["spending", "change_evaluation"]
    system.tell("registry", "2019-01-10", a_decision("2019-01-10", "continue"))
    system.end("2019-01-10")
    assert states(system)[GRANT_19][0] == "held"
    system.spend("LZ-001", 2018, "2019-01-10")
    system.end("2019-01-11")
    assert states(system)[GRANT_19][0] == "payable"
    assert [entry["hold"] for entry in system.told("award.released")] == [
        "change_evaluation",
        "spending",
    ]


# -- losses --------------------------------------------------------------------------------------


def test_a_withdrawal_cuts_what_is_unpaid_and_reclaims_what_was_paid(system: System) -> None:
    system.station()
    system.station("LZ-002")
    system.end("2018-01-01")
    system.order(GRANT_18)
    system.settle(system.told("payout.requested")[0], "2018-01-01")
    withdrawn = [a_withdrawal("2018-06-30", cause) for cause in ("change",)]
    other = AuthorizationWithdrawn(
        station_code="LZ-002", withdrawn_on=D("2018-06-30"), cause="change", case_code=None
    )
    system.tell("registry", "2018-06-30", *withdrawn, other)
    system.end("2018-06-30")
    system.end("2019-01-01")
    assert states(system) == {
        GRANT_18: ("paid", 30000),
        "base_grant.LZ-002.2018": ("payable", 15000),
        "base_grant_recovery.LZ-001.2018": ("clawback_proposed", -15000),
    }
    [adjusted] = system.told("award.adjusted")
    assert (adjusted["old_amount"], adjusted["new_amount"]) == ("30000.00", "15000.00")
    [proposed] = system.told("clawback.proposed")
    assert proposed["award_code"] == "base_grant_recovery.LZ-001.2018"
    assert system.ledger_faults() == ()


def test_a_confirmed_falsification_cancels_what_is_unpaid(system: System) -> None:
    system.station()
    found = FindingOpened(finding_code="F-1", station_code="LZ-001", found_on=D("2018-01-01"))
    system.tell("assessment", "2018-01-01", found)
    system.end("2018-01-01")
    assert states(system)[GRANT_18] == ("held", 30000)
    confirmed = FindingConfirmed(
        finding_code="F-1", station_code="LZ-001", confirmed_on=D("2018-02-01"), document_no="d"
    )
    system.tell("assessment", "2018-02-01", confirmed)
    system.end("2018-02-01")
    assert states(system)[GRANT_18] == ("cancelled", 30000)
    [cancelled] = system.told("award.cancelled")
    assert (cancelled["old_amount"], cancelled["new_amount"]) == ("30000.00", "0.00")
    assert system.ledger_faults() == ()


def test_a_line_due_after_the_trial_is_refused_under_article_15(system: System) -> None:
    system.extend("2018-06-30")
    system.tell("registry", "2018-01-01", a_plaque("LZ-009", "2031-02-01"))
    system.end("2031-02-01")
    [refused] = system.told("award.refused")
    assert (refused["amount"], refused["reasons"][0]["article"]) == ("0.00", "15")


# -- order of producers --------------------------------------------------------------------------


def test_a_grade_that_comes_before_its_station_counts_once_both_are_there(system: System) -> None:
    system.tell("assessment", "2018-12-31", a_grade("LZ-001", 2018, "excellent"))
    system.end("2019-01-01")
    assert states(system) == {}
    system.station()
    system.end("2019-01-02")
    assert states(system)["excellent_uplift.LZ-001.2019"] == ("held", 6000)


def test_a_later_revision_of_a_grade_takes_the_place_of_the_earlier(system: System) -> None:
    system.station()
    first = a_grade("LZ-001", 2018, "excellent")
    second = a_grade("LZ-001", 2018, "qualified", "2019-02-01", revision=2)
    closed = AssessmentClosed(
        year=2018,
        graded=1,
        quota=0,
        excellent=0,
        undecided=0,
        revision=2,
        grades_sha256="0" * 64,
    )
    system.tell("assessment", "2018-12-31", first)
    system.end("2019-01-01")
    system.tell("assessment", "2019-02-01", second, first, closed)
    system.end("2019-02-01")
    assert states(system)["excellent_uplift.LZ-001.2019"][0] == "cancelled"
    assert system.told("award.cancelled")[0]["cause"] == "not_due"
    assert system.ledger_faults() == ()


def test_a_decided_reading_counts_for_lines_due_after_it(system: System) -> None:
    system.station()
    reading = PolicyReadingDecided(
        edition="luzhou_2017",
        reading="A11",
        value="full",
        document_no="d",
        decided_on=D("2018-04-01"),
    )
    system.tell("registry", "2018-04-01", reading)
    system.on("2018-04-10")
    system.station("LZ-002", "2018-04-10")
    system.end("2018-04-10")
    assert states(system)["base_grant.LZ-002.2018"] == ("payable", 30000)


def test_a_reading_that_no_rule_carries_out_is_parked_for_people(system: System) -> None:
    reading = PolicyReadingDecided(
        edition="luzhou_2017",
        reading="A18",
        value="top_up",
        document_no="d",
        decided_on=D("2018-01-01"),
    )
    system.tell("registry", "2018-01-01", reading)
    [parked] = system.parked()
    assert "not implemented" in parked.error


def test_cases_and_new_departments_are_followed(system: System) -> None:
    system.station()
    case: dict[str, Any] = {"case_code": "CA-1", "station_code": "LZ-001", "year": 2019}
    kind: Any = "two_unqualified_years"
    opened = RevocationCaseOpened(**case, kind=kind, opened_on=D("2018-01-01"))
    decided = RevocationCaseDecided(
        **case, kind=kind, decision="keep", decided_on=D("2018-01-01"), document_no="d", reasons=()
    )
    moved = StationUpdated(
        station_code="LZ-001",
        changed={"guiding_department": "overseas_federation", "host_name": "new"},
        effective_on=D("2018-01-01"),
    )
    system.tell("registry", "2018-01-01", opened, decided, moved)
    system.end("2018-01-01")
    assert system.seal()["cosign_departments"] == ["overseas_federation"]


# -- recruitments --------------------------------------------------------------------------------


def test_an_extension_heard_late_lets_what_fell_due_in_it_be_granted(system: System) -> None:
    system.tell("registry", "2031-01-05", a_plaque("LZ-001", "2031-01-10"))
    system.tell("registry", "2031-01-05", an_extension("2032-12-31", "2031-01-05"))
    system.end("2031-01-10")
    assert [line["rule"] for line in system.told("award.granted")] == ["base_grant"]

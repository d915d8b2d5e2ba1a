"""Nothing is told of a day that has not come: a report, a step and a decision alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import fault
from liaison_contracts.registry import (
    AppointPanel,
    CloseReview,
    ForwardApplication,
    MinutesEntry,
    OpenReviewRound,
    RecordMinutes,
    ReportChange,
)
from tests.integration.registry.panel_system import (
    a_reviewer,
    in_review,
    leading_group_passed,
    review_passed,
)
from tests.integration.registry.stations_system import imported
from tests.integration.registry.system import (
    DAY,
    DEPARTMENT,
    GOVERNMENT,
    HOST,
    LEADER,
    OFFICE,
    OFFICE_REVIEWER,
    System,
    a_check,
    a_leading_group_decision,
    a_review,
    an_application,
    an_approval,
    complete,
    forwarded,
)
from tests.integration.registry.test_changes import HEAD, a_decision

NEXT = date(2018, 3, 2)
A_DECISION = MinutesEntry(application_code="AP-1", outcome="passed")
Bring = Callable[[System], Any]
Ask = Callable[[Any], Any]


def nothing(_: System) -> str:
    return ""


def submitted(system: System) -> Any:
    return system.ask(HOST, an_application())["application_code"]


def a_station(system: System) -> str:
    imported(system, "LZ-001")
    return "LZ-001"


def a_report(code: Any, on: date = NEXT) -> ReportChange:
    return ReportChange(station_code=code, change="name", happened_on=DAY, reported_on=on)


def reported(system: System) -> Any:
    return system.ask(HEAD, a_report(a_station(system), DAY))["change_code"]


AHEAD: list[tuple[Bring, Any, str, Ask]] = [
    (nothing, HOST, "submitted_on", lambda _: an_application(submitted_on=NEXT)),
    (
        submitted,
        DEPARTMENT,
        "forwarded_on",
        lambda code: ForwardApplication(application_code=code, opinion="good", forwarded_on=NEXT),
    ),
    (forwarded, OFFICE, "checked_on", lambda code: a_check(code, checked_on=NEXT)),
    (nothing, OFFICE, "registered_on", lambda _: a_reviewer(OFFICE_REVIEWER, registered_on=NEXT)),
    (nothing, OFFICE, "opened_on", lambda _: OpenReviewRound(document_no="1", opened_on=NEXT)),
    (
        complete,
        OFFICE,
        "appointed_on",
        lambda code: AppointPanel(application_code=code, members=("P-1",), appointed_on=NEXT),
    ),
    (
        in_review,
        OFFICE_REVIEWER,
        "reviewed_on",
        lambda code: a_review(code, "talent_office", reviewed_on=NEXT),
    ),
    (
        in_review,
        OFFICE,
        "closed_on",
        lambda code: CloseReview(application_code=code, closed_on=NEXT),
    ),
    (
        review_passed,
        LEADER,
        "decided_on",
        lambda code: a_leading_group_decision(code, decided_on=NEXT),
    ),
    (
        nothing,
        LEADER,
        "held_on",
        lambda _: RecordMinutes(
            meeting_code="LG-2018-01", document_no="1", held_on=NEXT, decisions=(A_DECISION,)
        ),
    ),
    (
        leading_group_passed,
        GOVERNMENT,
        "plaque_granted_on",
        lambda code: an_approval(code, plaque_granted_on=NEXT),
    ),
    (a_station, HEAD, "reported_on", a_report),
    (reported, OFFICE, "decided_on", lambda code: a_decision(code, decided_on=NEXT)),
]


@pytest.mark.parametrize(("bring", "caller", "field", "ask"), AHEAD)
def test_a_day_that_has_not_come_is_named(
    system: System, bring: Bring, caller: Any, field: str, ask: Ask
) -> None:
    asked = ask(bring(system))
    before = system.told()
    with pytest.raises(Invalid) as refused:
        system.ask_ahead(caller, asked)
    assert refused.value.code == "day_not_reached"
    assert refused.value.faults == {field: [fault("not_after", day=DAY)]}
    assert system.told() == before

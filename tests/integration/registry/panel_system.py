"""Bring applications before panels, and further: rounds, reviewers, both sides' opinions."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from liaison_contracts.errors import Conflict
from liaison_contracts.registry import AppointPanel, CloseReview, OpenReviewRound, RegisterReviewer
from liaison_kit.claims import Caller
from tests.integration.registry.system import (
    DAY,
    DEPARTMENT_REVIEWER,
    LEADER,
    OFFICE,
    OFFICE_REVIEWER,
    System,
    a_leading_group_decision,
    a_review,
    complete,
)


def a_reviewer(caller: Caller, **changes: Any) -> RegisterReviewer:
    """Enter somebody of the cast as a reviewer of their own side."""
    is_office = "talent_office" in (caller.org, *caller.mandates)
    department = next((o for o in (caller.org, *caller.mandates) if o.endswith("federation")), None)
    values: dict[str, Any] = {
        "person_ref": caller.sub,
        "side": "talent_office" if is_office else "guiding_department",
        "guiding_department": None if is_office else department,
        "organisation": "泸州市人才办" if is_office else "泸州市工商联",
        "registered_on": DAY,
    }
    return RegisterReviewer(**{**values, **changes})


def a_round(system: System, on: date = DAY) -> None:
    """Open a round of review, unless one is open."""
    with suppress(Conflict):
        system.ask(OFFICE, OpenReviewRound(opened_on=on, document_no="评审通知1号"))


def a_panel(system: System, code: str, *members: Caller, on: date = DAY) -> Any:
    """Seat a panel, by default of one reviewer of each side."""
    seated = members or (OFFICE_REVIEWER, DEPARTMENT_REVIEWER)
    for member in seated:
        system.ask(OFFICE, a_reviewer(member))
    refs = tuple(member.sub for member in seated)
    return system.ask(OFFICE, AppointPanel(application_code=code, members=refs, appointed_on=on))


def in_review(system: System, *members: Caller, **changes: Any) -> str:
    """Bring an application before a panel, and return its code."""
    code = complete(system, **changes)
    a_round(system)
    a_panel(system, code, *members)
    return code


def review_passed(system: System, **changes: Any) -> str:
    code = in_review(system, **changes)
    system.ask(OFFICE_REVIEWER, a_review(code, "talent_office"))
    system.ask(DEPARTMENT_REVIEWER, a_review(code, "guiding_department"))
    closed = system.ask(OFFICE, CloseReview(application_code=code, closed_on=DAY))
    assert closed["stage"] == "review_passed"
    return code


def leading_group_passed(system: System, **changes: Any) -> str:
    code = review_passed(system, **changes)
    system.ask(LEADER, a_leading_group_decision(code))
    return code

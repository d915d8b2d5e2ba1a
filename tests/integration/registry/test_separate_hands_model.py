"""Walk all roles, steps and edits at random: hands stay apart, approvals hold for what they saw.

Six persons act under any account, as any role. After each step, taken or refused, three laws are
looked at: no person took two of submission, review, deliberation and grant; an edit ended exactly
the approvals of which a part changed; nothing stands further than its approvals carry it (Article
7).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_contracts.errors import LiaisonError
from liaison_contracts.registry import (
    AmendApplication,
    AppointPanel,
    CloseReview,
    DeclareConflict,
    ForwardApplication,
)
from liaison_kit.claims import hash_of
from liaison_registry.policy import approvals
from liaison_registry.policy.approvals import RANK
from liaison_registry.tables import ActRow, Application, ApprovalRow
from liaison_registry.usecases import applications
from tests.integration.registry.panel_system import a_reviewer, a_round
from tests.integration.registry.system import (
    DAY,
    OFFICE,
    System,
    a_caller,
    a_check,
    a_credit_code,
    a_leading_group_decision,
    a_review,
    an_application,
    an_approval,
    an_officer,
)

PERSONS = tuple(f"P-{number}" for number in range(1, 7))
OFFICE_SIDE, DEPARTMENT_SIDE = "talent_office", "guiding_department"
SIDE = {person: OFFICE_SIDE if person < "P-4" else DEPARTMENT_SIDE for person in PERSONS}
ORGS = {
    "host": "host-1",
    OFFICE_SIDE: OFFICE_SIDE,
    DEPARTMENT_SIDE: "industry_federation",
    "leading_group": "leading_group",
    "city_government": "city_government",
}
EDITS: tuple[dict[str, Any], ...] = (
    {"premises": "an office"},
    {"premises": "another office"},
    {"online_channels": "two"},
    {"host_name": "成都泸州企业商会"},
    {"liaison_officers": (an_officer("王五", "510502199303030030"),)},
    {"contact_phone": "028-86660001"},
    {"event_capacity": "ten"},
    {"full_time_staff": 3},
)
NEXT = {
    "submitted": "forward",
    "forwarded": "check",
    "complete": "panel",
    "review": "opinion",
    "review_passed": "deliberate",
    "review_split": "panel",
    "leading_group_returned": "opinion",
    "leading_group_passed": "grant",
}
CARRIED = {
    "complete": {"forwarding", "completeness"},
    "review_passed": {"forwarding", "completeness", "review"},
    "leading_group_passed": {"forwarding", "completeness", "review", "leading_group"},
    "granted": {"forwarding", "completeness", "review", "leading_group"},
}
NUMBERS = count(1000)


def acting(person: str, role: str) -> Any:
    return a_caller(person, ORGS[role], role)


class Case:
    """Hold one application of the walk."""

    def __init__(self, system: System, submitter: str) -> None:
        self.system = system
        form = an_application(
            credit_code=a_credit_code(next(NUMBERS)), second_station_justification="many"
        )
        found = system.ask(acting(submitter, "host"), form)
        self.code = str(found["application_code"])

    def row(self) -> Application:
        with self.system.reading() as session:
            return session.get_one(Application, self.code)

    def approvals(self) -> list[ApprovalRow]:
        rows = self.system.rows(ApprovalRow)
        return [row for row in rows if row.application_code == self.code]

    def held(self) -> dict[tuple[str, str], ApprovalRow]:
        rows = (row for row in self.approvals() if row.ended_at_revision is None)
        return {(row.kind, row.detail): row for row in rows}

    def take(self, step: str, person: str, choice: int) -> None:
        before, held = self.row(), self.held()
        caller, act = self.command(step, person, choice)
        try:
            self.system.ask(caller, act)
        except LiaisonError:
            after = self.row()
            assert (after.stage, after.revision) == (before.stage, before.revision)
            assert set(self.held()) == set(held)
            return
        if step == "amend":
            self.check_edit(before, held)
        self.check_stage()

    def command(self, step: str, person: str, choice: int) -> tuple[Any, object]:
        code, flip = self.code, ("passed", "returned")[choice % 5 == 0]
        side = SIDE[person]
        made: dict[str, Callable[[], tuple[str, object]]] = {
            "forward": lambda: (
                DEPARTMENT_SIDE,
                ForwardApplication(application_code=code, opinion="good", forwarded_on=DAY),
            ),
            "check": lambda: (OFFICE_SIDE, a_check(code)),
            "panel": lambda: (
                OFFICE_SIDE,
                AppointPanel(application_code=code, members=PERSONS, appointed_on=DAY),
            ),
            "opinion": lambda: (side, a_review(code, side, outcome=flip)),
            "close": lambda: (OFFICE_SIDE, CloseReview(application_code=code, closed_on=DAY)),
            "deliberate": lambda: ("leading_group", a_leading_group_decision(code, outcome=flip)),
            "grant": lambda: (
                "city_government",
                an_approval(code, plaque_no=f"plaque {next(NUMBERS)}"),
            ),
            "amend": lambda: (
                "host",
                AmendApplication(
                    application_code=code, reason="x", amended_on=DAY, **EDITS[choice % len(EDITS)]
                ),
            ),
            "step back": lambda: (
                side,
                DeclareConflict(application_code=code, reason="x", declared_on=DAY),
            ),
        }
        role, act = made[step]()
        return acting(person, role), act

    def check_edit(self, before: Application, held: dict[Any, ApprovalRow]) -> None:
        now, left = self.row().digests, self.held()
        for name, row in held.items():
            was = hash_of({part: before.digests.get(part) for part in row.rests_on})
            is_same = was == hash_of({part: now.get(part) for part in row.rests_on})
            assert (name in left) is is_same, name

    def check_stage(self) -> None:
        row, held = self.row(), self.held()
        kinds = {kind for kind, _ in held}
        assert CARRIED.get(row.stage, set()) <= kinds, row.stage
        for approval in held.values():
            parts = {part: row.digests.get(part) for part in sorted(approval.rests_on)}
            assert approval.content_sha256 == hash_of(parts), approval.kind


def check_hands(system: System) -> None:
    acts = defaultdict(set)
    for row in system.rows(ActRow):
        acts[row.application_code, row.person_ref].add(row.act)
    assert {taker: found for taker, found in acts.items() if len(found) > 1} == {}


def a_system(folder: Path) -> System:
    """Return a system with a round open and six reviewers."""
    system = System(lambda service: f"sqlite:///{folder}/{service}.sqlite")
    a_round(system)
    for person in PERSONS:
        org = ORGS[SIDE[person]]
        system.ask(OFFICE, a_reviewer(a_caller(person, org, SIDE[person])))
    return system


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Give one system to all walks."""
    system = a_system(tmp_path_factory.mktemp("walks"))
    yield system
    system.close()


ENDS: set[str] = set()
ANYTHING = ("close", "amend", "grant", "deliberate", "step back", "opinion", "check")


def likely(dice: random.Random, stage: str) -> str:
    """Choose what comes next in most walks, and anything else in some."""
    if dice.random() < 0.3 or stage not in NEXT:
        return dice.choice(ANYTHING)
    return dice.choice(("opinion", "opinion", "close")) if stage == "review" else NEXT[stage]


def walk(system: System, seed: int) -> None:
    """Take 32 steps of one case, and look at the laws after each."""
    dice = random.Random(seed)
    case = Case(system, dice.choice(PERSONS))
    for _ in range(32):
        stage = case.row().stage
        case.take(likely(dice, stage), dice.choice(PERSONS), dice.randrange(40))
        ENDS.add(case.row().stage)
    check_hands(system)


def walk_often(system: System) -> None:
    for seed in range(30):
        walk(system, seed)


@settings(max_examples=10, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 2**32))
def test_no_walk_breaks_the_laws(walked: System, seed: int) -> None:
    walk(walked, seed)


CHECKS = {
    "hands are not kept apart": (applications, "act_conflicts", lambda act, taken: ()),
    "an edit ends no approval": (approvals, "reopened", lambda held, changed: ()),
    "an edit ends every approval": (approvals, "reopened", lambda held, changed: tuple(held)),
}
"""One check turned off at a time: where it stands, its name, and what stands there instead."""


@pytest.mark.parametrize("off", CHECKS)
def test_the_walks_find_it_when_a_check_is_turned_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, off: str
) -> None:
    monkeypatch.setattr(*CHECKS[off])
    system = a_system(tmp_path)
    try:
        with pytest.raises(AssertionError):
            walk_often(system)
    finally:
        system.close()


def test_the_walks_came_far_enough_to_mean_something() -> None:
    assert {"forwarded", "complete", "review", "review_passed", "leading_group_passed"} <= ENDS
    assert {*RANK, "review_failed", "granted"} >= ENDS

"""Dying before or after any commit, and asking again, loses nothing and doubles nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from liaison_contracts.incentives import (
    EnrolSecondFactor,
    SealBatch,
    SubmitSpending,
    VerifyRecruitment,
)
from liaison_contracts.money import Fen
from tests.integration.incentives.makers import (
    D,
    a_claim,
    a_cosignature,
    a_release,
    a_settled,
    a_settlement,
    an_approval,
)
from tests.integration.incentives.system import (
    APPROVER,
    CLERK,
    FINANCE,
    FIRST,
    INDUSTRY,
    RELEASER,
    SEALER,
    SECOND,
    System,
)


class Died(BaseException):
    """End the process here, as far as the code under test can tell."""


class Deaths:
    """Let incentives die at its n-th transaction, before or after the commit."""

    def __init__(self, system: System, at: int, after_commit: bool) -> None:
        self.count, self._at, self._after = 0, at, after_commit
        database = system.runtimes["incentives"].database
        writing = database.writing

        @contextmanager
        def dying() -> Iterator[Any]:
            self.count += 1
            dies = self.count == self._at
            with writing() as session:
                yield session
                if dies and not self._after:
                    raise Died
            if dies:
                raise Died

        database.writing = dying  # type: ignore[method-assign]


def again(act: Callable[[], Any]) -> Any:
    """Do an act, and do it again where the process died meanwhile."""
    try:
        return act()
    except Died:
        return act()


def walk(system: System) -> None:
    """Go from a claim to its payment; each step may be asked twice under its own key."""

    def send(caller: Any, command: object, key: str) -> Any:
        return again(lambda: system.send(caller, command, key))

    def password(caller: Any) -> str:
        system.secrets[caller.sub] = send(caller, EnrolSecondFactor(), f"f-{caller.sub}")["secret"]
        return system.totp(caller)

    send(CLERK, a_claim("R-1", "LZ-001", "2018-01-01"), "k1")
    for person in (FIRST, SECOND):
        verify = VerifyRecruitment(recruitment_code="R-1", verified_on=D("2018-01-01"))
        send(person, verify, f"k2-{person.sub}")
    again(lambda: system.end("2018-01-01"))
    batch = send(SEALER, SealBatch(), "k3")
    send(APPROVER, an_approval(batch, password(APPROVER)), "k4")
    send(INDUSTRY, a_cosignature(batch), "k5")
    again(system.bus.pump)
    send(RELEASER, a_release(batch, password(RELEASER)), "k6")
    first, second = system.told("payout.requested")
    send(FINANCE, a_settlement(first, "2018-01-01"), "k7")
    again(lambda: system.finance_says(a_settled(second, "2018-01-01"), "2018-01-01"))
    report = SubmitSpending(
        station_code="LZ-001", year=2018, spent_fen=Fen(1), submitted_on=D("2018-01-01")
    )
    send(CLERK, report, "k8")
    again(lambda: system.end("2018-01-02"))


def prepared(url_of: Callable[[str], str]) -> System:
    system = System(url_of)
    system.extend()
    system.station()
    return system


def what_happened(system: System) -> list[tuple[str, str]]:
    """Return the types and subjects of the log, in order."""
    return [(found["type"], found["subject"]) for found in system.log()]


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("after_commit", [False, True])
def test_dying_at_any_commit_and_asking_again_changes_nothing(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, after_commit: bool
) -> None:
    whole = prepared(lambda service: f"sqlite:///{tmp_path}/whole-{service}.sqlite")
    counting = Deaths(whole, at=0, after_commit=after_commit)
    walk(whole)
    expected = what_happened(whole)
    batches = [kind for kind, _ in expected].count("payout.requested.v1")
    assert (batches, counting.count > 15) == (2, True)
    for at in range(1, counting.count + 1, 1):
        system = prepared(f"sqlite:///{tmp_path}/{at}-{{}}.sqlite".format)
        Deaths(system, at, after_commit)
        walk(system)
        assert what_happened(system) == expected, f"died at transaction {at}"
        assert (system.ledger_faults(), system.parked()) == ((), [])
        assert {award.state for award in system.awards().values()} == {"paid"}
        system.close()
    whole.close()

"""Who approves or releases money proves twice who they are, with a password that fits once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from liaison_contracts.errors import (
    Conflict,
    Forbidden,
    TooMany,
)
from liaison_contracts.incentives import BreakBatch, EnrolSecondFactor
from tests.integration.incentives.makers import (
    STEP,
    an_approval,
    refused_code,
)
from tests.integration.incentives.system import (
    APPROVER,
    INDUSTRY,
    SEALER,
    System,
)

GRANT = "base_grant.LZ-001.2018"


def test_a_wrong_missing_or_used_password_approves_nothing(due: System) -> None:
    batch = due.seal()
    no_factor = an_approval(batch, "000000")
    act = lambda: due.send(APPROVER, no_factor)  # noqa: E731
    assert refused_code(act, Forbidden) == "second_factor_missing"
    good = due.totp(APPROVER)
    wrong = f"{(int(good) + 1) % 10**6:06d}"
    act = lambda: due.send(APPROVER, an_approval(batch, wrong))  # noqa: E731
    assert refused_code(act, Forbidden) == "totp_wrong"
    assert due.send(APPROVER, an_approval(batch, good))["state"] == "approved"
    due.send(INDUSTRY, BreakBatch(batch_code=batch["batch_code"], reason="a second list"))
    other = due.seal()
    act = lambda: due.send(APPROVER, an_approval(other, good))  # noqa: E731
    assert refused_code(act, Forbidden) == "totp_used"


@pytest.mark.parametrize(("late_by", "fits"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_password_fits_one_step_around_now(due: System, late_by: int, fits: bool) -> None:
    batch = due.seal()
    password = due.totp(APPROVER)
    due.clock += late_by * STEP
    approval = an_approval(batch, password)
    if fits:
        assert due.send(APPROVER, approval)["state"] == "approved"
    else:
        assert refused_code(partial(due.send, APPROVER, approval), Forbidden) == "totp_wrong"


def test_a_replay_may_use_a_password_again(database_url: Callable[[str], str]) -> None:
    system = System(database_url, mode="replay")
    system.extend()
    system.station()
    system.end("2018-01-01")
    password = system.totp(APPROVER)
    batch = system.seal()
    system.send(APPROVER, an_approval(batch, password))
    system.send(SEALER, BreakBatch(batch_code=batch["batch_code"], reason="again"))
    assert system.send(APPROVER, an_approval(system.seal(), password))["state"] == "approved"
    system.close()


def test_whoever_guesses_passwords_is_stopped(due: System) -> None:
    batch = due.seal()
    good = due.totp(APPROVER)
    for guess in range(5):
        wrong = f"{(int(good) + 1 + guess) % 10**6:06d}"
        guessed = partial(due.send, APPROVER, an_approval(batch, wrong))
        assert refused_code(guessed, Forbidden) == "totp_wrong"
    act = lambda: due.send(APPROVER, an_approval(batch, good))  # noqa: E731
    assert refused_code(act, TooMany) == "too_many_wrong_passwords"
    due.clock += 1000
    assert due.approve(batch)["state"] == "approved"


def test_a_second_factor_in_use_cannot_be_replaced_from_outside(due: System) -> None:
    first = due.send(APPROVER, EnrolSecondFactor())
    assert first["otpauth_uri"].startswith("otpauth://totp/")
    batch = due.seal()
    due.approve(batch)
    act = lambda: due.send(APPROVER, EnrolSecondFactor())  # noqa: E731
    assert refused_code(act, Conflict) == "second_factor_in_use"
    assert first["secret"] not in str(due.log())

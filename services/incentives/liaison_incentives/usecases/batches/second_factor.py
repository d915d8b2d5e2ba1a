"""Require a fresh one-time password for approving or releasing money (HOUSE)."""

from __future__ import annotations

import hmac

import pyotp

from liaison_contracts.errors import Conflict, Forbidden
from liaison_contracts.incentives import EnrolSecondFactor, SecondFactorAnswer
from liaison_incentives.context import Work
from liaison_incentives.tables import SecondFactor, UsedPassword

ISSUER = "Liaison"
STEP_SECONDS = 30
STEPS_AROUND = 1


def enrol(work: Work, body: EnrolSecondFactor) -> SecondFactorAnswer:
    """Enrol the caller: the secret is shown once, and can be replaced until it is first used.

    Raises:
        Conflict: for a person who uses a second factor already.
    """
    person = work.caller.sub
    known = work.session.get(SecondFactor, person, with_for_update=True)
    if known is not None and known.is_proven:
        raise Conflict("second_factor_in_use")
    secret = pyotp.random_base32()
    sealed = work.context.vault.seal_text(secret, person, "second_factor")
    if known is None:
        known = SecondFactor(person_ref=person, is_proven=False)
        work.session.add(known)
    known.secret, known.enrolled_on = sealed, work.today
    uri = pyotp.TOTP(secret).provisioning_uri(name=person, issuer_name=ISSUER)
    return SecondFactorAnswer(secret=secret, otpauth_uri=uri)


def require(work: Work, password: str) -> None:
    """Accept one password of the caller within one step of now, and never the same step again.

    A replay runs days faster than the clock, so there a step may be used again; in a demo or a
    sandbox it may be used again on another of its days.

    Raises:
        Forbidden: if there is no second factor, or the password is wrong or used.
        TooMany: after too many wrong passwords.
    """
    context, person = work.context, work.caller.sub
    now = context.now()
    context.attempts.check(person, now)
    factor = work.session.get(SecondFactor, person, with_for_update=True)
    if factor is None:
        raise Forbidden("second_factor_missing")
    secret = context.vault.unseal_text(factor.secret, person, "second_factor")
    step = _fitting_step(pyotp.TOTP(secret), password, int(now) // STEP_SECONDS)
    if step is None:
        context.attempts.note_wrong(person, now)
        raise Forbidden("totp_wrong")
    if work.mode != "replay":
        _use_up(work, person, step)
    factor.is_proven = True


def _fitting_step(totp: pyotp.TOTP, password: str, current: int) -> int | None:
    for step in range(current - STEPS_AROUND, current + STEPS_AROUND + 1):
        if hmac.compare_digest(totp.generate_otp(step), password):
            return step
    return None


def _use_up(work: Work, person: str, step: int) -> None:
    if work.mode in ("demo", "sandbox"):
        person = f"{person} {work.today}"
    if work.session.get(UsedPassword, (person, step)) is not None:
        raise Forbidden("totp_used")
    work.session.add(UsedPassword(person_ref=person, step=step))
    work.session.flush()

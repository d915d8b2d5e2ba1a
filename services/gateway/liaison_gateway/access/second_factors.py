"""Check one-time passwords at sign-in (RFC 6238), each accepted only once."""

from __future__ import annotations

import base64
import hmac
import os
from collections.abc import Sequence
from contextlib import suppress

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from liaison_contracts.errors import Conflict
from liaison_gateway.access.tables import second_factors

ISSUER = "Liaison"
STEP_SECONDS = 30
STEPS_AROUND = 1
NONCE_BYTES = 12
_C = second_factors.c


def enrol(session: Session, gateway_keys: Sequence[str], person_ref: str) -> tuple[str, str]:
    """Return a new secret and its otpauth URL; it takes effect once it was used.

    Raises:
        Conflict: if the person's second factor is in effect already.
    """
    if has_factor(session, person_ref):
        raise Conflict("second_factor_in_use")
    secret = pyotp.random_base32()
    session.execute(delete(second_factors).where(_C.person_ref == person_ref))
    sealed = _seal(gateway_keys[0], person_ref, secret)
    session.execute(
        insert(second_factors).values(person_ref=person_ref, sealed=sealed, is_proven=False)
    )
    return secret, pyotp.TOTP(secret).provisioning_uri(name=person_ref, issuer_name=ISSUER)


def has_factor(session: Session, person_ref: str) -> bool:
    """Return whether a person has to give a one-time password."""
    query = select(_C.is_proven).where(_C.person_ref == person_ref)
    return bool(session.scalar(query))


def check(
    session: Session, gateway_keys: Sequence[str], person_ref: str, password: str, now: float
) -> bool:
    """Return whether a one-time password matches, and use it up; the first use proves the factor.

    If no key can decrypt the factor any more, nothing matches, and an operator has to remove it.
    """
    query = select(second_factors).where(_C.person_ref == person_ref).with_for_update()
    row = session.execute(query).mappings().first()
    secret = _unseal(gateway_keys, person_ref, row["sealed"]) if row is not None else None
    if row is None or secret is None:
        return False
    totp = pyotp.TOTP(secret)
    current = int(now) // STEP_SECONDS
    for step in range(current - STEPS_AROUND, current + STEPS_AROUND + 1):
        fits = hmac.compare_digest(totp.generate_otp(step).encode(), password.encode())
        if fits and step > row["last_step"]:
            values = {"last_step": step, "is_proven": True}
            session.execute(
                update(second_factors).where(_C.person_ref == person_ref).values(**values)
            )
            return True
    return False


def remove(session: Session, person_ref: str) -> None:
    """Remove a lost factor, so that another can be enrolled."""
    session.execute(delete(second_factors).where(_C.person_ref == person_ref))


def reseal(session: Session, gateway_keys: Sequence[str]) -> int:
    """Encrypt every factor with the newest key; return how many could be read."""
    count = 0
    for person_ref, sealed in session.execute(select(_C.person_ref, _C.sealed)).all():
        secret = _unseal(gateway_keys, person_ref, sealed)
        if secret is not None:
            again = _seal(gateway_keys[0], person_ref, secret)
            at = _C.person_ref == person_ref
            session.execute(update(second_factors).where(at).values(sealed=again))
            count += 1
    return count


def _sealing(gateway_key: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"liaison gateway sign-in")
    return AESGCM(derived.derive(gateway_key.encode()))


def _seal(gateway_key: str, person_ref: str, secret: str) -> str:
    nonce = os.urandom(NONCE_BYTES)
    sealed = _sealing(gateway_key).encrypt(nonce, secret.encode(), person_ref.encode())
    return base64.b64encode(nonce + sealed).decode()


def _unseal(gateway_keys: Sequence[str], person_ref: str, sealed: str) -> str | None:
    raw = base64.b64decode(sealed)
    nonce, hidden = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
    for key in gateway_keys:
        with suppress(InvalidTag):
            return _sealing(key).decrypt(nonce, hidden, person_ref.encode()).decode()
    return None

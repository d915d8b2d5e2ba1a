"""Make and seal the secrets that webhooks are signed with."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import asdict, dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SECRET_BYTES = 32
NONCE_BYTES = 12


@dataclass(frozen=True)
class SigningSecret:
    """Hold one secret; a rotated one signs on until `until_ms`."""

    secret: str
    until_ms: int | None = None


class Vault:
    """Seal an endpoint's secrets, bound to the endpoint, under a key made of the gateway's."""

    def __init__(self, gateway_key: str) -> None:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"liaison gateway webhooks")
        self._sealing = AESGCM(derived.derive(gateway_key.encode()))

    def seal(self, endpoint_id: str, secrets: list[SigningSecret]) -> str:
        """Return the secrets as text for the database."""
        nonce = os.urandom(NONCE_BYTES)
        plain = json.dumps([asdict(one) for one in secrets]).encode()
        sealed = self._sealing.encrypt(nonce, plain, endpoint_id.encode())
        return base64.b64encode(nonce + sealed).decode()

    def unseal(self, endpoint_id: str, sealed: str) -> list[SigningSecret]:
        """Return the secrets that `seal` put away, newest first."""
        raw = base64.b64decode(sealed)
        plain = self._sealing.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], endpoint_id.encode())
        return [SigningSecret(**one) for one in json.loads(plain)]


def new_secret() -> str:
    """Return a fresh secret in the form of Standard Webhooks."""
    return "whsec_" + base64.b64encode(os.urandom(SECRET_BYTES)).decode()


def valid_at(secrets: list[SigningSecret], now_ms: int) -> list[str]:
    """Return the secrets that sign at an instant, newest first."""
    return [one.secret for one in secrets if one.until_ms is None or one.until_ms > now_ms]

"""Make and seal the secrets that webhooks are signed with."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import asdict, dataclass

from liaison_kit import vault

SECRET_BYTES = 32


@dataclass(frozen=True)
class SigningSecret:
    """Hold one secret; a rotated one signs on until `until_ms`."""

    secret: str
    until_ms: int | None = None


class Vault(vault.Vault):
    """Seal an endpoint's secrets, bound to the endpoint, under a key made of the gateway's."""

    def __init__(self, gateway_key: str) -> None:
        super().__init__(gateway_key.encode(), "gateway webhooks")

    def seal_secrets(self, endpoint_id: str, secrets: list[SigningSecret]) -> str:
        """Return the secrets as text for the database."""
        plain = json.dumps([asdict(one) for one in secrets])
        return base64.b64encode(self.seal(plain, endpoint_id)).decode()

    def unseal_secrets(self, endpoint_id: str, sealed: str) -> list[SigningSecret]:
        """Return the secrets that `seal_secrets` put away, newest first."""
        plain = self.unseal(base64.b64decode(sealed), endpoint_id)
        return [SigningSecret(**one) for one in json.loads(plain)]


def new_secret() -> str:
    """Return a fresh secret in the form of Standard Webhooks."""
    return "whsec_" + base64.b64encode(os.urandom(SECRET_BYTES)).decode()


def valid_at(secrets: list[SigningSecret], now_ms: int) -> list[str]:
    """Return the secrets that sign at an instant, newest first."""
    return [one.secret for one in secrets if one.until_ms is None or one.until_ms > now_ms]

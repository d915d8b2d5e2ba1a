"""Create and encrypt the signing secrets of webhooks."""

from __future__ import annotations

import base64
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidTag

from liaison_kit.store import vault

SECRET_BYTES = 32


@dataclass(frozen=True)
class SigningSecret:
    """Hold one secret; a rotated one also signs until `until_ms`."""

    secret: str
    until_ms: int | None = None


class Unreadable(Exception):
    """Report that no key of the gateway can decrypt a secret."""


class WebhookSecrets:
    """Encrypt an endpoint's secrets, bound to the endpoint, with a key derived from the gateway's.

    The first key encrypts; the others are former keys, which only decrypt.
    """

    def __init__(self, *gateway_keys: str) -> None:
        self._vaults = [vault.Vault(key.encode(), "gateway webhooks") for key in gateway_keys]

    def seal_secrets(self, endpoint_id: str, secrets: list[SigningSecret]) -> str:
        """Return the secrets as text for the database."""
        plain = json.dumps([asdict(one) for one in secrets])
        return self._vaults[0].seal_text(plain, endpoint_id)

    def unseal_secrets(self, endpoint_id: str, sealed: str) -> list[SigningSecret]:
        """Return the secrets encrypted by `seal_secrets`, newest first.

        Raises:
            Unreadable: where none of the keys opens them.
        """
        for each in self._vaults:
            with suppress(InvalidTag):
                plain = each.unseal_text(sealed, endpoint_id)
                return [SigningSecret(**one) for one in json.loads(plain)]
        raise Unreadable(endpoint_id)


def new_secret() -> str:
    """Return a new secret in the format of Standard Webhooks."""
    return "whsec_" + base64.b64encode(os.urandom(SECRET_BYTES)).decode()


def valid_at(secrets: list[SigningSecret], now_ms: int) -> list[str]:
    """Return the secrets that sign at an instant, newest first."""
    return [one.secret for one in secrets if one.until_ms is None or one.until_ms > now_ms]

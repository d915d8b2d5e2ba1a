"""Encrypt personal data, and derive references for talents."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from liaison_kit.store import vault


class Vault:
    """Encrypt and sign with incentives' keys, and derive references for talents."""

    def __init__(self, instance_key: bytes) -> None:
        self._vault = vault.Vault(instance_key, "incentives")
        signing = vault.derive_key(instance_key, "liaison incentives signing")
        self._signing = Ed25519PrivateKey.from_private_bytes(signing)

    def talent_ref(self, document_type: str, number: str) -> str:
        """Return the reference of a talent; the same identity document gives the same reference.

        >>> vault = Vault(bytes(32))
        >>> vault.talent_ref("passport", "e-123 ") == vault.talent_ref("passport", "E123")
        True
        """
        plain = vault.plain_number(number)
        return self._vault.reference("T-", "talent", document_type, plain)

    def seal(self, text: str, *bound: str) -> str:
        """Encrypt a text, bound to its row and field, so that rows cannot be swapped.

        >>> vault = Vault(bytes(32))
        >>> vault.unseal(vault.seal("6222", "PY-1", "1"), "PY-1", "1")
        '6222'
        """
        return base64.b64encode(self._vault.seal(text, *bound)).decode()

    def unseal(self, sealed: str, *bound: str) -> str:
        """Decrypt what `seal` made for this row and field."""
        return self._vault.unseal(base64.b64decode(sealed), *bound)

    @property
    def public_key(self) -> bytes:
        """Return the public key for this instance's signatures, 32 bytes (Ed25519)."""
        return self._signing.public_key().public_bytes_raw()

    def sign(self, purpose: str, data: bytes) -> bytes:
        """Sign data for one purpose; the signature is invalid for any other.

        >>> len(Vault(bytes(32)).sign("checkpoint", b"1"))
        64
        """
        return self._signing.sign(purpose.encode() + b"\n" + data)

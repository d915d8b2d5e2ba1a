"""Encrypt personal data, and derive references for talents."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from liaison_kit.person_numbers import person_number
from liaison_kit.store import vault


class TalentVault(vault.Vault):
    """Encrypt and sign with incentives' keys, and derive references for talents."""

    def __init__(self, instance_key: bytes) -> None:
        super().__init__(instance_key, "incentives")
        signing = vault.derive_key(instance_key, "liaison incentives signing")
        self._signing = Ed25519PrivateKey.from_private_bytes(signing)

    def talent_ref(self, document_type: str, number: str) -> str:
        """Return the reference of a talent; the same identity document gives the same reference.

        >>> vault = TalentVault(bytes(32))
        >>> vault.talent_ref("passport", "e-123 ") == vault.talent_ref("passport", "E123")
        True

        Raises:
            Invalid: for a resident identity number that nobody can have.
        """
        plain = person_number(document_type, number)
        return self.reference("T-", "talent", document_type, plain)

    @property
    def public_key(self) -> bytes:
        """Return the public key for this instance's signatures, 32 bytes (Ed25519)."""
        return self._signing.public_key().public_bytes_raw()

    def sign(self, purpose: str, data: bytes) -> bytes:
        """Sign data for one purpose; the signature is invalid for any other.

        >>> len(TalentVault(bytes(32)).sign("checkpoint", b"1"))
        64
        """
        return self._signing.sign(purpose.encode() + b"\n" + data)

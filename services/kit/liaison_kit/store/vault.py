"""Encrypt personal data at rest, and derive references for people.

Each service derives its own keys from the instance key, so no other service can decrypt its data,
and the same person has a different reference there.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import unicodedata

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from liaison_kit.ops.settings import SettingsError

KEY_BYTES = 32
NONCE_BYTES = 12
REF_DIGITS = 32


class Vault:
    """Hold the two keys of a service: for references, and for encryption.

    With another key, stored data cannot be decrypted and references do not match.

    >>> vault = Vault(bytes(32), "producer")
    >>> vault.unseal(vault.seal("Zhang San", "N-1", "name"), "N-1", "name")
    'Zhang San'
    """

    def __init__(self, instance_key: bytes, service: str) -> None:
        self._references = derive_key(instance_key, f"liaison {service} references")
        self._sealing = AESGCM(derive_key(instance_key, f"liaison {service} sealing"))

    def reference(self, prefix: str, *parts: str) -> str:
        """Return a reference derived from the parts: repeatable, and not reversible."""
        digest = hmac.new(self._references, "\x1f".join(parts).encode(), hashlib.sha256)
        return prefix + digest.hexdigest()[:REF_DIGITS]

    def seal(self, text: str, *bound: str) -> bytes:
        """Encrypt a text, bound to its row and field, so that rows cannot be swapped."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._sealing.encrypt(nonce, text.encode(), "\x1f".join(bound).encode())

    def unseal(self, sealed: bytes, *bound: str) -> str:
        """Decrypt what `seal` made for this row and field."""
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return self._sealing.decrypt(nonce, rest, "\x1f".join(bound).encode()).decode()

    def seal_text(self, text: str, *bound: str) -> str:
        """Encrypt as `seal` does, for a column of text.

        >>> vault = Vault(bytes(32), "producer")
        >>> vault.unseal_text(vault.seal_text("6222", "PY-1", "1"), "PY-1", "1")
        '6222'
        """
        return base64.b64encode(self.seal(text, *bound)).decode()

    def unseal_text(self, sealed: str, *bound: str) -> str:
        """Decrypt what `seal_text` made for this row and field."""
        return self.unseal(base64.b64decode(sealed), *bound)


def plain_number(number: str) -> str:
    """Return a document number without spaces and hyphens, in capitals and half width.

    >>> plain_number("e-123 ４")
    'E1234'
    """
    return "".join(unicodedata.normalize("NFKC", number).upper().replace("-", "").split())


def instance_key_of(text: str, service: str) -> bytes:
    """Return the instance key from the base64 of its 32 bytes.

    Raises:
        SettingsError: when it is anything else.
    """
    try:
        found = base64.b64decode(text, validate=True)
    except binascii.Error:
        found = b""
    if len(found) != KEY_BYTES:
        told = f"LIAISON_INSTANCE_KEY must be base64 of {KEY_BYTES} random bytes"
        raise SettingsError(f"{service} cannot start: {told}.")
    return found


def derive_key(key: bytes, purpose: str) -> bytes:
    """Return a key for one purpose, derived from the instance key."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(key)

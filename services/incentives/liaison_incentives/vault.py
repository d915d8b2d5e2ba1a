"""Keep personal data unreadable at rest, and give people references instead of numbers."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import unicodedata

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
REF_DIGITS = 32


class Vault:
    """Hold the keys that come from the instance's one: for references, for sealing, for signing.

    With another key nothing stored can be read and no reference is found again.
    """

    def __init__(self, instance_key: bytes) -> None:
        self._references = _derive(instance_key, b"liaison incentives references")
        self._sealing = AESGCM(_derive(instance_key, b"liaison incentives sealing"))
        signing = _derive(instance_key, b"liaison incentives signing")
        self._signing = Ed25519PrivateKey.from_private_bytes(signing)

    def talent_ref(self, document_type: str, number: str) -> str:
        """Return the reference of a talent: the same document gives the same one.

        The number is taken without spaces and hyphens, in capitals and plain width.

        >>> vault = Vault(bytes(32))
        >>> vault.talent_ref("passport", "e-123 ") == vault.talent_ref("passport", "E123")
        True
        """
        plain = unicodedata.normalize("NFKC", number).upper().replace("-", "")
        text = "\x1f".join(("talent", document_type, "".join(plain.split())))
        digest = hmac.new(self._references, text.encode(), hashlib.sha256).hexdigest()
        return "T-" + digest[:REF_DIGITS]

    def seal(self, text: str, *bound: str) -> str:
        """Encrypt a text, bound to its row and field, so that rows cannot be swapped.

        >>> vault = Vault(bytes(32))
        >>> vault.unseal(vault.seal("6222", "PY-1", "1"), "PY-1", "1")
        '6222'
        """
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._sealing.encrypt(nonce, text.encode(), "\x1f".join(bound).encode())
        return base64.b64encode(nonce + sealed).decode()

    def unseal(self, sealed: str, *bound: str) -> str:
        """Decrypt what `seal` made for this row and field."""
        data = base64.b64decode(sealed)
        nonce, rest = data[:NONCE_BYTES], data[NONCE_BYTES:]
        return self._sealing.decrypt(nonce, rest, "\x1f".join(bound).encode()).decode()

    @property
    def public_key(self) -> bytes:
        """Return the 32 bytes by which anybody checks what this instance signed (Ed25519)."""
        return self._signing.public_key().public_bytes_raw()

    def sign(self, purpose: str, data: bytes) -> bytes:
        """Sign data for one purpose: a signature for one is none for another.

        >>> len(Vault(bytes(32)).sign("checkpoint", b"1"))
        64
        """
        return self._signing.sign(purpose.encode() + b"\n" + data)


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key)

"""Make references of people and hosts, and seal what identifies a person."""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
REF_DIGITS = 32


class Vault:
    """Hold the two keys that come from the instance's one: for references, and for sealing."""

    def __init__(self, instance_key: bytes) -> None:
        self._references = _derive(instance_key, b"liaison registry references")
        self._sealing = AESGCM(_derive(instance_key, b"liaison registry sealing"))

    def person_ref(self, document_type: str, number: str) -> str:
        """Return the reference of a person: the same document gives the same one.

        The number is taken without spaces and hyphens, in capitals and plain width.
        """
        plain = unicodedata.normalize("NFKC", number).upper()
        plain = plain.replace(" ", "").replace("-", "")
        return "P-" + self._digest("person", document_type, plain)

    def host_ref(self, credit_code: str) -> str:
        """Return the reference of a host, made of its credit code."""
        return "HOST-" + self._digest("host", credit_code)

    def seal(self, text: str, person_ref: str, field: str) -> bytes:
        """Encrypt a text, bound to its person and field, so that rows cannot be swapped."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._sealing.encrypt(nonce, text.encode(), _bound(person_ref, field))

    def unseal(self, sealed: bytes, person_ref: str, field: str) -> str:
        """Decrypt what `seal` made for this person and field."""
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return self._sealing.decrypt(nonce, rest, _bound(person_ref, field)).decode()

    def _digest(self, *parts: str) -> str:
        text = "\x1f".join(parts).encode()
        return hmac.new(self._references, text, hashlib.sha256).hexdigest()[:REF_DIGITS]


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key)


def _bound(person_ref: str, field: str) -> bytes:
    return f"{person_ref}\x1f{field}".encode()

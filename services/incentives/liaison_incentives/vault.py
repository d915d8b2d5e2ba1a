"""Keep personal data unreadable at rest, and give talents references instead of numbers."""

from __future__ import annotations

import base64
import unicodedata

from liaison_kit import vault


class Vault:
    """Seal with incentives' keys, as text; talents have references of it."""

    def __init__(self, instance_key: bytes) -> None:
        self._vault = vault.Vault(instance_key, "incentives")

    def talent_ref(self, document_type: str, number: str) -> str:
        """Return the reference of a talent: the same document gives the same one.

        The number is taken without spaces and hyphens, in capitals and plain width.

        >>> vault = Vault(bytes(32))
        >>> vault.talent_ref("passport", "e-123 ") == vault.talent_ref("passport", "E123")
        True
        """
        plain = unicodedata.normalize("NFKC", number).upper().replace("-", "")
        return self._vault.reference("T-", "talent", document_type, "".join(plain.split()))

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

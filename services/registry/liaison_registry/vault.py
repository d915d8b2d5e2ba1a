"""Derive references for people and hosts, and encrypt what identifies a person."""

from __future__ import annotations

from liaison_kit.person_numbers import person_number
from liaison_kit.store import vault


class PersonVault(vault.Vault):
    """Encrypt with the registry's keys, and derive references for people and hosts."""

    def __init__(self, instance_key: bytes) -> None:
        super().__init__(instance_key, "registry")

    def person_ref(self, document_type: str, number: str) -> str:
        """Return the reference of a person; the same identity document gives the same reference.

        Raises:
            Invalid: for a resident identity number that nobody can have.
        """
        plain = person_number(document_type, number)
        return self.reference("P-", "person", document_type, plain)

    def host_ref(self, credit_code: str) -> str:
        """Return the reference of a host, derived from its credit code."""
        return self.reference("HOST-", "host", credit_code)

    def token(self, kind: str, plain: str) -> str:
        """Return the keyed hash of a number, address or name, to compare without reading."""
        return self.reference("", "tie", kind, plain)

    def digest(self, part: str, text: str) -> str:
        """Return the keyed digest of one part of an application."""
        return self.reference("", "part", part, text)

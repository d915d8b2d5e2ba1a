"""Define people and documents in commands; events never contain them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.words import Code, MediaType, Name, Sha256

DocumentType = Annotated[
    Literal["resident_identity_card", "passport", "other"],
    Words(
        "document_type",
        ("resident_identity_card", "居民身份证", "resident identity card"),
        ("passport", "护照", "passport"),
        ("other", "其他", "other"),
    ),
]
"""The kinds of identity documents."""

PRIVATE = {"private": True}
"""Metadata of a field that identifies a person: never in a log line, `writeOnly` in a

command's schema.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """Identify a person to the service that stores identities; it returns a reference.

    >>> PersonEntry(name="Somebody", document_type="passport", document_number="E00000000")
    PersonEntry(document_type='passport')
    """

    name: Name = field(repr=False, metadata=PRIVATE)
    document_type: DocumentType
    document_number: Code = field(repr=False, metadata=PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """An uploaded file by its hash, with who inspected the original and when (Article 6).

    `kind` is a code: application_form, legal_person_certificate and success_case for Article 6;
    contract, degree or title behind a recruitment (Article 14(1)).
    """

    kind: Code
    sha256: Sha256
    media_type: MediaType
    original_inspected_by: Code | None = None
    original_inspected_on: date | None = None

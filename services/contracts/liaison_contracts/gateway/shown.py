"""Define the gateway's other answers: error codes, files, partner bodies, trails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from liaison_contracts.gateway.forms import Instant, Organisation, PageSize
from liaison_contracts.words import ArticleNo, Position, Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class InBothLanguages:
    """Text in English and in Chinese."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReason:
    """Why a rule refuses, under which article, and what would satisfy it.

    `code` is stable and for programs, as `values` are; `fact` and `needs` are for people.
    """

    code: str
    article: str
    values: dict[str, Any]
    fact: str
    needs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFault:
    """The fault at one place of a body, given by `pointer` (a JSON Pointer).

    `code` is stable and for programs, as `values` are; `detail` is for people.
    """

    pointer: str
    code: str
    detail: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorMeaning:
    """The meaning of an error code, and what to do."""

    code: str
    statuses: tuple[int, ...]
    title: InBothLanguages
    advice: InBothLanguages


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """An uploaded file; commands refer to it by its `sha256`. `size` is in bytes."""

    sha256: Sha256
    size: Position
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectedBody:
    """One connected partner body.

    Callers of `org` act for it. `media_type` is the format that it sends and receives. If it
    `pushes`, it is notified by webhook; otherwise it fetches notices.
    """

    name: str
    org: Organisation
    media_type: str
    largest_batch: PageSize
    pushes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailLine:
    """One line of a station's history: what happened on a business day, in both languages.

    `actor` is the reference of the person who did it, never a name.
    """

    on: date
    says: str
    says_zh: str
    type: str
    articles: tuple[ArticleNo, ...]
    document_no: str | None = None
    actor: str
    recorded_at: Instant
    service: str
    position: Position

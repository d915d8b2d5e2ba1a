"""Describe what the gateway answers to other questions: error codes, files, bodies, trails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from liaison_contracts.gateway.forms import Instant, Organisation, PageSize
from liaison_contracts.words import ArticleNo, Position, Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class InBothLanguages:
    """Say something in English and in Chinese."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReason:
    """Say why a rule refuses, under which article, and what it needs instead.

    `code` is stable and for programs, as `values` are; `fact` and `needs` are for people.
    """

    code: str
    article: str
    values: dict[str, Any]
    fact: str
    needs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFault:
    """Say what is wrong at one place of a body, which `pointer` names (a JSON Pointer).

    `code` is stable and for programs, as `values` are; `detail` is for people.
    """

    pointer: str
    code: str
    detail: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorMeaning:
    """Explain an error code: what it means, and what to do."""

    code: str
    statuses: tuple[int, ...]
    title: InBothLanguages
    advice: InBothLanguages


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """Show an uploaded file; a command names it by its `sha256`. `size` is in bytes."""

    sha256: Sha256
    size: Position
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectedBody:
    """Show a connected partner body.

    Callers of `org` speak for it. `media_type` is the form it sends and is sent. Where it `pushes`
    it is told by webhook, else it fetches notices.
    """

    name: str
    org: Organisation
    media_type: str
    largest_batch: PageSize
    pushes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailLine:
    """Show one line of a station's trail: what happened on a business day, in both languages.

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

"""Define the answers about drafts, revisions and the content of an application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from liaison_contracts.reasons import Reason
from liaison_contracts.registry.answers import ConditionResult
from liaison_contracts.registry.entries import Correction
from liaison_contracts.words import Code, Count, Sha256

__all__ = [
    "ApplicationFile",
    "ApprovalShown",
    "DraftAnswer",
    "FieldDifference",
    "RevisionDifferences",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAnswer:
    """The saved revision: number and hash, changes, reopened approvals, and missing fields."""

    application_code: Code
    stage: Code
    revision: Count
    content_sha256: Sha256
    changed: tuple[Code, ...]
    reopened: tuple[Code, ...]
    lacks: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """The value of one field before and after, in words; identifying data is masked."""

    field: Code
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionDifferences:
    """The differences between two revisions, and who saved the later one and when."""

    application_code: Code
    earlier: Count
    later: Count
    saved_by: Code
    saved_on: date
    differences: tuple[FieldDifference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalShown:
    """An approval with the hash of the approved content.

    `kind` is forwarding, condition, completeness, waiver, opinion, review or leading_group; it
    becomes invalid when a field it depends on is edited.
    """

    kind: Code
    detail: str
    given_by: Code
    given_on: date
    content_sha256: Sha256
    is_valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFile:
    """An application: its fields with people masked, its approvals, and missing fields."""

    application_code: Code
    stage: Code
    revision: Count
    content_sha256: Sha256
    form: dict[str, Any]
    lacks: tuple[Reason, ...]
    corrections: tuple[Correction, ...]
    correct_until: date | None
    conditions: tuple[ConditionResult, ...]
    approvals: tuple[ApprovalShown, ...]

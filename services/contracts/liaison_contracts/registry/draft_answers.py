"""Answer about drafts, revisions and the whole of an application."""

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
    """Say what was saved: its revision and hash, what it changed, reopened, and lacks still."""

    application_code: Code
    stage: Code
    revision: Count
    content_sha256: Sha256
    changed: tuple[Code, ...]
    reopened: tuple[Code, ...]
    lacks: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """Say what one field held before and after, in words; what identifies a person is masked."""

    field: Code
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionDifferences:
    """Say what changed between two revisions, and who saved the later one when."""

    application_code: Code
    earlier: Count
    later: Count
    saved_by: Code
    saved_on: date
    differences: tuple[FieldDifference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalShown:
    """Show an approval with the hash of exactly what it approved.

    `kind` is forwarding, condition, completeness, waiver, opinion, review or leading_group; it is
    no longer valid after an edit of a field it rests on.
    """

    kind: Code
    detail: str
    given_by: Code
    given_on: date
    content_sha256: Sha256
    is_valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFile:
    """Show an application: its fields with people masked, its approvals, and what it lacks."""

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

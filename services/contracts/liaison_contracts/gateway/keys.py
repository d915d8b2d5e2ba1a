"""Define API keys: request, approve, rotate, revoke."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from liaison_contracts.entries import PRIVATE
from liaison_contracts.gateway.forms import SOFTWARE, Instant, Organisation
from liaison_contracts.message import command, query
from liaison_contracts.roles import AUDITOR, KEY_HOLDERS, TALENT_OFFICE
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.wire.fields import PRINTABLE, Items, Text, Whole

LONGEST_DAYS = 400
Scope = Annotated[
    Literal["read", "write", "money"],
    Words(
        "scope",
        ("read", "读取", "read"),
        ("write", "办理", "give commands"),
        ("money", "资金办理", "move money"),
    ),
]
"""What a key may do: `write` sends commands, `money` those that move money."""

KeyState = Annotated[
    Literal["waiting", "active", "expired", "revoked"],
    Words(
        "key_state",
        ("waiting", "待批准", "waiting for approval"),
        ("active", "有效", "active"),
        ("expired", "已到期", "expired"),
        ("revoked", "已撤销", "revoked"),
    ),
]
"""Where a key stands."""

KeyId = Annotated[str, Text(longest=200)]
KeyLabel = Annotated[str, Text(shortest=1, longest=80, pattern=PRINTABLE)]
Scopes = Annotated[tuple[Scope, ...], Items(least=1, most=3)]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTerms:
    """The terms of a key, without the key itself."""

    key_id: KeyId
    org: Organisation
    label: KeyLabel
    scopes: Scopes
    state: KeyState
    asked_at: Instant
    expires_at: Instant
    last_used_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey(KeyTerms):
    """The new key, which is shown only once."""

    key: str = field(repr=False, metadata=PRIVATE)


@command(
    "gateway",
    roles=KEY_HOLDERS,
    returns=NewKey,
    because=SOFTWARE,
    zh="申请密钥",
    en="Request a key for the caller's account; it is shown only once",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class IssueKey:
    """Issue a key; on a live instance it is valid only after the talent office approves it.

    `label` is its purpose, `days` its period of validity. It cannot have a scope that the
    requesting key lacks.
    """

    label: KeyLabel
    scopes: Scopes
    days: Annotated[int, Whole(least=1, most=LONGEST_DAYS)]


@query(
    "gateway",
    roles=(*KEY_HOLDERS, *AUDITOR),
    returns=KeyTerms,
    because=SOFTWARE,
    zh="密钥列表",
    en="The terms of the organisation's keys",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ListKeys:
    """List the terms of keys."""


@query(
    "gateway",
    roles=(*KEY_HOLDERS, *AUDITOR),
    returns=KeyTerms,
    because=SOFTWARE,
    zh="查看密钥",
    en="The terms of one key",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetKey:
    """Show the terms of one key."""

    key_id: KeyId


@command(
    "gateway",
    roles=TALENT_OFFICE,
    returns=KeyTerms,
    because=SOFTWARE,
    zh="批准正式密钥",
    en="Approve a live key requested by another person",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveKey:
    """Approve a pending key."""

    key_id: KeyId


@command(
    "gateway",
    roles=KEY_HOLDERS,
    returns=NewKey,
    because=SOFTWARE,
    zh="轮换密钥",
    en="Replace a key; the old one is valid for another week",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RotateKey:
    """Rotate a key: issue a new one with the same terms and approval."""

    key_id: KeyId


@command(
    "gateway",
    roles=KEY_HOLDERS,
    returns=KeyTerms,
    because=SOFTWARE,
    zh="撤销密钥",
    en="Revoke a key at once",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeKey:
    """Revoke a key at once; repeating it changes nothing."""

    key_id: KeyId

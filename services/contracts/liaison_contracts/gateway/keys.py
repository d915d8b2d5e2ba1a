"""Look after keys of programs: ask for one, approve, rotate, revoke."""

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
    """Show the terms of a key; never the key itself."""

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
    """Show a new key, which is shown this once."""

    key: str = field(repr=False, metadata=PRIVATE)


@command(
    "gateway",
    roles=KEY_HOLDERS,
    returns=NewKey,
    because=SOFTWARE,
    zh="申请密钥",
    en="Ask for a key of one's own account; it is shown this once",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class IssueKey:
    """Make a key; on a live instance it opens nothing before the talent office approves it.

    `label` says what it is for, `days` how long it holds. It gets no scope that the key asking for
    it lacks.
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
    en="Keys of one's organisation, without the keys themselves",
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
    en="Approve a live key, as somebody else than the person who asked",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveKey:
    """Approve a key that waits."""

    key_id: KeyId


@command(
    "gateway",
    roles=KEY_HOLDERS,
    returns=NewKey,
    because=SOFTWARE,
    zh="轮换密钥",
    en="Replace a key by a new one; the old one works for another week",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RotateKey:
    """Make a key with the terms of an earlier one; its approval is kept."""

    key_id: KeyId


@command(
    "gateway",
    roles=KEY_HOLDERS,
    returns=KeyTerms,
    because=SOFTWARE,
    zh="撤销密钥",
    en="End a key at once",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeKey:
    """End a key at once; revoking it again changes nothing."""

    key_id: KeyId

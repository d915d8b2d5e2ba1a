"""Look after accounts: make one, change it, sign a person out, let a person in again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from liaison_contracts.entries import PRIVATE
from liaison_contracts.gateway.forms import SOFTWARE, Label, Organisation
from liaison_contracts.message import command, query
from liaison_contracts.roles import ACCOUNT_READERS, OPS, Role
from liaison_contracts.wire.fields import Items, Text
from liaison_contracts.words import Count

MOST_ROLES, MOST_MANDATES = 14, 50
Reference = Annotated[str, Text(longest=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Show an account: who it is, for whom they act, and as what."""

    person_ref: Reference
    part: Label
    name: Label
    name_zh: Label
    org: Organisation
    roles: tuple[Role, ...]
    mandates: Annotated[tuple[Organisation, ...], Items(most=MOST_MANDATES)]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount(Account):
    """Show a new account with its password, which is shown this once."""

    password: str = field(repr=False, metadata=PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded:
    """Say how many sessions of a person were ended."""

    person_ref: Reference
    sessions: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPassword(SessionsEnded):
    """Show a person's new password, which is shown this once."""

    password: str = field(repr=False, metadata=PRIVATE)


@command(
    "gateway",
    roles=OPS,
    returns=NewAccount,
    because=SOFTWARE,
    zh="新建账号",
    en="Make an account; its password is shown this once",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AddAccount:
    """Make an account for one person, with every mandate they hold.

    `part` is the name they sign in with, which no other account has. `mandates` are further
    organisations that they act for.
    """

    part: Label
    name: Label
    name_zh: Label
    org: Organisation
    roles: Annotated[tuple[Role, ...], Items(least=1, most=MOST_ROLES)]
    mandates: Annotated[tuple[Organisation, ...], Items(most=MOST_MANDATES)]


@command(
    "gateway",
    roles=OPS,
    returns=Account,
    because=SOFTWARE,
    zh="修改账号",
    en="Change a person's name, organisation, roles or mandates",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAccount:
    """Replace what an account says of a person; without roles it may do nothing any more."""

    person_ref: Reference
    part: Label
    name: Label
    name_zh: Label
    org: Organisation
    roles: Annotated[tuple[Role, ...], Items(most=MOST_ROLES)]
    mandates: Annotated[tuple[Organisation, ...], Items(most=MOST_MANDATES)]


@query(
    "gateway",
    roles=ACCOUNT_READERS,
    returns=Account,
    because=SOFTWARE,
    zh="账号列表",
    en="All accounts",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ListAccounts:
    """List every account with its roles."""


@query(
    "gateway",
    roles=ACCOUNT_READERS,
    returns=Account,
    because=SOFTWARE,
    zh="查看账号",
    en="One account",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetAccount:
    """Show an account with its roles and mandates."""

    person_ref: Reference


@command(
    "gateway",
    roles=OPS,
    returns=SessionsEnded,
    because=SOFTWARE,
    zh="强制下线",
    en="Sign a person out of every browser",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SignOutAccount:
    """End all sessions of a person; their keys work until they are revoked."""

    person_ref: Reference


@command(
    "gateway",
    roles=OPS,
    returns=SessionsEnded,
    because=SOFTWARE,
    zh="解除登录动态口令",
    en="Remove a lost second factor of signing in",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSignInFactor:
    """Remove the second factor and end all sessions; the password stays as it is."""

    person_ref: Reference


@command(
    "gateway",
    roles=OPS,
    returns=NewPassword,
    because=SOFTWARE,
    zh="重置密码（仅显示一次）并强制下线",
    en="Give a person a new password, shown this once, and end all sessions",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RenewPassword:
    """Let a person in again who lost their password; their second factor stays."""

    person_ref: Reference

"""Define the management of accounts: add, change, sign out, renew a password."""

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
    """An account: the person, the organisation, and the roles."""

    person_ref: Reference
    part: Label
    name: Label
    name_zh: Label
    org: Organisation
    roles: tuple[Role, ...]
    mandates: Annotated[tuple[Organisation, ...], Items(most=MOST_MANDATES)]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount(Account):
    """The new account with its password, which is shown only once."""

    password: str = field(repr=False, metadata=PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded:
    """The number of ended sessions of a person."""

    person_ref: Reference
    sessions: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPassword(SessionsEnded):
    """The person's new password, which is shown only once."""

    password: str = field(repr=False, metadata=PRIVATE)


@command(
    "gateway",
    roles=OPS,
    returns=NewAccount,
    because=SOFTWARE,
    zh="新建账号",
    en="Create an account; its password is shown only once",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AddAccount:
    """Add an account for one person, with all their mandates.

    `part` is the name with which they sign in, which must be unique. `mandates` are further
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
    """Replace the details of an account; without roles it has no more rights."""

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
    en="Remove a lost second factor",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSignInFactor:
    """Remove the second factor and end all sessions; the password is unchanged."""

    person_ref: Reference


@command(
    "gateway",
    roles=OPS,
    returns=NewPassword,
    because=SOFTWARE,
    zh="重置密码（仅显示一次）并强制下线",
    en="Set a new password, shown only once, and end all sessions",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RenewPassword:
    """Set a new password for a person who lost theirs; the second factor is unchanged."""

    person_ref: Reference

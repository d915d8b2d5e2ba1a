"""Define test keys, each with its own sandbox: create, delete, reset, advance."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from liaison_contracts.entries import PRIVATE
from liaison_contracts.gateway.forms import SOFTWARE, Label
from liaison_contracts.message import command
from liaison_contracts.roles import SYSTEM_OWNERS
from liaison_contracts.wire.fields import Text

TestKeyId = Annotated[str, Text(longest=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestKey:
    """The new test key, which is shown only once."""

    __test__ = False  # no test: pytest collects classes of such names

    key: str = field(repr=False, metadata=PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestKeyDeleted:
    """The deleted test key."""

    __test__ = False

    test_key_id: TestKeyId


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxReset:
    """The confirmation that a sandbox was reset."""

    reset: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxDay:
    """The current day of a sandbox."""

    day: date


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=TestKey,
    because=SOFTWARE,
    zh="创建测试密钥",
    en="Create a test key with its own sandbox",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class MakeTestKey:
    """Create a test key; its calls reach only a made-up city."""

    label: Label


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=TestKeyDeleted,
    because=SOFTWARE,
    zh="删除测试密钥",
    en="Delete a test key and its sandbox",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteTestKey:
    """Delete one of the caller's test keys with its sandbox."""

    test_key_id: TestKeyId


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=SandboxReset,
    because=SOFTWARE,
    zh="重置沙箱",
    en="Replace the sandbox's city by a new one",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ResetSandbox:
    """Replace the city of a sandbox by a new one.

    Only a test key has a sandbox; a call with any other key is refused.
    """

    test_key_id: TestKeyId


@command(
    "gateway",
    roles=SYSTEM_OWNERS,
    returns=SandboxDay,
    because=SOFTWARE,
    zh="推进沙箱日期",
    en="Advance the sandbox to a day, including everybody else's acts",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceSandbox:
    """Advance a sandbox to a day.

    The office reviews, grades on 31 December and pays; finance settles. Some values fail on
    purpose: codes that end in `-REJECT`, the amount 9999.99. With the header `Sandbox-Part` a test
    key acts in another role in the sandbox, such as `verifies`. Only a test key has a sandbox; a
    call with any other key is refused.
    """

    test_key_id: TestKeyId
    on: date

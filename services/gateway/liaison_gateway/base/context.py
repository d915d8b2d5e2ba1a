"""Hold the context of a gateway process, created once at its start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from liaison_contracts.vocabulary.word_lists import Words
from liaison_kit.client import Client
from liaison_kit.store.blobs import Blobs
from liaison_kit.store.database import Database

SERVICES = ("registry", "assessment", "incentives")
SERVICE_WORDS = Words(
    "service",
    ("registry", "登记服务", "registry"),
    ("assessment", "考核服务", "assessment"),
    ("incentives", "激励服务", "incentives"),
    ("gateway", "网关", "gateway"),
    ("finance", "财政系统", "finance system"),
)

P = TypeVar("P")


@dataclass(frozen=True)
class Gateway:
    """Give the routes their client, their read model, and the instance they belong to.

    `pump` delivers the events of an instance in one process; if it `is_pumped`, no thread does so,
    and code that reads the effects of events delivers them first. `parts` contains one object per
    type for the packages above, so that this package need not import them.
    """

    mode: str
    database: Database
    client: Client
    secret_key: str
    blobs: Blobs
    pump: Callable[[], object] | None = None
    is_pumped: bool = False
    requests_a_minute: int = 0
    former_keys: tuple[str, ...] = ()
    parts: Mapping[type, object] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the current encryption key, followed by former keys, which only decrypt."""
        return self.secret_key, *self.former_keys

    def part(self, kind: type[P]) -> P:
        """Return the object of a type that this process was started with.

        Raises:
            LookupError: if the process was started without one.
        """
        found = self.find(kind)
        if found is None:
            raise LookupError(f"this process was started without {kind.__name__}")
        return found

    def find(self, kind: type[P]) -> P | None:
        """Return the object of a type, or None if the process has none."""
        return cast("P | None", self.parts.get(kind))

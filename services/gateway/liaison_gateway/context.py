"""Hold what a gateway process works with; made once, at its start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from liaison_gateway.freshness import Freshness
from liaison_gateway.partners.body import PartnerBody
from liaison_gateway.portal.request_log import RequestLog
from liaison_gateway.sandbox.keeper import Sandboxes
from liaison_gateway.webhooks.addresses import Guard
from liaison_gateway.webhooks.vault import Vault
from liaison_kit.client import Client
from liaison_kit.instance.day import DayDriver
from liaison_kit.store.blobs import Blobs
from liaison_kit.store.database import Database

SERVICES = ("registry", "assessment", "incentives")


@dataclass(frozen=True)
class Gateway:
    """Give the routes their client, their read model, and the instance they belong to.

    `pump` carries the events of an instance in one process; where it `is_pumped` no thread does so
    by itself, and whoever asks for what was told carries it first.
    """

    mode: str
    database: Database
    client: Client
    secret_key: str
    blobs: Blobs
    pump: Callable[[], object] | None = None
    is_pumped: bool = False
    bodies: Mapping[str, PartnerBody] = field(default_factory=dict)
    sandboxes: Sandboxes | None = None
    guard: Guard = field(default_factory=Guard)
    requests_a_minute: int = 0
    former_keys: tuple[str, ...] = ()
    vault: Vault = field(init=False)
    requests: RequestLog = field(init=False)
    freshness: Freshness = field(init=False)
    days: DayDriver = field(init=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the key that seals and, behind it, those of before, which only unseal."""
        return self.secret_key, *self.former_keys

    def __post_init__(self) -> None:
        freshness = Freshness(self.database, SERVICES, self.pump if self.is_pumped else None)
        object.__setattr__(self, "freshness", freshness)
        days = DayDriver(self.client, SERVICES, self.pump, hearers=[freshness.places])
        object.__setattr__(self, "days", days)
        object.__setattr__(self, "vault", Vault(*self.keys))
        object.__setattr__(self, "requests", RequestLog(self.database))

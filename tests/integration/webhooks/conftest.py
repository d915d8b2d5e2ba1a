"""Give webhook tests a system with a receiver, and a courier whose clock the test moves."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from liaison_gateway.exchange.partners.body import PartnerBodies
from liaison_gateway.exchange.webhooks.addresses import Guard, networks_of
from liaison_gateway.exchange.webhooks.delivery import Courier
from liaison_gateway.exchange.webhooks.secrets import WebhookSecrets
from liaison_gateway.exchange.webhooks.sender import HttpPost
from tests.integration.gateway.system import System
from tests.integration.webhooks.receiver import Receiver

LOOPBACK = ("127.0.0.0/8",)
START = 1_600_000_000.0
OFFICER = "industry_federation.enters"


@dataclass
class Clock:
    """Tell the time that a test sets."""

    now: float = START

    def __call__(self) -> float:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Scene:
    """Hold a system, a receiver, a clock, and a courier that runs when it is told to."""

    system: System
    receiver: Receiver
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.system.instance.courier.stop()
        self.courier = self.new_courier()

    def new_courier(self, post: Any = None) -> Courier:
        gateway = self.system.instance.gateway
        return Courier(
            gateway.database,
            gateway.part(WebhookSecrets),
            post or HttpPost(Guard(networks_of(LOOPBACK)), deadline=5),
            gateway.part(PartnerBodies),
            now=self.clock,
            chance=random.Random(1),
        )

    def register(self, by: str = OFFICER, **more: Any) -> dict[str, Any]:
        answer = self.system.post(by, "/v1/webhooks", {"url": self.receiver.url, **more})
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json["data"]
        return found

    def change(
        self, endpoint: dict[str, Any], act: str, body: Any = None, by: str = OFFICER
    ) -> Any:
        answer = self.system.post(by, f"/v1/webhooks/{endpoint['endpoint_id']}/{act}", body or {})
        assert answer.status_code == 200, answer.text
        return answer.json["data"]

    def look(self, endpoint: dict[str, Any], more: str = "", by: str = OFFICER) -> Any:
        answer = self.system.get(by, f"/v1/webhooks/{endpoint['endpoint_id']}{more}")
        assert answer.status_code == 200, answer.text
        return answer.json["data"]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """Give a system with one receiver."""
    system = System(tmp_path / "instance", webhook_networks=LOOPBACK)
    receiver = Receiver()
    found = Scene(system, receiver)
    yield found
    found.courier.stop()
    receiver.close()
    system.close()


@pytest.fixture
def receivers() -> Iterator[Callable[[], Receiver]]:
    """Give a function that makes more receivers."""
    made: list[Receiver] = []

    def make() -> Receiver:
        made.append(Receiver())
        return made[-1]

    yield make
    for one in made:
        one.close()

"""Define the gateway's settings, in addition to those of every service."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liaison_kit.ops.settings import Settings, env

PARTNER_BODIES = ("industry_federation", "overseas_federation")


@dataclass(frozen=True, kw_only=True)
class GatewaySettings(Settings):
    """Hold the settings of one gateway; the services know its public key."""

    private_key: dict[str, Any] = env(  # noqa: RUF009 - `env` gives a field
        "LIAISON_PRIVATE_KEY",
        "JSON Web Key that signs claims; services hold its public half",
        secret=True,
        to_run=True,
    )
    session_key: str = env(
        "LIAISON_SESSION_KEY",
        "Random text that signs the sessions of browsers and seals secrets of webhooks",
        secret=True,
        to_run=True,
    )
    former_session_keys: tuple[str, ...] = env(
        "LIAISON_FORMER_SESSION_KEYS",
        "Session keys of before: what they sealed is read until `reseal` was run",
        (),
        secret=True,
    )
    partner_bodies: tuple[str, ...] = env(
        "LIAISON_PARTNER_BODIES", "Connected partner bodies, each a plugin", PARTNER_BODIES
    )
    webhook_networks: tuple[str, ...] = env(
        "LIAISON_WEBHOOK_NETWORKS",
        "Networks beside the public ones that webhooks may call, such as 10.1.0.0/16",
        (),
    )
    requests_a_minute: int = env(
        "LIAISON_REQUESTS_A_MINUTE",
        "Requests that each process answers a caller a minute in live; 0 sets no limit",
        3000,
    )
    sandbox_folder: Path | None = env(  # noqa: RUF009 - `env` gives a field
        "LIAISON_SANDBOX_FOLDER",
        "Where test keys have their cities; without it there are none",
        None,
    )

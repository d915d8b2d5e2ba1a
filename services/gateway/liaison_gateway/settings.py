"""Name the gateway's own settings, beside those of every service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liaison_kit.settings import Settings, env


@dataclass(frozen=True, kw_only=True)
class GatewaySettings(Settings):
    """Hold what a gateway process needs: the key it signs claims with, and that of its sessions."""

    private_key: Mapping[str, Any] = env(
        "LIAISON_PRIVATE_KEY",
        "The gateway's private key (JWK); services hold the public one",
        secret=True,
        to_run=True,
    )
    session_key: str = env(
        "LIAISON_SESSION_KEY",
        "Signs sessions; another one signs everybody out",
        secret=True,
        to_run=True,
    )

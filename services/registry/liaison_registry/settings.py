"""Define the registry's settings, in addition to those of every service."""

from __future__ import annotations

from dataclasses import dataclass

from liaison_kit.ops.settings import Settings, env
from liaison_kit.store.vault import instance_key_of

BUILT_IN_CHECKS = (
    "location",
    "legal_person",
    "premises_and_staff",
    "publicity",
    "local_resources",
    "organising",
)


@dataclass(frozen=True, kw_only=True)
class RegistrySettings(Settings):
    """Hold the settings of one registry; the instance key cannot be replaced once used."""

    instance_key: str = env(
        "LIAISON_INSTANCE_KEY",
        "Base64 of 32 random bytes: makes person references and seals names and numbers",
        secret=True,
    )
    edition: str = env("LIAISON_EDITION", "Policy edition that is in force", "luzhou_2017")
    eligibility_checks: tuple[str, ...] = env(
        "LIAISON_ELIGIBILITY_CHECKS", "Checks of Article 5, asked in this order", BUILT_IN_CHECKS
    )
    station_prefix: str = env("LIAISON_STATION_PREFIX", "Station codes begin with it", "LZ")

    def key(self) -> bytes:
        """Return the instance key.

        Raises:
            SettingsError: if it is not base64 of 32 bytes.
        """
        return instance_key_of(self.instance_key, "registry")

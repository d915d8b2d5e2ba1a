"""Define assessment's settings, in addition to those of every service."""

from __future__ import annotations

from dataclasses import dataclass

from liaison_kit.ops.settings import Settings, env

DUTY_TYPES = (
    "promotion_post",
    "talent_exchange",
    "natives_directory",
    "information_report",
    "delegation_visit",
    "assigned_task",
)


@dataclass(frozen=True, kw_only=True)
class AssessmentSettings(Settings):
    """Hold the settings of one assessment service."""

    instance_key: str = env(
        "LIAISON_INSTANCE_KEY",
        "Base64 of 32 random bytes: seals the people of the natives directory",
        secret=True,
    )
    edition: str = env("LIAISON_EDITION", "Policy edition that is in force", "luzhou_2017")
    duty_types: tuple[str, ...] = env(
        "LIAISON_DUTY_TYPES", "Duties of Article 11 that are counted, in this order", DUTY_TYPES
    )

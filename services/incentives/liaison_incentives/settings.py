"""Define incentives' settings, in addition to those of every service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from liaison_kit.ops.settings import (
    Settings,
    SettingsError,
    env,
)
from liaison_kit.store.vault import instance_key_of

BUILT_IN_RULES = (
    "base_grant",
    "excellent_uplift",
    "talent_recruited",
    "national_programme",
    "provincial_programme",
    "event_subsidy",
    "bole_award",
    "case_by_case",
)
BUILT_IN_CHANNELS = ("finance_event",)
MODES_WITHOUT_WAIT = ("replay", "demo")


@dataclass(frozen=True, kw_only=True)
class IncentivesSettings(Settings):
    """Hold the settings of one service; the instance key cannot be replaced once used."""

    instance_key: str = env(
        "LIAISON_INSTANCE_KEY",
        "Base64 of 32 random bytes: makes talent references and seals accounts and secrets",
        secret=True,
    )
    edition: str = env("LIAISON_EDITION", "Policy edition that is in force", "luzhou_2017")
    accounts_since: str = env(
        "LIAISON_ACCOUNTS_SINCE",
        "First day this instance pays for; what fell due earlier was settled elsewhere",
        "",
    )
    payee_wait: bool = env(
        "LIAISON_PAYEE_WAIT",
        "Whether a new account waits some working days; may be off in replay and demo only",
        True,
    )
    incentive_rules: tuple[str, ...] = env(
        "LIAISON_INCENTIVE_RULES", "Rules of Articles 12(3), 13 and 14 that earn", BUILT_IN_RULES
    )
    payout_channels: tuple[str, ...] = env(
        "LIAISON_PAYOUT_CHANNELS", "Ways in which batches may be handed over", BUILT_IN_CHANNELS
    )
    bank_folder: Path | None = env(  # noqa: RUF009 - `env` gives a field, made once a class
        "LIAISON_BANK_FOLDER", "Where the channel bank_file leaves its files", None
    )

    def key(self) -> bytes:
        """Return the instance key.

        Raises:
            SettingsError: if it is not base64 of 32 bytes.
        """
        return instance_key_of(self.instance_key, "incentives")

    def first_day(self) -> date:
        """Return the first day that this instance pays for.

        Raises:
            SettingsError: if it is not a date.
        """
        try:
            return date.fromisoformat(self.accounts_since) if self.accounts_since else date.min
        except ValueError:
            raise _refusal("LIAISON_ACCOUNTS_SINCE must be a day such as 2018-01-01") from None

    def check(self) -> None:
        """Refuse settings that do not fit together.

        Raises:
            SettingsError: naming the setting.
        """
        if not self.payee_wait and self.mode not in MODES_WITHOUT_WAIT:
            raise _refusal(f"LIAISON_PAYEE_WAIT cannot be off in mode {self.mode}")
        if "bank_file" in self.payout_channels and self.bank_folder is None:
            raise _refusal("LIAISON_BANK_FOLDER must name a folder for the channel bank_file")


def _refusal(told: str) -> SettingsError:
    return SettingsError(f"incentives cannot start: {told}.")

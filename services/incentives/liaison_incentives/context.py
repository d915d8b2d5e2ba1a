"""Hold what use cases need besides a transaction: settings, keys, plugins, heads and a clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from liaison_contracts.errors import TooMany
from liaison_incentives import plugins
from liaison_incentives.plugins import PayoutChannel
from liaison_incentives.policy.figures import Figures, Readings
from liaison_incentives.policy.lines import IncentiveRule
from liaison_incentives.settings import IncentivesSettings
from liaison_incentives.vault import TalentVault
from liaison_kit import work
from liaison_kit.bus.rpc_client import RpcClient
from liaison_kit.law.editions import Edition
from liaison_kit.store.blobs import Blobs

Heads = Callable[[], Mapping[str, int]]
"""Return each producer's last position, which a release must have reached."""
PRODUCERS = ("registry", "assessment")
HEAD_SECONDS = 3.0
WRONG_PASSWORDS = 5
PAUSE_SECONDS = 900


class Attempts:
    """Count a person's wrong one-time passwords; this process forgets them after a pause.

    A refused command leaves nothing in the database, so the count is kept in memory.
    """

    def __init__(self) -> None:
        self._wrong: dict[str, list[float]] = {}
        self._lock = Lock()

    def check(self, person_ref: str, now: float) -> None:
        """Refuse further attempts after too many wrong passwords.

        Raises:
            TooMany: with the seconds to wait.
        """
        with self._lock:
            recent = [at for at in self._wrong.get(person_ref, []) if now - at < PAUSE_SECONDS]
            self._wrong[person_ref] = recent
        if len(recent) >= WRONG_PASSWORDS:
            wait = int(PAUSE_SECONDS - (now - recent[0])) + 1
            raise TooMany("too_many_wrong_passwords", retry_after=wait)

    def note_wrong(self, person_ref: str, now: float) -> None:
        """Count a wrong password."""
        with self._lock:
            self._wrong.setdefault(person_ref, []).append(now)


@dataclass(frozen=True)
class Context:
    """Hold settings, keys and plugins; use cases read it as `work.context`.

    `heads` is None if the producers do not run in other processes and nothing else replaced it.
    `now` returns seconds since 1970 and is used only for one-time passwords: business dates come
    from `work.today`.
    """

    settings: IncentivesSettings
    vault: TalentVault
    rules: tuple[IncentiveRule, ...]
    channels: Mapping[str, PayoutChannel]
    accounts_since: date
    blobs: Blobs
    heads: Heads | None = None
    now: Callable[[], float] = time.time
    attempts: Attempts = field(default_factory=Attempts)


Work = work.Work[Context, Edition[Figures, Readings]]
"""The argument of each use case: its transaction with this context and edition."""


def context_of(settings: IncentivesSettings) -> Context:
    """Build the context from the settings; with a broker, `heads` queries the producers.

    Raises:
        PluginError: if a rule or channel is missing, listed twice or malformed.
        SettingsError: for a setting that does not fit.
    """
    settings.check()
    return Context(
        settings=settings,
        vault=TalentVault(settings.key()),
        rules=plugins.load_rules(settings.incentive_rules),
        channels=plugins.load_channels(settings.payout_channels),
        accounts_since=settings.first_day(),
        blobs=Blobs(settings.blob_folder),
        heads=_heads_on(settings) if settings.amqp_uri else None,
    )


def _heads_on(settings: IncentivesSettings) -> Heads:
    client = RpcClient(settings.amqp_uri, "incentives", settings.mode)

    def heads() -> dict[str, int]:
        return {
            name: int(client.call(name, "head", deadline=HEAD_SECONDS)["position"])
            for name in PRODUCERS
        }

    return heads

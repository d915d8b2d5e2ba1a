"""Define the extension points of incentives: incentive rules, payout channels, editions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from liaison_incentives.policy.figures import Figures, Readings
from liaison_incentives.policy.lines import IncentiveRule
from liaison_kit import plugins
from liaison_kit.law.editions import Edition

RULES_GROUP = "liaison.incentive_rules"
CHANNELS_GROUP = "liaison.payout_channels"
EDITIONS_GROUP = "liaison.policy_editions"


@dataclass(frozen=True)
class Order:
    """Hold one payout with its bank account; amount in fen. Never log it."""

    payout_id: str
    award_code: str
    amount_fen: int
    holder: str = field(repr=False)
    bank: str
    number: str = field(repr=False)


class PayoutChannel(Protocol):
    """Hand over a released batch for payment."""

    name: str

    def hand_over(
        self, batch_code: str, orders: Callable[[], Sequence[Order]], folder: Path | None
    ) -> str:
        """Hand over the payouts and return the reference that identifies them to the payer.

        Called at a day's close, once the release is committed, and again after a crash: the same
        batch must then be handed over as the same thing. `orders` reads the accounts, so a channel
        that does not need them does not call it. `folder` is the place for files.
        """


class EditionSource(Protocol):
    """Provide incentives' part of a policy edition; its name begins with `incentives.`."""

    @property
    def name(self) -> str:
        """Return the entry point's name, such as `incentives.luzhou_2017`."""

    def edition(self) -> Edition[Figures, Readings]:
        """Return the edition, loaded and checked."""


def load_rules(wanted: Sequence[str]) -> tuple[IncentiveRule, ...]:
    """Return the rules on the allowlist, in its order.

    Raises:
        PluginError: if one is missing, listed twice or malformed.
    """
    return tuple(plugins.load(RULES_GROUP, wanted, IncentiveRule, words="rule").values())


def load_channels(wanted: Sequence[str]) -> Mapping[str, PayoutChannel]:
    """Return the payout channels on the allowlist by name.

    Raises:
        PluginError: if one is missing, listed twice or malformed.
    """
    return plugins.load(CHANNELS_GROUP, wanted, PayoutChannel, words="payout_channel")


def load_edition(name: str) -> Edition[Figures, Readings]:
    """Return incentives' part of the named edition.

    Raises:
        PluginError: if it is not installed, or installed twice.
    """
    part = f"incentives.{name}"
    source = plugins.load(EDITIONS_GROUP, [part], EditionSource)[part]
    edition: Edition[Figures, Readings] = source.edition()
    return edition

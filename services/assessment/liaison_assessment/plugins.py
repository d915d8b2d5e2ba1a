"""Load assessment's plugins: duty types of Article 11 and policy editions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from liaison_assessment.policy.duties import DutyType
from liaison_assessment.policy.figures import Figures, Readings
from liaison_kit import plugins
from liaison_kit.law.editions import Edition

DUTY_TYPES = "liaison.duty_types"
EDITIONS = "liaison.policy_editions"


class EditionSource(Protocol):
    """Provide assessment's part of a policy edition; its name begins with `assessment.`."""

    @property
    def name(self) -> str:
        """Return the entry point's name, such as `assessment.luzhou_2017`."""

    def edition(self) -> Edition[Figures, Readings]:
        """Return the edition, loaded and checked."""


def load_duty_types(names: Sequence[str]) -> Mapping[str, DutyType]:
    """Return the duty types by name, in the order of the allowlist.

    Raises:
        PluginError: with every fault at once.
    """
    return plugins.load(DUTY_TYPES, names, DutyType, words="duty_type")


def load_edition(name: str) -> Edition[Figures, Readings]:
    """Return assessment's part of the named edition.

    Raises:
        PluginError: if it is not installed, or installed twice.
    """
    source = plugins.load(EDITIONS, [f"assessment.{name}"], EditionSource)[f"assessment.{name}"]
    edition: Edition[Figures, Readings] = source.edition()
    return edition

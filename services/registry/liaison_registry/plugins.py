"""Load the registry's plugins: checks of Article 5 and policy editions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from liaison_kit import plugins
from liaison_kit.law.editions import Edition
from liaison_registry.policy.eligibility.answers import EligibilityCheck
from liaison_registry.policy.figures import Figures, Readings

CHECKS = "liaison.eligibility_checks"
EDITIONS = "liaison.policy_editions"


class EditionSource(Protocol):
    """Provide the registry's part of a policy edition; its name begins with `registry.`."""

    @property
    def name(self) -> str:
        """Return the entry point's name, such as `registry.luzhou_2017`."""

    def edition(self) -> Edition[Figures, Readings]:
        """Return the edition, loaded and checked."""


def load_checks(names: Sequence[str]) -> tuple[EligibilityCheck, ...]:
    """Return the checks of Article 5 in the order of the allowlist.

    Raises:
        PluginError: with every fault at once.
    """
    return tuple(plugins.load(CHECKS, names, EligibilityCheck, words="eligibility_check").values())


def load_edition(name: str) -> Edition[Figures, Readings]:
    """Return the registry's part of the named edition.

    Raises:
        PluginError: if it is not installed, or installed twice.
    """
    source = plugins.load(EDITIONS, [f"registry.{name}"], EditionSource)[f"registry.{name}"]
    edition: Edition[Figures, Readings] = source.edition()
    return edition

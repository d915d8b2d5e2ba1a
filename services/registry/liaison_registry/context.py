"""Hold what the registry's use cases need besides a transaction: settings, plugins and keys."""

from __future__ import annotations

from dataclasses import dataclass

from liaison_kit import work
from liaison_kit.law.editions import Edition
from liaison_kit.store.blobs import Blobs
from liaison_registry.plugins import load_checks
from liaison_registry.policy.eligibility.answers import EligibilityCheck
from liaison_registry.policy.figures import Figures, Readings
from liaison_registry.settings import RegistrySettings
from liaison_registry.vault import PersonVault


@dataclass(frozen=True)
class Context:
    """Hold settings, plugins and keys; use cases read it as `work.context`."""

    settings: RegistrySettings
    checks: tuple[EligibilityCheck, ...]
    vault: PersonVault
    blobs: Blobs


Work = work.Work[Context, Edition[Figures, Readings]]
"""The argument of each use case: its transaction with this context and edition."""


def context_of(settings: RegistrySettings) -> Context:
    """Build the context from the settings.

    Raises:
        PluginError: if one is missing, listed twice or malformed: check.
    """
    checks = load_checks(settings.eligibility_checks)
    return Context(settings, checks, PersonVault(settings.key()), Blobs(settings.blob_folder))

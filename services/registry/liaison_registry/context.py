"""Hold what the registry's use cases have beside a transaction: settings, plugins and keys."""

from __future__ import annotations

from dataclasses import dataclass

from liaison_registry.plugins import load_checks
from liaison_registry.policy.eligibility.answers import EligibilityCheck
from liaison_registry.settings import RegistrySettings
from liaison_registry.vault import Vault


@dataclass(frozen=True)
class Context:
    """Reach the use cases as `work.context`."""

    settings: RegistrySettings
    checks: tuple[EligibilityCheck, ...]
    vault: Vault


def context_of(settings: RegistrySettings) -> Context:
    """Return the context that the settings ask for.

    Raises:
        PluginError: over a missing, double or malformed check.
    """
    return Context(settings, load_checks(settings.eligibility_checks), Vault(settings.key()))

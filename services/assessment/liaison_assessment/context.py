"""Hold what assessment's use cases need besides a transaction: settings, duty types, keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from liaison_assessment.plugins import load_duty_types
from liaison_assessment.policy.duties import DutyType
from liaison_assessment.policy.figures import Figures, Readings
from liaison_assessment.settings import AssessmentSettings
from liaison_kit import work
from liaison_kit.law.editions import Edition
from liaison_kit.store.blobs import Blobs
from liaison_kit.store.vault import Vault, instance_key_of


@dataclass(frozen=True)
class Context:
    """Hold settings, duty types and keys; use cases read it as `work.context`."""

    settings: AssessmentSettings
    duty_types: Mapping[str, DutyType]
    blobs: Blobs
    vault: Vault


Work = work.Work[Context, Edition[Figures, Readings]]
"""The argument of each use case: its transaction with this context and edition."""


def context_of(settings: AssessmentSettings) -> Context:
    """Build the context from the settings.

    Raises:
        PluginError: if one is missing, listed twice or malformed: duty type.
        SettingsError: if the key is malformed.
    """
    return Context(
        settings,
        load_duty_types(settings.duty_types),
        Blobs(settings.blob_folder),
        Vault(instance_key_of(settings.instance_key, "assessment"), "assessment"),
    )

"""Declare the registry to the kit, and open it in the current process."""

from __future__ import annotations

from datetime import date

from liaison_kit.claims import Verifier
from liaison_kit.definition import ServiceDefinition
from liaison_kit.law.editions import Edition
from liaison_kit.runtime import Runtime
from liaison_kit.start import create_database, runtime_of
from liaison_registry.context import context_of
from liaison_registry.plugins import load_edition
from liaison_registry.policy.figures import Figures, Readings
from liaison_registry.service import SERVICE
from liaison_registry.settings import RegistrySettings
from liaison_registry.tables import Base


def edition_of(settings: RegistrySettings) -> Edition[Figures, Readings]:
    """Load the policy edition that the settings name."""
    return load_edition(settings.edition)


DEFINITION = ServiceDefinition(
    service=SERVICE,
    edition=edition_of,
    tables=Base.metadata,
    settings=RegistrySettings,
    context=context_of,
    append_only=("refused_fact",),
)


def runtime(settings: RegistrySettings, verifier: Verifier, day: date | None = None) -> Runtime:
    """Open the registry on its database for embedded runs; create the tables in a new database.

    `day` is the first day of a new instance in every mode but live.
    """
    database = create_database(
        settings.database_url, SERVICE.name, settings.mode, Base.metadata, day
    )
    return runtime_of(
        SERVICE,
        database,
        settings.mode,
        edition_of(settings),
        verifier,
        context=context_of(settings),
    )

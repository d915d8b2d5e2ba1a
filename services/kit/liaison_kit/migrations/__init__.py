"""Run Alembic for any service: one environment for all, two histories per database.

The kit's own tables have their history here, a service's tables in its package
`migrations/versions`. Each has its own version table, so that they migrate independently.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData

from liaison_kit.definition import ServiceDefinition
from liaison_kit.store import records

HERE = Path(__file__).parent
KIT_VERSIONS = "alembic_version_kit"
SERVICE_VERSIONS = "alembic_version"


@dataclass(frozen=True)
class History:
    """Describe one migration history: its tables, its folder and its version table."""

    name: str
    tables: MetaData
    folder: Path
    version_table: str

    def config(self, connection: Connection) -> Config:
        """Return Alembic's configuration for this history on an open connection."""
        config = Config()
        config.set_main_option("script_location", str(HERE))
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", str(self.folder))
        config.attributes |= {"connection": connection, "options": self.options()}
        return config

    def options(self) -> dict[str, Any]:
        """Return how Alembic compares tables and where it stores the version."""
        return {
            "target_metadata": self.tables,
            "version_table": self.version_table,
            "include_object": self._is_ours,
            "compare_type": True,
            "compare_server_default": True,
        }

    def _is_ours(self, item: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
        """Exclude tables of the other history; a table dropped from this one still counts."""
        if kind != "table" or name in self.tables.tables:
            return True
        if name in (KIT_VERSIONS, SERVICE_VERSIONS) or self.tables is records.metadata:
            return False
        return name not in records.metadata.tables

    def differences(self, engine: Engine) -> list[Any]:
        """Return the differences between the database and the metadata."""
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts=self.options())
            return list(compare_metadata(context, self.tables))


KIT = History("kit", records.metadata, HERE / "versions", KIT_VERSIONS)


def histories_of(definition: ServiceDefinition) -> list[History]:
    """Return the kit's history and, if the service has migrations, its own."""
    folder = folder_of(definition)
    if definition.tables is None or folder is None:
        return [KIT]
    return [KIT, History(definition.name, definition.tables, folder, SERVICE_VERSIONS)]


def folder_of(definition: ServiceDefinition) -> Path | None:
    """Return the folder of a service's migrations, or None if it has none yet."""
    root = definition.package
    package = definition.migrations or f"{root}.migrations"
    found = importlib.util.find_spec(package) if root != "liaison_kit" else None
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(next(iter(found.submodule_search_locations))) / "versions"
    return folder if folder.is_dir() else None


def upgrade(history: History, engine: Engine) -> None:
    """Migrate one history's tables to the newest version."""
    with engine.begin() as connection:
        command.upgrade(history.config(connection), "head")


def new_revision(history: History, engine: Engine, message: str) -> list[str]:
    """Write a migration from the differences between the metadata and an upgraded database."""
    upgrade(history, engine)
    with engine.begin() as connection:
        number = f"{len(list(history.folder.glob('[0-9]*.py'))) + 1:04d}"
        config = history.config(connection)
        made = command.revision(config, message, autogenerate=True, rev_id=number)
    scripts = made if isinstance(made, list) else [made]
    return [script.path for script in scripts if script is not None]

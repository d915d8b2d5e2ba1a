"""Declare a service to the kit in one place: messages, tables, edition, settings, commands."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import MetaData

from liaison_kit.law.editions import Edition
from liaison_kit.ops.settings import Settings
from liaison_kit.runtime import Runtime
from liaison_kit.service import Service


@dataclass(frozen=True)
class Command:
    """Add a command to `python -m liaison_<x>`; `run` gets an open runtime and the arguments.

    It returns an exit code or None. A command named `verify` replaces the kit's own.
    """

    says: str
    run: Callable[[Runtime, argparse.Namespace], int | None]
    arguments: Callable[[argparse.ArgumentParser], None] = lambda parser: None


@dataclass(frozen=True)
class ServiceDefinition:
    """Declare everything the kit needs to migrate, start and operate a service.

    `edition` loads the policy edition from the settings, and `context` builds `work.context`.
    `append_only` names tables in which the runtime role may not change rows. `migrations` is the
    package whose `versions` folder holds the service's migrations.
    """

    service: Service[Any]
    edition: Callable[[Any], Edition[Any, Any]]
    tables: MetaData | None = None
    settings: type[Settings] = Settings
    context: Callable[[Any], Any] | None = None
    append_only: tuple[str, ...] = ()
    commands: Mapping[str, Command] = field(default_factory=dict)
    migrations: str = ""

    @property
    def name(self) -> str:
        """Return the service's name."""
        return self.service.name

    @property
    def package(self) -> str:
        """Return the package that the service is written in: the one that loads its edition."""
        return self.edition.__module__.split(".")[0]

    @property
    def program(self) -> str:
        """Return the command that starts the service."""
        return f"python -m {self.package}"

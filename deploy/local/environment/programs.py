"""Find optional programs, such as a broker, and tell users how to install them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


class MissingProgram(RuntimeError):
    """A program is not installed; the message has the command that installs it."""

    def __init__(self, program: Program) -> None:
        super().__init__(f"{program.title} is not installed. Type: {program.line_to_type}")
        self.program = program


@dataclass(frozen=True)
class Program:
    """A program that is optional for tests or the launcher, and the packages that contain it."""

    name: str
    title: str
    packages: tuple[str, ...]
    find: Callable[[], Path | None]

    @property
    def line_to_type(self) -> str:
        """Return the command that installs the program on Debian or Ubuntu."""
        return "sudo apt install " + " ".join(self.packages)

    def is_here(self) -> bool:
        """Return whether the program is installed."""
        return self.find() is not None

    def require(self) -> Path:
        """Return the program's path.

        Raises:
            MissingProgram: if it is not installed.
        """
        found = self.find()
        if found is None:
            raise MissingProgram(self)
        return found


def _version_key(path: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(path))]


def _newest(pattern: str) -> Path | None:
    found = [path for path in Path("/").glob(pattern.lstrip("/")) if os.access(path, os.X_OK)]
    return max(found, key=_version_key, default=None)


def _on_path(*names: str) -> Path | None:
    for name in names:
        found = shutil.which(name)
        if found:
            return Path(found)
    return None


def find_rabbitmq() -> Path | None:
    """Find RabbitMQ's own start script.

    The folders are searched before PATH: Debian's script on PATH changes the user and drops the
    environment, so that a private node cannot be started with it.
    """
    if find_epmd() is None:
        return None
    return (
        _newest("/usr/lib/rabbitmq/bin/rabbitmq-server")
        or _newest("/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server")
        or _on_path("rabbitmq-server")
    )


def find_epmd() -> Path | None:
    """Find Erlang's port mapper, which every RabbitMQ node needs."""
    return _on_path("epmd") or _newest("/usr/lib/erlang/erts-*/bin/epmd")


def find_postgres() -> Path | None:
    """Find the newest PostgreSQL server program; `initdb` and `psql` are in the same folder."""
    found = _newest("/usr/lib/postgresql/*/bin/postgres") or _on_path("postgres")
    if found is None:
        return None
    folder = found.resolve().parent
    complete = (folder / "initdb").exists() and (folder / "psql").exists()
    return folder / "postgres" if complete else None


def find_browser() -> Path | None:
    """Find a Chromium that browser tests can drive."""
    return _on_path("chromium", "chromium-browser", "google-chrome")


BROKER = Program("broker", "RabbitMQ", ("rabbitmq-server",), find_rabbitmq)
POSTGRES = Program("postgres", "PostgreSQL", ("postgresql",), find_postgres)
BROWSER = Program("browser", "Chromium", ("chromium",), find_browser)
CURL = Program("curl", "curl", ("curl",), lambda: _on_path("curl"))
JAVA = Program("java", "a JDK", ("default-jdk-headless",), lambda: _on_path("javac"))
PROGRAMS = {program.name: program for program in (BROKER, POSTGRES, BROWSER, CURL, JAVA)}

"""Run a private PostgreSQL server: own port, socket folder and data, trusted on loopback."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType

from deploy.local.environment import programs
from deploy.local.servers import folders
from deploy.local.servers.ports import free_ports
from deploy.local.servers.process import ProcessSpec, ServerProcess

USER = DATABASE = "liaison"
START_SECONDS = 60.0
SETTINGS = {"timezone": "UTC", "log_timezone": "UTC", "max_connections": "200", "jit": "off"}
# A test's data must survive a killed process; the launcher's a power cut as well.
UNSAFE_BUT_FAST = {"fsync": "off", "full_page_writes": "off"}


class PrivatePostgres:
    """Start, stop and kill a private PostgreSQL server, and create databases in it.

    With `for_tests` it trades safety on power loss for speed. With `folder` the data is kept at the
    end, otherwise it is removed.
    """

    def __init__(self, folder: Path | None = None, *, for_tests: bool = False) -> None:
        """Choose port and user; nothing starts before `start` or `with`."""
        self._programs = programs.POSTGRES.require().parent
        self._user = folders.service_user("postgres")
        self._folder = folder
        self._settings = SETTINGS | (UNSAFE_BUT_FAST if for_tests else {})
        self._process: ServerProcess | None = None
        self._home: Path | None = None
        self._numbers = itertools.count(1)
        (self.port,) = free_ports(1)

    @property
    def uri(self) -> str:
        """Return the SQLAlchemy address of the database `liaison`."""
        return self.uri_of(DATABASE)

    def uri_of(self, database: str, user: str = USER) -> str:
        """Return the SQLAlchemy address of another database or for another role."""
        return f"postgresql+psycopg://{user}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start the server, creating its data folder first if there is none, and wait for it."""
        home = self._home = folders.make_folder("postgres", self._user, self._home or self._folder)
        if not (home / "data" / "PG_VERSION").exists():
            self._initdb(home)
        settings = [f"--{name}={value}" for name, value in self._settings.items()]
        self._process = ServerProcess(
            ProcessSpec(
                command=[
                    str(self._programs / "postgres"),
                    *("-D", str(home / "data"), "-p", str(self.port)),
                    *("-h", "127.0.0.1", "-k", str(home)),
                    *settings,
                ],
                env=self._environment(),
                log=str(home / "postgres.log"),
                user=self._user,
                stop_signal=int(signal.SIGINT),  # "fast": ends sessions, then writes and stops
                remove_when_orphaned=None if self._folder else str(home),
            )
        )
        self._wait_until_ready()
        if DATABASE not in self.sql("SELECT datname FROM pg_database").split():
            self.sql(f"CREATE DATABASE {DATABASE}")

    def stop(self) -> None:
        """Stop the server cleanly."""
        if self._process:
            self._process.stop()
            self._process = None

    def kill(self) -> None:
        """Kill the server as a power cut would; `start` restarts it on the same port."""
        if self._process:
            self._process.kill()
            self._process = None

    def new_database(self, template: str = "template0") -> str:
        """Create a new database, a copy of `template`, and return its name."""
        name = f"fresh_{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, and end its sessions."""
        self.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run one statement as the superuser and return its output."""
        return self._psql(statement, database, check=True).stdout.strip()

    def __enter__(self) -> PrivatePostgres:
        """Start the server."""
        try:
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server and remove its folder, unless the folder was given."""
        self.stop()
        if self._home and not self._folder:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None

    def _initdb(self, home: Path) -> None:
        made = subprocess.run(
            [
                str(self._programs / "initdb"),
                *("-D", str(home / "data"), "-U", USER, "-A", "trust"),
                *("-E", "UTF8", "--locale=C", "--no-sync"),
            ],
            env=self._environment(),
            user=self._user,
            group=None if self._user is None else _group_of(self._user),
            extra_groups=None if self._user is None else [],
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if made.returncode != 0:
            raise RuntimeError(f"PostgreSQL's initdb failed. It said:\n{made.stderr.strip()}")

    def _environment(self) -> dict[str, str]:
        """Return the environment without the user's own PG… settings."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))}
        return kept | {"LANG": "C.UTF-8"}

    def _psql(
        self, statement: str, database: str, *, check: bool
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [
                str(self._programs / "psql"),
                *("-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-d", database),
                *("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement),
            ],
            env=self._environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if check and done.returncode != 0:
            raise RuntimeError(f"PostgreSQL refused {statement!r}: {done.stderr.strip()}")
        return done

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while self._psql("SELECT 1", "postgres", check=False).returncode != 0:
            assert self._process is not None
            assert self._home is not None
            if not self._process.is_alive() or time.monotonic() > deadline:
                said = folders.tail(self._home / "postgres.log")
                self.kill()
                raise RuntimeError(f"The private PostgreSQL did not start. It said:\n{said}")
            time.sleep(0.05)


def _group_of(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid

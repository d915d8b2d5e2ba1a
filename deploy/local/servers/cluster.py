"""Run the suite as in production: one process per service, on RabbitMQ and PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType

import httpx

from deploy.local.servers import MODE, addresses, broker_users, folders
from deploy.local.servers.ports import free_ports
from deploy.local.servers.process import ProcessSpec, ServerProcess
from deploy.local.servers.schemas import SERVICES, Access, Schemas
from liaison_gateway.base.secrets_file import Secrets, open_secrets

ASKED = ("registry", "assessment", "incentives")
READY_SECONDS = 120.0
MIGRATE_SECONDS = 120.0
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SSL_CERT_FILE", "PYTHONPATH")
ROOT = Path(__file__).resolve().parents[3]


class DidNotStart(RuntimeError):
    """A process did not start; the message has the end of its log."""


class Cluster:
    """Prepare an instance's schemas and broker users, and run its processes.

        with Cluster(folder, day) as cluster:
            cluster.start()

    A private server keeps its data in the folder; on an existing one (`AMQP_URI`, `DATABASE_URL`)
    all names begin with `name`. A live instance with `history_until` begins on `day` and imports
    its history up to that day (ADR 0038).
    """

    def __init__(
        self,
        folder: Path,
        day: date,
        *,
        name: str = MODE,
        mode: str = MODE,
        port: int = 0,
        history_until: date | None = None,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._folder = folder
        self._day = day
        self._environ = environ
        self._stack = ExitStack()
        self._name = name
        self._mode = mode
        self._history_until = history_until
        self._processes: dict[str, ServerProcess] = {}
        ports = free_ports(len(SERVICES) + 1)
        self._health = dict(zip((*ASKED, "consumer", "web"), ports, strict=True))
        self._port = port or self._health["web"]
        self.secrets: Secrets
        self.broker: broker_users.BrokerAddresses
        self.access: dict[str, Access]
        self.schemas: Schemas

    @property
    def address(self) -> str:
        """Return the address of the gateway."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its processes, in starting order."""
        return (*ASKED, "consumer", "web")

    def __enter__(self) -> Cluster:
        """Start the servers and prepare the schemas; `start` starts the processes."""
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            self.secrets = open_secrets(self._folder)
            (self._folder / "logs").mkdir(exist_ok=True)
            private = self._folder / "rabbit", self._folder / "postgres"
            self.broker = self._stack.enter_context(
                broker_users.broker_addresses(private[0], self._environ, self._mode)
            )
            database = addresses.database(private[1], self._environ)
            self.schemas = Schemas(self._stack.enter_context(database), self._name)
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the processes, then the servers."""
        try:
            self.stop_processes()
        finally:
            self._stack.close()

    def stop_processes(self) -> None:
        """Stop all processes cleanly, at the same time."""
        with ThreadPoolExecutor() as pool:
            list(pool.map(ServerProcess.stop, self._processes.values()))
        self._processes.clear()

    def prepare(self, *, from_scratch: bool) -> None:
        """Create and migrate the schemas; `from_scratch` drops existing ones first."""
        if from_scratch:
            self.schemas.drop()
            if self.broker.rabbit is None:
                broker_users.delete_queues(self.broker.of("gateway"), self._mode)
        self.access = self.schemas.prepare()
        with ThreadPoolExecutor() as pool:
            list(pool.map(self._migrate, SERVICES))

    def drop(self) -> None:
        """Drop the schemas, and the queues on an existing broker."""
        self.schemas.drop()
        if self.broker.rabbit is None:
            broker_users.delete_queues(self.broker.of("gateway"))

    def start(self) -> None:
        """Start every process and wait until each is ready.

        Raises:
            DidNotStart: with the end of the log of the one that cannot.
        """
        for name in self.names:
            self.start_one(name)
        for name in self.names:
            self.wait_ready(name)

    def start_one(self, name: str) -> None:
        """Start one process."""
        command = [sys.executable, "-m", *self._module(name)]
        log = str(self.log_of(name))
        spec = ProcessSpec(command, self._environment(name), log, cwd=str(ROOT))
        self._processes[name] = ServerProcess(spec)

    def kill(self, name: str) -> None:
        """Kill one process as a crash would."""
        self._processes.pop(name).kill()

    def is_alive(self, name: str) -> bool:
        """Return whether a process runs."""
        return name in self._processes and self._processes[name].is_alive()

    def log_of(self, name: str) -> Path:
        """Return a process's log."""
        return self._folder / "logs" / f"{name}.log"

    def wait_ready(self, name: str) -> None:
        """Wait until a process reports that it is ready.

        Raises:
            DidNotStart: with the end of its log.
        """
        until = time.monotonic() + READY_SECONDS
        while not self._is_ready(name):
            if not self.is_alive(name) or time.monotonic() > until:
                raise DidNotStart(f"{name} did not start:\n{folders.tail(self.log_of(name))}")
            time.sleep(0.1)

    def run(self, service: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command of a service, as `python -m liaison_<service> ...`."""
        return subprocess.run(
            [sys.executable, "-m", f"liaison_{service}", *arguments],
            env={**self._environment(service), **more},
            capture_output=True,
            text=True,
            timeout=MIGRATE_SECONDS,
            cwd=ROOT,
        )

    def _migrate(self, service: str) -> None:
        access = self.access[service]
        more = {"DATABASE_URL": access.owner_url, "LIAISON_RUNTIME_ROLE": access.runtime_role}
        days = ["--day", self._day.isoformat()]
        if self._history_until:
            days += ["--history-until", self._history_until.isoformat()]
        done = self.run(service, "migrate", *days, **more)
        if done.returncode:
            raise DidNotStart(f"{service} could not be migrated:\n{done.stderr[-2000:]}")

    def _module(self, name: str) -> list[str]:
        if name == "consumer":
            return ["liaison_gateway", "consume"]
        if name != "web":
            return [f"liaison_{name}"]
        bind = f"127.0.0.1:{self._port}"
        options = ["-k", "gthread", "--threads", "8", "--bind", bind, "--log-level", "warning"]
        return ["gunicorn", *options, "liaison_gateway.wsgi:make()"]

    def _environment(self, name: str) -> dict[str, str]:
        service = name if name in ASKED else "gateway"
        found = {key: self._environ[key] for key in PASSED_ON if key in self._environ}
        found |= {
            "LIAISON_MODE": self._mode,
            "LIAISON_PUBLIC_KEYS": json.dumps([self.secrets.public_jwk]),
            "LIAISON_HEAD_CHECK_SECONDS": "2",
            "LIAISON_HEALTH_ADDRESS": f"127.0.0.1:{self._health.get(name, 0)}",
            "DATABASE_URL": self.access[service].runtime_url,
            "AMQP_URI": self.broker.of(service),
            "BLOB_FOLDER": str(self._folder / "blobs"),
        }
        if service == "gateway":
            private = json.dumps(self.secrets.private_jwk)
            return found | {
                "LIAISON_PRIVATE_KEY": private,
                "LIAISON_SESSION_KEY": self.secrets.session_key,
                "LIAISON_SANDBOX_FOLDER": str(self._folder / "sandboxes"),
                "LIAISON_REQUESTS_A_MINUTE": "0",  # one client brings years of paper, or plays them
            }
        found["LIAISON_INSTANCE_KEY"] = self.secrets.instance_key
        if service == "incentives":
            found["LIAISON_PAYEE_WAIT"] = "on" if self._mode == "live" else "off"
            is_of_the_past = self._mode == "replay" or self._history_until is not None
            found["LIAISON_ACCOUNTS_SINCE"] = self._day.isoformat() if is_of_the_past else ""
        return found

    def _is_ready(self, name: str) -> bool:
        address = f"http://127.0.0.1:{self._health[name]}/readyz"
        if name == "web":
            address = f"{self.address}/v1/instance"
        try:
            with httpx.Client(trust_env=False, timeout=10) as http:
                return http.get(address).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

"""Run a service as the process it is in production, and watch it from a test."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from liaison_kit.testing.wait import wait_for


class ServiceProcess:
    """Start `python -m <module> ...` with an environment of its own; its log is a file.

    with ServiceProcess(["liaison_registry"], environment) as registry:
        registry.wait_ready()
    """

    def __init__(self, module: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command = [sys.executable, "-m", *module]
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("LIAISON_", "AMQP_", "DATABASE_", "PG"))
        }
        kept.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once a run, not once a process
        kept["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "liaison-pycache")
        self.environment = {**kept, **environment}
        self._process: subprocess.Popen[bytes] | None = None
        self.log = Path(tempfile.mkstemp(prefix="liaison-service-", suffix=".log")[1])

    def run(
        self, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one of the service's commands to its end."""
        return subprocess.run(
            [*self._command, *arguments],
            env={**self.environment, **(environment or {})},
            capture_output=True,
            text=True,
            timeout=120,
        )

    def start(self) -> None:
        """Start serving; `wait_ready` waits until it is ready."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._command, "start"], env=self.environment, stdout=log, stderr=log
            )

    def wait_ready(self, seconds: float = 60.0) -> None:
        """Wait until /readyz returns success."""
        wait_for(self.is_ready, seconds, f"readiness of {self._command} ({self.tail()})")

    def is_ready(self) -> bool:
        """Tell whether the service can do its work now."""
        if self._process is None or self._process.poll() is not None:
            raise AssertionError(f"{self._command} has ended. {self.tail()}")
        try:
            status, _ = self.get("/readyz")
        except (OSError, AssertionError):
            return False
        return status == 200

    def get(self, path: str) -> tuple[int, str]:
        """Ask the service's health server."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"http://{self.health_address()}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def health_address(self) -> str:
        """Return where its health server listens, from its log."""
        found = [entry["address"] for entry in self.entries("health.listening")]
        assert found, "it has not said yet where its health server listens"
        return str(found[-1])

    def entries(self, event: str) -> list[dict[str, Any]]:
        """Return its log entries of one kind."""
        found = []
        for line in self.log.read_text(errors="replace").splitlines():
            if line.startswith("{") and f'"{event}"' in line:
                found.append(json.loads(line))
        return [entry for entry in found if entry.get("event") == event]

    def tail(self, lines: int = 20) -> str:
        """Return the end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def stop(self, number: int = signal.SIGTERM, seconds: float = 30.0) -> int:
        """End it by a signal and return its exit code."""
        assert self._process is not None
        if self._process.poll() is None:
            self._process.send_signal(number)
        return self._process.wait(seconds)

    def __enter__(self) -> ServiceProcess:
        """Start it."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Kill it, if it still runs."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

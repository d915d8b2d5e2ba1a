"""Run one private server as a child process that never outlives its parent.

This file also runs as a script, the supervisor between the two. The first line of its standard
input describes the server as JSON, so that no secret is an argument, which others could see. After
that, the line `stop` ends the server cleanly, the line `kill` ends it at once, and end-of-file,
which also comes when the parent is killed, stops it and removes its folder.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

PATIENCE_SECONDS = 20.0


@dataclass(frozen=True)
class ProcessSpec:
    """The commands to run: `helpers` start before `command` and end after it."""

    command: list[str]
    env: dict[str, str]
    log: str
    helpers: list[list[str]] = field(default_factory=list)
    user: str | None = None
    stop_signal: int = int(signal.SIGTERM)
    remove_when_orphaned: str | None = None
    cwd: str = "/"


class ServerProcess:
    """A running server, controlled by its parent."""

    def __init__(self, spec: ProcessSpec) -> None:
        """Start the supervisor, which starts the server."""
        self._supervisor = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            start_new_session=True,
            cwd="/",
        )
        self._write(json.dumps(asdict(spec)).encode() + b"\n")

    def is_alive(self) -> bool:
        """Return whether the server still runs."""
        return self._supervisor.poll() is None

    def stop(self) -> None:
        """Stop the server cleanly and wait for it."""
        self._send(b"stop\n")

    def kill(self) -> None:
        """Kill the server at once, as a power cut would."""
        self._send(b"kill\n")

    def _write(self, text: bytes) -> None:
        assert self._supervisor.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._supervisor.stdin.write(text)
            self._supervisor.stdin.flush()

    def _send(self, order: bytes) -> None:
        assert self._supervisor.stdin is not None
        self._write(order)
        self._supervisor.wait(PATIENCE_SECONDS + 10)
        with contextlib.suppress(BrokenPipeError):
            self._supervisor.stdin.close()


def _start(argv: list[str], spec: ProcessSpec) -> subprocess.Popen[bytes]:
    with Path(spec.log).open("ab") as log:
        return subprocess.Popen(
            argv,
            env=spec.env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=spec.cwd,
            user=spec.user,
            group=_group_of(spec.user),
            extra_groups=[] if spec.user else None,
            start_new_session=True,
        )


def _group_of(user: str | None) -> int | None:
    if user is None:
        return None
    import pwd  # only Unix has it, and only there a user is ever given

    return pwd.getpwnam(user).pw_gid


def _end(process: subprocess.Popen[bytes], signal_number: int) -> None:
    if process.poll() is None:
        process.send_signal(signal_number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE_SECONDS)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _wait_for_command(server: subprocess.Popen[bytes]) -> bytes:
    """Wait for a command from the parent; `died` if the server ended on its own."""
    while server.poll() is None:
        if select.select([0], [], [], 0.2)[0]:
            return os.read(0, 64).strip()
    return b"died"


def _remove(folder: str) -> None:
    for _ in range(10):  # a dying server may still write while its folder is taken away
        shutil.rmtree(folder, ignore_errors=True)
        if not Path(folder).exists():
            return
        time.sleep(0.2)


def _read_line() -> bytes:
    """Read one line and not a byte more, because `select` needs the rest."""
    found = b""
    while not found.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            sys.exit(1)
        found += byte
    return found


def main() -> int:
    """Start the server, wait for a command, and end it."""
    spec = ProcessSpec(**json.loads(_read_line()))
    for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        # a handler that does nothing, since SIG_IGN would be inherited by the server
        signal.signal(ignored, lambda *_: None)
    helpers = [_start(argv, spec) for argv in spec.helpers]
    server = _start(spec.command, spec)
    order = _wait_for_command(server)
    _end(server, signal.SIGKILL if order == b"kill" else spec.stop_signal)
    for helper in helpers:
        _end(helper, signal.SIGTERM)
    if order == b"" and spec.remove_when_orphaned:
        _remove(spec.remove_when_orphaned)
    return 1 if order == b"died" else 0


if __name__ == "__main__":
    sys.exit(main())

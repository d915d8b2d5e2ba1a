"""Keep one private server: start it, stop it when told, and clean up when the parent is gone.

Run as a script. Its standard input is the leash: the first line says as JSON what to keep, so that
no secret of its environment stands in an argument, where others see it. Then the line `stop` ends
the server in an orderly way, the line `kill` ends it at once, and end-of-file, which also comes
when the parent was killed, stops it and removes its folder. So nothing is left behind.
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
class Spec:
    """Describe what to keep: `helpers` start before `command` and end after it."""

    command: list[str]
    env: dict[str, str]
    log: str
    helpers: list[list[str]] = field(default_factory=list)
    user: str | None = None
    stop_signal: int = int(signal.SIGTERM)
    remove_when_orphaned: str | None = None
    cwd: str = "/"


class Kept:
    """Hold the leash of a kept server from the parent's side."""

    def __init__(self, spec: Spec) -> None:
        """Start the keeper, which starts the server."""
        self._keeper = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            start_new_session=True,
            cwd="/",
        )
        self._write(json.dumps(asdict(spec)).encode() + b"\n")

    def is_alive(self) -> bool:
        """Say whether the server still runs."""
        return self._keeper.poll() is None

    def stop(self) -> None:
        """End the server in an orderly way and wait for it."""
        self._tell(b"stop\n")

    def kill(self) -> None:
        """End the server at once, as a power cut would."""
        self._tell(b"kill\n")

    def _write(self, text: bytes) -> None:
        assert self._keeper.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._keeper.stdin.write(text)
            self._keeper.stdin.flush()

    def _tell(self, word: bytes) -> None:
        assert self._keeper.stdin is not None
        self._write(word)
        self._keeper.wait(PATIENCE_SECONDS + 10)
        with contextlib.suppress(BrokenPipeError):
            self._keeper.stdin.close()


def _start(argv: list[str], spec: Spec) -> subprocess.Popen[bytes]:
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


def _wait_for_word(server: subprocess.Popen[bytes]) -> bytes:
    """Read the leash until a word comes, or answer `died` when the server ended by itself."""
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
    """Read the leash up to a line's end and no further: what follows is for `select`."""
    found = b""
    while not found.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            sys.exit(1)
        found += byte
    return found


def main() -> int:
    """Start the server, wait for the word, and end it."""
    spec = Spec(**json.loads(_read_line()))
    for deaf_to in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        # a handler that does nothing, since SIG_IGN would be inherited by the server
        signal.signal(deaf_to, lambda *_: None)
    helpers = [_start(argv, spec) for argv in spec.helpers]
    server = _start(spec.command, spec)
    word = _wait_for_word(server)
    _end(server, signal.SIGKILL if word == b"kill" else spec.stop_signal)
    for helper in helpers:
        _end(helper, signal.SIGTERM)
    if word == b"" and spec.remove_when_orphaned:
        _remove(spec.remove_when_orphaned)
    return 1 if word == b"died" else 0


if __name__ == "__main__":
    sys.exit(main())

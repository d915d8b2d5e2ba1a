"""Manage sandboxes: start a child process on use, forward calls, reset and stop it."""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any

from liaison_contracts.errors import Conflict, Unavailable, from_wire

ADVANCE = "/-/advance"
MOST_AT_ONCE = 4
PATIENCE_SECONDS = 120.0
PASSED_ON = ("Content-Type", "Idempotency-Key", "Prefer", "If-Match", "Accept-Language")
NOT_PASSED_BACK = ("connection", "date", "server", "transfer-encoding", "content-length")
KEYS = "keys.json"


@dataclass
class Child:
    """Hold one running sandbox that this process started."""

    process: subprocess.Popen[str]
    port: int


@dataclass
class Sandboxes:
    """Run sandboxes, each in a folder named after its key, shared with other gateway processes.

    A sandbox's files have one writer. The first process that needs it starts it. The child itself
    holds the lock, so the lock lasts as long as the child, and other processes read its port from a
    file.
    """

    folder: Path
    most: int = MOST_AT_ONCE
    _children: OrderedDict[str, Child] = field(default_factory=OrderedDict)
    _locks: dict[str, threading.Lock] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(
        self,
        name: str,
        part: str,
        method: str,
        target: str,
        headers: Mapping[str, str],
        body: bytes,
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """Forward one call to a sandbox as one of its people, and return the answer.

        Raises:
            Conflict: if nobody in the sandbox has that part.
            Unavailable: if it does not start.
        """
        port = self._port(name)
        keys = json.loads((self.folder / name / KEYS).read_text("utf-8"))["keys"]
        if part not in keys:
            raise Conflict("sandbox_part_unknown", part=part, known=sorted(keys))
        sent = {one: headers[one] for one in PASSED_ON if one in headers}
        sent["Authorization"] = f"Bearer {keys[part]}"
        return _exchange(port, method, target, sent, body)

    def advance(self, name: str, on: date) -> dict[str, Any]:
        """Advance a sandbox to a day, including the acts of everybody else.

        Raises:
            LiaisonError: any refusal by the sandbox.
        """
        body = json.dumps({"on": on.isoformat()}).encode()
        status, _, raw = _exchange(self._port(name), "POST", ADVANCE, {}, body)
        if status == 500:
            raise Unavailable("sandbox_down", retry_after=5)
        found: dict[str, Any] = json.loads(raw)
        if status != 200:
            raise from_wire(found)
        return found

    def reset(self, name: str) -> None:
        """Delete a sandbox's city and create a new one."""
        self.remove(name)
        self._port(name)

    def remove(self, name: str) -> None:
        """Delete a sandbox, even if another gateway process started it."""
        with self._lock_of(name), self._door(name):
            self._let_go(name)
            with self._open(name, ".lock") as hold:
                if not _is_taken(hold):
                    shutil.rmtree(self.folder / name, ignore_errors=True)
                    return
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self._told(name)["pid"], signal.SIGTERM)
                fcntl.flock(hold, fcntl.LOCK_EX)  # until that process has ended
                shutil.rmtree(self.folder / name, ignore_errors=True)

    def close(self) -> None:
        """Stop all children; their cities are kept."""
        for name in list(self._children):
            self._let_go(name)

    def _lock_of(self, name: str) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(name, threading.Lock())

    def _port(self, name: str) -> int:
        """Return a sandbox's port; start it if no gateway process runs it."""
        with self._lock_of(name):
            child = self._children.get(name)
            if child is None or child.process.poll() is not None:
                with self._door(name), self._open(name, ".lock") as hold:
                    if _is_taken(hold):
                        return int(self._told(name)["port"])
                    child = self._start(name, hold)
            with self._lock:
                self._children[name] = child
                self._children.move_to_end(name)
                surplus = list(self._children)[: -self.most]
        for other in surplus:
            self._let_go(other)
        return child.port

    def _open(self, name: str, ending: str) -> IO[bytes]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return (self.folder / f"{name}{ending}").open("wb")

    @contextlib.contextmanager
    def _door(self, name: str) -> Iterator[None]:
        """Allow one process at a time to find, start or stop a sandbox."""
        with self._open(name, ".door") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield

    def _told(self, name: str) -> dict[str, int]:
        found: dict[str, int] = json.loads((self.folder / f"{name}.json").read_text("utf-8"))
        return found

    def _start(self, name: str, hold: IO[bytes]) -> Child:
        """Start a child that inherits the lock, and write its port for other processes."""
        folder = self.folder / name
        with folder.with_name(f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "liaison_gateway.start.sandbox", str(folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                pass_fds=[hold.fileno()],
            )
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            process.communicate()
            raise Unavailable("sandbox_down", retry_after=5)
        port = int(json.loads(line)["port"])
        told = json.dumps({"port": port, "pid": process.pid})
        (self.folder / f"{name}.json").write_text(told, encoding="utf-8")
        return Child(process, port)

    def _let_go(self, name: str) -> None:
        with self._lock:
            child = self._children.pop(name, None)
        if child is None:
            return
        assert child.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            child.process.stdin.close()
        try:
            child.process.wait(20)
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()
        if child.process.stdout is not None:
            child.process.stdout.close()


def _is_taken(hold: IO[bytes]) -> bool:
    """Take a lock, or return that another process holds it."""
    try:
        fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def _exchange(
    port: int, method: str, target: str, headers: Mapping[str, str], body: bytes
) -> tuple[int, list[tuple[str, str]], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request(method, target, body or None, dict(headers))
        answer = connection.getresponse()
        found = [
            (name, value)
            for name, value in answer.getheaders()
            if name.lower() not in NOT_PASSED_BACK
        ]
        return answer.status, found, answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise Unavailable("sandbox_down", retry_after=5) from error
    finally:
        connection.close()

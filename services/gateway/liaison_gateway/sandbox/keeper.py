"""Keep sandboxes: start a child when its key is used, forward calls to it, reset it, let it go."""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import json
import shutil
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any

from liaison_contracts.errors import Conflict, Unavailable

ADVANCE = "/-/advance"
MOST_AT_ONCE = 4
PATIENCE_SECONDS = 120.0
PASSED_ON = ("Content-Type", "Idempotency-Key", "Prefer", "If-Match", "Accept-Language")
NOT_PASSED_BACK = ("connection", "date", "server", "transfer-encoding", "content-length")
KEYS = "keys.json"


@dataclass
class Child:
    """Hold one running sandbox."""

    process: subprocess.Popen[str]
    port: int
    keys: dict[str, str]
    hold: IO[bytes]


@dataclass
class Sandboxes:
    """Run the sandboxes of one gateway process, each in a folder named by its key."""

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
        """Forward one call to a sandbox as one of its people, and return what it answers.

        Raises:
            Conflict: when nobody in the sandbox plays that part.
            Unavailable: when it does not start.
        """
        child = self._child(name)
        if part not in child.keys:
            known = ", ".join(sorted(child.keys))
            told = f"Nobody plays {part} in the sandbox. Parts: {known}."
            raise Conflict("sandbox_part_unknown", told)
        sent = {one: headers[one] for one in PASSED_ON if one in headers}
        sent["Authorization"] = f"Bearer {child.keys[part]}"
        return _exchange(child.port, method, target, sent, body)

    def advance(self, name: str, on: date) -> dict[str, Any]:
        """Let the days of a sandbox pass until one, with everybody else's acts.

        Raises:
            LiaisonError: whatever the sandbox refused with.
        """
        body = json.dumps({"on": on.isoformat()}).encode()
        status, _, raw = _exchange(self._child(name).port, "POST", ADVANCE, {}, body)
        if status == 500:
            told = "The sandbox met a fault of ours on the way; reset it and tell us."
            raise Unavailable("sandbox_down", told, retry_after=5)
        found: dict[str, Any] = json.loads(raw)
        if status != 200:
            raise Conflict("sandbox_refused", str(found["detail"]))
        return found

    def reset(self, name: str) -> None:
        """Throw a sandbox's city away and make a new one."""
        self.remove(name)
        self._child(name)

    def remove(self, name: str) -> None:
        """Throw a sandbox away."""
        with self._lock_of(name):
            self._let_go(name)
            with self._hold(name):
                shutil.rmtree(self.folder / name, ignore_errors=True)

    def close(self) -> None:
        """End all children; their cities stay."""
        for name in list(self._children):
            self._let_go(name)

    def _lock_of(self, name: str) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(name, threading.Lock())

    def _child(self, name: str) -> Child:
        with self._lock_of(name):
            child = self._children.get(name)
            if child is None or child.process.poll() is not None:
                child = self._start(name)
            with self._lock:
                self._children[name] = child
                self._children.move_to_end(name)
                surplus = list(self._children)[: -self.most]
        for other in surplus:
            self._let_go(other)
        return child

    def _hold(self, name: str) -> IO[bytes]:
        """Take a sandbox for this process alone, until the file is closed.

        Raises:
            Unavailable: while another process of the gateway runs it: its files have one writer.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        hold = (self.folder / f"{name}.lock").open("wb")
        try:
            fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            hold.close()
            told = "Another process of this gateway runs the sandbox; run one, or ask again."
            raise Unavailable("sandbox_down", told, retry_after=5) from None
        return hold

    def _start(self, name: str) -> Child:
        hold = self._hold(name)
        try:
            process, port, keys = self._run(self.folder / name)
        except BaseException:
            hold.close()
            raise
        return Child(process, port, keys, hold)

    def _run(self, folder: Path) -> tuple[subprocess.Popen[str], int, dict[str, str]]:
        with folder.with_name(f"{folder.name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "liaison_gateway.sandbox", str(folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            process.wait()
            raise Unavailable("sandbox_down", "The sandbox did not start; reset it.", retry_after=5)
        keys = json.loads((folder / KEYS).read_text("utf-8"))["keys"]
        return process, int(json.loads(line)["port"]), keys

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
        child.hold.close()


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
        told = "The sandbox does not answer; try again, or reset it."
        raise Unavailable("sandbox_down", told, retry_after=5) from error
    finally:
        connection.close()

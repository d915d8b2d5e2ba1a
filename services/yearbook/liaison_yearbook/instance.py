"""Start a new instance for one replay, as a separate process, and stop it afterwards."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from liaison_yearbook.client import Api, credentials_of

GATEWAY = "liaison_gateway"
SERVER = ("-m", GATEWAY, "replay-server")
SECONDS_TO_STOP = 30


class NotStarted(RuntimeError):
    """The instance could not be started; the message has the reason."""


@dataclass(frozen=True)
class Rules:
    """The rules for a replay, if they are not those of the book.

    `reform` is a TOML file of other figures and readings; `readings` are settings like `A18=sum`.
    """

    edition: str = ""
    reform: Path | None = None
    readings: tuple[str, ...] = ()

    def arguments(self) -> list[str]:
        """Return the rules as arguments of the server."""
        found = ["--edition", self.edition] if self.edition else []
        found += ["--reform", str(self.reform)] if self.reform else []
        return [*found, *(part for each in self.readings for part in ("--set-reading", each))]


@dataclass(frozen=True)
class FreshInstance:
    """A client of a running instance, with the name and description of its rules."""

    api: Api
    rules_name: str
    rules_description: str


@contextmanager
def fresh_instance(begins_on: date, rules: Rules) -> Iterator[FreshInstance]:
    """Start an instance that begins on a day, and stop it when the block ends.

    Raises:
        NotStarted: if the gateway is not installed here, or it refuses the rules.
    """
    if importlib.util.find_spec(GATEWAY) is None:
        raise NotStarted(
            "A fresh instance needs liaison-gateway and the services installed beside this "
            "command. To play on a running instance, give --gateway and --keys."
        )
    command = [sys.executable, *SERVER, begins_on.isoformat(), *rules.arguments()]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            ready = _ready(process)
            with httpx.Client(base_url=ready["address"], timeout=60, trust_env=False) as http:
                api = Api(http, credentials_of(ready["keys"]))
                yield FreshInstance(api, ready["rules_name"], ready["rules_description"])
        finally:
            _stop(process)


def _ready(process: subprocess.Popen[str]) -> dict[str, Any]:
    """Wait for the line with the server's address, or with the reason of its failure."""
    assert process.stdout is not None
    line = process.stdout.readline()
    found: dict[str, Any] = json.loads(line) if line else {"error": "it ended while starting"}
    if "error" in found:
        raise NotStarted(found["error"])
    return found


def _stop(process: subprocess.Popen[str]) -> None:
    """Close the server's standard input, which ends it, and wait for its end."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()

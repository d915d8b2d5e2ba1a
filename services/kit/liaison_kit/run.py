"""Start a service or run one of its commands; a `__main__.py` needs nothing else.

    from liaison_kit.run import main

    if __name__ == "__main__":
        main("liaison_registry.definition:DEFINITION")

This module imports nothing at its top: to start, eventlet must patch the standard library before
SQLAlchemy, psycopg or the service are imported. Commands run in a plain process.
"""

from __future__ import annotations

import importlib
import os
import sys
import warnings
from typing import Any


def main(definition: str, argv: list[str] | None = None) -> None:
    """Run `start` or the command that the arguments name, and exit with its code.

    `definition` is `module:NAME` of a `ServiceDefinition`.
    """
    arguments = sys.argv[1:] if argv is None else argv
    starts = not arguments or arguments[0] == "start" or arguments[0].startswith("--start")
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    if starts:
        _patch()
    module, _, name = definition.partition(":")
    found = getattr(importlib.import_module(module), name)
    sys.exit(_start(found) if starts and arguments[1:] == [] else _command(found, arguments))


def _patch() -> None:
    os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")  # else one query stops them all
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")  # the system's resolver will do
    import eventlet

    eventlet.monkey_patch()


def _start(definition: Any) -> int:
    from liaison_kit.serve import serve

    return serve(definition)


def _command(definition: Any, arguments: list[str]) -> int:
    from liaison_kit.commands import run_command

    return run_command(definition, arguments)

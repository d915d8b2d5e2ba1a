"""Serve a fresh replay instance to one client on this machine, and delete it afterwards.

`liaison replay` and `liaison compare` start this as a process. It prints one line of JSON: its
address and the keys of its accounts, or why it did not start. It ends when its standard input is
closed, so that it never outlives the process that started it.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from liaison_contracts.errors import LiaisonError
from liaison_gateway.start.embedded import Embedded, build_embedded
from liaison_kit.law.editions import EditionError
from liaison_kit.law.reforms import Reform, read_reform
from liaison_kit.plugins import PluginError

HOST = "127.0.0.1"


class _Quiet(WSGIRequestHandler):
    """Serve without printing a line for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Print nothing."""


def main(arguments: Sequence[str]) -> int:
    """Serve one instance until standard input is closed; return 1 if it cannot start."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the client, which then ends this
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="liaison-replay-") as folder:
        try:
            reform = _reform_of(options.reform, options.set_reading)
            embedded = build_embedded(
                Path(folder), "replay", options.begins_on, edition=options.edition, reform=reform
            )
        except (LiaisonError, EditionError, PluginError) as error:
            print(json.dumps({"error": str(error)}), flush=True)
            return 1
        try:
            name, description = (reform.name, reform.says) if reform else (options.edition, "")
            _serve(embedded, {"rules_name": name, "rules_description": description})
        finally:
            embedded.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m liaison_gateway replay-server")
    parser.add_argument("begins_on", type=date.fromisoformat, help="first day of the instance")
    parser.add_argument("--edition", default="", help="another installed edition, by its name")
    parser.add_argument("--reform", type=Path, help="TOML file of other figures and readings")
    parser.add_argument("--set-reading", action="append", default=[], help="such as A18=sum")
    return parser


def _reform_of(path: Path | None, settings: Sequence[str]) -> Reform | None:
    """Return the reform of a file, with the readings that are set beside it."""
    readings = dict(entry.partition("=")[::2] for entry in settings)
    if path is None and not readings:
        return None
    found = read_reform(path.read_text(encoding="utf-8")) if path else Reform("readings")
    return replace(found, readings={**found.readings, **readings})


def _serve(embedded: Embedded, more: dict[str, str]) -> None:
    """Listen on a free port, print where, and serve until standard input is closed."""
    server = make_server(HOST, 0, embedded.app, request_handler=_Quiet)
    keys = {issued.person.part: issued.key for issued in embedded.issued}
    address = f"http://{HOST}:{server.server_port}"
    print(json.dumps({"address": address, "keys": keys, **more}), flush=True)
    threading.Thread(target=_stop_at_end_of_input, args=(server.shutdown,), daemon=True).start()
    server.serve_forever()
    server.server_close()


def _stop_at_end_of_input(stop: Callable[[], None]) -> None:
    sys.stdin.read()
    stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Operate the gateway: `python -m liaison_gateway --help`; the web side runs under gunicorn.

`replay-server` serves a fresh replay instance to one client, the year book's command `liaison`.
"""

from __future__ import annotations

import sys

from liaison_gateway.start.definition import DEFINITION
from liaison_kit.commands import run_command


def main(given: list[str]) -> int:
    """Run one command; without one, or with `start`, consume events until SIGTERM."""
    if given[:1] == ["replay-server"]:
        from liaison_gateway.start import replay_server  # it imports the whole web side

        return replay_server.main(given[1:])
    return run_command(DEFINITION, ["consume"] if given in ([], ["start"]) else given)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Look after the gateway: `python -m liaison_gateway --help`; the web side runs under gunicorn."""

from __future__ import annotations

import sys

from liaison_gateway.start.definition import DEFINITION
from liaison_kit.commands import run_command

if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(run_command(DEFINITION, ["hear"] if given in ([], ["start"]) else given))

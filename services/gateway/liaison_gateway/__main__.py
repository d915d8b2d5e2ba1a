"""Hear events, or look after the read model: `python -m liaison_gateway hear|migrate|verify`."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code; without one, hear."""
    if arguments in ([], ["hear"]):
        from liaison_gateway.hearer import hear

        return hear()
    from liaison_gateway.definition import DEFINITION
    from liaison_kit.commands import run_command

    return run_command(DEFINITION, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

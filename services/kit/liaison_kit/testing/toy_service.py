"""Run a toy service as a process: `python -m liaison_kit.testing.toy_service producer start`."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    from liaison_kit.run import main

    main(f"liaison_kit.testing.toy_definitions:{sys.argv[1].upper()}", sys.argv[2:])

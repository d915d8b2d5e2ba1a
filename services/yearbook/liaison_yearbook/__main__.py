"""Run the command line: `python -m liaison_yearbook` is the same as `liaison`."""

from __future__ import annotations

from liaison_yearbook.cli import main

if __name__ == "__main__":
    main()

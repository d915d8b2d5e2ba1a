"""Start incentives, or run one of its commands: `python -m liaison_incentives --help`."""

from __future__ import annotations

from liaison_kit.run import main

if __name__ == "__main__":
    main("liaison_incentives.definition:DEFINITION")

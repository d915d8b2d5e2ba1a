"""Start the minimal service: `python -m tests.bench.start_minimal start`."""

from __future__ import annotations

if __name__ == "__main__":
    from liaison_kit.run import main  # it patches the process before anything else is imported

    main("tests.bench.minimal_service:DEFINITION")

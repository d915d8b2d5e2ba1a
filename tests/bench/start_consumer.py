"""Start the consumer service: `python -m tests.bench.start_consumer start`."""

from __future__ import annotations

if __name__ == "__main__":
    from liaison_kit.run import main  # it patches the process before anything else is imported

    main("tests.bench.consumer_service:DEFINITION")

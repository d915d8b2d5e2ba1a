"""Run nameko's stock parts as a process, to show the faults that the kit's parts do not have.

python stock.py <amqp uri> <trace file> [requeue|slow]
"""

from __future__ import annotations

import signal
import sys
import warnings

warnings.simplefilter("ignore")
import eventlet  # noqa: E402

eventlet.monkey_patch()

from pathlib import Path  # noqa: E402

from nameko.events import event_handler  # noqa: E402
from nameko.rpc import rpc  # noqa: E402
from nameko.runners import ServiceRunner  # noqa: E402

URI, TRACE, HOW = sys.argv[1], Path(sys.argv[2]), "".join(sys.argv[3:])


def note(line: str) -> None:
    with TRACE.open("a") as trace:
        trace.write(f"{line}\n")


class Stock:
    """Answer slowly, and fail at every event."""

    name = "stock"

    @rpc
    def work(self, seconds: float) -> str:
        note("work")
        eventlet.sleep(seconds)
        return "done"

    @event_handler("source", "told", requeue_on_error=HOW == "requeue")
    def on_told(self, body: object) -> None:
        note("told")
        if HOW == "slow":
            eventlet.sleep(3600)
            note("heard")
        raise ValueError("cannot hear this")


runner = ServiceRunner({"AMQP_URI": URI})
runner.add_service(Stock)
runner.start()
signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(runner.stop))
note("up")
runner.wait()

"""How long a newcomer waits when the demo city is started again."""

from __future__ import annotations

import signal
import subprocess
import time
import urllib.request
from pathlib import Path

from deploy.local.servers.ports import free_ports
from tests.bench.report import Figure, Report, Row, Target
from tests.bench.services import ROOT

RUNS, FIRST_SECONDS = 5, 600.0
# what `make run` does, but in a folder and on a port of our own
CHECK = "python3 -m deploy.local.environment.bootstrap run"
MAKE = (
    ".venv/bin/python -c 'from pathlib import Path; import sys; from deploy.local.city.run import \
run_embedded; run_embedded(Path(sys.argv[1]), int(sys.argv[2]))'"
)
BARE = [
    str(ROOT / ".venv/bin/python"),
    *("-c", "import flask, sqlalchemy, gunicorn.app.base, marshmallow"),
]


def test_the_second_start_is_quick(tmp_path: Path, report: Report) -> None:
    """Start once to make the city, then again and again until its first answer."""
    place = tmp_path / "demo"
    _start(place)
    seconds = [_start(place) for _ in range(RUNS)]
    told = f"a process that imports Flask, SQLAlchemy, gunicorn and marshmallow: {_bare().shown()}"
    figure = Figure("s", seconds)
    what = "`make run`, embedded, second start, to the first answer"
    report.add(Row("7", what, figure, Target(at_most=5), told))


def _start(place: Path) -> float:
    """Start the city, wait for an answer of its API, stop it; return the seconds to the answer."""
    (port,) = free_ports(1)
    begun = time.monotonic()
    command = ["/bin/sh", "-c", f"{CHECK} && exec {MAKE} {place} {port}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            while not _answers(f"http://127.0.0.1:{port}/v1/instance"):
                assert process.poll() is None, "the city ended before it answered"
                assert time.monotonic() - begun < FIRST_SECONDS, "the city does not answer"
                time.sleep(0.02)
            return time.monotonic() - begun
        finally:
            process.send_signal(signal.SIGINT)


def _answers(address: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=10) as answer:
            return answer.status == 200
    except OSError:
        return False


def _bare() -> Figure:
    seconds = []
    for _ in range(RUNS):
        begun = time.monotonic()
        subprocess.run(BARE, check=True)
        seconds.append(time.monotonic() - begun)
    return Figure("s", seconds)

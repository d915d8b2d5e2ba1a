"""How much memory each process of the suite holds while nothing happens."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from deploy.local.servers.cluster import Cluster
from tests.bench import machine
from tests.bench.report import Figure, Report, Row, Target

REST_SECONDS, LOOKS, LOOK_SECONDS = 5.0, 5, 1.0
PROCESSES = {
    "registry": "-m liaison_registry",
    "assessment": "-m liaison_assessment",
    "incentives": "-m liaison_incentives",
    "gateway consumer": "-m liaison_gateway consume",
    "gateway web worker": "liaison_gateway.wsgi:make()",
}
IMPORTS = {
    "imports of nameko and SQLAlchemy": "import nameko, sqlalchemy",
    "with nameko's runners and RPC": "import nameko.runners, nameko.rpc, sqlalchemy.orm",
}


def test_a_process_at_rest_is_small(
    tmp_path: Path, vhost: str, postgres_database: Callable[[], str], report: Report
) -> None:
    """Start the whole suite, leave it alone, and read what the system says of each process."""
    reference = "; ".join(f"{what}: {_of_imports(line):.0f} MiB" for what, line in IMPORTS.items())
    servers = {**os.environ, "AMQP_URI": vhost, "DATABASE_URL": postgres_database()}
    with Cluster(tmp_path, date(2018, 1, 1), environ=servers) as cluster:
        cluster.prepare(from_scratch=True)
        cluster.start()
        time.sleep(REST_SECONDS)
        found: dict[str, list[float]] = {name: [] for name in PROCESSES}
        for _ in range(LOOKS):
            for name, values in found.items():
                values.append(machine.resident_mib(_pid_of(PROCESSES[name], tmp_path)))
            time.sleep(LOOK_SECONDS)
    for letter, (name, values) in zip("abcde", found.items(), strict=True):
        what = f"resident memory of the {name} at rest"
        row = Row(f"6{letter}", what, Figure("MiB", values), Target(at_most=150), reference)
        report.add(row)
        reference = ""


def _pid_of(words: str, folder: Path) -> int:
    """Find the process of our own suite; of gunicorn's two the worker, which is the younger."""
    found = [
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if words in _read(path).replace("\0", " ") and str(folder) in _opened(path.parent)
    ]
    if not found:
        pytest.fail(f"no process runs {words}")
    return max(found)


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:  # it ended between the listing and the look
        return ""


def _opened(process: Path) -> str:
    """Name the file that a process logs to, which tells our suite from another one."""
    try:
        return str((process / "fd" / "2").readlink())
    except OSError:
        return ""


def _of_imports(line: str) -> float:
    """Return the memory of a process that only imports."""
    quiet = "import os, sys, warnings; warnings.simplefilter('ignore')"
    code = f"{quiet}; {line}; print(os.getpid(), flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        return machine.resident_mib(int(process.stdout.readline()))

"""Describe the machine and the versions that a measurement was made with."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from textwrap import wrap

from deploy.local.environment import programs

PACKAGES = ("nameko", "kombu", "amqp", "eventlet", "SQLAlchemy", "psycopg", "Flask", "gunicorn")


def described() -> list[str]:
    """Return lines for the page: when, on what, and with which versions."""
    text = (
        f"The newest rows are of {datetime.now(UTC):%Y-%m-%d}, by `make bench` on one machine that "
        "also ran the broker and the database: "
        f"{os.cpu_count()} cores ({_cpu()}), {_memory()} of memory, {platform.system()} "
        f"{platform.release()}; PostgreSQL {_postgres()} with `fsync` on, RabbitMQ {_rabbit()}, "
        f"Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in PACKAGES)
        + f". Load of the machine at the end: {os.getloadavg()[1]:.1f} over five minutes."
    )
    return wrap(text, 120)


def _cpu() -> str:
    text = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    found = re.search(r"model name\s*:\s*(.+)", text)
    return found[1] if found else platform.processor() or "unknown"


def _memory() -> str:
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{size / 2**30:.0f} GiB"


def _postgres() -> str:
    program = programs.POSTGRES.require()
    said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    found = re.search(r"\d+(\.\d+)*", said)
    return found[0] if found else "unknown"


def _rabbit() -> str:
    """Read the version from the folder names that every layout of RabbitMQ has."""
    program = programs.BROKER.require().resolve()
    for folder in program.parents:
        for path in (folder, *folder.glob("lib/rabbitmq_server-*")):
            if found := re.search(r"rabbitmq_server-(\d[\d.]*)", str(path)):
                return found[1]
    return "unknown"


def resident_mib(pid: int) -> float:
    """Return a process's resident memory in MiB."""
    text = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", text)
    assert found, f"process {pid} has no memory of its own"
    return int(found[1]) / 1024

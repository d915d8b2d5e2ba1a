"""Install Debian packages of servers without starting them, if `LIAISON_INSTALL=apt` is set.

Debian starts a server as soon as it is installed, unless `policy-rc.d` forbids it. Only private
servers are used here, so it is forbidden during the installation, and then restored.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from deploy.local.environment.programs import Program

POLICY = Path("/usr/sbin/policy-rc.d")
START_NOTHING = "#!/bin/sh\nexit 101\n"


class CannotInstall(RuntimeError):
    """Packages cannot be installed; the message has the reason and the line to type."""


def install_missing(wanted: Sequence[Program]) -> None:
    """Install the missing packages of `wanted` with apt, without starting a server."""
    packages = [name for program in wanted if not program.is_here() for name in program.packages]
    if not packages:
        return
    by_hand = "Type: sudo apt install " + " ".join(packages)
    if not shutil.which("apt-get"):
        raise CannotInstall(f"LIAISON_INSTALL=apt needs apt-get, which is not here. {by_hand}")
    if os.geteuid() != 0:
        raise CannotInstall(f"LIAISON_INSTALL=apt needs root. {by_hand}")
    print(f"Installing with apt: {' '.join(packages)}", file=sys.stderr, flush=True)
    with policy(POLICY):
        _apt("update")
        _apt("install", "-y", "--no-install-recommends", *packages)


@contextlib.contextmanager
def policy(path: Path) -> Iterator[None]:
    """Prevent packages from starting their server, and restore the previous policy afterwards."""
    before = (path.read_bytes(), path.stat().st_mode) if path.exists() else None
    path.write_text(START_NOTHING, encoding="utf-8")
    path.chmod(0o755)
    try:
        yield
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before[0])
            path.chmod(before[1] & 0o7777)


def _apt(*arguments: str) -> None:
    done = subprocess.run(
        ["apt-get", "-q", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        sys.stderr.write(done.stdout)
        raise CannotInstall(f"apt-get {arguments[0]} failed; what it said stands above.")

"""Install Debian packages of servers, where `LIAISON_INSTALL=apt` asks for it, starting none.

Debian starts a server as soon as it is installed, unless `policy-rc.d` forbids it. Ours are
private ones, so it is forbidden for the time of the installation and then put back as it was.
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
    """Tell why packages cannot be installed and the line to type instead."""


def install_missing(wanted: Sequence[Program]) -> None:
    """Install what is missing of `wanted` with apt, and start no server."""
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
    """Forbid that a package starts its server, and restore afterwards what was there."""
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

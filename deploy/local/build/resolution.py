"""Resolve all groups together and write requirements.lock, for every system and Python.

The environment's own index settings are ignored, so that the lock is the same for everyone, and it
names no index. Versions stay unchanged unless `--upgrade` is given.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from deploy.local.checks.tree import lock_faults
from deploy.local.environment.lock import GROUPS, LOCK, OURS

ROOT = Path(__file__).resolve().parents[3]


def command(upgrade: bool) -> list[str]:
    """Return the uv command line."""
    return [
        *(sys.executable, "-m", "uv", "--no-config", "pip", "compile", "pyproject.toml"),
        *("--universal", "--generate-hashes", "--python-version", "3.11", "--quiet"),
        *("--default-index", "https://pypi.org/simple", "--no-emit-index-url"),
        *("--custom-compile-command", "make lock", "--output-file", str(LOCK)),
        *(part for group in GROUPS for part in ("--group", group)),
        *(part for name in OURS for part in ("--no-emit-package", f"liaison-{name}")),
        *(["--upgrade"] if upgrade else []),
    ]


def main(arguments: list[str]) -> None:
    """Compile, and check the result."""
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("UV_") or name == "UV_CACHE_DIR"
    }
    subprocess.run(command("--upgrade" in arguments), cwd=ROOT, env=environ, check=True)
    faults = lock_faults((ROOT / LOCK).read_text("utf-8"))
    if faults:
        raise SystemExit("\n".join(faults))


if __name__ == "__main__":
    main(sys.argv[1:])

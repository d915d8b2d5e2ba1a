"""Choose the Python for the virtual environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

OLDEST = (3, 11)
NEWEST_TESTED = (3, 13)
PROBE = (
    "import sys, importlib.util as u;"
    "print(*sys.version_info[:2], int(bool(u.find_spec('venv') and u.find_spec('ensurepip'))))"
)


@dataclass(frozen=True)
class Interpreter:
    """One Python of this machine."""

    path: str
    version: tuple[int, int]
    has_venv: bool

    @property
    def is_supported(self) -> bool:
        """Return whether the project runs on it."""
        return self.version >= OLDEST


class NoInterpreter(RuntimeError):
    """No Python here can create the environment; the message has the line to type."""


def best(found: Iterable[Interpreter]) -> Interpreter:
    """Choose the newest tested version; one newer than all tested only if there is no other.

    >>> old, new = Interpreter("a", (3, 11), True), Interpreter("b", (3, 13), True)
    >>> best([old, new, Interpreter("c", (3, 99), True)]).path
    'b'
    """
    supported = [one for one in found if one.is_supported]
    usable = [one for one in supported if one.has_venv]
    if usable:
        return max(usable, key=lambda one: (one.version <= NEWEST_TESTED, one.version))
    wanted = ".".join(str(number) for number in OLDEST)
    if supported:
        version = ".".join(str(number) for number in supported[0].version)
        raise NoInterpreter(
            f"Python {version} is here, but not its venv module. "
            f"Type: sudo apt install python{version}-venv"
        )
    raise NoInterpreter(
        f"Python {wanted} or newer is missing. Type: sudo apt install python3 python3-venv"
    )


def probe(path: str) -> Interpreter | None:
    """Return the version of a program; None if it is not a working Python."""
    try:
        asked = subprocess.run(
            [path, "-I", "-c", PROBE],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=20,
            check=True,
        )
        major, minor, has_venv = (int(word) for word in asked.stdout.split())
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return Interpreter(path, (major, minor), bool(has_venv))


def candidates(environ: dict[str, str] | os._Environ[str] = os.environ) -> list[str]:
    """List programs that may be a Python: on PATH, of pyenv, and the current one.

    `LIAISON_PYTHON` names one and ends the search.
    """
    if environ.get("LIAISON_PYTHON"):
        return [environ["LIAISON_PYTHON"]]
    names = [f"python3.{minor}" for minor in range(20, OLDEST[1] - 1, -1)] + ["python3"]
    on_path = [shutil.which(name) for name in names]
    root = Path(environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    of_pyenv = sorted(str(path) for path in root.glob("versions/3.*/bin/python3"))
    ordered = [path for path in on_path if path] + of_pyenv + [sys.executable]
    return list(dict.fromkeys(ordered))


def choose() -> Interpreter:
    """Choose the best Python of this machine, or raise `NoInterpreter`."""
    probed = [probe(path) for path in candidates()]
    return best(one for one in probed if one is not None)

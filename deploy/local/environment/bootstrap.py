"""Create the virtual environment and install exactly what one group of the lock needs.

Runs before anything is installed: `python3 -m deploy.local.environment.bootstrap run|test|check`. A
stamp in the environment records what was installed, so that the next run is immediate.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from deploy.local.environment import interpreters, lock, programs, system_packages

ROOT = Path(__file__).resolve().parents[3]
VENV = ROOT / ".venv"
PYTHON = programs.Program(
    "python", "Python", ("python3", "python3-venv"), lambda: _found_interpreter()
)
PROGRAMS_OF_GROUP = {
    "run": (PYTHON,),
    "test": (PYTHON, programs.BROKER, programs.POSTGRES, programs.CURL, programs.JAVA),
    "docs": (PYTHON,),
    "check": (PYTHON,),
    "lock": (PYTHON,),
}


def _found_interpreter() -> Path | None:
    try:
        return Path(interpreters.choose().path)
    except interpreters.NoInterpreter:
        return None


def python_of(venv: Path) -> Path:
    """Return the environment's interpreter."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(group: str, venv: Path = VENV) -> None:
    """Install what `group` needs into the environment, unless it is already there."""
    if os.environ.get("LIAISON_INSTALL") == "apt":
        system_packages.install_missing(PROGRAMS_OF_GROUP[group])
    with _one_at_a_time():
        _make(venv)
        pinned = lock.requirements(lock.askers_of_group(group), ROOT / lock.LOCK)
        _once(venv, f"locked-{group}", pinned, lambda: _install_locked(venv, pinned))
        described = "".join(_project_file(name).read_text("utf-8") for name in lock.OURS)
        _once(venv, "ours", described, lambda: _install_ours(venv))


def _make(venv: Path) -> None:
    existing = interpreters.probe(str(python_of(venv))) if venv.exists() else None
    if existing and existing.is_supported:
        return
    chosen = interpreters.choose()
    _say(f"Making {venv.name} with Python {chosen.version[0]}.{chosen.version[1]}")
    subprocess.run([chosen.path, "-m", "venv", "--clear", str(venv)], check=True)


def _install_locked(venv: Path, pinned: str) -> None:
    """Install the group's packages; pip refuses any file whose hash is not in the lock."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as listed:
        listed.write(pinned)
        listed.flush()
        total = sum(not line.startswith(" ") for line in pinned.splitlines())
        _pip(venv, f"{total} locked packages", total, *lock.EXACTLY, "-r", listed.name)


def _install_ours(venv: Path) -> None:
    """Install the project's distributions as editable, with the locked build backend."""
    folders = [part for name in lock.OURS for part in ("-e", str(_project_file(name).parent))]
    _pip(venv, "our distributions", 0, "--no-deps", "--no-build-isolation", *folders)


def _project_file(name: str) -> Path:
    return ROOT / "services" / name / "pyproject.toml"


def _pip(venv: Path, what: str, total: int, *arguments: str) -> None:
    command = [str(python_of(venv)), "-m", "pip", "install", *arguments]
    command += ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    _say(f"Installing {what}")
    began, said, done = time.monotonic(), [], 0
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            said.append(line)
            done += line.startswith(("Collecting ", "Requirement already satisfied"))
            if total and sys.stderr.isatty():
                sys.stderr.write(f"\r  {min(done, total)} of {total} ")
                sys.stderr.flush()
    if total and sys.stderr.isatty():
        sys.stderr.write("\r")
    if pip.returncode != 0:
        sys.stderr.write("".join(said[-40:]))
        raise SystemExit(f"pip could not install {what}; what it said stands above.")
    _say(f"Installed {what} in {time.monotonic() - began:.0f} s")


def _once(venv: Path, name: str, content: str, install: object) -> None:
    """Call `install` unless the stamp records this exact content."""
    assert callable(install)
    digest = hashlib.sha256(content.encode()).hexdigest()
    stamp = venv / f"liaison-{name}.stamp"
    if stamp.exists() and stamp.read_text("utf-8") == digest:
        return
    stamp.unlink(missing_ok=True)
    install()
    stamp.write_text(digest, "utf-8")


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Make a second `make` wait while the first one installs."""
    try:
        import fcntl
    except ImportError:  # Windows: no lock, and nobody runs two at once there
        yield
        return
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "install.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> None:
    """Prepare the environment for the group named on the command line."""
    if len(arguments) != 1 or arguments[0] not in lock.GROUPS:
        raise SystemExit(
            f"Usage: python3 -m deploy.local.environment.bootstrap {'|'.join(lock.GROUPS)}"
        )
    if not shutil.which("make"):
        _say("make is missing. Type: sudo apt install make")
    try:
        prepare(arguments[0])
    except (interpreters.NoInterpreter, system_packages.CannotInstall) as problem:
        raise SystemExit(str(problem)) from None


if __name__ == "__main__":
    main(sys.argv[1:])

"""Build each wheel and test it in an empty environment with only its declared dependencies.

The source tree hides two mistakes: a dependency that another distribution happens to bring, and a
file that is not packed. So each wheel is installed, away from the tree, with only the distributions
it needs, and taken through the steps of `STEPS`. A new step is one more function in that list.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from deploy.local.environment import lock
from deploy.local.environment.bootstrap import ROOT, python_of

IMPORT_ALL = """
import importlib, pkgutil, sys, warnings
warnings.simplefilter("error")
warnings.filterwarnings("ignore", r"\\s*Eventlet is deprecated")
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    skipped = {"__main__", "testing", "migrations"} & set(module.name.split("."))
    if not skipped:
        importlib.import_module(module.name)
"""
ENTRY_POINTS = """
import importlib.metadata, importlib.resources, sys
for entry_point in importlib.metadata.distribution(sys.argv[1]).entry_points:
    if entry_point.group == "liaison.words":  # names a file of the package, not an object
        importlib.resources.files(entry_point.module).joinpath(entry_point.attr).read_text("utf-8")
    else:
        entry_point.load()
"""

DOCUMENTS = {
    "contracts": ("asyncapi.json", "schemas/payout.requested.v1.json"),
    "gateway": ("openapi.json",),
}
"""Some documents of each package below `published`, which is not in git (ADR 47)."""


class StepFailed(RuntimeError):
    """A wheel failed at a step; the message has the step and its output."""


@dataclass(frozen=True)
class Trial:
    """One wheel under test: its name, its environment and an empty working directory."""

    name: str
    wheel: Path
    python: Path
    folder: Path

    @property
    def package(self) -> str:
        """Return the import name."""
        return f"liaison_{self.name}"

    def run(self, *arguments: str) -> None:
        """Run the environment's Python, away from the source tree."""
        _run([str(self.python), "-I", *arguments], f"liaison-{self.name}", self.folder)


def it_is_typed(trial: Trial) -> None:
    """Find `py.typed` in the wheel."""
    if f"{trial.package}/py.typed" not in zipfile.ZipFile(trial.wheel).namelist():
        raise StepFailed(f"liaison-{trial.name}: py.typed is not in the wheel")


def it_carries_its_documents(trial: Trial) -> None:
    """Find the documents that are built from the code, if a package has any."""
    packed = zipfile.ZipFile(trial.wheel).namelist()
    for name in DOCUMENTS.get(trial.name, ()):
        if f"{trial.package}/published/{name}" not in packed:
            raise StepFailed(f"liaison-{trial.name}: {name} is not in the wheel")


def its_packages_agree(trial: Trial) -> None:
    """Let pip check that every declared dependency is present in a suitable version."""
    trial.run("-m", "pip", "check")


def every_module_imports(trial: Trial) -> None:
    """Import all modules; what only tests or migrations need may be missing."""
    trial.run("-c", IMPORT_ALL, trial.package)


def its_plugins_load(trial: Trial) -> None:
    """Load every entry point that the distribution declares, console scripts included."""
    trial.run("-c", ENTRY_POINTS, f"liaison-{trial.name}")


def it_starts(trial: Trial) -> None:
    """Run the help of a startable package."""
    if f"{trial.package}/__main__.py" in zipfile.ZipFile(trial.wheel).namelist():
        trial.run("-m", trial.package, "--help")


STEPS: Sequence[Callable[[Trial], None]] = (
    it_is_typed,
    it_carries_its_documents,
    its_packages_agree,
    every_module_imports,
    its_plugins_load,
    it_starts,
)


def build(names: Sequence[str], folder: Path) -> dict[str, Path]:
    """Build the wheels with the locked build backend."""
    wheels = {}
    for name in names:
        made = folder / name
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
        command += ["--no-build-isolation", "--wheel-dir", str(made), f"services/{name}"]
        _run(command, f"liaison-{name}", ROOT)
        (wheels[name],) = made.glob("*.whl")
    return wheels


def install(name: str, wheels: dict[str, Path], folder: Path) -> Trial:
    """Create an empty environment and install the wheel with its locked dependencies."""
    home = folder / f"venv-{name}"
    venv.create(home, with_pip=True)
    pip = [str(python_of(home)), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    pip += ["--no-compile"]  # most of it is never run here
    listed = folder / f"{name}.txt"
    wanted = lock.askers_of_distribution(name)
    listed.write_text(lock.requirements(wanted, ROOT / lock.LOCK), "utf-8")
    _run([*pip, *lock.EXACTLY, "-r", str(listed)], f"liaison-{name}", folder)
    ours = [str(wheels[other]) for other in lock.with_needs(name)]
    _run([*pip, "--no-deps", "--no-index", *ours], f"liaison-{name}", folder)
    return Trial(name, wheels[name], python_of(home), folder)


def _run(command: list[str], what: str, folder: Path) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        raise StepFailed(f"{what}: {done.stdout.strip()}")


def tried(name: str, wheels: dict[str, Path], folder: Path) -> str:
    """Run one wheel through all steps; return the failure, or None."""
    step: Callable[[Trial], None] | None = None
    try:
        trial = install(name, wheels, folder)
        for step in STEPS:
            step(trial)
    except StepFailed as failure:
        return f"{step.__name__ if step else 'installation'} failed\n{failure}"
    return ""


def main(names: Sequence[str]) -> int:
    """Test the named wheels, by default all, several at a time; continue after a failure."""
    with (
        tempfile.TemporaryDirectory(prefix="liaison-wheels-") as made,
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        wheels = build(lock.OURS, Path(made))
        wanted = list(names or lock.OURS)
        faults = pool.map(lambda name: tried(name, wheels, Path(made)), wanted)
        failures = 0
        for name, fault in zip(wanted, faults, strict=True):
            failures += bool(fault)
            said = fault or ", ".join(step.__name__ for step in STEPS)
            print(f"liaison-{name}: {said}", file=sys.stderr if fault else sys.stdout, flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Check what no other tool checks: sizes, layout by hand, the lock, and who imports what.

`python -m deploy.local.checks.tree` prints every fault with its place and fails if there is one.
"""

from __future__ import annotations

import ast
import re
import sys
import tokenize
import tomllib
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from fnmatch import fnmatch
from io import StringIO
from pathlib import Path

from deploy.local.environment.lock import LOCK, OURS, read

ROOT = Path(__file__).resolve().parents[3]
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 70
MOST_MODULES_OF_A_PACKAGE = 15
ONE_FILE_BY_DECISION = {"verify_proof.py": 360}
"""Files for outsiders to copy may be longer (ADR 27)."""
# What these packages may import beside themselves and the standard library.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "liaison_*.policy": ("liaison_contracts.reasons", "liaison_kit.law.law"),
    "liaison_yearbook": ("liaison_contracts", "httpx", "openpyxl", "rich", "typer"),
}
CODE = ("services", "deploy", "tests")
WRITTEN_BY_A_TOOL = ("migrations/versions",)
FORMATTER_OFF = re.compile(r"#\s*fmt:\s*(?:skip|off)\b\s*(?:#\s*(?P<reason>\S.*))?")
NOT_PORTABLE = re.compile(r"file:|https?://|--(?:extra-)?index-url|--find-links|(?:^| )/\w+/")


def python_files(root: Path) -> Iterator[Path]:
    """List the project's Python files; migrations are generated and have no size limit."""
    for folder in CODE:
        for path in sorted((root / folder).rglob("*.py")):
            if not any(part in path.as_posix() for part in WRITTEN_BY_A_TOOL):
                yield path


def size_faults(path: Path, text: str) -> Iterator[str]:
    """List a file that is too long, and each function in it that is."""
    lines = text.count("\n")
    most = ONE_FILE_BY_DECISION.get(path.name, MOST_LINES_OF_A_FILE)
    if lines > most:
        yield f"{path}: {lines} lines; at most {most}. Divide it."
    for node in ast.walk(ast.parse(text, str(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_LINES_OF_A_FUNCTION:
                yield (
                    f"{path}:{node.lineno}: function {node.name} has {length} lines; "
                    f"at most {MOST_LINES_OF_A_FUNCTION}."
                )


def package_faults(paths: Iterable[Path]) -> Iterator[str]:
    """Name each package with too many modules; those of tests are lists of cases."""
    counts = Counter(path.parent for path in paths if path.name != "__init__.py")
    for package, count in sorted(counts.items()):
        if count > MOST_MODULES_OF_A_PACKAGE and package.parts[0] != "tests":
            yield f"{package}: {count} modules; at most {MOST_MODULES_OF_A_PACKAGE}. Divide it."


def layout_faults(path: Path, text: str) -> Iterator[str]:
    """List each comment that disables the formatter without a reason."""
    for token in tokenize.generate_tokens(StringIO(text).readline):
        found = FORMATTER_OFF.match(token.string) if token.type == tokenize.COMMENT else None
        if found and not found["reason"]:
            yield (
                f"{path}:{token.start[0]}: {found[0].strip()} without a reason. "
                "Remove it, or write the reason behind it: `# fmt: skip  # a table of cases`."
            )


def import_faults(path: Path, text: str) -> Iterator[str]:
    """List each import of a guarded package that is neither allowed nor the standard library."""
    module = _module_of(path)
    for guarded, allowed in MAY_IMPORT.items():
        parts = guarded.split(".")
        if [fnmatch(*pair) for pair in zip(module, parts, strict=False)] != [True] * len(parts):
            continue
        own = ".".join(module[: len(parts)])
        for line, name in _imported(text, path, module):
            if not _is_under(name, (own, *allowed, *sys.stdlib_module_names)):
                yield f"{path}:{line}: {own} may not import {name}."


def _module_of(path: Path) -> list[str]:
    """Return a file's dotted name, `__init__` included, from the package's folder on."""
    parts = list(path.with_suffix("").parts)
    starts = [number for number, part in enumerate(parts) if part.startswith("liaison_")]
    return parts[starts[0] :] if starts else parts


def _imported(text: str, path: Path, module: list[str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(text, str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = module[: -node.level] if node.level else []
            found = ".".join([*start, *([node.module] if node.module else [])])
            if node.level and not node.module:  # from . import name
                yield from ((node.lineno, f"{found}.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, found


def _is_under(name: str, packages: Iterable[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def second_root_faults(path: Path, text: str, names: Container[str]) -> Iterator[str]:
    """List each import of a test module without `tests.`: one module would be loaded twice."""
    for line, name in _imported(text, path, []):
        if name.partition(".")[0] in names:
            yield f"{path}:{line}: write tests.{name}: tests have one import root."


def lock_faults(text: str) -> list[str]:
    """List each line of the lock that is valid only on one machine, and packages without hashes."""
    faults = [
        f"{LOCK}:{number}: not portable: {line.strip()}"
        for number, line in enumerate(text.splitlines(), 1)
        if NOT_PORTABLE.search(line)
    ]
    unhashed = re.findall(r"^(\S+==\S+)(?!.*\\$).*$", text, re.MULTILINE)
    return faults + [f"{LOCK}: {pin} has no hash" for pin in unhashed]


def undeclared_faults(name: str, project_file: str, lock_text: str) -> Iterator[str]:
    """List each declared dependency that the lock does not contain."""
    asked = {pin.name for pin in read(lock_text) if f"liaison-{name}" in pin.asked_by}
    for dependency in tomllib.loads(project_file)["project"].get("dependencies", []):
        found = re.match(r"[\w.-]+", dependency)
        wanted = re.sub(r"[-_.]+", "-", found.group().lower()) if found else dependency
        if wanted not in asked and not wanted.startswith("liaison-"):
            yield f"{LOCK}: liaison-{name} declares {wanted}, the lock does not. Type: make lock"


def faults_of(root: Path) -> Iterable[str]:
    """Return every fault of the tree."""
    tests = {path.stem for path in (root / "tests").iterdir()}
    yield from package_faults(path.relative_to(root) for path in python_files(root))
    for path in python_files(root):
        text, shown = path.read_text("utf-8"), path.relative_to(root)
        yield from size_faults(shown, text)
        yield from layout_faults(shown, text)
        if shown.parts[0] == "services":
            yield from import_faults(shown, text)
        yield from second_root_faults(shown, text, tests)
    locked = (root / LOCK).read_text("utf-8")
    yield from lock_faults(locked)
    for name in OURS:
        declared = (root / "services" / name / "pyproject.toml").read_text("utf-8")
        yield from undeclared_faults(name, declared, locked)


def main() -> int:
    """Print the faults; return 1 if there are any."""
    faults = list(faults_of(ROOT))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

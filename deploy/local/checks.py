"""Check what no other tool checks: sizes, the lock, and that policy needs no third party.

`python -m deploy.local.checks` prints every fault with its place and fails if there is one.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from deploy.local.lock import LOCK

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 70
CODE = ("services", "deploy", "tests")
WRITTEN_BY_A_TOOL = ("migrations/versions",)
NOT_PORTABLE = re.compile(r"file:|https?://|--(?:extra-)?index-url|--find-links|(?:^| )/\w+/")


def python_files(root: Path) -> Iterator[Path]:
    """List our Python files; migrations are written by a tool and have no size."""
    for folder in CODE:
        for path in sorted((root / folder).rglob("*.py")):
            if not any(part in path.as_posix() for part in WRITTEN_BY_A_TOOL):
                yield path


def size_faults(path: Path, text: str) -> Iterator[str]:
    """Name a file that is too long, and each function in it that is."""
    lines = text.count("\n")
    if lines > MOST_LINES_OF_A_FILE:
        yield f"{path}: {lines} lines; at most {MOST_LINES_OF_A_FILE}. Divide it."
    for node in ast.walk(ast.parse(text, str(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_LINES_OF_A_FUNCTION:
                yield (
                    f"{path}:{node.lineno}: function {node.name} has {length} lines; "
                    f"at most {MOST_LINES_OF_A_FUNCTION}."
                )


def policy_faults(path: Path, text: str) -> Iterator[str]:
    """Name each import of a policy module that is neither the standard library nor policy."""
    for node in ast.walk(ast.parse(text, str(path))):
        for name in _imported(node):
            parts = name.split(".")
            is_policy = parts[0].startswith("liaison_") and parts[1:2] == ["policy"]
            if parts[0] not in sys.stdlib_module_names and not is_policy:
                yield f"{path}:{node.lineno}: policy imports {name}; only the standard library."  # type: ignore[attr-defined]


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return [node.module]
    return []


def lock_faults(text: str) -> list[str]:
    """Name each line of the lock that holds only on one machine, and packages without hashes."""
    faults = [
        f"{LOCK}:{number}: not portable: {line.strip()}"
        for number, line in enumerate(text.splitlines(), 1)
        if NOT_PORTABLE.search(line)
    ]
    unhashed = re.findall(r"^(\S+==\S+)(?!.*\\$).*$", text, re.MULTILINE)
    return faults + [f"{LOCK}: {pin} has no hash" for pin in unhashed]


def faults_of(root: Path) -> Iterable[str]:
    """Find every fault of the tree."""
    for path in python_files(root):
        text, shown = path.read_text("utf-8"), path.relative_to(root)
        yield from size_faults(shown, text)
        if "policy" in shown.parts and shown.parts[0] == "services":
            yield from policy_faults(shown, text)
    yield from lock_faults((root / LOCK).read_text("utf-8"))


def main() -> int:
    """Print the faults; fail if there is one."""
    faults = list(faults_of(ROOT))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

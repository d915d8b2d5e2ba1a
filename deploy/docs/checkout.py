"""Read a checkout of any commit: its tracked files as text, its Python files as syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Checkout:
    """A checkout, with the text of each of its tracked text files."""

    root: Path

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Return every tracked text file by its path."""
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=self.root, capture_output=True, text=True, check=True
        )
        found = {}
        for name in filter(None, listed.stdout.split("\0")):
            path = self.root / name
            try:
                found[name] = path.read_text("utf-8") if path.is_file() else ""
            except UnicodeDecodeError:
                found[name] = ""
        return found

    @cached_property
    def trees(self) -> Mapping[str, ast.Module]:
        """Return every Python file of services and deploy as a syntax tree."""
        return {
            name: ast.parse(text)
            for name, text in self.texts.items()
            if name.endswith(".py") and name.startswith(("services/", "deploy/"))
        }

    def lines(self, names: Iterable[str]) -> int:
        """Return the total number of lines of some files."""
        return sum(self.texts[name].count("\n") for name in names)


def text_of(node: ast.expr | None) -> str:
    """Return the text of a constant, or an empty string."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""

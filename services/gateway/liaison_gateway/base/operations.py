"""Find operations in the API's document by their endpoints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Flask


def operations_of(paths: dict[str, Any], app: Flask) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield endpoint, method and operation of everything in a document's `paths`."""
    for rule in app.url_map.iter_rules():
        path = "".join(
            f"{{{text}}}" if is_dynamic else text for is_dynamic, text in rule._trace
        ).removeprefix("|")
        for method in sorted(rule.methods or ()):
            if operation := paths.get(path, {}).get(method.lower()):
                yield rule.endpoint, method, operation

"""Find the operations of the API's document by the endpoints that answer them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Flask


def operations_of(paths: dict[str, Any], app: Flask) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield endpoint, method and operation of everything that a document's `paths` describe."""
    for rule in app.url_map.iter_rules():
        path = "".join(
            f"{{{text}}}" if is_dynamic else text for is_dynamic, text in rule._trace
        ).removeprefix("|")
        for method in sorted(rule.methods or ()):
            if operation := paths.get(path, {}).get(method.lower()):
                yield rule.endpoint, method, operation

"""Add types to flask-smorest's blueprints: decorated functions keep their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask_smorest import Blueprint

V = TypeVar("V", bound=Callable[..., Any])


class ApiBlueprint(Blueprint):  # type: ignore[misc]  # flask-smorest has no types
    """Group routes of the API, each with its part of the OpenAPI document."""

    def route(self, rule: str, **options: Any) -> Callable[[V], V]:
        """Register a view at a path."""
        decorate: Callable[[V], V] = super().route(rule, **options)
        return decorate

    def doc(self, **described: Any) -> Callable[[V], V]:
        """Describe a view for the OpenAPI document."""
        decorate: Callable[[V], V] = super().doc(**described)
        return decorate

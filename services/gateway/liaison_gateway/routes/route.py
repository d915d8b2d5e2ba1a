"""Describe one place of the API."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Route:
    """Say where a command is asked; parts of the path are fields of the command."""

    path: str
    command: type
    summary: str
    summary_zh: str
    method: str = "POST"
    status: int = 200

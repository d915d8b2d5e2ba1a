"""Describe one place of the API."""

from __future__ import annotations

from dataclasses import dataclass

from liaison_contracts.message import command_type_of


@dataclass(frozen=True)
class Route:
    """Say where a command is sent; parts of the path are fields of the command."""

    path: str
    command: type
    method: str = "POST"
    status: int = 200

    @property
    def summary(self) -> str:
        """Return what the command does, in English."""
        return command_type_of(self.command).word.en

    @property
    def summary_zh(self) -> str:
        """Return what the command does, in Chinese."""
        return command_type_of(self.command).word.zh

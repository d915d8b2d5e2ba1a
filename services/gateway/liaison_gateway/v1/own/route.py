"""Describe one place of the API where a command of the gateway's own is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from liaison_gateway.v1.routes.route import Route


@dataclass(frozen=True, kw_only=True)
class OwnRoute(Route):
    """Say where a command of the gateway's own is sent, and how it is answered.

    `rows` is how a list goes on: it is `whole`, or goes on `after` a row's own number. `edited`
    gives what edits change of the answer, which is its version; edits that `needs_version` name it
    always, and `may_name_version` where the sender likes. `status_again` answers what was done
    before. `given` are fields that the sender's key says, and not their body.
    """

    tag: str
    rows: Literal["", "whole", "after"] = ""
    edited: Callable[[Any], Mapping[str, Any]] | None = None
    may_name_version: bool = False
    needs_version: bool = False
    status_again: int = 0
    location: str = ""
    asks_services: bool = False
    given: tuple[str, ...] = ()

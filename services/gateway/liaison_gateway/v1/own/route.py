"""Describe one route of the gateway's own commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from liaison_gateway.v1.routes.route import Route


@dataclass(frozen=True, kw_only=True)
class OwnRoute(Route):
    """The route of one of the gateway's own commands, and the form of its answer.

    `rows` is the paging of a list: it is `whole`, or continues `after` a row's own number. `edited`
    returns the part of the answer that edits change, which is its version; edits with
    `needs_version` must name it, those with `may_name_version` may. `status_again` is the status if
    the effect existed already. `given` are fields that come from the sender's key instead of the
    body.
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

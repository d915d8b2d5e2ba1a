"""Import every table of the gateway, so that `metadata` is complete."""

from __future__ import annotations

from liaison_gateway.access import tables as access
from liaison_gateway.base.metadata import metadata
from liaison_gateway.developers.portal import request_log
from liaison_gateway.developers.sandbox import keys as sandbox_keys
from liaison_gateway.exchange.feeds import tables as feeds
from liaison_gateway.exchange.files import tables as files
from liaison_gateway.exchange.imports import tables as imports
from liaison_gateway.exchange.webhooks import tables as webhooks
from liaison_gateway.model import tables as model

__all__ = ["PARTS", "metadata"]

PARTS = (access, request_log, sandbox_keys, feeds, files, imports, webhooks, model)
"""Importing these modules adds their tables to `metadata`."""

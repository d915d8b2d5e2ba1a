"""Add the pages of the developer portal to the blueprint of the web pages."""

from __future__ import annotations

from liaison_gateway.developers.portal import about, keys, views, webhooks

PAGES = (views, keys, webhooks, about)
"""Importing these modules registers their routes."""

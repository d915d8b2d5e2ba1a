"""List every command's place in `/v1`: method, path, what it does, in both languages.

Who may call a route stands in the command itself (`CommandType.roles`); rights and shape have one
source each, and this table adds nothing but the address.
"""

from __future__ import annotations

from liaison_gateway.v1.routes import (
    applications,
    assessment,
    duties,
    incentives,
    payments,
    proofs,
    registry,
    remedies,
    reviews,
    station_life,
    yearly,
)
from liaison_gateway.v1.routes.route import Route

__all__ = ["ROUTES", "Route"]

ROUTES = (
    *applications.ROUTES,
    *reviews.ROUTES,
    *registry.ROUTES,
    *station_life.ROUTES,
    *assessment.ROUTES,
    *duties.ROUTES,
    *yearly.ROUTES,
    *incentives.ROUTES,
    *payments.ROUTES,
    *proofs.ROUTES,
    *remedies.ROUTES,
)

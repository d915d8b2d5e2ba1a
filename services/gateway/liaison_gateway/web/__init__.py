"""Show the read model to people: server-rendered pages, Chinese first, without script."""

from liaison_gateway.web.blueprint import pages
from liaison_gateway.web.views import (
    accounts,
    overview,
    password,
    payouts,
    policy,
    second_factor,
    sessions,
    station,
)

__all__ = [
    "accounts",
    "overview",
    "pages",
    "password",
    "payouts",
    "policy",
    "second_factor",
    "sessions",
    "station",
]

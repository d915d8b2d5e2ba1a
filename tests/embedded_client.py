"""Call an embedded instance in its own process, with the key of each of its accounts."""

from __future__ import annotations

import httpx

from liaison_gateway.start.embedded import Embedded
from liaison_yearbook.client import Api, credentials_of


def api_of(embedded: Embedded) -> Api:
    """Return a client of an instance that was just made, for all its accounts."""
    transport = httpx.WSGITransport(app=embedded.app)
    http = httpx.Client(transport=transport, base_url="http://embedded", timeout=60)
    return Api(http, credentials_of({each.person.part: each.key for each in embedded.issued}))

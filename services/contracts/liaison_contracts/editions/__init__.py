"""Tell which values of which reading the rules carry out, edition by edition (Article 15).

A reading belongs to the service whose rules go by it, and its values stand in that service's part
of the edition. The registry keeps the register of decided readings for all, so all know the list:
one JSON file an edition, written by `make contracts` from its three parts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def carried_out(edition: str) -> Mapping[str, tuple[str, ...]]:
    """Return, by reading, the values that every service which goes by it carries out.

    Empty for an edition that is not in the list, such as another city's plugin: its services
    refuse what they do not know when they hear of it.

    >>> carried_out("luzhou_2017")["A18"]
    ('highest', 'sum')
    >>> carried_out("elsewhere_2030")
    {}
    """
    found = files(__name__) / f"{edition}.json"
    if not found.is_file():
        return {}
    listed = json.loads(found.read_text(encoding="utf-8"))
    return {code: tuple(values) for code, values in listed.items()}

"""Create the demo city's folder once, and open it.

The city is created in a folder beside its place and then moved, so that an interrupted start
leaves nothing that looks like a city.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from deploy.local.city import sign_ins
from deploy.local.city.sign_ins import SignIn
from deploy.local.servers import MODE
from liaison_gateway.start.embedded import Embedded, build_embedded

ROOT = Path(__file__).resolve().parents[3]


def prepare(place: Path) -> list[SignIn]:
    """Return the sign-ins of the city at a place; create the city first if there is none."""
    if not (place / sign_ins.FILE_NAME).exists():
        from deploy.local.city.creation import make_embedded  # a second start does not need it

        unfinished = place.with_name(f"{place.name}.making")
        for leftover in (place, unfinished):
            shutil.rmtree(leftover, ignore_errors=True)
        make_embedded(unfinished)
        unfinished.rename(place)
    return sign_ins.load(place)


def open_city(place: Path) -> Embedded:
    """Start the city at a place."""
    return build_embedded(place, MODE, date.min)

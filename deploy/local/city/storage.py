"""Know the demo city's place: make it once, and open it.

It is made in a folder beside its place and moved there whole, so that a start that was cut short
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
    """Return the sign-ins of the city at a place, making it first where there is none whole."""
    if not (place / sign_ins.FILE_NAME).exists():
        from deploy.local.city.creation import make_embedded  # a second start has no use for it

        workshop = place.with_name(f"{place.name}.making")
        for leftover in (place, workshop):
            shutil.rmtree(leftover, ignore_errors=True)
        make_embedded(workshop)
        workshop.rename(place)
    return sign_ins.load(place)


def open_city(place: Path) -> Embedded:
    """Start the city that lies at a place."""
    return build_embedded(place, MODE, date.min)

"""Let operations settle events that the read model could not take in, as the command line does."""

from __future__ import annotations

from flask_smorest import Blueprint

parked = Blueprint("parked", "parked", url_prefix="/v1/parked-events")

"""Report whether the process is alive, and whether it is ready."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from liaison_gateway.access.authentication import gateway, public
from liaison_gateway.model.freshness import Freshness

health = Blueprint("health", __name__)


@health.route("/healthz")
@public
def alive() -> Response:
    """Answer as long as the process lives."""
    return Response("alive\n", mimetype="text/plain")


@health.route("/readyz")
@public
def ready() -> tuple[Response, int]:
    """Answer 200 when the read model can be read; services that are down do not stop reading."""
    try:
        gateway().part(Freshness).places()
    except SQLAlchemyError as error:
        return jsonify(ready=False, faults={"database": type(error).__name__}), 503
    return jsonify(ready=True, faults={}), 200

"""Answer errors as RFC 9457 problems; the only room that knows HTTP statuses."""

from __future__ import annotations

from typing import Any, cast

from flask import Response, g, jsonify
from werkzeug.exceptions import HTTPException

from liaison_contracts.errors import LiaisonError

STATUS = {
    "malformed": 400,
    "unauthenticated": 401,
    "forbidden": 403,
    "not_found": 404,
    "conflict": 409,
    "precondition_failed": 412,
    "too_large": 413,
    "invalid": 422,
    "refused": 422,
    "precondition_required": 428,
    "too_many": 429,
    "unavailable": 503,
}
MEDIA_TYPE = "application/problem+json"


def problem_of(error: LiaisonError) -> Response:
    """Return the problem document of a typed error; an unknown kind is a fault of ours, 500."""
    status = STATUS.get(error.kind, 500)
    body: dict[str, Any] = {
        "type": f"urn:liaison:problem:{error.code}",
        "title": error.kind.replace("_", " "),
        "status": status,
        "code": error.code,
        "detail": error.detail,
        "request_id": g.get("request_id", ""),
    }
    if error.reasons:
        body["reasons"] = [
            {"article": reason.article, "fact": reason.fact, "needs": reason.needs}
            for reason in error.reasons
        ]
    if error.faults:
        body["errors"] = list(_pointers(error.faults))
    response = jsonify(body)
    response.status_code = status
    response.mimetype = MEDIA_TYPE
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def problem_of_http(error: HTTPException) -> Response:
    """Return the problem document of what Flask itself refuses: no route, wrong method, too big."""
    status = error.code or 500
    if 300 <= status < 400:
        return cast(Response, error.get_response())
    code = (error.name or "error").lower().replace(" ", "_")
    response = jsonify(
        type=f"urn:liaison:problem:{code}",
        title=error.name,
        status=status,
        code=code,
        detail=error.description or error.name,
        request_id=g.get("request_id", ""),
    )
    response.status_code = status
    response.mimetype = MEDIA_TYPE
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _pointers(faults: Any, path: str = "") -> Any:
    if isinstance(faults, dict):
        for name, inner in faults.items():
            escaped = str(name).replace("~", "~0").replace("/", "~1")
            yield from _pointers(inner, f"{path}/{escaped}")
    elif isinstance(faults, (list, tuple)):
        yield {"pointer": path, "detail": " ".join(str(fault) for fault in faults)}
    else:
        yield {"pointer": path, "detail": str(faults)}

"""Answer errors as RFC 9457 problems; the only room that knows HTTP statuses.

What a code means and what to do now comes from the catalogue of the contracts, in the language of
`Accept-Language`; what is special to this refusal is the error's own English sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from flask import Response, g, jsonify, request
from werkzeug.exceptions import HTTPException

from liaison_contracts.errors import LiaisonError
from liaison_contracts.problems import catalogue, fault_in

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
LANGUAGES = ("en", "zh")
PASSED_ON = ("Allow", "Retry-After")


def problem_of(error: LiaisonError) -> Response:
    """Return the problem document of a typed error; an unknown kind is a fault of ours, 500."""
    status = STATUS.get(error.kind, 500)
    more: dict[str, Any] = {}
    if error.reasons:
        more["reasons"] = [
            {"article": reason.article, "fact": reason.fact, "needs": reason.needs}
            for reason in error.reasons
        ]
        more["articles"] = sorted({reason.article for reason in error.reasons})
    if error.faults:
        more["errors"] = list(_pointers(error.faults))
    response = _problem(status, error.code, error.kind.replace("_", " "), error.detail, more)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def problem_of_http(error: HTTPException) -> Response:
    """Return the problem document of what Flask itself refuses: no route, wrong method, too big."""
    status = error.code or 500
    if 300 <= status < 400:
        return cast(Response, error.get_response())
    code = (error.name or "error").lower().replace(" ", "_")
    response = _problem(status, code, error.name, error.description or error.name, {})
    for name, value in error.get_headers():
        if name in PASSED_ON:
            response.headers[name] = value
    return response


def language() -> str:
    """Return the language of problems: Chinese where the caller prefers it, else English."""
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def _problem(status: int, code: str, title: str, detail: str, more: dict[str, Any]) -> Response:
    spoken, meaning = language(), catalogue().get(code)
    if meaning is not None:
        title = meaning.title(spoken)
        detail = f"{title}{meaning.advice(spoken)}（{detail}）" if spoken == "zh" else detail
        more["advice"] = meaning.advice(spoken)
    response = jsonify(
        type=f"/v1/errors/{code}",
        title=title,
        status=status,
        code=code,
        detail=detail,
        request_id=g.get("request_id", ""),
        **more,
    )
    response.status_code = status
    response.mimetype = MEDIA_TYPE
    response.headers["Content-Language"] = spoken if meaning is not None else LANGUAGES[0]
    response.vary.add("Accept-Language")
    return response


def _pointers(faults: Any, path: str = "") -> Iterator[dict[str, str]]:
    if isinstance(faults, dict):
        for name, inner in faults.items():
            escaped = str(name).replace("~", "~0").replace("/", "~1")
            yield from _pointers(inner, f"{path}/{escaped}")
        return
    told = faults if isinstance(faults, (list, tuple)) else (faults,)
    yield {
        "pointer": path,
        "detail": " ".join(fault_in(language(), str(fault)) for fault in told),
    }

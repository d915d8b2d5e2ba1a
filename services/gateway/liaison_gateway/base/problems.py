"""Answer errors as RFC 9457 problems; only this module knows HTTP status codes.

Every sentence comes from the catalogue of the contracts, in the language of `Accept-Language`; the
error itself brings its code and values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, cast

from flask import Response, g, jsonify, request
from werkzeug.exceptions import HTTPException

from liaison_contracts.errors import LiaisonError, from_wire
from liaison_contracts.problems import catalogue
from liaison_contracts.reasons import Fault, Reason
from liaison_contracts.sentences import Language, Reader, detail_of, fact_of, fault_of, needs_of

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
REASON_FIELDS = {"code", "article", "values"}
PASSED_ON = ("Allow", "Retry-After")


def problem_of(error: LiaisonError) -> Response:
    """Return the problem document of a typed error; an unknown kind is an internal error, 500."""
    status = STATUS.get(error.kind, 500)
    told = said(error, reader_here())
    code, detail = told.pop("code"), told.pop("detail")
    response = _problem(status, code, error.kind.replace("_", " "), detail, told)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def error_in(status: int, problem: Mapping[str, Any]) -> LiaisonError:
    """Return the typed error that another gateway's problem document states.

    Its code, values and reasons are read, so that this gateway's reader gets their own language.
    """
    code = str(problem.get("code", "unknown"))
    kinds = catalogue()[code].kinds if code in catalogue() else ()
    wire: dict[str, Any] = {
        "kind": next((kind for kind in kinds if STATUS.get(kind) == status), "error"),
        "code": code,
        "values": problem.get("values", {}),
        "reasons": [
            {name: each[name] for name in REASON_FIELDS} for each in problem.get("reasons", ())
        ],
    }
    return from_wire(wire)


def problem_of_http(error: HTTPException) -> Response:
    """Return the problem document of Flask's own errors: no route, wrong method, too large."""
    status = error.code or 500
    if 300 <= status < 400:
        return cast(Response, error.get_response())
    code = (error.name or "error").lower().replace(" ", "_")
    response = _problem(status, code, error.name, error.description or error.name, {})
    for name, value in error.get_headers():
        if name in PASSED_ON:
            response.headers[name] = value
    return response


def language() -> Language:
    """Return the language of problems: Chinese if the caller prefers it, otherwise English."""
    return "zh" if request.accept_languages.best_match(LANGUAGES) == "zh" else "en"


def reader_here() -> Reader:
    """Return for whom this request's sentences are."""
    return Reader(language())


def said(error: LiaisonError, reader: Reader) -> dict[str, Any]:
    """Return the members of an error that depend on its case: code, detail, and others."""
    told: dict[str, Any] = {"code": error.code, "detail": detail_in(error, reader)}
    if error.values:
        told["values"] = error.values
    if error.reasons:
        told["reasons"] = [shown(reason, reader) for reason in error.reasons]
        told["articles"] = sorted({reason.article for reason in error.reasons})
    if error.faults:
        told["errors"] = list(_pointers(error.faults, reader))
    return told


def detail_in(error: LiaisonError, reader: Reader) -> str:
    """Return an error's own sentence in the reader's language."""
    return detail_of(error.code, error.values, error.reasons, reader)


def shown(reason: Reason, reader: Reader) -> dict[str, Any]:
    """Return a reason as answers show it: its code and values, and both sentences."""
    return {**asdict(reason), "fact": fact_of(reason, reader), "needs": needs_of(reason, reader)}


def with_sentences(data: Any, reader: Reader) -> Any:
    """Return an answer in which each reason has its two sentences beside its code and values."""
    if isinstance(data, dict):
        if data.keys() == REASON_FIELDS:
            return shown(Reason(data["code"], data["article"], data["values"]), reader)
        return {name: with_sentences(value, reader) for name, value in data.items()}
    return [with_sentences(each, reader) for each in data] if isinstance(data, list) else data


def _problem(status: int, code: str, title: str, detail: str, more: dict[str, Any]) -> Response:
    spoken, meaning = language(), catalogue().get(code)
    if meaning is not None:
        title = meaning.title(spoken)
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
    if status == 401:  # RFC 9110: it says how to prove who calls
        response.headers["WWW-Authenticate"] = 'Bearer realm="liaison"'
    return response


def _pointers(faults: Any, reader: Reader, path: str = "") -> Iterator[dict[str, Any]]:
    if isinstance(faults, dict):
        for name, inner in faults.items():
            escaped = str(name).replace("~", "~0").replace("/", "~1")
            yield from _pointers(inner, reader, f"{path}/{escaped}")
        return
    for fault in faults if isinstance(faults, (list, tuple)) else (faults,):
        if isinstance(fault, Fault):
            detail = fault_of(fault, reader)
            yield {"pointer": path, "code": fault.code, "detail": detail, "values": fault.values}
        else:
            yield {"pointer": path, "code": "in_words", "detail": str(fault), "values": {}}

"""Explain error codes, which the `type` of a problem links to."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from liaison_contracts.errors import NotFound
from liaison_contracts.gateway import ErrorMeaning, InBothLanguages
from liaison_contracts.message import dump
from liaison_contracts.problems import Meaning, catalogue
from liaison_gateway.access.authentication import public
from liaison_gateway.base.api_blueprint import ApiBlueprint
from liaison_gateway.base.problems import STATUS
from liaison_gateway.v1.bodies import whole_list
from liaison_gateway.v1.openapi import (
    answer,
    data_of,
    list_of,
    problems,
    shape_of,
)
from liaison_gateway.v1.queries import require_known

errors = ApiBlueprint("errors", "errors", url_prefix="/v1")
MEANING = shape_of(ErrorMeaning)


@errors.route("/errors")
@errors.doc(
    operationId="list_errors",
    summary="All error codes, in Chinese and English",
    description="错误代码目录。Anybody may see it.",
    tags=["errors"],
    security=[],
    responses={"200": answer(list_of(MEANING)), **problems(422)},
)
@public
def listed() -> Response:
    """Give the whole catalogue."""
    require_known(())
    return whole_list([_shown(meaning) for meaning in catalogue().values()])


@errors.route("/errors/<code>")
@errors.doc(
    operationId="get_error",
    summary="What an error code means, and what to do",
    description="错误代码说明。Anybody may see it.",
    tags=["errors"],
    security=[],
    responses={"200": answer(data_of(MEANING)), **problems(404, 422)},
)
@public
def one(code: str) -> Response:
    """Explain one code."""
    require_known(())
    if code not in catalogue():
        raise NotFound("error_unknown", code=code)
    return jsonify(data=_shown(catalogue()[code]))


def _shown(meaning: Meaning) -> dict[str, Any]:
    statuses = sorted({STATUS.get(kind, 500) for kind in meaning.kinds})
    return dump(
        ErrorMeaning(
            code=meaning.code,
            statuses=tuple(statuses),
            title=InBothLanguages(en=meaning.en, zh=meaning.zh),
            advice=InBothLanguages(en=meaning.do, zh=meaning.do_zh),
        )
    )

"""Let operations look after accounts: make one, sign somebody out everywhere, take a factor off."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint

from liaison_contracts.roles import EVERYBODY
from liaison_gateway.access import account_changes
from liaison_gateway.access.account_forms import (
    GIVEN,
    LONGEST,
    MOST_MANDATES,
    person_from,
)
from liaison_gateway.access.accounts import Person, all_people
from liaison_gateway.access.authentication import (
    allows,
    caller,
    gateway,
)
from liaison_gateway.access.idempotent_requests import changing, once
from liaison_gateway.v1.bodies import json_object, whole_list
from liaison_gateway.v1.openapi import (
    TEXT,
    Doc,
    answer,
    data_of,
    list_of,
    problems,
)
from liaison_gateway.v1.queries import require_known
from liaison_gateway.v1.versions import (
    IF_MATCH,
    VERSION,
    require_version,
    with_version,
)

accounts = Blueprint("accounts", "accounts", url_prefix="/v1/accounts")
SHORT: Doc = {**TEXT, "minLength": 1, "maxLength": LONGEST["part"]}
ORG: Doc = {**TEXT, "minLength": 1, "maxLength": LONGEST["org"]}
ACCOUNT: Doc = {
    "type": "object",
    "properties": {
        "part": {**SHORT, "description": "What the person signs in as; unique."},
        "name": SHORT,
        "name_zh": SHORT,
        "org": {**ORG, "description": "Such as talent_office or station/LZ-001."},
        "roles": {
            "type": "array",
            "items": {**TEXT, "enum": list(GIVEN)},
            "minItems": 1,
            "maxItems": len(GIVEN),
        },
        "mandates": {
            "type": "array",
            "items": ORG,
            "maxItems": MOST_MANDATES,
            "description": "Further organisations that the person acts for.",
        },
    },
    "required": ["part", "name", "name_zh", "org", "roles", "mandates"],
    "additionalProperties": False,
}
CHANGE: Doc = {
    **ACCOUNT,
    "properties": {
        **ACCOUNT["properties"],
        "roles": {
            **ACCOUNT["properties"]["roles"],
            "minItems": 0,
            "description": "None: the account may do nothing any more.",
        },
    },
}
SHOWN: Doc = {
    "type": "object",
    "properties": {
        **ACCOUNT["properties"],
        "roles": {"type": "array", "items": {**TEXT, "enum": list(EVERYBODY)}},
        "person_ref": TEXT,
    },
    "required": [*ACCOUNT["required"], "person_ref"],
}
MADE: Doc = {
    **SHOWN,
    "properties": {**SHOWN["properties"], "password": {**TEXT, "description": "Shown this once."}},
}
DONE: Doc = {"type": "object", "properties": {"person_ref": TEXT, "sessions": {"type": "integer"}}}

RENEWED: Doc = {
    **DONE,
    "properties": {**DONE["properties"], "password": MADE["properties"]["password"]},
}


def _doc(operation: str, summary: str, zh: str, roles: tuple[str, ...], **more: Any) -> Any:
    return accounts.doc(
        operationId=operation,
        summary=summary,
        tags=["accounts"],
        security=[{"key": []}],
        description=f"{zh}。\n\nRoles: {', '.join(roles)}.",
        **more,
    )


@accounts.route("", methods=["POST"])
@_doc(
    "add_account",
    "Make an account; its password is shown this once",
    "新建账号",
    ("ops",),
    requestBody={"required": True, "content": {"application/json": {"schema": ACCOUNT}}},
    responses={"201": answer(data_of(MADE)), **problems(400, 401, 403, 409, 413, 422)},
)
@allows
@once(shown_once="password")
def add() -> tuple[Response, int]:
    """Make an account for one person, with every mandate they hold."""
    require_known(())
    person = person_from(json_object())
    made = account_changes.make(changing(), caller(), person, live=gateway().mode == "live")
    shown = {**_shown(made.person_ref, person), "password": made.password}
    return jsonify(data=shown), 201


@accounts.route("")
@_doc(
    "list_accounts",
    "All accounts",
    "账号列表",
    ("talent_office", "ops", "auditor"),
    responses={"200": answer(list_of(SHOWN)), **problems(401, 403, 422)},
)
@allows
def listed() -> Response:
    """List every account with its roles."""
    require_known(())
    found = all_people(gateway().database)
    return whole_list([_shown(ref, person) for ref, person in found.items()])


@accounts.route("/<person_ref>")
@_doc(
    "get_account",
    "One account",
    "查看账号",
    ("talent_office", "ops", "auditor"),
    responses={"200": answer(data_of(SHOWN), "Found.", **VERSION), **problems(401, 403, 404, 422)},
)
@allows
def one(person_ref: str) -> Response:
    """Show an account with its roles and mandates."""
    require_known(())
    with gateway().database.reading() as session:
        shown = _shown(person_ref, account_changes.known(session, person_ref))
    return with_version(shown, shown)


@accounts.route("/<person_ref>", methods=["PUT"])
@_doc(
    "change_account",
    "Change a person's name, organisation, roles or mandates",
    "修改账号",
    ("ops",),
    requestBody={"required": True, "content": {"application/json": {"schema": CHANGE}}},
    parameters=[{**IF_MATCH, "required": True}],
    responses={
        "200": answer(data_of(SHOWN), **VERSION),
        **problems(400, 401, 403, 404, 409, 412, 413, 422, 428),
    },
)
@allows
def change(person_ref: str) -> Response:
    """Replace what an account says of a person; without roles they may do nothing any more."""
    require_known(())
    wish = person_from(json_object(), least_roles=0)
    with gateway().database.writing() as session:
        known = account_changes.known(session, person_ref, to_change=True)
        require_version(_shown(person_ref, known), always=True)
        account_changes.change(session, caller(), person_ref, wish)
    shown = _shown(person_ref, wish)
    return with_version(shown, shown)


@accounts.route("/<person_ref>/sign-outs", methods=["POST"])
@_doc(
    "sign_out_account",
    "Sign somebody out of every browser",
    "强制下线",
    ("ops",),
    responses={"200": answer(data_of(DONE)), **problems(401, 403, 404, 422)},
)
@allows
@once()
def sign_out(person_ref: str) -> Response:
    """End all sessions of a person; keys go on until they are revoked."""
    require_known(())
    ended = account_changes.sign_out(changing(), caller(), person_ref)
    return jsonify(data={"person_ref": person_ref, "sessions": ended})


@accounts.route("/<person_ref>/second-factor-removals", methods=["POST"])
@_doc(
    "remove_sign_in_factor",
    "Take a lost second factor of signing in off",
    "解除登录动态口令",
    ("ops",),
    responses={"200": answer(data_of(DONE)), **problems(401, 403, 404, 422)},
)
@allows
@once()
def remove_factor(person_ref: str) -> Response:
    """Take the factor off and end all sessions; the password stays as it is."""
    require_known(())
    ended = account_changes.remove_factor(changing(), caller(), person_ref)
    return jsonify(data={"person_ref": person_ref, "sessions": ended})


@accounts.route("/<person_ref>/passwords", methods=["POST"])
@_doc(
    "renew_password",
    "Give a person a new password, shown this once, and end all sessions",
    "重置密码（仅显示一次），并强制下线",
    ("ops",),
    responses={"201": answer(data_of(RENEWED)), **problems(401, 403, 404, 422)},
)
@allows
@once(shown_once="password")
def renew_password(person_ref: str) -> tuple[Response, int]:
    """Let somebody in again who has no password any more; their second factor stays."""
    require_known(())
    password, ended = account_changes.renew_password(changing(), caller(), person_ref)
    return jsonify(data={"person_ref": person_ref, "sessions": ended, "password": password}), 201


def _shown(person_ref: str, person: Person) -> dict[str, Any]:
    found = {name: getattr(person, name) for name in ACCOUNT["properties"]}
    return {**found, "person_ref": person_ref}

"""Show bank statements beside the books, and let two people set one aside (Article 3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template, request

from liaison_contracts.errors import Conflict, Invalid, Refused
from liaison_contracts.incentives import (
    DecideBankStatementSetAside,
    ProposeBankStatementSetAside,
    ShowBankStatement,
)
from liaison_contracts.message import load
from liaison_gateway.access.accounts import people_of
from liaison_gateway.access.authentication import caller, gateway
from liaison_gateway.access.route_rights import may
from liaison_gateway.model import documents
from liaison_gateway.v1.queries import after, cursor_of
from liaison_gateway.web import language
from liaison_gateway.web.blueprint import page, pages, require_csrf
from liaison_kit.store.ids import new_id

PAGE = 100
LONGEST_KEY = 100


@pages.route("/bank-statements")
@page
def bank_statements() -> Any:
    """List the statements that were imported, with what each was at its import."""
    no_limits: dict[str, Any] = {"filters": {}, "scope": {}, "updated_since": ""}
    with gateway().database.reading() as session:
        found = documents.page(
            session, "bank_statement", after=after(), limit=PAGE + 1, **no_limits
        )
    shown = found[:PAGE]
    return render_template(
        "bank_statements.html",
        statements=shown,
        may_open=may(caller(), "pages.bank_statement"),
        next_cursor=cursor_of(shown[-1]["_code"]) if len(found) > PAGE else "",
    )


@pages.route("/bank-statements/<statement_code>")
@page
def bank_statement(statement_code: str) -> Any:
    """Show how a statement compares with the books now."""
    return _one(_compared(statement_code))


@pages.route("/bank-statements/<statement_code>/changes", methods=["POST"])
@page
def act_on_bank_statement(statement_code: str) -> Any:
    """Propose to set a statement aside, or decide on it as a second person."""
    require_csrf()
    entered = {name: text.strip() for name, text in request.form.items()}
    try:
        wish = _wish(statement_code, entered)
        key = entered.get("key", "")[:LONGEST_KEY]
        done = gateway().client.send(caller(), wish, key).result
    except (Conflict, Invalid, Refused) as error:
        told = language.said(error)
        return _one(_compared(statement_code), said=told, entered=entered), 422
    return _one(done)


def _wish(statement_code: str, entered: Mapping[str, str]) -> object:
    """Return the command of a form.

    Raises:
        Invalid: for a field that does not fit.
    """
    about: dict[str, Any] = {"statement_code": statement_code}
    if entered.get("act") == "proposal":
        fields = {name: entered.get(name, "") for name in ("reason", "document_no")}
        about |= {**fields, "replaced_by": entered.get("replaced_by") or None}
        return load(ProposeBankStatementSetAside, about)
    return load(DecideBankStatementSetAside, {**about, "decision": entered.get("act", "")})


def _compared(statement_code: str) -> Any:
    query = load(ShowBankStatement, {"statement_code": statement_code})
    return gateway().client.send(caller(), query).result


def _one(found: Mapping[str, Any], **shown: Any) -> str:
    people = {found["proposed_by"], found["set_aside_by"]} - {""}
    return render_template(
        "bank_statement.html",
        found=found,
        names=people_of(gateway().database, people),
        may_change=may(caller(), "pages.act_on_bank_statement", "POST"),
        is_proposer=found["proposed_by"] == caller().sub,
        key=new_id(),
        **shown,
    )

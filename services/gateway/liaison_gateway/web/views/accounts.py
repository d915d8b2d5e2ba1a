"""Let operations look after accounts in a browser: the first administrator has no key yet."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from liaison_contracts.errors import Conflict, Invalid
from liaison_gateway.access import account_changes
from liaison_gateway.access.account_forms import GIVEN, person_from
from liaison_gateway.access.accounts import Person, all_people
from liaison_gateway.access.authentication import caller, gateway
from liaison_gateway.v1.versions import etag_of
from liaison_gateway.web import language
from liaison_gateway.web.blueprint import (
    page,
    pages,
    require_csrf,
)

VERSION = "version"
LABELS = {
    "part": "who",
    "name_zh": "name_in_chinese",
    "name": "name_in_latin",
    "org": "organisation",
    "mandates": "mandates",
    "roles": "roles",
}
"""The text that labels each field of the form."""


@pages.route("/accounts")
@page
def accounts() -> Any:
    """List everybody who may sign in."""
    return _list()


@pages.route("/accounts", methods=["POST"])
@page
def make_account() -> Any:
    """Make an account; its password is shown this once."""
    require_csrf()
    try:
        person = person_from(_entered())
        with gateway().database.writing() as session:
            live = gateway().mode == "live"
            made = account_changes.make(session, caller(), person, live=live)
    except (Conflict, Invalid) as error:
        return _list(said=_told(error), entered=_entered()), 422
    return _list(part=made.person.part, password=made.password)


@pages.route("/accounts/<person_ref>")
@page
def account(person_ref: str) -> Any:
    """Show one account."""
    return _one(person_ref)


@pages.route("/accounts/<person_ref>/changes", methods=["POST"])
@page
def act_on_account(person_ref: str) -> Any:
    """Change an account, give a new password, sign somebody out, or take their factor off."""
    require_csrf()
    act, said, password = request.form.get("act"), "", ""
    try:
        with gateway().database.writing() as session:
            known = account_changes.known(session, person_ref, to_change=True)
            if act == "passwords":
                password, _ = account_changes.renew_password(session, caller(), person_ref)
            elif act == "sign-outs":
                ended = account_changes.sign_out(session, caller(), person_ref)
                said = language.text("signed_out_of", count=ended)
            elif act == "second-factor-removals":
                account_changes.remove_factor(session, caller(), person_ref)
                said = language.text("factor_removed")
            elif request.form.get(VERSION) != _version_of(known):
                return _one(person_ref, said=language.text("changed_meanwhile")), 412
            else:
                wish = person_from(_entered(), least_roles=0)
                account_changes.change(session, caller(), person_ref, wish)
                said = language.text("account_changed")
    except (Conflict, Invalid) as error:
        return _one(person_ref, said=_told(error)), 422
    return _one(person_ref, said=said, password=password)


def _entered() -> dict[str, Any]:
    texts = {
        name: request.form.get(name, "").strip() for name in ("part", "name", "name_zh", "org")
    }
    mandates = request.form.get("mandates", "").replace(",", " ").split()
    return {**texts, "roles": request.form.getlist("roles"), "mandates": mandates}


def _told(error: Conflict | Invalid) -> str:
    faults = error.faults if isinstance(error.faults, dict) else {}
    fields = [language.text(name) for field, name in LABELS.items() if field in faults]
    between = "、" if language.language() == "zh" else ", "
    if not fields:
        return language.said(error)
    return language.text("account_faults", fields=between.join(fields))


def _list(**shown: Any) -> str:
    people = all_people(gateway().database)
    return render_template("accounts.html", people=people, given=GIVEN, may_change=_may(), **shown)


def _may() -> bool:
    return "ops" in caller().roles


def _one(person_ref: str, **shown: Any) -> str:
    with gateway().database.reading() as session:
        found = account_changes.known(session, person_ref)
    return render_template(
        "account.html",
        person_ref=person_ref,
        found=found,
        version=_version_of(found),
        given=GIVEN,
        may_change=_may(),
        **shown,
    )


def _version_of(person: Person) -> str:
    return etag_of({**vars(person), "roles": [*person.roles], "mandates": [*person.mandates]})

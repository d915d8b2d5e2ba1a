"""Let operators manage accounts in a browser, because the first administrator has no key yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template, request

from liaison_contracts.errors import Conflict, Invalid, PreconditionFailed
from liaison_contracts.gateway import (
    AddAccount,
    ChangeAccount,
    GetAccount,
    ListAccounts,
    RemoveSignInFactor,
    RenewPassword,
    SignOutAccount,
)
from liaison_contracts.message import load
from liaison_gateway.access import account_acts
from liaison_gateway.access.account_acts import GIVEN
from liaison_gateway.access.authentication import caller
from liaison_gateway.access.route_rights import may
from liaison_gateway.access.work import carry_out, look_up
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
"""The label of each field of the form."""


@pages.route("/accounts")
@page
def accounts() -> Any:
    """List everybody who may sign in."""
    return _list()


@pages.route("/accounts", methods=["POST"])
@page
def make_account() -> Any:
    """Create an account; its password is shown only once.

    Raises:
        Conflict: if somebody already signs in with that name.
    """
    require_csrf()
    try:
        made = carry_out(account_acts.add, load(AddAccount, _entered()))
    except (Conflict, Invalid) as error:
        return _list(said=_told(error), entered=_entered()), 422
    return _list(part=made.part, password=made.password)


@pages.route("/accounts/<person_ref>")
@page
def account(person_ref: str) -> Any:
    """Show one account."""
    return _one(person_ref)


@pages.route("/accounts/<person_ref>/changes", methods=["POST"])
@page
def act_on_account(person_ref: str) -> Any:
    """Change an account, set a new password, sign somebody out, or remove their second factor."""
    require_csrf()
    said = password = ""
    try:
        match request.form.get("act"):
            case "passwords":
                renewal = RenewPassword(person_ref=person_ref)
                password = carry_out(account_acts.renew_password, renewal).password
            case "sign-outs":
                done = carry_out(account_acts.sign_out, SignOutAccount(person_ref=person_ref))
                said = language.text("signed_out_of", count=done.sessions)
            case "second-factor-removals":
                carry_out(account_acts.remove_factor, RemoveSignInFactor(person_ref=person_ref))
                said = language.text("factor_removed")
            case _:
                wish = load(ChangeAccount, {**_entered(), "person_ref": person_ref})
                carry_out(account_acts.change, wish, expects=_require_read_version)
                said = language.text("account_changed")
    except PreconditionFailed:
        return _one(person_ref, said=language.text("changed_meanwhile")), 412
    except (Conflict, Invalid) as error:
        return _one(person_ref, said=_told(error)), 422
    return _one(person_ref, said=said, password=password)


def _require_read_version(thing: Mapping[str, Any], _: bool) -> None:
    """Refuse an account that has changed since the form was shown."""
    if request.form.get(VERSION) != etag_of(thing):
        raise PreconditionFailed("version_changed", place=request.path, version=etag_of(thing))


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
    people = look_up(account_acts.listed, ListAccounts()).rows
    return render_template("accounts.html", people=people, given=GIVEN, may_change=_may(), **shown)


def _may() -> bool:
    return may(caller(), "pages.make_account", "POST")


def _one(person_ref: str, **shown: Any) -> str:
    found = look_up(account_acts.shown, GetAccount(person_ref=person_ref))
    return render_template(
        "account.html",
        person_ref=person_ref,
        found=found,
        version=etag_of(account_acts.edited_of(found)),
        given=GIVEN,
        may_change=_may(),
        **shown,
    )

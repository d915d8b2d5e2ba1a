"""Every command of the gateway's own has an act, and a place where it is sent."""

from __future__ import annotations

from liaison_contracts import gateway
from liaison_contracts.catalogue import COMMANDS
from liaison_contracts.message import command_type_of
from liaison_gateway.developers.sandbox.keys import SANDBOX_ACTS
from liaison_gateway.v1.own.acts import OWN_ACTS
from liaison_gateway.v1.own.routes import OWN_ROUTES, SANDBOX_ROUTES
from liaison_gateway.v1.own.views import shown_once

ONLY_ON_PAGES = {gateway.MakeTestKey, gateway.DeleteTestKey}
"""A test key is made and deleted in the developer portal."""


def test_every_command_has_one_act():
    declared = {kind.cls for kind in COMMANDS.values() if kind.service == "gateway"}
    assert {*OWN_ACTS} | {*SANDBOX_ACTS} == declared
    assert {*OWN_ACTS} & {*SANDBOX_ACTS} == set()


def test_every_command_has_one_route_or_is_sent_by_pages_only():
    routed = [route.command for route in (*OWN_ROUTES, *SANDBOX_ROUTES)]
    assert len(set(routed)) == len(routed)
    assert {*OWN_ACTS} | {*SANDBOX_ACTS} == {*routed} | ONLY_ON_PAGES


def test_questions_are_gets_and_everything_else_changes_something():
    for route in OWN_ROUTES:
        assert (route.method == "GET") is command_type_of(route.command).is_query, route.path


def test_the_secret_of_an_answer_is_named_so_that_no_stored_answer_has_it():
    named = {
        command_type_of(route.command).name: shown_once(route)
        for route in OWN_ROUTES
        if shown_once(route)
    }
    assert named == {
        "add_account": "password",
        "issue_key": "key",
        "make_calendar_feed": "path",
        "register_webhook": "secret",
        "renew_password": "password",
        "rotate_key": "key",
        "rotate_webhook_secret": "secret",
    }

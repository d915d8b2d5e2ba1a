"""A gateway whose routes and rows of rights do not fit together does not start."""

from __future__ import annotations

import dataclasses

import pytest
from flask import Flask

from liaison_gateway.access.authentication import allows, public
from liaison_gateway.access.rights_table import PUBLIC, Row, rights_table, table_of
from liaison_gateway.access.route_rights import RightsFault, bind, rows_of
from liaison_gateway.v1.rights import rows_by_route

OPS = Row(("ops",))
ROWS = {"GET /a": OPS, "POST /a": Row((), ("host",)), "GET /b": PUBLIC}


def an_app(**views):
    app = Flask("rights", static_folder=None)
    guarded = allows(lambda: "a")
    app.add_url_rule("/a", "a", guarded, methods=["GET", "POST"])
    app.add_url_rule("/b", "b", public(lambda: "b"))
    for name, view in views.items():
        app.add_url_rule(f"/{name}", name, view)
    return app


def test_each_method_of_a_route_has_its_row():
    app = an_app()
    bind(app, ROWS)
    assert rows_of(app)["a", "GET"] == OPS
    assert rows_of(app)["a", "POST"].own == ("host",)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ({"GET /a": OPS, "GET /b": PUBLIC}, "POST /a: no row"),
        ({**ROWS, "GET /gone": OPS}, "GET /gone: no route"),
        ({**ROWS, "GET /a": PUBLIC}, "GET /a: the view and its row differ"),
        ({**ROWS, "GET /b": OPS}, "GET /b: the view and its row differ"),
        ({**ROWS, "GET /a": Row()}, "GET /a: the view and its row differ"),
    ],
)
def test_an_app_whose_rows_do_not_fit_its_routes_does_not_start(rows, fault):
    with pytest.raises(RightsFault, match=fault):
        bind(an_app(), rows)


def test_an_app_with_a_view_that_checks_no_rights_does_not_start():
    with pytest.raises(RightsFault, match="GET /c: the view does not check rights"):
        bind(an_app(c=lambda: "c"), {**ROWS, "GET /c": OPS})


def test_a_name_that_is_neither_a_role_nor_a_group_is_refused():
    for wrong in ("CITY_READER", "city_readers", "Role", "get_args"):
        with pytest.raises(ValueError, match=f"{wrong} is neither a role nor a group"):
            table_of({"routes": {"GET /": {"all": wrong}}})


@pytest.mark.parametrize("name", ["registry.fly", "registry.close_review"])
def test_a_command_is_narrowed_only_for_those_who_may_send_it(name):
    table = rights_table()
    wrong = dataclasses.replace(table, own={**table.own, name: ("host",)})
    with pytest.raises(ValueError, match=name):
        rows_by_route(wrong)


def test_a_row_for_the_route_of_a_command_is_refused():
    table = rights_table()
    wrong = dataclasses.replace(table, routes={**table.routes, "POST /v1/tasks": OPS})
    with pytest.raises(ValueError, match="POST /v1/tasks"):
        rows_by_route(wrong)

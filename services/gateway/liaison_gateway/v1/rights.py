"""Put the rights of every route together: of commands, of lists, and of all others."""

from __future__ import annotations

from liaison_contracts.message import command_type_of
from liaison_gateway.access.rights_table import RightsTable, Row
from liaison_gateway.model.views.catalogue import VIEWS
from liaison_gateway.v1.own.routes import OWN_ROUTES, SANDBOX_ROUTES
from liaison_gateway.v1.routes import ROUTES


def rows_by_route(table: RightsTable) -> dict[str, Row]:
    """Return who may call each route, by `METHOD path`, in the order of paths.

    Raises:
        ValueError: where the table has a row for a command or a list that does not exist, or for a
            command's route, whose roles stand in the command.
    """
    found: dict[str, Row] = {}
    routes = (*ROUTES, *OWN_ROUTES, *SANDBOX_ROUTES)
    kinds = {f"{route.method} /v1{route.path}": command_type_of(route.command) for route in routes}
    for name, kind in kinds.items():
        found[name] = table.of_command(f"{kind.service}.{kind.name}", kind.roles)
    for view in VIEWS:
        row = table.lists[view.path]
        found |= {f"GET /v1/{view.path}": row, f"GET /v1/{view.path}/<path:code>": row}
    commands = {f"{kind.service}.{kind.name}" for kind in kinds.values()}
    left_over = {*table.own} - commands | {*table.lists} - {view.path for view in VIEWS}
    if wrong := left_over | set(found) & set(table.routes):
        raise ValueError(f"rows that stand elsewhere or nowhere: {', '.join(sorted(wrong))}")
    found |= table.routes
    return dict(sorted(found.items(), key=lambda item: (item[0].partition(" ")[2], item[0])))

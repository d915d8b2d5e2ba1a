"""Give each service a schema, an owner that migrates it, and a runtime role.

All names contain the instance's name, so that several can share a server. Passwords are new at each
start and are only in the environment of the processes.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

SERVICES = ("registry", "assessment", "incentives", "gateway")


@dataclass(frozen=True)
class Access:
    """A service's two addresses of its schema, and the name of its runtime role."""

    owner_url: str = field(repr=False)
    runtime_url: str = field(repr=False)
    runtime_role: str


class Schemas:
    """Prepare and drop the schemas of one instance, as a user who may create roles."""

    def __init__(self, admin_url: str, name: str) -> None:
        self._admin = make_url(admin_url)
        self._name = name

    def prepare(self) -> dict[str, Access]:
        """Create what is missing and return each service's access, with new passwords."""
        with self._connect() as connection:
            return {service: self._prepare(connection, service) for service in SERVICES}

    def drop(self) -> None:
        """Drop the schemas with their content, and the roles."""
        with self._connect() as connection:
            for service in SERVICES:
                schema = sql.Identifier(self._schema(service))
                connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema))
                for role in self._roles(service):
                    if _has_role(connection, role):
                        name = sql.Identifier(role)
                        connection.execute(sql.SQL("DROP OWNED BY {}").format(name))
                        connection.execute(sql.SQL("DROP ROLE {}").format(name))

    def _prepare(self, connection: psycopg.Connection[tuple[object, ...]], service: str) -> Access:
        owner, runtime = self._roles(service)
        passwords = {}
        for role in (owner, runtime):
            passwords[role] = secrets.token_urlsafe(24)
            act = "ALTER ROLE {} LOGIN PASSWORD {}"
            if not _has_role(connection, role):
                act = "CREATE ROLE {} LOGIN PASSWORD {}"
            known_by = sql.Identifier(role), sql.Literal(passwords[role])
            connection.execute(sql.SQL(act).format(*known_by))
        names = {"schema": sql.Identifier(self._schema(service)), "owner": sql.Identifier(owner)}
        connection.execute(sql.SQL("GRANT {owner} TO CURRENT_USER").format(**names))
        connection.execute(
            sql.SQL("CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {owner}").format(**names)
        )
        owner_url, runtime_url = (self._url(role, passwords[role], service) for role in passwords)
        return Access(owner_url, runtime_url, runtime)

    def _url(self, role: str, password: str, service: str) -> str:
        path = {"options": f"-csearch_path={self._schema(service)}"}
        url = self._admin.set(drivername="postgresql+psycopg", username=role, password=password)
        return _shown(url.update_query_dict(path))

    def _schema(self, service: str) -> str:
        return f"{self._name}_{service}"

    def _roles(self, service: str) -> tuple[str, str]:
        return f"{self._name}_{service}_owner", f"{self._name}_{service}"

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(_shown(self._admin.set(drivername="postgresql")), autocommit=True)


def _has_role(connection: psycopg.Connection[tuple[object, ...]], role: str) -> bool:
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    return found is not None


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=False)

"""Read a service's environment once, and report all its faults together.

A service adds its own names by a subclass:

    @dataclass(frozen=True)
    class RegistrySettings(Settings):
        eligibility_checks: tuple[str, ...] = env(
            "LIAISON_ELIGIBILITY_CHECKS", "Plugins asked, in this order", ("five_years",)
        )
"""

from __future__ import annotations

import types
from collections.abc import Sequence
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, Self, Union, get_args, get_origin, get_type_hints

from environs import Env, EnvError

_METADATA = "env"


class SettingsError(RuntimeError):
    """Refuse to start, naming every missing or invalid setting."""


@dataclass(frozen=True)
class Name:
    """Describe one environment variable.

    `per_service` reads `<SERVICE>_<NAME>` before `<NAME>`; `to_run` is not asked of commands that
    only touch the database; a `secret` is not shown.
    """

    name: str
    says: str
    secret: bool = False
    per_service: bool = False
    to_run: bool = False
    choices: tuple[str, ...] = ()


def env(name: str, says: str, default: Any = MISSING, **more: Any) -> Any:
    """Declare a setting read from the variable `name`; without a default it is required."""
    metadata = {_METADATA: Name(name, says, **more)}
    if default is MISSING:
        return field(metadata=metadata)
    if isinstance(default, (dict, list)):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Hold what every service reads from its environment."""

    mode: str = env(
        "LIAISON_MODE",
        "What this instance is for; fixed when its database is made",
        choices=("live", "replay", "demo", "sandbox"),
    )
    database_url: str = env(
        "DATABASE_URL",
        "SQLAlchemy address of the service's own database",
        secret=True,
        per_service=True,
    )
    direct_database_url: str = env(
        "DIRECT_DATABASE_URL",
        "The same database without a pooler between, for locks and LISTEN",
        "",
        secret=True,
        per_service=True,
    )
    runtime_role: str = env(
        "LIAISON_RUNTIME_ROLE",
        "PostgreSQL role the service runs as, to which `migrate` gives its rights",
        "",
        per_service=True,
    )
    amqp_uri: str = env("AMQP_URI", "Address of the broker", secret=True, to_run=True)
    public_keys: Sequence[Any] = env(
        "LIAISON_PUBLIC_KEYS",
        "JSON list of the gateway's public keys (JWK), two while one is rotated",
        to_run=True,
    )
    blob_folder: Path = env(  # noqa: RUF009 - `env` gives a field
        "BLOB_FOLDER",
        "Folder of uploaded files, the same for the gateway and every service",
        Path("var/blobs"),
    )
    health_address: str = env(
        "LIAISON_HEALTH_ADDRESS",
        "host:port of /healthz, /readyz and /metrics; port 0 takes a free one",
        "127.0.0.1:0",
        per_service=True,
    )
    workers: int = env("LIAISON_WORKERS", "Requests answered at the same time", 10)
    head_check_seconds: float = env(
        "LIAISON_HEAD_CHECK_SECONDS", "How often producers' logs are looked at", 10.0
    )
    log_level: str = env(
        "LIAISON_LOG_LEVEL",
        "Least level that is logged",
        "INFO",
        choices=("DEBUG", "INFO", "WARNING", "ERROR"),
    )

    @classmethod
    def read(cls, service: str, *, to_run: bool = True) -> Self:
        """Return the settings of a service from the environment.

        Raises:
            SettingsError: naming every fault.
        """
        source = Env(eager=False)
        hints = get_type_hints(cls)
        faults: list[str] = []
        values = {}
        for entry in fields(cls):
            name: Name = entry.metadata[_METADATA]
            default = _default_of(entry, name, to_run)
            values[entry.name] = _read(source, service, name, hints[entry.name], default, faults)
        try:
            source.seal()
        except EnvError as error:
            faults += [
                f"{variable}: {'; '.join(messages)}"
                for variable, messages in getattr(error, "error_messages", {}).items()
            ]
        if faults:
            raise SettingsError(
                f"{service} cannot start: {len(faults)} settings are missing or wrong.\n"
                + "\n".join(f"  {fault}" for fault in sorted(faults))
            )
        return cls(**values)

    def shown(self) -> list[tuple[str, str, str]]:
        """Return each variable's name, its value (secrets masked) and its description."""
        found = []
        for entry in fields(self):
            name: Name = entry.metadata[_METADATA]
            value = str(getattr(self, entry.name))
            found.append((name.name, "(set)" if name.secret and value else value, name.says))
        return found


def _default_of(entry: Any, name: Name, to_run: bool) -> Any:
    if entry.default is not MISSING:
        return entry.default
    if entry.default_factory is not MISSING:
        return entry.default_factory()
    return "" if name.to_run and not to_run else MISSING


def _read(source: Env, service: str, name: Name, hint: Any, default: Any, faults: list[str]) -> Any:
    import os

    own = f"{service.upper()}_{name.name}"
    variable = own if name.per_service and own in os.environ else name.name
    if variable not in os.environ and default is not MISSING:
        return default
    value = _parser(source, hint)(variable)
    if isinstance(value, list) and get_origin(_bare(hint)) is tuple:
        value = tuple(item.strip() for item in value if item.strip())
    if name.choices and value is not None and value not in name.choices:
        faults.append(f"{variable}: {value!r} is none of {', '.join(name.choices)}")
    return value


def _parser(source: Env, hint: Any) -> Any:
    bare = _bare(hint)
    simple = {str: source.str, int: source.int, float: source.float, bool: source.bool}
    if bare in simple:
        return simple[bare]
    if bare is Path:
        return source.path
    if get_origin(bare) is tuple:
        return source.list
    return source.json


def _bare(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return next(arg for arg in get_args(hint) if arg is not type(None))
    return hint

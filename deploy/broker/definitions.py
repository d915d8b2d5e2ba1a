"""Write RabbitMQ's definitions: one user per service, with only the permissions it needs.

The node loads the file at each start, so that users exist even after its data was deleted. Plain
permissions are not enough, because all services share the exchange of requests: topic permissions
define whose requests a user may send and receive (`docs/explanation/` describes the tests of this).

    REGISTRY_AMQP_PASSWORD=... python -m deploy.broker.definitions --vhost liaison > broker.json
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import re
import secrets
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SERVICES = ("registry", "assessment", "incentives")
GATEWAY, FINANCE = "gateway", "finance"
USERS = (*SERVICES, GATEWAY, FINANCE)
HEARS_FINANCE = ("incentives",)
TELLS_FINANCE = ("incentives",)
LOG_CALLS = ("events_after", "head")
NOTHING = "^$"


@dataclass(frozen=True)
class Instance:
    """One instance on the broker: its vhost and its mode."""

    vhost: str
    mode: str = "live"

    @property
    def prefix(self) -> str:
        """Return the prefix of names, as in the kit's `topology.py`."""
        return "" if self.mode == "live" else f"{self.mode}."


def definitions(instances: Iterable[Instance], passwords: Mapping[str, str]) -> dict[str, Any]:
    """Return the complete definitions for some instances on one node.

    Raises:
        KeyError: when a user has no password.
    """
    found = list(instances)
    return {
        "users": [_user(name, passwords[name]) for name in USERS],
        "vhosts": [{"name": instance.vhost} for instance in found],
        "permissions": [
            {"user": user, "vhost": instance.vhost, **permission(user, instance)}
            for instance in found
            for user in USERS
        ],
        "topic_permissions": [
            {"user": user, "vhost": instance.vhost, **rule}
            for instance in found
            for user in USERS
            for rule in topic_permissions(user, instance)
        ],
        "exchanges": [
            _exchange(instance, name)
            for instance in found
            for name in ("nameko-rpc", f"{FINANCE}.events")
        ],
    }


def _user(name: str, password: str) -> dict[str, Any]:
    salt = secrets.token_bytes(4)
    digest = hashlib.sha256(salt + password.encode()).digest()
    return {
        "name": name,
        "password_hash": base64.b64encode(salt + digest).decode(),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": [],
    }


def _exchange(instance: Instance, name: str) -> dict[str, Any]:
    return {
        "name": f"{instance.prefix}{name}",
        "vhost": instance.vhost,
        "type": "topic",
        "durable": True,
        "auto_delete": False,
        "internal": False,
        "arguments": {},
    }


def permission(user: str, instance: Instance) -> dict[str, str]:
    """Return a user's permissions to declare, write and read."""
    if user == FINANCE:
        return _rights(
            instance,
            configure=[],
            write=[f"{FINANCE}\\.events"],
            read=[f"{one}-to-{FINANCE}" for one in TELLS_FINANCE],
        )
    replies = _replies(user, instance)
    if user == GATEWAY:
        return _rights(
            instance,
            configure=[],
            write=["nameko-rpc"],
            read=["nameko-rpc", f"[a-z]+-to-{user}"],
            replies=replies,
        )
    finance = user in HEARS_FINANCE
    own = [f"rpc-{user}", f"{user}\\.events", f"{user}-to-[a-z]+"]
    own += [f"{FINANCE}-to-{user}"] if finance else []
    hears = [f"{one}-to-{user}" for one in SERVICES if one != user]
    hears += [f"{FINANCE}\\.events", f"{FINANCE}-to-{user}"] if finance else []
    return _rights(
        instance,
        configure=own,
        write=["nameko-rpc", *own],
        read=["nameko-rpc", f"rpc-{user}", f"{user}\\.events", *hears],
        replies=replies,
    )


def _replies(user: str, instance: Instance) -> str:
    return f"reply-{re.escape(instance.prefix)}{user}-[0-9a-f-]+"


def _rights(
    instance: Instance,
    configure: list[str],
    write: list[str],
    read: list[str],
    replies: str = "",
) -> dict[str, str]:
    rights = {"configure": configure, "write": write, "read": read}
    return {act: _pattern(instance, names, replies) for act, names in rights.items()}


def _pattern(instance: Instance, names: list[str], replies: str) -> str:
    choices = [f"{re.escape(instance.prefix)}({'|'.join(names)})"] if names else []
    choices += [replies] if replies else []
    return f"^({'|'.join(choices)})$" if choices else NOTHING


def topic_permissions(user: str, instance: Instance) -> list[dict[str, str]]:
    """Return the routing keys that a user may publish and bind on the shared exchanges."""
    rpc, finance = f"{instance.prefix}nameko-rpc", f"{instance.prefix}{FINANCE}.events"
    replies = f"^{_replies(user, instance)}$"
    services = "|".join(SERVICES)
    if user == FINANCE:
        return [
            {"exchange": rpc, "write": NOTHING, "read": NOTHING},
            {"exchange": finance, "write": "^payout\\.", "read": NOTHING},
        ]
    if user == GATEWAY:
        return [{"exchange": rpc, "write": f"^({services})\\.", "read": replies}]
    others = "|".join(one for one in SERVICES if one != user)
    return [
        {
            "exchange": rpc,
            "write": f"^(reply-.*|({others})\\.({'|'.join(LOG_CALLS)}))$",
            "read": f"^({user}\\.\\*|{replies[1:-1]})$",
        }
    ]


def passwords_from(environment: Mapping[str, str]) -> dict[str, str]:
    """Return each user's password from `<USER>_AMQP_PASSWORD`.

    Raises:
        LookupError: naming every variable that is missing.
    """
    names = {user: f"{user.upper()}_AMQP_PASSWORD" for user in USERS}
    missing = [name for name in names.values() if not environment.get(name)]
    if missing:
        raise LookupError(f"set {', '.join(missing)}")
    return {user: environment[name] for user, name in names.items()}


def main() -> int:
    """Write the definitions for the vhosts of the arguments."""
    parser = argparse.ArgumentParser(prog="python -m deploy.broker.definitions")
    parser.add_argument("--vhost", action="append", required=True, help="one or several")
    parser.add_argument("--mode", default="live", help="of these vhosts' instances")
    options = parser.parse_args()
    try:
        passwords = passwords_from(os.environ)
    except LookupError as error:
        print(error.args[0], file=sys.stderr)
        return 2
    found = definitions([Instance(vhost, options.mode) for vhost in options.vhost], passwords)
    print(json.dumps(found, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())

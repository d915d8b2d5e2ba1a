"""Give each process a broker user of its own on a private RabbitMQ node.

On an existing broker (`AMQP_URI`) every process uses that address. For the permissions of
`deploy/broker` there, load its definitions and set finance's address in `FINANCE_AMQP_URI`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deploy.broker.definitions import USERS, Instance, definitions
from deploy.local.servers import MODE
from deploy.local.servers.rabbit import DEFINITIONS, VHOST, PrivateRabbit
from liaison_kit.bus import topology
from liaison_kit.bus.broker import Link, NotFound

PRODUCERS = ("registry", "assessment", "incentives", "finance")


@dataclass(frozen=True)
class BrokerAddresses:
    """The address of each broker user; `rabbit` is the private node, if there is one."""

    uris: Mapping[str, str] = field(repr=False)
    rabbit: PrivateRabbit | None = None

    def of(self, user: str) -> str:
        """Return a user's address; it is empty if the user has none."""
        return self.uris[user]


@contextmanager
def broker_addresses(
    folder: Path | None, environ: Mapping[str, str], mode: str = MODE
) -> Iterator[BrokerAddresses]:
    """Yield the addresses on the broker of `AMQP_URI`, or on a private one started here."""
    given = environ.get("AMQP_URI")
    if given:
        finance = environ.get("FINANCE_AMQP_URI", "")
        yield BrokerAddresses({**dict.fromkeys(USERS, given), "finance": finance})
        return
    passwords = {user: secrets.token_urlsafe(24) for user in USERS}
    with PrivateRabbit(folder, node_definitions(passwords, mode)) as rabbit:
        yield BrokerAddresses(
            {user: rabbit.uri_of(VHOST, user, passwords[user]) for user in USERS}, rabbit
        )


def node_definitions(passwords: Mapping[str, str], mode: str = MODE) -> dict[str, Any]:
    """Return a private node's definitions: its own administrator, and each service's user."""
    ours = definitions([Instance(VHOST, mode)], passwords)
    return {
        **ours,
        **{
            name: [*DEFINITIONS[name], *(one for one in ours[name] if one not in DEFINITIONS[name])]
            for name in ("users", "vhosts", "permissions")
        },
    }


def delete_queues(uri: str, mode: str = MODE) -> None:
    """Delete the queues of an earlier demo, whose messages no longer belong to a database."""
    names = topology.Names(mode)
    link = Link(uri, "demo cleaning")
    try:
        for producer in PRODUCERS:
            for queue in topology.queues_of(producer, names):
                try:
                    link.channel.queue_delete(queue.name)
                except NotFound:
                    link.reopen()
    finally:
        link.close()

"""Give each process its line to the broker: a user of its own on a private node.

On a broker of one's own (`AMQP_URI`) everybody uses the given address; whoever wants the rights
of `deploy/broker` there loads them, and names finance's address in `FINANCE_AMQP_URI`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deploy.broker.definitions import USERS, Instance, definitions
from deploy.local.city.sign_ins import MODE
from deploy.local.servers.rabbit import DEFINITIONS, VHOST, PrivateRabbit
from liaison_kit.bus import topology
from liaison_kit.bus.broker import Link, NotFound

PRODUCERS = ("registry", "assessment", "incentives", "finance")


@dataclass(frozen=True)
class Lines:
    """Hold the address of each broker user; `rabbit` is the private node, if it is one."""

    uris: Mapping[str, str] = field(repr=False)
    rabbit: PrivateRabbit | None = None

    def of(self, user: str) -> str:
        """Return a user's address; an empty one where the user has no line of its own."""
        return self.uris[user]


@contextmanager
def lines(folder: Path | None, environ: Mapping[str, str], mode: str = MODE) -> Iterator[Lines]:
    """Give lines on the broker of `AMQP_URI`, or on a private one for the time being."""
    given = environ.get("AMQP_URI")
    if given:
        finance = environ.get("FINANCE_AMQP_URI", "")
        yield Lines({**dict.fromkeys(USERS, given), "finance": finance})
        return
    passwords = {user: secrets.token_urlsafe(24) for user in USERS}
    with PrivateRabbit(folder, node_definitions(passwords, mode)) as rabbit:
        yield Lines({user: rabbit.uri_of(VHOST, user, passwords[user]) for user in USERS}, rabbit)


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


def forget(uri: str, mode: str = MODE) -> None:
    """Delete the queues that an earlier demo left, which would bring what nobody knows any more."""
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

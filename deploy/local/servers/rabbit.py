"""Run a private RabbitMQ node: own ports, Erlang port mapper and folder, nothing shared."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from deploy.local.environment import programs
from deploy.local.servers import folders
from deploy.local.servers.ports import free_ports
from deploy.local.servers.process import ProcessSpec, ServerProcess

USER = PASSWORD = VHOST = "liaison"  # noqa: S105 a node that listens on loopback only
START_SECONDS = 90.0
DEFINITIONS: dict[str, Any] = {
    "users": [{"name": USER, "password": PASSWORD, "tags": "administrator"}],
    "vhosts": [{"name": VHOST}],
    "permissions": [
        {"user": USER, "vhost": VHOST, "configure": ".*", "write": ".*", "read": ".*"},
    ],
}
CONFIG = """\
listeners.tcp.local = 127.0.0.1:{amqp}
management.tcp.ip = 127.0.0.1
management.tcp.port = {http}
load_definitions = {home}/definitions.json
loopback_users = none
disk_free_limit.absolute = 50MB
log.console = false
log.file.level = warning
"""
# No busy waiting: on two cores an idle node would take time from the tests.
ERL_ARGS = "+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}"


class PrivateRabbit:
    """Start, stop, kill and wipe a private RabbitMQ node.

    `definitions` replaces the default ones key by key: users, vhosts, permissions, topic
    permissions and so on, in RabbitMQ's own format. They are loaded at every start, so that a wiped
    node has its users again. Keep the user `liaison` in them, which this class uses.
    """

    def __init__(
        self, folder: Path | None = None, definitions: Mapping[str, Any] | None = None
    ) -> None:
        """Choose ports and user; nothing starts before `start` or `with`."""
        self._program = programs.BROKER.require()
        self._user = folders.service_user("rabbitmq")
        self._folder = folder
        self._definitions = {**DEFINITIONS, **(definitions or {})}
        self._process: ServerProcess | None = None
        self._home: Path | None = None
        self.port, self._http, self._dist, self._epmd = free_ports(4)

    @property
    def uri(self) -> str:
        """Return the AMQP address of the vhost `liaison`."""
        return self.uri_of(VHOST)

    def uri_of(self, vhost: str, user: str = USER, password: str = PASSWORD) -> str:
        """Return the AMQP address of another vhost or for another user."""
        return f"amqp://{quote(user)}:{quote(password)}@127.0.0.1:{self.port}/{quote(vhost, '')}"

    def start(self) -> None:
        """Start the node and wait until it answers."""
        home = self._home = folders.make_folder("rabbit", self._user, self._home or self._folder)
        (home / "data").mkdir(exist_ok=True)
        folders.give(home / "data", self._user)
        config = CONFIG.format(amqp=self.port, http=self._http, home=home)
        folders.write(home / "rabbitmq.conf", config, self._user)
        folders.write(home / "definitions.json", json.dumps(self._definitions), self._user)
        folders.write(home / "plugins", "[rabbitmq_management].\n", self._user)
        folders.write(home / "env.conf", "", self._user)
        epmd = [str(programs.find_epmd()), "-address", "127.0.0.1", "-port", str(self._epmd)]
        self._process = ServerProcess(
            ProcessSpec(
                command=[str(self._program)],
                helpers=[epmd],
                env=self._environment(home),
                log=str(home / "console.log"),
                user=self._user,
                remove_when_orphaned=None if self._folder else str(home),
            )
        )
        self._wait_until_ready()

    def stop(self) -> None:
        """Stop the node cleanly; its messages stay on disk."""
        if self._process:
            self._process.stop()
            self._process = None

    def kill(self) -> None:
        """Kill the node as a power cut would; `start` restarts it on the same port."""
        if self._process:
            self._process.kill()
            self._process = None

    def wipe(self) -> None:
        """Delete all data of the broker, and restart it on the same port."""
        self.kill()  # an orderly stop takes seconds, and what it saves is deleted here
        assert self._home is not None, "a node that never ran has nothing to wipe"
        shutil.rmtree(self._home / "data")
        self.start()

    def add_vhost(self, name: str) -> str:
        """Create a vhost with full rights for `liaison` and return its address."""
        self.api("PUT", f"vhosts/{quote(name, '')}", {})
        rights = {"configure": ".*", "write": ".*", "read": ".*"}
        self.api("PUT", f"permissions/{quote(name, '')}/{USER}", rights)
        return self.uri_of(name)

    def drop_vhost(self, name: str) -> None:
        """Delete a vhost with its queues, and close its connections."""
        self.api("DELETE", f"vhosts/{quote(name, '')}")

    def api(self, method: str, path: str, body: object = None, timeout: float = 10.0) -> Any:
        """Call RabbitMQ's management API, as `api("GET", "queues")`; None without an answer."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self._http}/api/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Content-Type": "application/json",
                "Authorization": "Basic "
                + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode(),
            },
        )
        # a proxy of the user's environment has no business on the loopback address
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=timeout) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def __enter__(self) -> PrivateRabbit:
        """Start the node."""
        try:
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the node and remove its folder, unless the folder was given."""
        if self._folder:
            self.stop()
            return
        self.kill()
        if self._home:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None

    def _environment(self, home: Path) -> dict[str, str]:
        return {
            "PATH": os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin:/usr/bin:/sbin:/bin")),
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "ERL_EPMD_PORT": str(self._epmd),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": "liaison@localhost",
            "RABBITMQ_DIST_PORT": str(self._dist),
            "RABBITMQ_MNESIA_BASE": str(home / "data"),
            "RABBITMQ_SCHEMA_DIR": str(home / "data" / "schema"),
            "RABBITMQ_LOG_BASE": str(home / "log"),
            "RABBITMQ_CONFIG_FILE": str(home / "rabbitmq.conf"),
            "RABBITMQ_CONFIG_FILES": str(home / "conf.d" / "*.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(home / "advanced.config"),
            "RABBITMQ_CONF_ENV_FILE": str(home / "env.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "plugins"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": ERL_ARGS,
            # the script becomes the node itself, so that a signal reaches it
            "RUNNING_UNDER_SYSTEMD": "true",
        }

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self._process is not None
            assert self._home is not None
            if not self._process.is_alive() or time.monotonic() > deadline:
                said = folders.tail(self._home / "console.log")
                self.kill()
                raise RuntimeError(f"The private RabbitMQ did not start. It said:\n{said}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as connection:
                connection.sendall(b"AMQP\x00\x00\x09\x01")
                if connection.recv(1) != b"\x01":
                    return False
            self.api("GET", f"vhosts/{VHOST}", timeout=2)
        except (OSError, urllib.error.URLError):
            return False
        return True

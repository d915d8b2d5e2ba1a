"""Serve a WSGI app on this machine: one gunicorn worker with threads, on an open socket."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]

from liaison_kit.instance.instance import WrongInstance

HOST = "127.0.0.1"
FIRST_PORT = 8000
PORTS_TRIED = 100
THREADS = 8
GRACE_SECONDS = 10


def listen(first: int = FIRST_PORT) -> socket.socket:
    """Return a listening socket on the first free port from `first` on.

    Raises:
        OSError: when none of a hundred is free.
    """
    for port in range(first, first + PORTS_TRIED):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((HOST, port))
        except OSError:
            found.close()
            continue
        found.listen(128)
        return found
    raise OSError(f"No port from {first} to {first + PORTS_TRIED - 1} is free on {HOST}.")


def address_of(listener: socket.socket) -> str:
    """Return the address of a socket for a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://{host}:{port}"


class Served(BaseApplication):  # type: ignore[misc]
    """Open the app in the worker, which has its threads, and close it there."""

    def __init__(
        self,
        listener: socket.socket,
        open_app: Callable[[], tuple[Any, Callable[[], None]]],
        ready: Callable[[], None],
    ) -> None:
        self._listener = listener
        self._open = open_app
        self._ready = ready
        self._close: Callable[[], None] = lambda: None
        super().__init__()

    def load_config(self) -> None:
        """Configure gunicorn without reading any file or argument."""
        settings = {
            "bind": f"fd://{self._listener.fileno()}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "graceful_timeout": GRACE_SECONDS,
            "loglevel": "warning",
            "post_worker_init": lambda worker: self._ready(),
            "worker_exit": lambda arbiter, worker: self._close(),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Open the app; a permanent failure stops the server with one sentence."""
        try:
            app, self._close = self._open()
        except WrongInstance as error:
            print(error, file=sys.stderr)
            raise SystemExit(Arbiter.WORKER_BOOT_ERROR) from None
        return app


def serve(
    listener: socket.socket,
    open_app: Callable[[], tuple[Any, Callable[[], None]]],
    ready: Callable[[], None],
) -> None:
    """Serve until Ctrl-C or SIGTERM; `open_app` returns the app and the function that closes it."""
    Served(listener, open_app, ready).run()

"""Stand between a client and the broker, and on command swallow everything."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit


class BlackHole:
    """Forward TCP to the broker until `swallow`; then read and write nothing, yet stay open."""

    def __init__(self, amqp_uri: str) -> None:
        at = urlsplit(amqp_uri)
        self._target = (at.hostname, at.port)
        self._server = socket.create_server(("127.0.0.1", 0))
        port = self._server.getsockname()[1]
        self.uri = amqp_uri.replace(f"{at.hostname}:{at.port}", f"127.0.0.1:{port}")
        self._open: list[socket.socket] = [self._server]
        self._lets_through = threading.Event()
        self._lets_through.set()
        self._closed = False
        threading.Thread(target=self._accept, daemon=True).start()

    def swallow(self) -> None:
        """Let nothing through any more."""
        self._lets_through.clear()

    def let_through(self) -> None:
        """Let everything through again."""
        self._lets_through.set()

    def close(self) -> None:
        """Drop every connection."""
        self._closed = True
        self._lets_through.set()
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        while not self._closed:
            try:
                near, _ = self._server.accept()
                far = socket.create_connection(self._target)
            except OSError:
                return
            self._open += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._lets_through.wait()
                sink.sendall(data)
        for one in (source, sink):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

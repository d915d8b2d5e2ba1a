"""Serve /healthz, /readyz and /metrics from a small server inside the process.

It listens on the loopback address by default, and works under eventlet.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from liaison_kit.ops.logs import get_logger

Check = Callable[[], str]
"""Return the fault, or an empty string."""
_logger = get_logger(__name__)


class HealthServer:
    """Answer whether the process is alive, whether it is ready, and its metrics."""

    def __init__(
        self,
        address: str,
        checks: Mapping[str, Check],
        gather: Callable[[], None] = lambda: None,
    ) -> None:
        host, _, port = address.rpartition(":")
        self._checks = checks
        self._gather = gather
        self._server = ThreadingHTTPServer((host or "127.0.0.1", int(port)), self._handler())
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        """Return the host and port it listens on."""
        host, port = self._server.server_address[:2]
        return f"{host!s}:{port}"

    def start(self) -> None:
        """Serve in a separate thread."""
        threading.Thread(target=self._server.serve_forever, name="health", daemon=True).start()
        _logger.info("health.listening", address=self.address)

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def faults(self) -> dict[str, str]:
        """Return what keeps the process from being ready."""
        found = {}
        for name, check in self._checks.items():
            try:
                fault = check()
            except Exception as error:  # a check that fails is a fault found
                fault = repr(error)
            if fault:
                found[name] = fault
        return found

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Return status, content type and body for a path."""
        if path == "/healthz":
            return 200, "text/plain", b"alive\n"
        if path == "/readyz":
            faults = self.faults()
            body = json.dumps({"ready": not faults, "faults": faults}).encode()
            return 503 if faults else 200, "application/json", body
        if path == "/metrics":
            try:
                self._gather()
            except Exception as error:  # counters are worth having without the gauges
                _logger.warning("metrics.incomplete", error=repr(error))
            return 200, CONTENT_TYPE_LATEST, generate_latest()
        return 404, "text/plain", b"not here\n"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answer = self.answer

        class Handler(BaseHTTPRequestHandler):
            timeout = 10

            def do_GET(self) -> None:
                status, kind, body = answer(self.path.partition("?")[0])
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Keep probes out of the log."""

        return Handler

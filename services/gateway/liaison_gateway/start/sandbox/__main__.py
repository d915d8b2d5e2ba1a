"""Serve one sandbox until its parent ends: `python -m liaison_gateway.start.sandbox`.

The parent holds the other end of the standard input. When the parent ends, so does the sandbox.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from liaison_contracts.errors import LiaisonError
from liaison_gateway.developers.sandbox.processes import ADVANCE
from liaison_gateway.start.sandbox.automatic_answers import Office
from liaison_gateway.start.sandbox.city import open_city
from liaison_kit.ops import logs

App = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Quiet(WSGIRequestHandler):
    """Log no requests, because the parent logs them."""

    def log_request(self, *args: Any) -> None:
        """Log nothing."""


def with_days(app: App, office: Office) -> App:
    """Advance days at the parent's request; everything else is the API."""
    one_at_a_time = threading.Lock()

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] != ADVANCE:
            return app(environ, start)
        asked = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        try:
            with one_at_a_time:
                status, found = "200 OK", office.advance_to(date.fromisoformat(asked["on"]))
        except LiaisonError as error:
            status, found = "409 Conflict", error.to_wire()
        start(status, [("Content-Type", "application/json")])
        return [json.dumps(found, ensure_ascii=False).encode()]

    return answer


def main(folder: Path) -> int:
    """Open the city, report the port to the parent, and serve."""
    logs.configure("sandbox", "WARNING")
    city = open_city(folder)
    app = with_days(city.embedded.app, Office(city.client, city.factors))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_port}), flush=True)
    sys.stdin.read()
    server.shutdown()
    city.embedded.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

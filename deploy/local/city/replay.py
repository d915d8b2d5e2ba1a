"""Replay a year book: embedded, or on RabbitMQ and PostgreSQL with one process per service.

`make replay` calls this. With `BROKER=rabbitmq` it starts private servers, with `AMQP_URI` and
`DATABASE_URL` it uses existing ones; either way the replay itself only uses HTTP to the gateway.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PLAYER = [sys.executable, "-m", "liaison_yearbook", "replay"]


def main() -> int:
    """Replay the book given in the arguments and return the exit code."""
    if len(sys.argv) != 3:
        print("Type: make replay YEARBOOK=path/to/folder OUT=path/to/results", file=sys.stderr)
        return 2
    yearbook, out = sys.argv[1:]
    if os.environ.get("BROKER") == "rabbitmq" or os.environ.get("AMQP_URI"):
        return _on_cluster(Path(yearbook), out)
    return subprocess.run([*PLAYER, yearbook, "--out", out], check=False).returncode


def _on_cluster(yearbook: Path, out: str) -> int:
    from deploy.local.servers.cluster import Cluster  # only a cluster needs the servers
    from liaison_yearbook.book.reader import BadBook, read_book

    try:
        book = read_book(yearbook)
    except BadBook as error:
        print(f"{len(error.lines)} bad lines; nothing was replayed:\n{error}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="liaison-replay-") as folder:
        place = Path(folder)
        place.chmod(0o755)  # the database server's own user has to reach its part
        with Cluster(place / "cluster", book.since, name="replay", mode="replay") as cluster:
            cluster.prepare(from_scratch=True)
            issued = json.loads(cluster.run("gateway", "seed", "--without-passwords").stdout)
            keys = place / "keys.json"
            keys.touch(mode=0o600)
            keys.write_text(json.dumps({each["part"]: each["key"] for each in issued}), "utf-8")
            cluster.start()
            arguments = [str(yearbook), "--out", out, "--gateway", cluster.address]
            command = [*PLAYER, *arguments, "--keys", str(keys)]
            return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

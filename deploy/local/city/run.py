"""Start a demo city on this machine: `make run`, or `make run BROKER=rabbitmq`."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deploy.local.city import sign_ins, storage
from deploy.local.city.sign_ins import SignIn
from deploy.local.city.web_server import FIRST_PORT, address_of, listen, serve
from liaison_contracts.errors import LiaisonError

VAR = storage.ROOT / "var"
BROKERS = ("", "rabbitmq")


class Busy(RuntimeError):
    """Another process uses the same folder."""


def main(environ: Mapping[str, str] = os.environ) -> int:
    """Start the city that the environment asks for; return the exit code."""
    broker = environ.get("BROKER", "")
    if broker not in BROKERS:
        print(f"BROKER={broker} is unknown. Leave it out, or use rabbitmq.", file=sys.stderr)
        return 2
    try:
        if broker:
            from deploy.local.city.supervisor import run_cluster  # only here the servers are needed

            with only_one(VAR / "demo-rabbitmq") as place:
                return run_cluster(place, first_port(environ), environ)
        run_embedded(VAR / "demo", first_port(environ))
    except (Busy, LiaisonError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def run_embedded(place: Path, port: int) -> None:
    """Create the city if there is none, then serve it in one process until Ctrl-C or SIGTERM."""
    with only_one(place):
        people = storage.prepare(place)
        listener = listen(port)
        address = address_of(listener)

        def open_app() -> tuple[Any, Any]:
            embedded = storage.open_city(place)
            return embedded.app, embedded.close

        serve(listener, open_app, lambda: welcome(address, people, place))


def welcome(address: str, people: list[SignIn], place: Path) -> None:
    """Print the address of the city and who can sign in."""
    print(sign_ins.table(people))
    print(f"\nThe demo city is at {address}   (try {address}/v1/instance)")
    print(f"Its sign-ins are kept in {place / sign_ins.FILE_NAME}. Ctrl-C stops it.", flush=True)


def first_port(environ: Mapping[str, str]) -> int:
    """Return the port to try first: `PORT`, or 8000."""
    return int(environ.get("PORT", "") or FIRST_PORT)


@contextmanager
def only_one(place: Path) -> Iterator[Path]:
    """Lock a folder for this process; the lock ends with the process.

    Raises:
        Busy: if another process holds it.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.with_name(f"{place.name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"Another `make run` uses {place}. Stop it first (Ctrl-C there).") from None
        yield place


if __name__ == "__main__":
    sys.exit(main())

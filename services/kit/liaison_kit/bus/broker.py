"""Hold one connection to RabbitMQ in which every wait has a timeout.

A link belongs to one thread (only the RPC client lets several write, under a lock). The socket
timeout is set once: a read that finds nothing and a write to a dead connection both end after a
tick.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from amqp import Channel, Message
from amqp.exceptions import AMQPError, NotFound, PreconditionFailed
from kombu.utils.url import parse_url

from liaison_kit.bus.framing import LenientConnection
from liaison_kit.log import bodies
from liaison_kit.ops.logs import get_logger

CONNECT_SECONDS = 5.0
TICK_SECONDS = 1.0
HEARTBEAT_SECONDS = 20
PIECE_BYTES = 16 * 1024
JSON = "application/json"
PERSISTENT, TRANSIENT = 2, 1
BROKER_ERRORS = (AMQPError, OSError)
"""The errors of a broker that is down, restarting or unreachable; never caused by a message."""
_logger = get_logger(__name__)

__all__ = ["BROKER_ERRORS", "JSON", "Link", "Message", "NotFound", "PreconditionFailed"]


class Link:
    """Connect, open one channel, and drain it in steps with a timeout."""

    def __init__(self, uri: str, name: str, tick: float = TICK_SECONDS) -> None:
        at = parse_url(uri)
        self.name = name
        self.connection = LenientConnection(
            host=f"{at['hostname'] or 'localhost'}:{at['port'] or _port_of(at)}",
            userid=at["userid"] or "guest",
            password=at["password"] or "guest",
            virtual_host=at["virtual_host"] or "/",
            ssl=at["transport"] == "amqps",
            connect_timeout=CONNECT_SECONDS,
            heartbeat=HEARTBEAT_SECONDS,
            client_properties={"connection_name": name},
        )
        try:
            self.connection.connect()
            # otherwise py-amqp reads from the socket in every publish, in whichever thread it is
            self.connection.client_properties["capabilities"]["connection.blocked"] = False
            self.connection.transport.sock.settimeout(tick)
            self.channel: Channel = self._open()
        except BaseException:
            self.connection.collect()
            raise

    def drain(self) -> bool:
        """Wait up to a tick for something to arrive, and return whether it did."""
        try:
            self.connection.drain_events()
        except TimeoutError:
            self.connection.heartbeat_tick()
            return False
        return True

    def drain_arrived(self, most: int) -> None:
        """Process what has already arrived, up to a number of frames."""
        for _ in range(most):
            try:
                self.connection.drain_events(timeout=0)
            except TimeoutError:
                return

    @contextmanager
    def corked(self) -> Iterator[None]:
        """Send the block's output in chunks of 16 KiB, instead of one system call per message."""
        transport, pieces = self.connection.transport, bytearray()
        send = transport._write

        def gather(data: bytes | memoryview) -> None:
            pieces.extend(data)
            if len(pieces) >= PIECE_BYTES:
                send(bytes(pieces))
                pieces.clear()

        transport._write = gather
        try:
            yield
        finally:
            transport._write = send
        send(bytes(pieces))

    def reopen(self) -> Channel:
        """Open a new channel after the broker closed the current one over a refused method."""
        with suppress(*BROKER_ERRORS, AttributeError):
            self.channel.close()
        self.channel = self._open()
        return self.channel

    def _open(self) -> Channel:
        channel: Channel = self.connection.channel()
        channel.auto_decode = False  # a sender's content_encoding may name any codec of Python
        return channel

    def close(self) -> None:
        """Close the connection cleanly for at most a tick, then drop it."""
        with suppress(*BROKER_ERRORS, AttributeError):
            self.connection.close()
        with suppress(Exception):
            self.connection.collect()


def _port_of(at: dict[str, Any]) -> int:
    return 5671 if at["transport"] == "amqps" else 5672


def message_of(data: Any, *, delivery_mode: int = PERSISTENT, **properties: Any) -> Message:
    """Return JSON data as an AMQP message."""
    return Message(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(),
        content_type=JSON,
        content_encoding="utf-8",
        delivery_mode=delivery_mode,
        **properties,
    )


class Backoff:
    """Wait longer after each failure, up to a limit, or until stopping."""

    def __init__(self, stopping: threading.Event, most: float = 5.0) -> None:
        self._stopping = stopping
        self._most = most
        self._failures = 0

    def reset(self) -> None:
        """Forget past failures."""
        self._failures = 0

    def wait(self) -> None:
        """Wait 0.1 s, 0.2 s, ... up to the limit, or until stopping."""
        self._failures += 1
        self._stopping.wait(min(self._most, 0.05 * 2 ** min(self._failures, 10)))


def keep_linked(
    uri: str, name: str, stopping: threading.Event, use: Callable[[Link], None]
) -> None:
    """Connect and run `use` until stopping; reconnect forever when the link breaks.

    `use` returns only when it is asked to stop; it raises `BROKER_ERRORS` when the link breaks.
    """
    backoff = Backoff(stopping)
    while not stopping.is_set():
        link = None
        started = time.monotonic()
        try:
            link = Link(uri, name)
            use(link)
        except BROKER_ERRORS as error:
            _logger.warning("broker.lost", link=name, error=repr(error))
            if time.monotonic() - started > 30:
                backoff.reset()
            backoff.wait()
        except Exception:  # a bug must not silence a relay or a feed for good
            _logger.exception("broker.bug", link=name, alert=True)
            backoff.wait()
        finally:
            if link is not None:
                link.close()


def queue_gone(tag: str) -> None:
    """Drop the link when the broker deletes a queue, so that the queue is declared again."""
    raise ConnectionError("the broker took the queue away")


def body_of(message: Message, most: int = bodies.LARGEST_BYTES) -> Any:
    """Return a message's JSON data, or `Unreadable`; it never raises."""
    return bodies.read(raw_of(message), message.properties.get("content_type"), most)


def raw_of(message: Message) -> bytes:
    """Return a message's bytes."""
    body = message.body
    return body if isinstance(body, bytes) else str(body).encode("utf-8", "surrogatepass")

"""Accept requests over nameko RPC, so that a malformed message cannot stop a service.

The wire format is nameko's own, and the entrypoint runs in nameko's container. The differences from
the standard parts: a message that cannot be read or answered is refused or parked, replies use the
connection of the request, and at a stop the connection closes only after the last answer was sent.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from functools import partial
from typing import Any

from eventlet.event import Event
from nameko.exceptions import ContainerBeingKilled, IncorrectSignature, safe_for_serialization
from nameko.extensions import Entrypoint, SharedExtension

from liaison_kit.bus import topology
from liaison_kit.bus.broker import (
    BROKER_ERRORS,
    TRANSIENT,
    Link,
    Message,
    body_of,
    keep_linked,
    message_of,
    raw_of,
)
from liaison_kit.log import dead_letters
from liaison_kit.log.bodies import LARGEST_REQUEST_BYTES, Unreadable
from liaison_kit.ops import metrics
from liaison_kit.ops.logs import get_logger
from liaison_kit.store.database import is_infrastructure

STRAY_PAUSE_SECONDS = 1.0
_logger = get_logger(__name__)


class UnreadableRequest(Exception):
    """Refuse a message that is not a request."""


class RequestLine(SharedExtension):
    """Consume a service's request queue and send the answers, for all its entrypoints."""

    def __init__(self) -> None:
        super().__init__()
        self._methods: dict[str, Rpc] = {}
        self._stopping = threading.Event()
        self._cancelled = Event()
        self._cancelling = False
        self._writing = threading.Lock()
        self._thread: Any = None
        self.linked = False

    def register(self, entrypoint: Rpc) -> None:
        """Accept requests for one more method."""
        self._methods[entrypoint.method_name] = entrypoint

    def start(self) -> None:
        """Start accepting requests, as soon as the broker is available."""
        config = self.container.config
        self._service = self.container.service_name
        self._names = topology.Names(config.get("mode", "live"))
        self._exchange = config.get("rpc_exchange", self._names.rpc_exchange)
        if self._thread is None:
            name = f"{self._service} answers"
            self._thread = self.container.spawn_managed_thread(
                partial(keep_linked, config["AMQP_URI"], name, self._stopping, self._serve)
            )

    def stop_taking(self) -> None:
        """Accept no further requests; accepted ones are answered before the connection closes."""
        self._cancelling = True
        if self.linked:
            self._cancelled.wait()

    def stop(self) -> None:
        """Close the connection once every answer was sent."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.wait()

    def kill(self) -> None:
        """Close the connection at once."""
        self._cancelling = True
        self.stop()

    def _serve(self, link: Link) -> None:
        queue = self._names.rpc_queue(self._service)
        topology.ensure_exchange(link, self._exchange)
        channel = link.channel
        arguments = {"x-queue-type": "classic"}  # whatever the vhost's default may be
        channel.queue_declare(queue, durable=True, auto_delete=False, arguments=arguments)
        channel.queue_bind(queue, self._exchange, f"{self._service}.*")
        channel.basic_qos(0, self.container.max_workers, False)
        tag = channel.basic_consume(queue, callback=partial(self._on_message, link))
        self.linked = True
        try:
            while not self._stopping.is_set():
                if self._cancelling and tag:
                    with self._writing:
                        channel.basic_cancel(tag)
                    tag = ""
                    self._cancelled.send(None)
                link.drain()
        finally:
            self.linked = False
            if self._cancelling and not self._cancelled.ready():
                self._cancelled.send(None)

    # -- requests ----------------------------------------------------------------------------

    def _on_message(self, link: Link, message: Message) -> None:
        try:
            self._accept(link, message)
        except ContainerBeingKilled:
            link.channel.basic_reject(message.delivery_tag, requeue=True)
        except Exception as error:  # whatever it is: a message must not stop the queue
            self._park(link, message, error)

    def _accept(self, link: Link, message: Message) -> None:
        reply = partial(self._reply, link, message, time.monotonic())
        try:
            entrypoint, args, kwargs = self._read(message)
        except UnreadableRequest as error:
            if self._may_reply(message):
                return reply(None, error)
            raise

        def handle_result(worker: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
            reply(result, exc_info[1] if exc_info else None)
            return result, exc_info

        # only this header is used; nameko trusts the others
        context = {"traceparent": (message.headers or {}).get("nameko.traceparent")}
        self.container.spawn_worker(
            entrypoint, args, kwargs, context_data=context, handle_result=handle_result
        )
        return None

    def _may_reply(self, message: Message) -> bool:
        """Return whether the sender names a reply queue of ours; the broker refuses others."""
        reply_to = message.properties.get("reply_to")
        return isinstance(reply_to, str) and reply_to.startswith(
            self._names.reply_queue("", "")[:6]
        )

    def _read(self, message: Message) -> tuple[Rpc, list[Any], dict[str, Any]]:
        if not self._may_reply(message):
            raise UnreadableRequest("nobody waits for an answer: `reply_to` names no reply queue")
        body = body_of(message, LARGEST_REQUEST_BYTES)
        if isinstance(body, Unreadable):
            raise UnreadableRequest(body.why)
        try:
            args, kwargs = body["args"], body["kwargs"]
        except (KeyError, TypeError):
            raise UnreadableRequest("the body is no JSON object of args and kwargs") from None
        if not isinstance(args, list) or not isinstance(kwargs, dict):
            raise UnreadableRequest("args must be a list and kwargs an object")
        name = message.delivery_info["routing_key"].rpartition(".")[2]
        if name not in self._methods:
            raise UnreadableRequest(f"{self._service} has no method {name!r}")
        entrypoint = self._methods[name]
        try:
            entrypoint.check_signature(args, kwargs)
        except IncorrectSignature as error:
            raise UnreadableRequest(str(error)) from None
        return entrypoint, args, kwargs

    def _park(self, link: Link, message: Message, error: Exception) -> None:
        _logger.error("rpc.stray", error=str(error), alert=True)
        stray = Unreadable(raw_of(message), f"{type(error).__name__}: {error}")
        try:
            with self.container.config["runtime"].transaction() as (session, _):
                dead_letters.park_unreadable(session, "rpc", stray)
            link.channel.basic_ack(message.delivery_tag)
        except Exception as failure:
            _logger.warning("rpc.stray_not_parked", error=repr(failure))
            self._stopping.wait(STRAY_PAUSE_SECONDS)
            link.channel.basic_reject(message.delivery_tag, requeue=True)

    # -- answers -----------------------------------------------------------------------------

    def _reply(self, link: Link, message: Message, since: float, result: Any, error: Any) -> None:
        """Send the answer, then acknowledge; a broken connection redelivers the request."""
        payload = {"result": result, "error": None if error is None else _wire_of(error)}
        properties = {"correlation_id": message.properties.get("correlation_id", "")}
        try:
            answer = message_of(payload, delivery_mode=TRANSIENT, **properties)
        except (TypeError, ValueError, RecursionError) as fault:
            payload = {"result": None, "error": _wire_of(TypeError(f"no answer: {type(fault)}"))}
            answer = message_of(payload, delivery_mode=TRANSIENT, **properties)
        method = message.delivery_info["routing_key"].rpartition(".")[2]
        try:
            with self._writing, link.corked():  # one system call for both
                link.channel.basic_publish(answer, self._exchange, message.properties["reply_to"])
                link.channel.basic_ack(message.delivery_tag)
        except (*BROKER_ERRORS, AttributeError) as fault:
            _logger.warning("rpc.answer_not_sent", method=method, error=repr(fault))
            return
        self._count(method, since, payload)

    def _count(self, method: str, since: float, payload: Mapping[str, Any]) -> None:
        known = method if method in self._methods else "unknown"
        result = payload["result"]
        refused = isinstance(result, dict) and "error" in result
        outcome = result["error"]["kind"] if refused else "bug" if payload["error"] else "ok"
        metrics.RPC_ANSWERED.labels(self._service, known, outcome).inc()
        metrics.RPC_SECONDS.labels(self._service, known).observe(time.monotonic() - since)


def _wire_of(error: Any) -> dict[str, Any]:
    """Return an error in nameko's format, so that a standard client can read it."""
    name = "Unavailable" if is_infrastructure(error) else type(error).__name__
    return {
        "exc_type": name,
        "exc_path": f"{type(error).__module__}.{type(error).__name__}",
        "exc_args": safe_for_serialization(list(getattr(error, "args", ()))),
        "value": safe_for_serialization(error),
    }


class Rpc(Entrypoint):
    """Make a service method answer requests `<service>.<method>`."""

    line = RequestLine()

    def setup(self) -> None:
        """Register with the service's request line."""
        self.line.register(self)

    def stop(self) -> None:
        """Accept no further requests."""
        self.line.stop_taking()


rpc = Rpc.decorator

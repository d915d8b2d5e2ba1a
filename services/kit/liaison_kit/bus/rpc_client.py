"""Call services over nameko RPC from any number of threads, through one connection.

Callers write under a lock; one thread reads the replies and finds each caller by correlation id.
The connection is opened at the first call of a process, so a server may fork before.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

from liaison_contracts.errors import LiaisonError, Unavailable
from liaison_kit.bus import topology
from liaison_kit.bus.broker import (
    BROKER_ERRORS,
    TRANSIENT,
    Link,
    Message,
    message_of,
)
from liaison_kit.ops.logs import get_logger
from liaison_kit.ops.tracing import current_traceparent
from liaison_kit.store.ids import new_id

RETRY_AFTER_SECONDS = 2
CONNECT_PAUSE_SECONDS = 0.5
_logger = get_logger(__name__)


class RpcClient:
    """Carry calls to services over RabbitMQ, reconnecting automatically. See `client.Transport`."""

    def __init__(self, amqp_uri: str, client: str, mode: str = "live") -> None:
        self._uri = amqp_uri
        self._client = client
        self._names = topology.Names(mode)
        self._pid = 0
        self._reset()

    def _reset(self) -> None:
        self._pid = os.getpid()
        self._writing = threading.Lock()
        self._session: _Session | None = None
        self._failed_at = 0.0
        self._closed = False

    def call(self, service: str, method: str, *args: Any, deadline: float) -> Any:
        """Return a service's answer to one call.

        Raises:
            Unavailable: if the broker or the service is unavailable, or no answer came in time.
            LiaisonError: if the service could not process the call.
        """
        if os.getpid() != self._pid:
            self._reset()
        until = time.monotonic() + deadline
        correlation_id = new_id()
        reply: Future[Mapping[str, Any]] = Future()
        session = self._send(service, method, args, until, correlation_id, reply)
        try:
            answer = reply.result(max(0.0, until - time.monotonic()))
        except TimeoutError:
            raise _away("no_answer_in_time", service=service) from None
        finally:
            session.pending.pop(correlation_id, None)
        if answer.get("error"):
            raise _fault(service, method, answer["error"])
        return answer.get("result")

    def close(self) -> None:
        """Close the connection; pending calls raise `Unavailable`."""
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _send(
        self,
        service: str,
        method: str,
        args: tuple[Any, ...],
        until: float,
        correlation_id: str,
        reply: Future[Mapping[str, Any]],
    ) -> _Session:
        left = until - time.monotonic()
        if left <= 0 or not self._writing.acquire(timeout=left):
            raise _away("no_answer_in_time", service=service)
        try:
            session = self._linked()
            message = message_of(
                {"args": args, "kwargs": {}},
                delivery_mode=TRANSIENT,
                correlation_id=correlation_id,
                reply_to=session.reply_queue,
                expiration=str(max(1, int((until - time.monotonic()) * 1000))),
                application_headers={"nameko.traceparent": current_traceparent()},
            )
            session.pending[correlation_id] = (service, reply)
            key = f"{service}.{method}"
            session.link.channel.basic_publish(
                message, self._names.rpc_exchange, key, mandatory=True
            )
            return session
        except BROKER_ERRORS as error:
            if self._session is not None:
                self._session.fail(error)
            self._session = None
            raise _away("broker_down") from error
        finally:
            self._writing.release()

    def _linked(self) -> _Session:
        if self._session is not None and self._session.alive:
            return self._session
        if self._closed:
            raise ConnectionError("this client was closed")
        if time.monotonic() - self._failed_at < CONNECT_PAUSE_SECONDS:
            raise ConnectionError("the broker was not there a moment ago")
        tried_at, self._failed_at = self._failed_at, time.monotonic()
        self._session = _Session(self._uri, self._client, self._names, self._writing)
        self._failed_at = tried_at
        return self._session


class _Session:
    """Hold one connection: its reply queue, its reader, and the waiting callers."""

    def __init__(self, uri: str, client: str, names: topology.Names, writing: Any) -> None:
        self.link = Link(uri, f"{client} asks")
        self.pending: dict[str, tuple[str, Future[Mapping[str, Any]]]] = {}
        self.alive = True
        self.reply_queue = names.reply_queue(client, new_id())
        self._writing = writing
        try:
            topology.ensure_exchange(self.link, names.rpc_exchange)
            channel = self.link.channel
            channel.queue_declare(
                self.reply_queue,
                exclusive=True,
                auto_delete=True,
                arguments={"x-queue-type": "classic"},  # whatever the vhost's default may be
            )
            channel.queue_bind(self.reply_queue, names.rpc_exchange, self.reply_queue)
            channel.events["basic_return"].add(self._on_return)
            channel.basic_consume(self.reply_queue, no_ack=True, callback=self._on_reply)
        except BaseException:
            self.link.close()
            raise
        self._thread = threading.Thread(target=self._read, name="rpc-replies", daemon=True)
        self._thread.start()

    def _read(self) -> None:
        connection = self.link.connection
        try:
            while self.alive:
                with suppress(TimeoutError):
                    connection.drain_events()
                if self._writing.acquire(blocking=False):
                    try:
                        connection.heartbeat_tick()
                    finally:
                        self._writing.release()
        except (*BROKER_ERRORS, AttributeError, TypeError) as error:
            self.fail(error)
        finally:
            with suppress(Exception):
                connection.collect()

    def fail(self, error: BaseException) -> None:
        """Fail all waiting calls over a broken connection; a retry with the same key is safe."""
        if self.alive:
            _logger.warning("rpc.line_lost", error=repr(error))
        self.alive = False
        for correlation_id in list(self.pending):
            service, reply = self.pending.pop(correlation_id, ("", None))
            if reply is not None and not reply.done():
                reply.set_exception(_away("answer_lost", service=service))

    def close(self) -> None:
        """Stop the reader, then close the connection."""
        self.alive = False
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=5)
        self.fail(ConnectionError("closed"))

    def _on_reply(self, message: Message) -> None:
        _, reply = self.pending.pop(message.properties.get("correlation_id", ""), ("", None))
        if reply is None or reply.done():
            return  # late: its caller has gone
        try:
            answer = json.loads(message.body)
        except ValueError:
            answer = {"error": {"exc_type": "UnreadableAnswer", "value": ""}}
        reply.set_result(answer)

    def _on_return(self, error: Any, exchange: str, key: str, message: Message) -> None:
        service, reply = self.pending.pop(message.properties.get("correlation_id", ""), ("", None))
        if reply is not None and not reply.done():
            reply.set_exception(_away("service_down", service=service))


def _away(code: str, **values: Any) -> Unavailable:
    return Unavailable(code, retry_after=RETRY_AFTER_SECONDS, **values)


def _fault(service: str, method: str, error: Mapping[str, Any]) -> LiaisonError:
    _logger.error(
        "rpc.fault",
        service=service,
        method=method,
        type=error.get("exc_type"),
        value=error.get("value"),
    )
    return LiaisonError("internal_error")

"""Receive messages with invalid properties or routing keys instead of losing the connection.

py-amqp decodes both while it reads a frame. A timestamp outside its range, a table nested too deep
or a text that is not UTF-8 raises there, the connection ends, the broker delivers the message
again, and nothing behind it is ever read. Here such a message arrives without properties (so it is
parked as unreadable) or with `?` in its routing key.
"""

from __future__ import annotations

from typing import Any

from amqp import Channel, Connection, Message, method_framing, spec

_TO_ASCII = bytes(byte if byte < 0x80 else ord("?") for byte in range(256))


class LenientMessage(Message):
    """Arrive without properties if they cannot be decoded."""

    def _load_properties(self, class_id: int, buf: Any, offset: int) -> int:
        try:
            return int(super()._load_properties(class_id, buf, offset))
        except Exception:  # whatever the decoder raises: the sender chose these bytes
            self.properties: dict[str, Any] = {}
            return offset


# the frame reader takes the class from its own module, and no argument replaces it
method_framing.Message = LenientMessage


class LenientChannel(Channel):
    """Deliver messages whose routing key is not UTF-8."""

    def dispatch_method(self, method_sig: Any, payload: Any, content: Any) -> Any:
        """Pass a method on; bytes of a routing key that are not UTF-8 become `?`."""
        if method_sig == spec.Basic.Deliver:
            payload = with_readable_key(bytes(payload))
        return super().dispatch_method(method_sig, payload, content)


def with_readable_key(payload: bytes) -> bytes:
    """Return the arguments of a delivery with a routing key that can be decoded.

    They are: class and method (4 bytes), consumer tag, delivery tag and flag (9 bytes), exchange,
    routing key; each text has its length in one byte before it.
    """
    at = 4
    at += 1 + payload[at] + 9
    at += 1 + payload[at]
    key = payload[at + 1 :]
    try:
        key.decode("utf-8")
    except UnicodeDecodeError:
        return payload[: at + 1] + key.translate(_TO_ASCII)
    return payload


class LenientConnection(Connection):
    """Open lenient channels."""

    Channel = LenientChannel

"""The relay's two short cuts say what the long way says."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from liaison_contracts.envelope import FIELDS, envelope_from
from liaison_kit.bus.broker import PIECE_BYTES, Link
from liaison_kit.log import event_log

ROW = SimpleNamespace(
    id="e-1",
    type="toy.told.v1",
    subject='a "quoted" 站',
    time="2018-01-01T00:00:00.000+00:00",
    position=7,
    effectiveon="2018-01-01",
    actor="P-1",
    edition="toy 1 toy",
    causationid="c-1",
    traceparent="",
    data='{"subject":"工作站","number":1}',
)


def linked_to(sent: list[bytes]) -> Link:
    """Return a link without a connection, whose socket is a list."""
    link = object.__new__(Link)
    transport = SimpleNamespace(_write=lambda data: sent.append(bytes(data)))
    link.connection = SimpleNamespace(transport=transport)
    return link


def test_a_row_as_text_is_its_envelope_with_the_fields_in_their_order() -> None:
    said = json.loads(event_log.text_of(ROW, "producer", "a-log"))
    assert envelope_from(said) == event_log.envelope_of(ROW, "producer", "a-log")
    assert tuple(said) == FIELDS


def test_a_corked_link_sends_the_same_bytes_in_fewer_pieces() -> None:
    sent: list[bytes] = []
    link = linked_to(sent)
    buffer = bytearray(b"x" * 1000)
    with link.corked():
        for number in range(40):
            buffer[0] = number  # py-amqp writes each frame from the same buffer
            link.connection.transport._write(memoryview(buffer))
    assert b"".join(sent) == b"".join(bytes([number]) + b"x" * 999 for number in range(40))
    assert len(sent) == 40_000 // PIECE_BYTES + 1


def test_a_link_is_uncorked_when_the_block_fails() -> None:
    sent: list[bytes] = []
    link = linked_to(sent)

    def fail() -> None:
        with link.corked():
            link.connection.transport._write(b"lost")
            raise ConnectionError("broken")

    with pytest.raises(ConnectionError):
        fail()
    link.connection.transport._write(b"said")
    assert sent == [b"said"]

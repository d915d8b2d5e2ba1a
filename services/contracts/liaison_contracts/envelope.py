"""Wrap each event in an envelope with the attribute names of CloudEvents 1.0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

from liaison_contracts.errors import Malformed
from liaison_contracts.reasons import fault


@dataclass(frozen=True, slots=True)
class Envelope:
    """The envelope of one event: source, type, subject, time, and position in the log.

    `time` is when it was recorded (UTC), `effectiveon` the business date, `sequence` the position
    in the producer's log `logid` (gapless, in commit order), `edition` the policy stamp.
    """

    id: str
    source: str
    type: str
    subject: str
    time: str
    sequence: int
    logid: str
    effectiveon: str
    actor: str
    edition: str
    causationid: str
    traceparent: str
    data: dict[str, Any]

    @property
    def producer(self) -> str:
        """Return the service that owns the log: `registry` of `liaison/registry`."""
        return self.source.removeprefix("liaison/")

    def to_wire(self) -> dict[str, Any]:
        """Return JSON data."""
        return dict(zip(FIELDS, _VALUES(self), strict=True))


FIELDS = tuple(field.name for field in fields(Envelope))
_VALUES = attrgetter(*FIELDS)
_OTHERS = {"sequence": int, "data": dict}
_KINDS = tuple(_OTHERS.get(name, str) for name in FIELDS)


def envelope_from(data: Any) -> Envelope:
    """Return the envelope in some JSON data.

    Raises:
        Malformed: naming each field that is missing or of the wrong type.
    """
    if not isinstance(data, Mapping):
        raise Malformed("not_an_object")
    values: list[Any] = [data.get(name) for name in FIELDS]
    if tuple(map(type, values)) == _KINDS:
        return Envelope(*values)
    faults = {
        name: [fault("text" if kind is str else "whole")]
        for name, kind, value in zip(FIELDS, _KINDS, values, strict=True)
        if not isinstance(value, kind)
    }
    if faults:
        raise Malformed("not_an_envelope", faults=faults, places=sorted(faults))
    return Envelope(*values)

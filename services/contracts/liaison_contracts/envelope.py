"""Wrap each event in one envelope, with the names of CloudEvents 1.0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from liaison_contracts.errors import Malformed


@dataclass(frozen=True, slots=True)
class Envelope:
    """Carry one event: who says what of which subject, when, and as which line of the log.

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
        """Return plain JSON data."""
        return {name: getattr(self, name) for name in FIELDS}


FIELDS = tuple(field.name for field in fields(Envelope))


def envelope_from(data: Any) -> Envelope:
    """Return the envelope that plain JSON data says.

    Raises:
        Malformed: naming each field that is missing or of the wrong type.
    """
    if not isinstance(data, Mapping):
        raise Malformed("not_an_envelope", "An envelope must be a JSON object.")
    kinds = {"sequence": int, "data": dict}
    faults = {
        name: [f"must be {kinds.get(name, str).__name__}"]
        for name in FIELDS
        if not isinstance(data.get(name), kinds.get(name, str))
    }
    if faults:
        raise Malformed(
            "not_an_envelope", f"An envelope lacks {', '.join(sorted(faults))}.", faults=faults
        )
    return Envelope(**{name: data[name] for name in FIELDS})

"""Define every expected error once; each has a stable code and is sent over the wire.

    LiaisonError
    ├── Malformed              400  not readable: bad JSON, wrong type, unknown field
    ├── Unauthenticated        401  no credentials, or invalid claims
    ├── Forbidden              403  authenticated, but not allowed
    ├── NotFound               404  no such resource, or not visible to the caller
    ├── Conflict               409  another act is running, or was already done
    ├── PreconditionFailed     412  it has changed since the caller read it
    ├── TooLarge               413  larger than the limit
    ├── Invalid                422  readable, but a value is invalid; all faults together
    ├── Refused                422  a rule does not allow it; reasons with articles
    ├── PreconditionRequired   428  the version must be given
    ├── TooMany                429  too many requests
    └── Unavailable            503  try again later; nothing happened

The gateway sets the HTTP status; it is only listed here for reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, ClassVar

from liaison_contracts.reasons import Fault, Reason, plain
from liaison_contracts.sentences import detail_of


class LiaisonError(Exception):
    """An expected error: a stable `code`, the values of its sentence, reasons with articles.

    >>> error = Conflict("batch_released", batch_code="B-1")
    >>> type(from_wire(error.to_wire())).__name__, error.values
    ('Conflict', {'batch_code': 'B-1'})

    `str(error)` is the catalogue's English sentence, for logs.
    """

    kind: ClassVar[str] = "error"

    def __init__(
        self,
        code: str,
        /,
        *,
        reasons: Iterable[Reason] = (),
        faults: Mapping[str, Any] | None = None,
        retry_after: int | None = None,
        **values: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.values = plain(values)
        self.reasons = tuple(reasons)
        self.faults = dict(faults or {})
        self.retry_after = retry_after

    def __str__(self) -> str:
        """Return the English sentence."""
        return detail_of(self.code, self.values, self.reasons)

    def to_wire(self) -> dict[str, Any]:
        """Return plain JSON data from which `from_wire` makes an equal error."""
        return {
            "kind": self.kind,
            "code": self.code,
            "values": self.values,
            "reasons": [asdict(reason) for reason in self.reasons],
            "faults": faults_to_wire(self.faults),
            "retry_after": self.retry_after,
        }


def faults_to_wire(faults: Any) -> Any:
    """Return faults by place as JSON data."""
    if isinstance(faults, Fault):
        return faults.to_wire()
    if isinstance(faults, Mapping):
        return {str(place): faults_to_wire(inner) for place, inner in faults.items()}
    return [faults_to_wire(each) for each in faults] if isinstance(faults, list) else faults


def faults_from_wire(data: Any) -> Any:
    """Return faults by place, as `faults_to_wire` wrote them: a fault stands in a list."""
    if isinstance(data, Mapping):
        return {str(place): faults_from_wire(inner) for place, inner in data.items()}
    if not isinstance(data, list):
        return data
    return [Fault(**each) if isinstance(each, Mapping) else each for each in data]


class Malformed(LiaisonError):
    """The message cannot be read as its declared type; `faults` names every place."""

    kind = "malformed"


class Unauthenticated(LiaisonError):
    """The caller is not authenticated."""

    kind = "unauthenticated"


class Forbidden(LiaisonError):
    """The caller is known but may not do this."""

    kind = "forbidden"


class NotFound(LiaisonError):
    """The resource does not exist, or the caller may not see it."""

    kind = "not_found"


class Conflict(LiaisonError):
    """The act conflicts with one that is running or done."""

    kind = "conflict"


class PreconditionFailed(LiaisonError):
    """The resource has changed since the caller read it."""

    kind = "precondition_failed"


class TooLarge(LiaisonError):
    """The content is larger than the limit."""

    kind = "too_large"


class Invalid(LiaisonError):
    """Values are readable but invalid; `faults` maps each place to its faults."""

    kind = "invalid"


class Refused(LiaisonError):
    """A rule does not allow the act; `reasons` contain the articles."""

    kind = "refused"


class PreconditionRequired(LiaisonError):
    """The edit must name the version it is meant for."""

    kind = "precondition_required"


class TooMany(LiaisonError):
    """The caller sends too many requests."""

    kind = "too_many"


class Unavailable(LiaisonError):
    """The service is unavailable; nothing happened, and a retry is safe."""

    kind = "unavailable"


KINDS: dict[str, type[LiaisonError]] = {cls.kind: cls for cls in LiaisonError.__subclasses__()}


def from_wire(data: Mapping[str, Any]) -> LiaisonError:
    """Return the typed error that `to_wire` wrote; unknown kinds become `LiaisonError`."""
    cls = KINDS.get(str(data.get("kind")), LiaisonError)
    return cls(
        str(data.get("code", "unknown")),
        reasons=[Reason(**reason) for reason in data.get("reasons", ())],
        faults=faults_from_wire(data.get("faults") or {}),
        retry_after=data.get("retry_after"),
        **data.get("values", {}),
    )

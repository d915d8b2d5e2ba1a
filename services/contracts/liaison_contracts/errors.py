"""Name every expected error once; each has a stable code and crosses the wire.

    LiaisonError
    ├── Malformed              400  not readable: bad JSON, wrong type, unknown field
    ├── Unauthenticated        401  nobody, or claims that do not hold
    ├── Forbidden              403  somebody, but not for this
    ├── NotFound               404  no such thing, or not yours to see
    ├── Conflict               409  another act is running, or was done already
    ├── PreconditionFailed     412  it changed since you read it
    ├── TooLarge               413  more than is taken at once
    ├── Invalid                422  readable, but a value is wrong; all faults at once
    ├── Refused                422  a rule says no; reasons with articles
    ├── PreconditionRequired   428  say which version you mean
    ├── TooMany                429  slow down
    └── Unavailable            503  try again later; nothing happened

The HTTP status is the gateway's business; it stands here for the reader only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, ClassVar

from liaison_contracts import reasons as plainly
from liaison_contracts.reasons import Fault
from liaison_contracts.sentences import detail_of, fact_of, needs_of


class Reason(plainly.Reason):
    """Say why in one language: what services still do that do not say codes yet.

    `liaison_contracts.reasons.reason` takes its place, service by service; then this goes.
    """

    def __init__(self, article: str, fact: str, needs: str) -> None:
        """Take a fact and a need as they are."""
        super().__init__("in_words", article, {"fact": fact, "needs": needs})

    @property
    def fact(self) -> str:
        """Return the fact."""
        return fact_of(self)

    @property
    def needs(self) -> str:
        """Return the need."""
        return needs_of(self)


class LiaisonError(Exception):
    """Carry a stable `code`, the values of its sentence, and the reasons with their articles.

    >>> error = Conflict("batch_released", batch_code="B-1")
    >>> type(from_wire(error.to_wire())).__name__, error.values
    ('Conflict', {'batch_code': 'B-1'})

    `str(error)` is the catalogue's English sentence, for logs. `text` is a sentence in place of a
    catalogue's, from services that do not say values yet.
    """

    kind: ClassVar[str] = "error"

    def __init__(
        self,
        code: str,
        text: str = "",
        /,
        *,
        reasons: Iterable[plainly.Reason] = (),
        faults: Mapping[str, Any] | None = None,
        retry_after: int | None = None,
        **values: object,
    ) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text
        self.values = plainly.plain(values)
        self.reasons = tuple(reasons)
        self.faults = dict(faults or {})
        self.retry_after = retry_after

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.text or detail_of(self.code, self.values, self.reasons)

    @property
    def detail(self) -> str:
        """Return the English sentence."""
        return str(self)

    def to_wire(self) -> dict[str, Any]:
        """Return plain JSON data from which `from_wire` makes an equal error."""
        return {
            "kind": self.kind,
            "code": self.code,
            "values": self.values,
            "text": self.text,
            "reasons": [asdict(reason) for reason in self.reasons],
            "faults": faults_to_wire(self.faults),
            "retry_after": self.retry_after,
        }


def faults_to_wire(faults: Any) -> Any:
    """Return faults by place as plain JSON data."""
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
    """Refuse what cannot be read as the message it claims to be; `faults` names every place."""

    kind = "malformed"


class Unauthenticated(LiaisonError):
    """Refuse a caller who did not prove who they are."""

    kind = "unauthenticated"


class Forbidden(LiaisonError):
    """Refuse a known caller an act that is not theirs."""

    kind = "forbidden"


class NotFound(LiaisonError):
    """Say that a thing does not exist, or is not the caller's to see."""

    kind = "not_found"


class Conflict(LiaisonError):
    """Refuse an act that collides with one running or done."""

    kind = "conflict"


class PreconditionFailed(LiaisonError):
    """Refuse an edit of something that changed since it was read."""

    kind = "precondition_failed"


class TooLarge(LiaisonError):
    """Refuse what is larger than is taken at once."""

    kind = "too_large"


class Invalid(LiaisonError):
    """Refuse values that are readable but wrong; `faults` maps each place to its faults."""

    kind = "invalid"


class Refused(LiaisonError):
    """Refuse under a rule; `reasons` carry the articles."""

    kind = "refused"


class PreconditionRequired(LiaisonError):
    """Ask for the version of the thing that an edit is meant for."""

    kind = "precondition_required"


class TooMany(LiaisonError):
    """Ask a caller to slow down."""

    kind = "too_many"


class Unavailable(LiaisonError):
    """Say that nothing happened and a retry is safe."""

    kind = "unavailable"


KINDS: dict[str, type[LiaisonError]] = {cls.kind: cls for cls in LiaisonError.__subclasses__()}


def from_wire(data: Mapping[str, Any]) -> LiaisonError:
    """Make the typed error again that `LiaisonError.to_wire` wrote; unknown kinds stay errors."""
    cls = KINDS.get(str(data.get("kind")), LiaisonError)
    return cls(
        str(data.get("code", "unknown")),
        str(data.get("text", "")),
        reasons=[plainly.Reason(**reason) for reason in data.get("reasons", ())],
        faults=faults_from_wire(data.get("faults") or {}),
        retry_after=data.get("retry_after"),
        **data.get("values", {}),
    )

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
from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Reason:
    """Say why a rule refuses: the article, the fact found, and what it needs instead."""

    article: str
    fact: str
    needs: str


class LiaisonError(Exception):
    """Carry a stable `code`, a sentence for a person and the reasons with their articles.

    >>> error = Conflict("recruitment_verified_already", "Recruitment R-17 was verified already.")
    >>> type(from_wire(error.to_wire())).__name__
    'Conflict'
    """

    kind: ClassVar[str] = "error"

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        reasons: Iterable[Reason] = (),
        faults: Mapping[str, Any] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.reasons = tuple(reasons)
        self.faults = dict(faults or {})
        self.retry_after = retry_after

    def to_wire(self) -> dict[str, Any]:
        """Return plain JSON data from which `from_wire` makes an equal error."""
        return {
            "kind": self.kind,
            "code": self.code,
            "detail": self.detail,
            "reasons": [asdict(reason) for reason in self.reasons],
            "faults": self.faults,
            "retry_after": self.retry_after,
        }


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
        str(data.get("detail", "")),
        reasons=[Reason(**reason) for reason in data.get("reasons", ())],
        faults=data.get("faults") or {},
        retry_after=data.get("retry_after"),
    )

"""Sign and verify claims about a caller: EdDSA JWTs, signed by the gateway, checked by services.

Claims are bound to one command, its exact arguments and one idempotency key, and are valid for 60
seconds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from liaison_contracts.errors import Forbidden, Unauthenticated

LIFETIME_SECONDS = 60
LEEWAY_SECONDS = 5
ALGORITHM = "Ed25519"


@dataclass(frozen=True)
class Caller:
    """Describe a caller: the person's reference, organisation, roles and credential.

    `org` is an organisation code such as `talent_office`, `industry_federation` or
    `station/LZ-001`; `mandates` are further organisations that the person may act for.
    """

    sub: str
    org: str
    roles: tuple[str, ...]
    credential: str
    mandates: tuple[str, ...] = ()

    @property
    def is_system(self) -> bool:
        """Return whether this is a program; such a caller never takes a human decision."""
        return self.sub.startswith("system:")


def canonical(data: Any) -> str:
    """Return JSON data in canonical form: sorted keys, no white space.

    >>> canonical({"b": [1, 2], "a": "站"})
    '{"a":"站","b":[1,2]}'
    """
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hash_of(data: Any) -> str:
    """Return the SHA-256 of JSON data in canonical form."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()


class Signer:
    """Sign claims with the gateway's private key, named by `kid`."""

    def __init__(self, private_jwk: Mapping[str, Any]) -> None:
        self._key = OKPKey.import_key(dict(private_jwk))
        self.kid = str(private_jwk["kid"])

    def sign(self, caller: Caller, service: str, command: str, key: str, body: Any, at: int) -> str:
        """Return a token for one call at the instant `at` (seconds since 1970)."""
        claims = {
            "sub": caller.sub,
            "org": caller.org,
            "roles": list(caller.roles),
            "mandates": list(caller.mandates),
            "cred": caller.credential,
            "aud": service,
            "cmd": command,
            "arg": hash_of(body),
            "jti": key,
            "iat": at,
            "exp": at + LIFETIME_SECONDS,
        }
        return jwt.encode({"alg": ALGORITHM, "kid": self.kid}, claims, self._key, [ALGORITHM])


class Verifier:
    """Verify claims against public keys by `kid`; two are valid while a key is rotated."""

    def __init__(self, public_jwks: list[Mapping[str, Any]]) -> None:
        self._keys = {str(jwk["kid"]): OKPKey.import_key(dict(jwk)) for jwk in public_jwks}

    def verify(
        self, token: Any, service: str, command: str, key: str, body: Any, now: int
    ) -> Caller:
        """Return the caller of exactly this call.

        Raises:
            Unauthenticated: if the token has another signer, has expired, or was made for another
                call.
        """
        return self.verify_hash(token, service, command, key, hash_of(body), now)

    def verify_hash(
        self, token: Any, service: str, command: str, key: str, digest: str, now: int
    ) -> Caller:
        """Return the caller of the call whose body has this hash; see `verify`."""
        try:
            claims = jwt.decode(str(token), self._find_key, [ALGORITHM]).claims
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise Unauthenticated("claims_not_signed") from error
        expected = {"aud": service, "cmd": command, "jti": key, "arg": digest}
        wrong = sorted(name for name, value in expected.items() if claims.get(name) != value)
        if wrong:
            raise Unauthenticated("claims_for_another_call")
        issued, expires = int(claims.get("iat", 0)), int(claims.get("exp", 0))
        if now > expires + LEEWAY_SECONDS or expires - issued > LIFETIME_SECONDS:
            raise Unauthenticated("claims_expired")
        if issued > now + LEEWAY_SECONDS:
            raise Unauthenticated("claims_from_the_future")
        return Caller(
            sub=claims["sub"],
            org=claims["org"],
            roles=tuple(claims["roles"]),
            credential=claims["cred"],
            mandates=tuple(claims.get("mandates", ())),
        )

    def _find_key(self, token: Any) -> OKPKey:
        return self._keys[token.headers()["kid"]]


def new_key_pair(kid: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a new private and public JWK with the given key id."""
    key = OKPKey.generate_key("Ed25519", {"kid": kid})
    return dict(key.as_dict(private=True)), dict(key.as_dict(private=False))


def require_role(caller: Caller, roles: tuple[str, ...]) -> None:
    """Refuse a caller who holds none of the roles.

    Raises:
        Forbidden: naming the roles that may.
    """
    if not set(roles) & set(caller.roles):
        raise Forbidden("role_not_held", roles=roles)

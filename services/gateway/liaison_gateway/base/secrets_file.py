"""Store the secrets of an instance in one folder, created once and readable only by its owner."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from liaison_kit.claims import new_key_pair

FILE_NAME = "secrets.json"
KEY_BYTES = 32


@dataclass(frozen=True)
class Secrets:
    """Hold the secrets; if `instance_key` is lost, personal data cannot be decrypted any more."""

    private_jwk: dict[str, Any] = field(repr=False)
    public_jwk: dict[str, Any]
    instance_key: str = field(repr=False)
    session_key: str = field(repr=False)

    @property
    def instance_key_bytes(self) -> bytes:
        """Return the instance key itself, which is stored as Base64."""
        return base64.b64decode(self.instance_key)


def open_secrets(folder: Path) -> Secrets:
    """Return the secrets stored in a folder, creating them if there are none."""
    path = folder / FILE_NAME
    if not path.exists():
        _write(path, _make())
    return Secrets(**json.loads(path.read_text(encoding="utf-8")))


def _make() -> Secrets:
    private, public = new_key_pair(f"k-{secrets.token_hex(4)}")
    return Secrets(
        private_jwk=private,
        public_jwk=public,
        instance_key=base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode(),
        session_key=secrets.token_urlsafe(KEY_BYTES),
    )


def _write(path: Path, made: Secrets) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(made), file, indent=1)

"""Create the folder of a private server, and choose the user that the server runs as."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


def service_user(*names: str) -> str | None:
    """Return the user for a server: none for an ordinary user; for root the first that exists.

    PostgreSQL refuses to run as root, and RabbitMQ should not.
    """
    if os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in (*names, "nobody") if name in known), None)


def make_folder(label: str, user: str | None, folder: Path | None = None) -> Path:
    """Create the server's folder, owned by the user it runs as.

    Without `folder` it is a new one in the system's temporary folder. The paths are short, because
    a Unix socket's path may not exceed about 100 characters.
    """
    if folder is None:
        # root's own TMPDIR may be closed to the server's user; /tmp never is
        reachable = "/tmp" if user else None  # noqa: S108 mkdtemp makes it safe
        folder = Path(tempfile.mkdtemp(prefix=f"liaison-{label}-", dir=reachable))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    give(folder, user)
    return folder


def write(path: Path, text: str, user: str | None) -> Path:
    """Write a settings file that the server's user can read."""
    path.write_text(text, encoding="utf-8")
    give(path, user)
    return path


def give(path: Path, user: str | None) -> None:
    """Change the owner of `path` to the server's user, if it differs."""
    if user is not None:
        shutil.chown(path, user)


def tail(log: Path, lines: int = 15) -> str:
    """Read the end of a server's log for an error message."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "(it wrote no log)"
    return "\n".join(text.splitlines()[-lines:])

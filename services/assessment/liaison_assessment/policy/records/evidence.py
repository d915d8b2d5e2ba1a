"""Distinguish pieces of evidence, and recognise the same piece again (Articles 11 and 12(4))."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

EvidenceKind = Literal["file", "link", "text"]
_HASH = re.compile(r"(?:sha256:)?([0-9a-f]{8,64})")
_PORTS = {"http": "80", "https": "443"}
_TRACKING = re.compile(r"utm_\w+|spm|from|scene|share_\w+|isappinstalled|timestamp|clicktime")


@dataclass(frozen=True)
class Piece:
    """Hold one piece of evidence; equal `digest` means the same file or the same page."""

    kind: EvidenceKind
    value: str
    digest: str


def piece_of(item: str) -> Piece:
    """Classify an item of evidence: a file by its hash, a link, or a text.

    >>> piece_of("sha256:7831db91d797f4e2").kind, piece_of("http://a.cn/post").kind
    ('file', 'link')
    >>> piece_of("we met the dean").kind
    'text'
    """
    text = item.strip()
    if found := _HASH.fullmatch(text):
        return Piece("file", text, found[1])
    if is_link(text):
        return Piece("link", text, _sha256(normalised_link(text)))
    return Piece("text", text, _sha256(text))


def pieces_of(items: Iterable[str]) -> tuple[Piece, ...]:
    """Return the pieces of evidence of a record, each once; blank items do not count."""
    found = (piece_of(item) for item in items if item.strip())
    return tuple({(piece.kind, piece.digest): piece for piece in found}.values())


def is_link(text: str) -> bool:
    """Return whether a text is a URL and nothing else."""
    if not re.fullmatch(r"https?://\S+", text, re.IGNORECASE):
        return False
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False


def normalised_link(link: str) -> str:
    """Return the same text for URLs of the same page, so that reuse is found.

    Scheme, `www.`, default port, fragment, a trailing slash, tracking parameters and the order of
    parameters make no difference.

    >>> normalised_link("https://WWW.Example.org:443/post/?utm_source=x&b=2&a=1#top")
    'example.org/post?a=1&b=2'
    """
    parts = urlsplit(link.strip())
    host = (parts.hostname or "").removeprefix("www.")
    port = re.split(r"[]@]", parts.netloc)[-1].partition(":")[2]
    if port and port != _PORTS.get(parts.scheme.lower()):
        host += f":{port}"
    kept = (pair for pair in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(pair[0]))
    query = urlencode(sorted(kept))
    return host + parts.path.rstrip("/") + (f"?{query}" if query else "")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

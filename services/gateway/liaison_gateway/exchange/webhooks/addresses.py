"""Connect to public addresses only, whatever a name resolves to.

A receiver's URL is not trusted: it could make this server call its own network (SSRF). So the name
is resolved here, every address it has is checked, and the connection goes to exactly the checked
address. Redirects are not followed.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import Fault, fault

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
LONGEST_URL = 2000
CARRYING = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96")))
"""IPv6 networks whose last 32 bits are an IPv4 address: NAT64, compatible, translated."""
SITE_LOCAL = ipaddress.ip_network("fec0::/10")
"""Addresses that were once local, and that some networks still route."""


class NotAllowed(OSError):
    """Refuse a connection to an address that is not public."""

    def __init__(self, host: str, address: str) -> None:
        """Keep the address, and say it in one line."""
        self.address = address
        super().__init__(f"{host} leads to {address}, which may not be called")


@dataclass(frozen=True)
class Guard:
    """Check addresses; `allowed` are networks of an intranet or a test."""

    allowed: Sequence[Network] = ()
    resolve: Callable[..., list[Any]] = field(default=socket.getaddrinfo, repr=False)

    def may_call(self, address: str, *, encrypted: bool) -> bool:
        """Return whether an address may be called; without encryption only an allowed one.

        >>> guard = Guard()
        >>> [guard.may_call(a, encrypted=True) for a in ("93.184.216.34", "10.0.0.1", "::1")]
        [True, False, False]
        >>> guard.may_call("::ffff:127.0.0.1", encrypted=True)
        False
        """
        found = ipaddress.ip_address(address.partition("%")[0])
        if any(found in network for network in self.allowed):
            return True
        return encrypted and all(
            one.is_global and not one.is_multicast and one not in SITE_LOCAL
            for one in _carried(found)
        )

    def addresses(self, host: str, port: int, *, encrypted: bool) -> list[Any]:
        """Return the addresses of a host, all of them checked.

        Raises:
            NotAllowed: if one of its addresses may not be called.
            OSError: if it resolves to nothing.
        """
        found = self.resolve(host, port, type=socket.SOCK_STREAM)
        for *_, place in found:
            if not self.may_call(place[0], encrypted=encrypted):
                raise NotAllowed(host, place[0])
        return found

    def connect(self, host: str, port: int, timeout: float, *, encrypted: bool) -> socket.socket:
        """Return a socket connected to a checked address of a host."""
        failure: OSError = OSError(f"{host} has no address")
        for family, kind, protocol, _, place in self.addresses(host, port, encrypted=encrypted):
            found = socket.socket(family, kind, protocol)
            try:
                found.settimeout(timeout)
                found.connect(place)
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return found
            except OSError as error:
                found.close()
                failure = error
        raise failure

    def check(self, url: str) -> None:
        """Refuse a URL that could never be called.

        Raises:
            Invalid: saying what it needs.
        """
        parts = _split(url)
        if parts is None or parts.username is not None or parts.fragment:
            raise _refuse(fault("url"))
        encrypted = parts.scheme == "https"
        try:
            self.addresses(parts.hostname or "", port_of(parts), encrypted=encrypted)
        except NotAllowed as error:
            needs = "public_address" if encrypted else "public_or_allowed_address"
            raise _refuse(fault(needs, host=parts.hostname, address=error.address)) from error
        except (OSError, UnicodeError):
            return  # the name may exist later; each attempt resolves it again


def port_of(parts: SplitResult) -> int:
    """Return the port of a URL."""
    return parts.port or (443 if parts.scheme == "https" else 80)


def networks_of(texts: Sequence[str]) -> tuple[Network, ...]:
    """Return the networks that a setting names, such as `10.0.0.0/8`."""
    return tuple(ipaddress.ip_network(text) for text in texts)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        port_of(parts)
    except ValueError:
        return None
    printable = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST_URL
    return parts if printable and parts.scheme in ("http", "https") and parts.hostname else None


def _carried(address: Address) -> tuple[Address, ...]:
    """Return the address and those embedded in it (IPv4 in IPv6)."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    inner: list[Address] = [address]
    if address.sixtofour:
        inner.append(address.sixtofour)
    if address.teredo:
        inner += address.teredo
    if any(address in network for network in CARRYING):
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(inner)


def _refuse(needs: Fault) -> Invalid:
    return Invalid("webhook_url_refused", faults={"url": [needs]})

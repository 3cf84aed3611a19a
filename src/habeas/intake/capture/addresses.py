"""Which addresses a capture may reach: a page of the open web must not make us ask our own network anything.

A name is resolved once for a connection, every answer is judged, and the connection goes to the judged address: a name that
answers differently the next time (DNS rebinding) gains nothing. Nothing here opens a connection.
"""

import ipaddress
import re
import socket
from collections.abc import Callable
from urllib.parse import SplitResult, urljoin, urlsplit

import msgspec

from habeas.intake.capture.failure import CaptureError

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]
"""Host name and port -> the IP addresses that the name has now. Raises OSError."""
PORTS = {"http": 80, "https": 443}
LONGEST = 8_000
"""Characters of an address."""
SERVICES = frozenset({ipaddress.ip_address("168.63.129.16")})
"""Addresses of the open net by which a machine in a data centre asks its landlord."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PUBLIC6 = ipaddress.ip_network("2000::/3")
"""What is given out of IPv6 for the open net. What lies outside leads to other nets in old and local ways."""
_VISIBLE = re.compile(r"[\x21-\x7e]+")


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """An address of the web, taken apart. `url` is in ASCII and has no fragment."""

    url: str
    scheme: str
    host: str
    """Lower case; an international name in its ASCII form; an IPv6 address without brackets."""
    port: int
    path: str
    """With the query; what stands in the request line."""
    fragment: str = ""

    @property
    def authority(self) -> str:
        """Host, and port where it is not the scheme's own, as the header Host gives them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """Which addresses may be reached: those of the open net, and what was allowed beside them."""

    allowed: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    @staticmethod
    def named(url: str, resolver: Resolver | None = None) -> "Reach":
        """The open net, and the private addresses that the host of `url` has: a page there may still reach no other."""
        try:
            address = parse(url)
            found = (resolver or system_resolver)(address.host, address.port)
        except (CaptureError, OSError, UnicodeError):
            return Reach()  # who asks for it is told what is wrong
        ips = (ipaddress.ip_address(one.partition("%")[0]) for one in found)
        return Reach(allowed=tuple(ipaddress.ip_network(ip) for ip in ips if not _open(ip)))

    def judge(self, address: str, port: int) -> None:
        """Raises CaptureError for an IP address, or a port, that may not be reached."""
        ip = ipaddress.ip_address(address.partition("%")[0])
        if any(ip.version == net.version and ip in net for net in self.allowed):
            return
        if not _open(ip):
            raise CaptureError("refused", f"{ip} is no address of the open net: nothing was asked there")
        if port < 1024 and port not in PORTS.values():
            raise CaptureError("refused", f"port {port} is not one of the web: nothing was asked there")


def _open(ip: IP) -> bool:
    """Whether an address is of the open net, and so is every address that it carries inside."""
    inner: list[IP] = [ip]
    if isinstance(ip, ipaddress.IPv6Address):
        inner += [part for part in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if part]
        inner += [ipaddress.IPv4Address(ip.packed[-4:])] if ip in _NAT64 else []
        if ip in _NAT64 or ip.ipv4_mapped:
            inner.remove(ip)
    return all(_given_out(one) and not one.is_multicast and one not in SERVICES for one in inner)


def _given_out(ip: IP) -> bool:
    return ip.is_global and (ip.version == 4 or ip in _PUBLIC6)


def parse(url: str) -> Address:
    """The address of the web in `url`. Raises CaptureError for what is none."""
    if len(url) > LONGEST:
        raise CaptureError("refused", f"an address of more than {LONGEST:,} characters")
    try:
        parts = urlsplit(url.strip())
        host, port = _host(parts.hostname or ""), parts.port
    except (ValueError, UnicodeError) as e:
        raise CaptureError("refused", "not a whole address of the web, such as https://example.org/page") from e
    if parts.scheme not in PORTS:
        raise CaptureError("refused", "only addresses that begin with http:// or https:// are asked")
    if not host or port == 0:
        raise CaptureError("refused", "not a whole address of the web, such as https://example.org/page")
    if parts.username is not None or parts.password is not None:
        raise CaptureError("refused", "an address with a user's name or password in it: take them out")
    address = Address(
        url="",
        scheme=parts.scheme,
        host=host,
        port=port or PORTS[parts.scheme],
        path=_path(parts),
        fragment=parts.fragment,
    )
    url = f"{address.scheme}://{address.authority}{address.path}"
    return msgspec.structs.replace(address, url=url)


def _host(host: str) -> str:
    if ":" in host:
        return str(ipaddress.IPv6Address(host))
    ascii_host = host.encode("idna").decode("ascii").lower() if host else ""
    if ascii_host and not re.fullmatch(r"[a-z0-9._-]+", ascii_host):
        raise ValueError(host)
    return ascii_host


def _path(parts: SplitResult) -> str:
    """Path and query in ASCII: what is not stands percent-encoded, what is encoded already stays."""
    whole = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    encoded = "".join(c if _VISIBLE.fullmatch(c) and c not in '"<>\\^`{|}' else _percent(c) for c in whole)
    return encoded if encoded.startswith("/") else f"/{encoded}"


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))


def join(base: Address, location: str) -> Address:
    """Where a redirect leads. Raises CaptureError for what is no address of the web."""
    try:
        return parse(urljoin(base.url, location.strip()))
    except ValueError as e:
        raise CaptureError("refused", "a redirect to something that is no address") from e


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses that this machine finds for a name, in its order of preference, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolve(address: Address, reach: Reach, resolver: Resolver) -> list[str]:
    """The IP addresses to connect to. Raises CaptureError when there are none or one of them may not be reached.

    One forbidden answer among open ones refuses the name: no honest site of the open web has such an answer.
    """
    try:
        found = resolver(address.host, address.port)
    except (OSError, UnicodeError) as e:
        raise CaptureError("no_address", f"the name {address.host} has no address: {_cause(e)}") from e
    if not found:
        raise CaptureError("no_address", f"the name {address.host} has no address")
    for ip in found:
        reach.judge(ip, address.port)
    return found


def _cause(error: Exception) -> str:
    return (getattr(error, "strerror", None) or "it cannot be asked for").lower()

"""Which addresses of the internet a webhook may be called at: public ones, never our own network's."""

import ipaddress
from urllib.parse import urlsplit

from fourfold.ground.kernel.errors import BadInput

LONGEST = 500
_NOT_WELCOME = tuple(
    ipaddress.ip_network(net)
    for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "192.88.99.0/24", "fec0::/10")
)
"""Ways by which an IPv6 address stands for an IPv4 one, which could be a private one."""


def checked_url(url: str) -> str:
    """The address of a receiver, as it is called. Raises `BadInput`: https, a name, no password, no fragment."""
    text = url.strip()
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise BadInput.one("This is not an address. Enter one like https://example.org/fourfold", "url") from None
    if parts.scheme != "https" or not host:
        raise BadInput.one("Enter an address that begins with https://, like https://example.org/fourfold", "url")
    if len(text) > LONGEST or not text.isascii() or any(character <= " " for character in text):
        raise BadInput.one("Enter an address of at most 500 characters, without spaces or accents.", "url")
    if parts.username or parts.password or parts.fragment:
        raise BadInput.one("Take the user name, the password or the part after # out of the address.", "url")
    if is_literal(host) or "." not in host or host.endswith((".local", ".internal", ".localhost", ".")):
        raise BadInput.one("Enter the public name of a server, not a number or a name of your own network.", "url")
    return text


def is_literal(host: str) -> bool:
    """Whether a host is written as a number rather than a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.replace(".", "").isdigit() or host.lower().startswith("0x")
    return True


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if found.is_multicast or not found.is_global:
        return False
    return not any(found in net for net in _NOT_WELCOME if net.version == found.version)

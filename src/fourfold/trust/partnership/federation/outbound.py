"""Asking an identity provider: https, public addresses, five seconds, no redirects, no more than we can read."""

import json
import socket
import time
from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.socialaccount.providers.base import ProviderException
from django.conf import settings
from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.messages.domain.public_addresses import checked_url, is_public

WITHIN = 5.0
"""Seconds, for the line and for each answer as a whole."""
MOST_READ = 512 * 1024
LOOPBACK = frozenset({"127.0.0.1", "localhost"})


class ProviderTrouble(ProviderException):  # type: ignore[misc]
    """A provider cannot be used as it is. `str(error)` says what is wrong, for an administrator."""


def checked_address(url: str) -> str:
    """An address of a provider, as it is asked. Raises `BadInput`."""
    if is_loopback(url):
        return url
    return checked_url(url)


def is_loopback(url: str) -> bool:
    """Whether it is on this very machine, where that is allowed."""
    if not settings.OPENID_LOOPBACK:
        return False
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and parts.hostname in LOOPBACK
            and not (parts.username or parts.fragment)
        )
    except ValueError:
        return False


class _PublicConnection(HTTPSConnection):
    """Looks the name up once, checks every address, and calls one of these, whatever the name leads to later."""

    def _new_conn(self) -> socket.socket:
        found = [str(item[4][0]) for item in socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)]
        if not found or not all(is_public(address) for address in found):
            raise ProviderTrouble(_("Its name leads to an address that is not of the public internet."))
        trouble: OSError = OSError()
        for address in found:
            try:
                return socket.create_connection((address, self.port), timeout=WITHIN)
            except OSError as error:
                trouble = error
        raise trouble


class _PublicPool(HTTPSConnectionPool):
    ConnectionCls = _PublicConnection


class _PublicAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": HTTPConnectionPool, "https": _PublicPool}


def session() -> requests.Session:
    """A session that reaches the public internet by https alone, and this machine where that is allowed.

    It takes neither proxies nor passwords from the environment.
    """
    found = requests.Session()
    found.trust_env = False
    found.adapters.clear()
    found.mount("https://", _PublicAdapter())
    if settings.OPENID_LOOPBACK:
        for host in LOOPBACK:
            for scheme in ("http", "https"):
                found.mount(f"{scheme}://{host}:", HTTPAdapter())
    return found


def ask(method: str, url: str, **how: Any) -> dict[str, Any]:
    """The JSON object that the provider answers. Raises `ProviderTrouble`."""
    try:
        checked_address(url)
        with (
            session() as line,
            line.request(method, url, timeout=WITHIN, allow_redirects=False, stream=True, **how) as answer,
        ):
            body = _read(answer)
            status = answer.status_code
    except BadInput as error:
        raise ProviderTrouble(_("It names an address that we do not call: %(url)s") % {"url": url[:200]}) from error
    except requests.exceptions.SSLError as error:
        raise ProviderTrouble(_("Its certificate is not valid for its name.")) from error
    except requests.exceptions.Timeout as error:
        raise ProviderTrouble(_("It did not answer within 5 seconds.")) from error
    except (requests.RequestException, OSError) as error:
        raise ProviderTrouble(_("It cannot be reached at %(url)s") % {"url": url[:200]}) from error
    if status != requests.codes.ok:
        raise ProviderTrouble(
            _("It answered %(status)d at %(url)s%(why)s") % {"status": status, "url": url[:200], "why": _reason(body)}
        )
    return _object(body, url)


def _read(answer: requests.Response) -> bytes:
    """The body, within time and size: a socket's own timeout starts anew with every byte that drips in."""
    until, body = time.monotonic() + WITHIN, b""
    for piece in answer.iter_content(16 * 1024):
        body += piece
        if len(body) > MOST_READ:
            raise ProviderTrouble(_("Its answer is larger than any that we read."))
        if time.monotonic() > until:
            raise ProviderTrouble(_("It did not answer within 5 seconds."))
    return body


def _reason(body: bytes) -> str:
    """The standard's short word for what is wrong (RFC 6749, 5.2), such as `invalid_client`."""
    try:
        word = json.loads(body).get("error")
    except (ValueError, AttributeError):
        return ""
    return f" ({word})" if isinstance(word, str) and word.isascii() and len(word) <= 40 and word.isprintable() else ""


def _object(body: bytes, url: str) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ProviderTrouble(_("What it answers at %(url)s is not what the standard says.") % {"url": url[:200]})
    return found

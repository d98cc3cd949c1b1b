"""Calling a webhook: https to a public address that we looked up ourselves, once, without following anybody.

The address is looked up, checked and then called by number, so that a name that answers differently a moment later
(DNS rebinding) leads nowhere else; the certificate is checked against the name.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Timer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from fourfold.ground.kernel.clock import now
from fourfold.trust.messages.domain.handing_over import SENT, Errand, Handed
from fourfold.trust.messages.domain.public_addresses import is_public
from fourfold.trust.messages.domain.signing import headers
from fourfold.trust.messages.domain.states import Outcome

WITHIN = 10.0
"""Seconds for the whole call."""
MOST_READ = 64 * 1024
GONE = 410
Finder = Callable[[str, int], list[str]]


class NotPublic(OSError):
    """The name leads to an address that is not of the public internet."""


def find_public(host: str, port: int) -> list[str]:
    """The addresses of a name. Raises `NotPublic` if any of them is private, `OSError` if there is none."""
    found = [str(item[4][0]) for item in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not all(is_public(address) for address in found):
        raise NotPublic
    return list(dict.fromkeys(found))


class WebhookCaller:
    """Calls webhooks. `find` and `trust` are for receivers that are not of the public internet: tests'."""

    def __init__(
        self, *, find: Finder = find_public, trust: ssl.SSLContext | None = None, within: float = WITHIN
    ) -> None:
        self.find = find
        self.trust = trust or ssl.create_default_context()
        self.within = within

    def deliver(self, errand: Errand) -> Handed:
        """Call one webhook. Never raises for what a receiver or a line does."""
        try:
            status = self._post(errand)
        except NotPublic:
            return Handed(Outcome.LATER, "Its name leads to an address that is not public.")
        except ssl.SSLError:
            return Handed(Outcome.LATER, "Its certificate is not valid for its name.")
        except TimeoutError:
            return Handed(Outcome.LATER, f"It did not answer within {self.within:.0f} seconds.")
        except (OSError, http.client.HTTPException):
            return Handed(Outcome.LATER, "It cannot be reached.")
        if 200 <= status < 300:
            return SENT
        if status == GONE:
            return Handed(Outcome.BOUNCED, "It answered 410: it is gone for good.", no_such_address=True)
        return Handed(Outcome.LATER, f"It answered {status}.")

    def _post(self, errand: Errand) -> int:
        """The status of the answer. The body is read up to 64 kB and thrown away."""
        parts = urlsplit(errand.url)
        host, port = str(parts.hostname), parts.port or 443
        with _Deadline(self.within) as deadline:
            line = _Pinned(host, port, self._dial(host, port, deadline))
            try:
                path = parts._replace(scheme="", netloc="").geturl() or "/"
                line.request("POST", path, errand.body.encode(), self._headers(errand))
                answer = line.getresponse()
                left = MOST_READ
                while left > 0 and (piece := answer.read1(min(left, 8192))):
                    left -= len(piece)
                return answer.status
            finally:
                line.close()

    def _headers(self, errand: Errand) -> dict[str, str]:
        signed = headers(str(errand.message_id), now(), errand.body, errand.secrets)
        return {"Content-Type": "application/json", "User-Agent": "Fourfold", "Connection": "close"} | signed

    def _dial(self, host: str, port: int, deadline: "_Deadline") -> ssl.SSLSocket:
        """A protected line to the first address that answers."""
        trouble: OSError = OSError("no address")
        for address in self.find(host, port):
            try:
                plain = socket.create_connection((address, port), timeout=deadline.left())
            except OSError as error:
                trouble = error
                continue
            line = self.trust.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
            deadline.line = line
            try:
                line.do_handshake()
            except BaseException:
                line.close()
                raise
            return line
        raise trouble


class _Pinned(http.client.HTTPSConnection):
    """HTTP over a line that is open already."""

    def __init__(self, host: str, port: int, line: ssl.SSLSocket) -> None:
        super().__init__(host, port)
        self.sock = line


class _Deadline:
    """Cuts a line off when its time is over. A socket's own timeout starts anew with every byte that drips in."""

    def __init__(self, seconds: float) -> None:
        self.line: socket.socket | None = None
        self._until = time.monotonic() + seconds
        self._timer = Timer(seconds, self._cut)

    def left(self) -> float:
        """Seconds left. Raises `TimeoutError` when there are none."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _cut(self) -> None:
        if self.line is not None:
            with suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if error is not None and time.monotonic() >= self._until:
            raise TimeoutError from error

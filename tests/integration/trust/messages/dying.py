"""A process that sends what is due, and is killed at a named point: `python dying.py POINT PORT` (POINT may be none).

It stands apart so that a real process dies, with its transactions open and its line to the server cut.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

POINTS = ("claiming", "claimed", "taken", "marking", "marked")


def die(*_arguments: object) -> None:
    """As `kill -9` would, or the power."""
    os.kill(os.getpid(), signal.SIGKILL)


def before(place: Any, name: str) -> None:
    """Die instead of calling `name`."""
    setattr(place, name, die)


def after(place: Any, name: str) -> None:
    """Call `name`, then die."""
    really: Callable[..., Any] = getattr(place, name)

    def call(*arguments: Any, **named: Any) -> None:
        really(*arguments, **named)
        die()

    setattr(place, name, call)


def main(point: str, port: int) -> None:
    """Send what is due."""
    from fourfold.project.bootstrap import prepare_django

    prepare_django()
    from fourfold.trust.messages import sender
    from fourfold.trust.messages.domain.smtp import Security, SmtpServer
    from fourfold.trust.messages.operations import sending
    from fourfold.trust.messages.transport.smtp import SmtpMailer

    if point == "claiming":  # in the claim's transaction, after its changes
        after(sending.Attempt.objects, "create")
    elif point == "claimed":  # committed, the text not begun
        before(SmtpMailer, "deliver")
    elif point == "taken":  # the server took it, nothing marked
        after(SmtpMailer, "deliver")
    elif point == "marking":  # in the marking transaction, after its changes
        after(sending, "_close")
    elif point == "marked":  # committed
        after(sending, "close")
    sender.send_due(mail=SmtpMailer(SmtpServer("127.0.0.1", port, Security.NONE), "fourfold@council.example"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

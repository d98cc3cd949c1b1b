"""One run of sending: everything that is due, one message at a time, over one line to the mail server."""

from collections import Counter
from contextlib import ExitStack
from time import monotonic

from fourfold.ground.kernel import clock
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit.operations import record
from fourfold.trust.messages.domain.states import Channel, State
from fourfold.trust.messages.operations import sending
from fourfold.trust.messages.transport.mail import Mailer, mailer
from fourfold.trust.messages.transport.webhooks import WebhookCaller

RUN_WITHIN = 50.0
"""Seconds after which a run takes no further message: the next minute's run goes on."""


def send_due(*, mail: Mailer | None = None, webhooks: WebhookCaller | None = None) -> Counter[State]:
    """Send what is due; how many messages ended in which state.

    `mail` and `webhooks` are the ways by which they leave (default: as the settings say). Without a mail server,
    letters keep waiting. While the server is down, a run tries one letter and leaves the others for the next.
    """
    sending.sweep(now=clock.now())
    until = monotonic() + RUN_WITHIN
    counts: Counter[State] = Counter()
    with ExitStack() as lines:
        ways: dict[Channel, Mailer | WebhookCaller] = {Channel.WEBHOOK: webhooks or WebhookCaller()}
        post = mail or mailer()
        if post is not None:
            ways[Channel.EMAIL] = lines.enter_context(post)
        while monotonic() < until:
            errand = sending.claim(now=clock.now(), channels=ways)
            if errand is None:
                break
            handed = ways[errand.channel].deliver(errand)
            state = sending.close(now=clock.now(), errand=errand, handed=handed)
            counts.update([state] if state else [])
            if handed.server_down:
                del ways[errand.channel]
    _note(counts)
    return counts


def _note(counts: Counter[State]) -> None:
    """One entry in the audit log for a run that did something. Each message keeps its own attempts."""
    if not counts:
        return
    with acting_as(sending.MESSENGER):
        record(
            actor=sending.MESSENGER,
            now=clock.now(),
            permission="messages:send",
            subject_kind="messages.message",
            subject_id="",
            detail={state.value.replace("-", "_"): count for state, count in counts.items()},
        )

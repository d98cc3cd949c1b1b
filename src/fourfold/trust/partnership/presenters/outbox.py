"""The outbox and the webhooks, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.ground.kernel.clock import show_moment
from fourfold.trust.messages.domain.letters import EventKind, LetterKind
from fourfold.trust.messages.domain.states import Channel, State
from fourfold.trust.partnership.outbox_wording import (
    event_label,
    letter_label,
    state_label,
    state_meaning,
    state_shape,
)

if TYPE_CHECKING:
    from fourfold.trust.messages.models import Message, Webhook


def kind_label(message: "Message") -> str:
    """Why a message was written."""
    if message.channel == Channel.WEBHOOK:
        return event_label(EventKind(message.kind))
    return letter_label(LetterKind(message.kind))


@dataclass(frozen=True, slots=True)
class Badge:
    """A state with the shape that tells it apart without colour, and what it means."""

    label: str
    shape: str
    means: str

    @classmethod
    def of(cls, state: State) -> "Badge":
        """The badge of a state."""
        return cls(state_label(state), state_shape(state), state_meaning(state))


def parts(here: str, counts: dict[State, int]) -> list[dict[str, Any]]:
    """The pages about messages; `here` is the name of the one that is open."""
    pages = [("outbox", _("Outbox")), ("undeliverable", _("Addresses that bounce")), ("webhooks", _("Webhooks"))]
    stuck = sum(counts.values())
    return [
        {
            "text": text,
            "href": reverse(f"partnership:{name}"),
            "active": name == here,
            "count": stuck if name == "outbox" and stuck else None,
        }
        for name, text in pages
    ]


def row(message: "Message") -> dict[str, Any]:
    """One line of the outbox."""
    state = State(message.state)
    return {
        "title": message.subject or kind_label(message),
        "kind": kind_label(message),
        "href": reverse("partnership:message", args=[message.pk]),
        "to": message.address or _host(message.webhook),
        "state": Badge.of(state),
        "when": show_moment(when(message)),
        "why": "" if state is State.SENT else message.said,
        "late": state in (State.UNCERTAIN, State.FAILED),
    }


def when(message: "Message") -> datetime:
    """The moment that matters most: when it goes, or when it came to where it is."""
    return message.closed_at or (message.due_at if message.state == State.WAITING else message.written_at)


def _host(webhook: "Webhook | None") -> str:
    return urlsplit(webhook.url).hostname or "" if webhook else ""


def page(message: "Message") -> dict[str, Any]:
    """One message in full, without its text."""
    state = State(message.state)
    return row(message) | {
        "id": message.pk,
        "written": show_moment(message.written_at),
        "by": _("a person's act") if message.written_by.startswith("person:") else _("Fourfold, by itself"),
        "due": show_moment(message.due_at) if state is State.WAITING else "",
        "may_send": state.may_be_sent and bool(message.address or state is State.FAILED),
        "may_give_up": state.may_be_given_up,
        "is_uncertain": state is State.UNCERTAIN,
        "webhook_href": reverse("partnership:webhook", args=[message.webhook_id]) if message.webhook_id else "",
        "tried": [
            {
                "number": one.number,
                "at": show_moment(one.begun_at),
                "said": one.said or _OUTCOMES.get(one.outcome, ""),
            }
            for one in sorted(message.tried.all(), key=lambda one: one.number)
        ],
    }


_OUTCOMES: dict[str, Any] = {"open": gettext_lazy("Under way"), "sent": gettext_lazy("The next server took it.")}


def webhook_row(webhook: "Webhook", names: dict[UUID, str], now: datetime) -> dict[str, Any]:
    """One line of the webhooks."""
    return {
        "id": webhook.pk,
        "agency": names.get(webhook.agency_id, _("An agency that is no more")),
        "href": reverse("partnership:webhook", args=[webhook.pk]),
        "url": webhook.url,
        "host": _host(webhook),
        "events": [event_label(EventKind(event)) for event in webhook.events if event != EventKind.TEST],
        "state": _webhook_state(webhook, now),
        "since": show_moment(webhook.since),
        "ended": webhook.until is not None and webhook.until <= now,
        "paused": webhook.paused_at is not None,
        "former_until": show_moment(webhook.former_until)
        if webhook.former_until and webhook.former_until > now
        else "",
    }


def _webhook_state(webhook: "Webhook", now: datetime) -> Badge:
    if webhook.until is not None and webhook.until <= now:
        return Badge(_("Ended"), "not-started", show_moment(webhook.until))
    if webhook.paused_at is not None:
        means = _("It was paused on %(day)s.") % {"day": show_moment(webhook.paused_at)}
        return Badge(_("Paused"), "at-risk", means)
    return Badge(_("Live"), "on-track", "")


def shown(state: State | None, channel: Channel | None, address: str) -> str:
    """The sentence that says what is shown."""
    words = [_("in the state “%(state)s”") % {"state": state_label(state).lower()} if state else ""]
    words.append({Channel.EMAIL: _("by mail"), Channel.WEBHOOK: _("to webhooks")}[channel] if channel else "")
    words.append(_("to %(address)s") % {"address": address} if address else "")
    return ", ".join(word for word in words if word)

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

if TYPE_CHECKING:
    from fourfold.trust.messages.models import Message, Webhook

_STATES: dict[State, tuple[str, str, str]] = {
    State.WAITING: ("Waiting", "not-started", gettext_lazy("It goes at the time shown.")),
    State.SENDING: ("Being sent", "not-started", gettext_lazy("It is being handed over.")),
    State.SENT: ("Sent", "complete", gettext_lazy("The next server took it.")),
    State.UNCERTAIN: (
        "Uncertain",
        "at-risk",
        gettext_lazy(
            "We were cut off while handing it over, so it may have arrived. We do not send it twice by ourselves. Ask the addressee, then decide."
        ),
    ),
    State.FAILED: (
        "Failed",
        "off-track",
        gettext_lazy("We tried seven times. Once the cause is mended, have it sent again."),
    ),
    State.BOUNCED: (
        "Bounced",
        "off-track",
        gettext_lazy("It was refused for good. Its text is gone; what it said has to be written anew."),
    ),
    State.HELD: (
        "Held",
        "at-risk",
        gettext_lazy(
            "Its address bounces, or its webhook is paused. Clear the address, resume the webhook, or give it up."
        ),
    ),
    State.REFUSED: (
        "Kept back",
        "off-track",
        gettext_lazy(
            "Its text looked like personal data, so we neither sent nor kept it. Change the text where it comes from."
        ),
    ),
    State.GIVEN_UP: (
        "Given up",
        "not-started",
        gettext_lazy("Somebody decided that it is not sent, or 30 days have passed."),
    ),
}
_KINDS = {
    LetterKind.DIGEST: gettext_lazy("Weekly letter"),
    LetterKind.REMINDER: gettext_lazy("Reminder"),
    LetterKind.MAILED_FORM: gettext_lazy("Form by mail"),
    LetterKind.FORM_RECEIPT: gettext_lazy("Receipt of a form"),
    LetterKind.ROLE_VACANT: gettext_lazy("Vacant role"),
    LetterKind.INVITATION: gettext_lazy("Invitation"),
    LetterKind.MEETING: gettext_lazy("Meeting"),
    LetterKind.MINUTES: gettext_lazy("Minutes"),
    LetterKind.ESCALATION: gettext_lazy("Escalation"),
    LetterKind.DECISION: gettext_lazy("Decision"),
    LetterKind.REVIEW: gettext_lazy("Review"),
    LetterKind.TEST: gettext_lazy("Test"),
}
_EVENTS = {
    EventKind.PLAN_PUBLISHED: gettext_lazy("A plan is published"),
    EventKind.ACTION_UPDATED: gettext_lazy("An action is updated"),
    EventKind.ACTION_COMPLETED: gettext_lazy("An action is complete"),
    EventKind.DECISION_MADE: gettext_lazy("A board has decided"),
    EventKind.MEETING_CALLED: gettext_lazy("A meeting is called"),
    EventKind.ESCALATION_RAISED: gettext_lazy("Something is escalated"),
    EventKind.ESCALATION_ANSWERED: gettext_lazy("An escalation is answered"),
    EventKind.ROLE_VACANT: gettext_lazy("A role is vacant"),
    EventKind.PACK_READY: gettext_lazy("A board pack is ready"),
    EventKind.TEST: gettext_lazy("Test of a webhook"),
}


def state_label(state: State) -> str:
    """A state, as a word."""
    return _STATES[state][0]


def channel_label(channel: Channel) -> str:
    """A way, as a word."""
    return {Channel.EMAIL: "Mail", Channel.WEBHOOK: "Webhooks"}[channel]


def event_label(event: EventKind) -> str:
    """An event, as a sentence."""
    return str(_EVENTS[event])


def kind_label(message: "Message") -> str:
    """Why a message was written."""
    if message.channel == Channel.WEBHOOK:
        return event_label(EventKind(message.kind))
    return str(_KINDS[LetterKind(message.kind)])


@dataclass(frozen=True, slots=True)
class Badge:
    """A state with the shape that tells it apart without colour, and what it means."""

    label: str
    shape: str
    means: str

    @classmethod
    def of(cls, state: State) -> "Badge":
        """The badge of a state."""
        label, shape, means = _STATES[state]
        return cls(label, shape, str(means))


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


_OUTCOMES = {"open": gettext_lazy("Under way"), "sent": gettext_lazy("The next server took it.")}


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

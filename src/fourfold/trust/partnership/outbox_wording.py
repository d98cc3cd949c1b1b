"""States, ways, kinds and events of messages, as people read them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from fourfold.trust.messages.domain.letters import EventKind, LetterKind
from fourfold.trust.messages.domain.states import Channel, State

_STATES: dict[State, tuple[str, str, Promise]] = {
    State.WAITING: (
        "Waiting",
        "not-started",
        gettext_lazy("It goes at the time shown."),
    ),
    State.SENDING: (
        "Being sent",
        "not-started",
        gettext_lazy("It is being handed over."),
    ),
    State.SENT: (
        "Sent",
        "complete",
        gettext_lazy("The next server took it."),
    ),
    State.UNCERTAIN: (
        "Uncertain",
        "at-risk",
        gettext_lazy(
            "We were cut off while handing it over, so it may have arrived. We do not send it twice by "
            "ourselves. Ask the addressee, then decide."
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
    LetterKind.ROLE_GIVEN: gettext_lazy("Role passed on"),
    LetterKind.COVER: gettext_lazy("Cover"),
    LetterKind.SIGN_IN: gettext_lazy("Refused sign-in"),
    LetterKind.ALERT: gettext_lazy("Alert"),
    LetterKind.INVITATION: gettext_lazy("Invitation"),
    LetterKind.MEETING: gettext_lazy("Meeting"),
    LetterKind.MINUTES: gettext_lazy("Minutes"),
    LetterKind.ESCALATION: gettext_lazy("Escalation"),
    LetterKind.DECISION: gettext_lazy("Decision"),
    LetterKind.REVIEW: gettext_lazy("Review"),
    LetterKind.REQUEST: gettext_lazy("Request to share"),
    LetterKind.AGREEMENT: gettext_lazy("Agreement to sign"),
    LetterKind.TEST: gettext_lazy("Test"),
}
_EVENTS = {
    EventKind.PLAN_PUBLISHED: gettext_lazy("A plan is published"),
    EventKind.ACTION_UPDATED: gettext_lazy("An action is updated"),
    EventKind.ACTION_COMPLETED: gettext_lazy("An action is complete"),
    EventKind.ROLE_VACANT: gettext_lazy("A role is vacant"),
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


def state_meaning(state: State) -> str:
    """What a state means, and what to do about it, in a sentence or two."""
    return str(_STATES[state][2])


def state_shape(state: State) -> str:
    """The shape that tells a state apart without colour."""
    return _STATES[state][1]


def letter_label(kind: LetterKind) -> str:
    """Why somebody is written to."""
    return str(_KINDS[kind])

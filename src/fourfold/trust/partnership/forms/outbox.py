"""Filters of the outbox, and what is asked about a webhook."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from fourfold.ground.web.forms import GovForm
from fourfold.trust.messages.domain.letters import EventKind
from fourfold.trust.messages.domain.states import Channel, State
from fourfold.trust.partnership.outbox_wording import channel_label, event_label, state_label


class OutboxFilterForm(GovForm):
    """State, way, address."""

    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "All states"), *((state.value, state_label(state)) for state in State)],
    )
    channel = forms.ChoiceField(
        label="Way",
        required=False,
        choices=[("", "Mail and webhooks"), *((one.value, channel_label(one)) for one in Channel)],
    )
    address = forms.CharField(label="E-mail address", required=False, max_length=254)


class WebhookForm(GovForm):
    """Whose system is told of what, and where."""

    agency = forms.ChoiceField(label="Agency")
    url = forms.CharField(
        label="Address",
        help_text="The https address of the agency's system, like https://example.org/fourfold",
        max_length=500,
    )
    events = forms.MultipleChoiceField(
        label="Events",
        help_text="It is told the kind and id of what happened, and nothing else.",
        widget=forms.CheckboxSelectMultiple,
        choices=[(event.value, event_label(event)) for event in EventKind if event is not EventKind.TEST],
        error_messages={"required": "Choose at least one event."},
    )

    def __init__(self, *args: Any, agencies: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [  # type: ignore[attr-defined]
            ("", "Choose an agency"),
            *((str(agency_id), name) for agency_id, name in agencies),
        ]

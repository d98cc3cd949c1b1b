"""What is asked about a key: for which system, of which agency, which feeds, until when."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from fourfold.ground.kernel.clock import today
from fourfold.ground.web.dates import DateInputField
from fourfold.ground.web.forms import GovForm
from fourfold.records.feeds.domain.credentials import NAME_LENGTH, YEAR_DAYS
from fourfold.records.feeds.queries.sending import Sender


class KeyForm(GovForm):
    """A key. Somebody of one agency is not asked for which."""

    name = forms.CharField(
        label=gettext_lazy("Which system is it for?"),
        help_text=gettext_lazy("As your colleagues know it, such as “Records management, nightly extract”."),
        max_length=NAME_LENGTH,
    )
    holder = forms.ChoiceField(label=gettext_lazy("Which agency’s system is it?"), widget=forms.RadioSelect)
    contracts = forms.MultipleChoiceField(
        label=gettext_lazy("Which feeds may it send?"),
        help_text=gettext_lazy(
            "Choose only what this system sends. It sees and undoes deliveries of these feeds alone."
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one feed.")},
    )
    public_key = forms.CharField(
        label=gettext_lazy("Its public key (optional)"),
        help_text=gettext_lazy(
            "Safest is a key that your system made itself: then its private part never leaves it. Make a pair with "
            "“openssl genpkey -algorithm ed25519 -out private.pem” and paste what “openssl pkey -in private.pem "
            "-pubout” prints. Leave this empty and we make a pair, and show you the private key once."
        ),
        required=False,
        max_length=2_000,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, senders: Sequence[Sender], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.senders = senders
        feeds = {one.key: one.title for sender in senders for one in sender.contracts}
        self.fields["contracts"].choices = sorted(feeds.items(), key=lambda pair: pair[1])  # type: ignore[attr-defined]
        self.fields["holder"].choices = [(str(one.agency_id), one.name) for one in senders]  # type: ignore[attr-defined]
        if len(senders) == 1:
            del self.fields["holder"]
        last = today() + timedelta(days=YEAR_DAYS - 2)
        self.fields["until"] = DateInputField(
            label=gettext_lazy("What is its last day?"), earliest=today(), latest=last, initial=last
        )

    def holder_id(self) -> UUID:
        """Whose system it is."""
        return UUID(self.cleaned_data["holder"]) if "holder" in self.fields else self.senders[0].agency_id

    def last_day(self) -> date:
        """Until when it lasts."""
        day: date = self.cleaned_data["until"]
        return day

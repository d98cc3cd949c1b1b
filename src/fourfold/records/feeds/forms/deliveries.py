"""What is asked about a file: whose, of which feed, which column is which; and why something is decided."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.engines.tabular.contract import Contract
from fourfold.engines.tabular.mapping import Columns, map_columns
from fourfold.ground.web.forms import GovForm
from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.records.feeds.queries.sending import Sender
from fourfold.records.feeds.wording import state_label

REASON = 2_000


class SendForm(GovForm):
    """A file: for which agency, of which feed. Somebody of one agency is not asked for which."""

    holder = forms.ChoiceField(label=gettext_lazy("Which agency’s data is it?"), widget=forms.RadioSelect)
    contract = forms.ChoiceField(label=gettext_lazy("What does the file tell of?"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=gettext_lazy("The file"),
        max_length=255,
        error_messages={"empty": gettext_lazy("The file is empty. Choose the file that holds the rows.")},
        help_text=gettext_lazy(
            "CSV or other delimited text, Excel (.xlsx), JSON Lines or Parquet, packed with gzip if you like. Up to "
            "200 MB."
        ),
    )

    def __init__(self, *args: Any, senders: Sequence[Sender], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.senders = senders
        feeds = {one.key: one.title for sender in senders for one in sender.contracts}
        _choose(self.fields["holder"], [(str(one.agency_id), one.name) for one in senders])
        _choose(self.fields["contract"], sorted(feeds.items(), key=lambda pair: pair[1]))
        if len(senders) == 1:
            del self.fields["holder"]

    def holder_id(self) -> UUID:
        """Whose data it is."""
        return UUID(self.cleaned_data["holder"]) if "holder" in self.fields else self.senders[0].agency_id


class ColumnsForm(GovForm):
    """For each header of a file, which column of the contract it is, or that it is not read."""

    def __init__(
        self, *args: Any, contract: Contract, headers: Sequence[str], columns: Columns, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.contract, self.headers = contract, headers
        found = {match.place: match.column for match in columns.matches}
        choices = [("", _("Do not read it")), *((one.key, f"{one.label} ({one.key})") for one in contract.columns)]
        for place, header in enumerate(headers):
            if header:
                self.fields[name_of(place)] = forms.ChoiceField(
                    label=_("Which column is “%(header)s”?") % {"header": header},
                    choices=choices,
                    required=False,
                    initial=found.get(place, ""),
                )

    def clean(self) -> dict[str, Any]:
        """No column twice, and every required one once."""
        given = super().clean() or {}
        places: dict[str, list[str]] = {}
        for name in self.fields:
            if given.get(name):
                places.setdefault(given[name], []).append(name)
        for key, names in places.items():
            for name in names[1:]:
                self.add_error(
                    name,
                    _("Another header is already said to be “%(column)s”. Choose one of the two.")
                    % {"column": self.contract.column(key).label},
                )
        lacking = [one.label for one in self.contract.columns if one.required and one.key not in places]
        if lacking:
            self.add_error(
                None,
                _(
                    "Every row needs: %(columns)s. Say which header that is. If the file does not have it, add it "
                    "there and send the file again."
                )
                % {"columns": ", ".join(f"“{label}”" for label in lacking)},
            )
        if not self.errors:
            self._refuse_same_headers()
        return given

    def _refuse_same_headers(self) -> None:
        """Two headers that are written alike cannot be told apart by what is said of them."""
        for clash in map_columns(self.contract, self.headers, self.mapping()).clashes:
            mend = _("Rename or take out one of the two in the file, and send it again.")
            self.add_error(None, f"{clash} {mend}")

    def mapping(self) -> dict[str, str]:
        """Header to the column's key, or to "" for what is not read."""
        return {
            header: str(self.cleaned_data.get(name_of(place), ""))
            for place, header in enumerate(self.headers)
            if header
        }


def name_of(place: int) -> str:
    """The name of the field that asks about a header."""
    return f"column-{place}"


class DeliveryFilterForm(GovForm):
    """Feed, state and agency. What is no choice is as if it were not given."""

    contract = forms.ChoiceField(label=gettext_lazy("Feed"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    holder = forms.ChoiceField(label=gettext_lazy("Agency"), required=False)

    def __init__(self, query: QueryDict, senders: Sequence[Sender]) -> None:
        super().__init__(query)
        feeds: Mapping[str, str] = {one.key: one.title for sender in senders for one in sender.contracts}
        _choose(self.fields["contract"], [("", _("Any feed")), *sorted(feeds.items(), key=lambda pair: pair[1])])
        _choose(
            self.fields["state"], [("", _("Any state")), *((one.value, state_label(one)) for one in DeliveryState)]
        )
        _choose(self.fields["holder"], [("", _("Any agency")), *((str(one.agency_id), one.name) for one in senders)])
        if len(senders) < 2:
            del self.fields["holder"]
        self.is_valid()

    def chosen(self, name: str) -> str:
        """The value of a choice, or an empty string."""
        return str(self.cleaned_data.get(name) or "")

    @property
    def narrowed(self) -> int:
        """How many filters are set."""
        return sum(bool(self.chosen(name)) for name in self.fields)


class BecauseForm(GovForm):
    """Why something is decided. The reason is read by colleagues later, so it names nobody."""

    because = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Without naming or describing a person."),
        max_length=REASON,
        widget=forms.Textarea,
    )


def _choose(field: forms.Field, choices: Sequence[tuple[str, str]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)

"""Adding a record by hand: what it says, and whether it is about somebody who is known already."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.ground.kernel.clock import today
from fourfold.ground.web.forms import DateInputField, GovForm
from fourfold.records.feeds.domain.records import BORN_ON, LONGEST, NAME, NewRecord
from fourfold.records.feeds.domain.search_keys import ADDRESS, POSTCODE
from fourfold.records.feeds.wording import kind_label, role_label
from fourfold.records.identity.domain.searching import Asked
from fourfold.trust.access.domain.resources import SubjectKind, SubjectRole
from fourfold.trust.catalogue.domain.entries import DataSet, Field

NOBODY_OF_THESE = "new"
_FIRST = (NAME, BORN_ON, "sex", ADDRESS, POSTCODE)


class AddForm(GovForm):
    """The fields of one data set. With `like`, whether the person is one of these: references, and who they are.

    Fields stand under the keys of the catalogue, with `says-` before them.
    """

    person = forms.ChoiceField(label=gettext_lazy("Is it one of these people?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=gettext_lazy("Child or adult"), widget=forms.RadioSelect)
    role = forms.ChoiceField(label=gettext_lazy("In what is recorded here, the person was"))
    occurred_on = DateInputField(
        label=gettext_lazy("On which day was it?"), help_text=gettext_lazy("For example, 22 11 2026")
    )

    def __init__(self, data: Any, data_set: DataSet, like: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(data)
        self.data_set = data_set
        kinds = (SubjectKind.CHILD, SubjectKind.ADULT)
        self._offer("kind", [(kind.value, kind_label(kind)) for kind in kinds])
        self._offer("role", [(role, role_label(role)) for role in data_set.subject_roles])
        self.ask_for_person(like)
        own = [item for item in data_set.said if item.key not in _FIRST]
        first = [item for key in _FIRST for item in data_set.said if item.key == key]
        for item in [*first, *own]:
            self.fields[f"says-{item.key}"] = _field_for(item)
        order = ["person", *(f"says-{item.key}" for item in first), "kind", "role", "occurred_on"]
        self.order_fields(order)

    def ask_for_person(self, like: Sequence[tuple[str, str]]) -> None:
        """Ask whether it is one of these; without any, do not ask."""
        self._offer("person", [*like, (NOBODY_OF_THESE, _("None of these: somebody new"))])
        self.fields["person"].required = bool(like)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_occurred_on(self) -> date:
        """A day that is over, or today."""
        day: date = self.cleaned_data["occurred_on"]
        if day > today():
            raise ValidationError(_("The day must be today or in the past."))
        return day

    def said(self) -> dict[str, str]:
        """What the record says, by the catalogue's fields, those that were filled in."""
        typed = {
            key.removeprefix("says-"): value for key, value in self.cleaned_data.items() if key.startswith("says-")
        }
        return {key: _text(value) for key, value in typed.items() if value}

    def asked(self) -> Asked:
        """The person as a search asks for them."""
        said = self.said()
        born = said.get(BORN_ON, "")
        return Asked(
            name=said.get(NAME, ""),
            born=date.fromisoformat(born) if born else None,
            address=said.get(ADDRESS, ""),
            postcode=said.get(POSTCODE, ""),
        )

    def new(self) -> NewRecord:
        """The record, once the form is sound."""
        given = self.cleaned_data
        chosen = given.get("person") or NOBODY_OF_THESE
        return NewRecord(
            data_set=self.data_set.key,
            subject_kind=SubjectKind(given["kind"]),
            subject_role=SubjectRole(given["role"]),
            occurred_on=given["occurred_on"],
            values=self.said(),
            reference="" if chosen == NOBODY_OF_THESE else chosen,
        )


def _field_for(item: Field) -> forms.Field:
    if item.key.endswith("_on"):
        return DateInputField(label=item.label, required=item.key == BORN_ON)
    if item.key.endswith("_at"):
        return _Moment(label=item.label, required=False, help_text=_("For example, 22 11 2026 15:15"), max_length=40)
    is_long = item.key not in _FIRST and len(item.text) > 60
    widget = forms.Textarea(attrs={"rows": 2}) if is_long else None
    return forms.CharField(
        label=item.label, help_text=item.text, required=item.key == NAME, max_length=LONGEST, widget=widget
    )


class _Moment(forms.CharField):
    """A day and a time on London's clock, as text `2026-11-22T15:15`."""

    def clean(self, value: Any) -> str:
        """Raises ValidationError where it is no moment."""
        typed = str(super().clean(value)).strip().replace("T", " ").replace(".", ":")
        if not typed:
            return ""
        for shape in ("%d %m %Y %H:%M", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"):
            try:
                return f"{datetime.strptime(typed, shape):%Y-%m-%dT%H:%M}"  # noqa: DTZ007 (kept as London's clock)
            except ValueError:
                continue
        raise ValidationError(_("Write a day and a time like 22 11 2026 15:15."))


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value).strip()

"""Looking for a person, and narrowing the list of a data set."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.ground.kernel.clock import today
from fourfold.ground.web.forms import DateInputField, GovForm
from fourfold.records.feeds.domain.names import name_keys
from fourfold.records.feeds.domain.references import read_reference
from fourfold.records.feeds.queries.records import SUSPECTED, Wanted
from fourfold.records.feeds.wording import kind_label, role_label
from fourfold.trust.access.domain.resources import SubjectKind, SubjectRole
from fourfold.trust.catalogue.domain.entries import DataSet


class SearchForm(GovForm):
    """A name or a reference; a date of birth makes a name sure. It is posted: names never stand in addresses."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Whole words. Names that sound alike are found too."),
        required=False,
        max_length=120,
    )
    born = DateInputField(
        label=gettext_lazy("Date of birth, if you know it"),
        help_text=gettext_lazy("For example, 27 3 2011"),
        required=False,
    )
    reference = forms.CharField(
        label=gettext_lazy("Or a reference"),
        help_text=gettext_lazy("For example, KM-7F3K-2QXD"),
        required=False,
        max_length=30,
    )

    def clean_name(self) -> str:
        """The name, if it holds at least one word that can be looked for."""
        name = str(self.cleaned_data["name"])
        if name and not any(len(key.word) > 1 for key in name_keys(name)):
            raise ValidationError(_("Enter a whole word of the name, not an initial."))
        return name

    def clean_reference(self) -> str:
        """The reference in its one form."""
        typed = str(self.cleaned_data["reference"])
        if typed and not read_reference(typed):
            raise ValidationError(_("A reference looks like KM-7F3K-2QXD. It has no 0, 1, I, L or O."))
        return read_reference(typed)

    def clean(self) -> dict[str, Any]:
        """One of the two, and no day ahead."""
        found = super().clean() or {}
        if not self.errors and not (found.get("name") or found.get("reference")):
            self.add_error("name", _("Enter a name or a reference."))
        born = found.get("born")
        if born and born > today():
            self.add_error("born", _("The date of birth must be in the past."))
        return found


class RecordFilterForm(GovForm):
    """Role, child or adult, and holder. What is no choice is as if it were not given."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Child or adult"), required=False)
    holder = forms.ChoiceField(label=gettext_lazy("Held by"), required=False)

    def __init__(self, query: QueryDict, data_set: DataSet, holders: Sequence[tuple[UUID, str]]) -> None:
        super().__init__(query)
        roles = [SubjectRole(role) for role in data_set.subject_roles]
        kinds = (SubjectKind.CHILD, SubjectKind.ADULT)
        offered = {
            "role": [("", _everybody(roles)), *((role.value, role_label(role)) for role in roles)],
            "kind": [("", _("Children and adults")), *((kind.value, kind_label(kind)) for kind in kinds)],
            "holder": [("", _("Any agency")), *((str(key), name) for key, name in holders)],
        }
        for name, pairs in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = pairs
        self.data_set = data_set
        self.is_valid()

    def wanted(self) -> Wanted:
        """The records that are asked for."""
        role, kind, holder = (self.chosen(name) for name in ("role", "kind", "holder"))
        return Wanted(
            self.data_set.key,
            SubjectRole(role) if role else None,
            SubjectKind(kind) if kind else None,
            UUID(holder) if holder else None,
        )

    def chosen(self, name: str) -> str:
        """The value of a choice, or an empty string."""
        return str(self.cleaned_data.get(name) or "")

    @property
    def narrowed(self) -> int:
        """How many filters are set."""
        return sum(bool(self.chosen(name)) for name in self.fields)


def _everybody(roles: Sequence[SubjectRole]) -> str:
    return _("Everybody but suspected or convicted") if SUSPECTED & set(roles) else _("Any role")

"""Narrowing the list of a data set."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.ground.web.forms import GovForm
from fourfold.records.feeds.queries.records import SUSPECTED, Wanted
from fourfold.records.feeds.wording import kind_label, role_label
from fourfold.trust.access.domain.resources import SubjectKind, SubjectRole
from fourfold.trust.catalogue.domain.entries import DataSet


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

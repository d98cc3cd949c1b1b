"""Narrowing published rows: by month, district and kind. What is no choice is as if it were not given."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.ground.web.forms import GovForm
from fourfold.records.feeds.queries.open_rows import Wanted

NONE = "none"
"""In the address, for rows without a district or a kind."""


class OpenFilterForm(GovForm):
    """Each only where the rows have more than one."""

    month = forms.ChoiceField(label=gettext_lazy("Month"), required=False)
    district = forms.ChoiceField(label=gettext_lazy("District"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)

    def __init__(
        self,
        query: QueryDict,
        *,
        months: Mapping[str, str],
        districts: Mapping[str, str],
        categories: Mapping[str, str],
    ) -> None:
        super().__init__(query)
        for name, any_one, choices in (
            ("month", _("Any month"), months),
            ("district", _("Any district"), districts),
            ("category", _("Any kind"), categories),
        ):
            field = self.fields[name]
            if len(choices) < 2:
                del self.fields[name]
            elif isinstance(field, forms.ChoiceField):
                field.choices = [("", any_one), *((key or NONE, label) for key, label in choices.items())]
        self.is_valid()

    def wanted(self, contract: str) -> Wanted:
        """What is asked for."""
        month = self._chosen("month")
        return Wanted(
            contract,
            month=date.fromisoformat(f"{month}-01") if month else None,
            district=self._chosen("district"),
            category=self._chosen("category"),
        )

    def _chosen(self, name: str) -> str | None:
        said = str(self.cleaned_data.get(name) or "")
        return None if not said else "" if said == NONE else said

    @property
    def narrowed(self) -> int:
        """How many filters are set."""
        return sum(bool(self.cleaned_data.get(name)) for name in self.fields)

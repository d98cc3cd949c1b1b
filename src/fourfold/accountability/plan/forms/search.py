"""What to search for, and in which plan."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.http import QueryDict

from fourfold.accountability.plan.models import Plan
from fourfold.ground.web.forms import GovForm

LONGEST = 200


class SearchForm(GovForm):
    """Words, and a plan for those who read several. Words beyond the longest search are left off."""

    q = forms.CharField(label="Words", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    plan = forms.ChoiceField(label="In", required=False)

    def __init__(self, query: QueryDict, plans: Sequence[Plan]) -> None:
        super().__init__(query)
        self.plans = {str(plan.pk): plan for plan in plans}
        field = self.fields["plan"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "All plans"), *((key, plan.title) for key, plan in self.plans.items())]
        self.is_valid()

    @property
    def words(self) -> str:
        """What was asked for, as typed."""
        return str(self.cleaned_data.get("q") or "")[:LONGEST]

    @property
    def plan_chosen(self) -> Plan | None:
        """The plan in which to search."""
        return self.plans.get(str(self.cleaned_data.get("plan") or ""))

    @property
    def plan_id(self) -> UUID | None:
        """The id of that plan."""
        return self.plan_chosen.pk if self.plan_chosen else None

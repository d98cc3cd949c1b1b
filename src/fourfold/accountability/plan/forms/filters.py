"""The filters of the list of actions. They live in the address; what is no choice is as if it were not given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from fourfold.accountability.plan.domain.states import Status, StrandKind
from fourfold.accountability.plan.models import Plan
from fourfold.accountability.plan.queries.actions import ActionFilter, Sort, When
from fourfold.accountability.plan.queries.agencies import AgencyChoice
from fourfold.ground.web.forms import GovForm


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: the agencies that lead or deliver, and the plans that the actor reads."""

    agencies: Sequence[AgencyChoice]
    plans: Sequence[Plan]


class ActionFilterForm(GovForm):
    """Strand, status, date, agency and whose. `plan` is asked only of those who read several."""

    strand = forms.ChoiceField(required=False)
    status = forms.ChoiceField(required=False)
    when = forms.ChoiceField(label="Next date", required=False)
    agency = forms.ChoiceField(label="Led or delivered by", required=False)
    plan = forms.ChoiceField(required=False)
    mine = forms.BooleanField(label="Only mine", required=False)
    my_agency = forms.BooleanField(label="Only my agency’s", required=False)

    def __init__(self, query: QueryDict, choices: Choices) -> None:
        super().__init__(query)
        self.agencies = {agency.key: agency for agency in choices.agencies}
        self.plans = {str(plan.pk): plan for plan in choices.plans}
        offered = {
            "strand": [("", "All strands"), *((kind.value, kind.label) for kind in StrandKind)],
            "status": [("", "Any status"), *((status.value, status.label) for status in Status)],
            "when": [("", "Any date"), *((when.value, _capital(when.label)) for when in When)],
            "agency": [("", "Any agency"), *((agency.key, agency.name) for agency in choices.agencies)],
            "plan": [("", "All live plans"), *((key, plan.title) for key, plan in self.plans.items())],
        }
        for name, pairs in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = pairs
        self.is_valid()

    def chosen(self, name: str) -> str:
        """The value of a choice, or an empty string."""
        return str(self.cleaned_data.get(name) or "")

    @property
    def agency_chosen(self) -> AgencyChoice | None:
        """The agency by which the list is filtered."""
        return self.agencies.get(self.chosen("agency"))

    @property
    def plan_chosen(self) -> Plan | None:
        """The plan to which the list keeps."""
        return self.plans.get(self.chosen("plan"))

    def wanted(self, sort: Sort, *, descending: bool) -> ActionFilter:
        """The filter as the query takes it."""
        agency, plan = self.agency_chosen, self.plan_chosen
        return ActionFilter(
            plan_id=_id(plan),
            strand=self.chosen("strand"),
            status=self.chosen("status"),
            when=self.chosen("when"),
            agency_ids=agency.ids if agency else frozenset(),
            mine=bool(self.cleaned_data.get("mine")),
            my_agency=bool(self.cleaned_data.get("my_agency")),
            sort=sort,
            descending=descending,
        )

    @property
    def narrowing(self) -> dict[str, Any]:
        """The filters that are set, the plan apart: they are what `Clear filters` clears."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != "plan"}


def _id(plan: Plan | None) -> UUID | None:
    return plan.pk if plan else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

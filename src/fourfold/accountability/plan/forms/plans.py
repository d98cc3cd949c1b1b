"""What people type into a plan's frame: what it is, for whom, and what each strand is for."""

from collections.abc import Sequence
from typing import Any

from django import forms

from fourfold.accountability.plan.domain.states import Audience, Scope, StrandKind
from fourfold.accountability.plan.operations.plans import PlanFrame
from fourfold.ground.web.forms import GovForm


class PlanForm(GovForm):
    """A plan's frame."""

    title = forms.CharField(label="Title", max_length=200)
    summary = forms.CharField(label="What is this plan for?", widget=forms.Textarea, max_length=2000, required=False)
    scope = forms.ChoiceField(
        label="What does it cover?",
        widget=forms.RadioSelect,
        choices=[(item.value, item.label) for item in Scope],
    )
    area = forms.CharField(
        label="Which area?", max_length=120, required=False, help_text="For example, Kent and Medway"
    )
    audience = forms.ChoiceField(
        label="Who is it for?",
        widget=forms.RadioSelect,
        choices=[(item.value, item.label) for item in Audience],
        help_text="Its title, counts and search hits reach nobody else.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def frame(self) -> PlanFrame:
        """The frame as typed, once the form is valid."""
        said = self.cleaned_data
        return PlanFrame(
            title=said["title"],
            summary=said["summary"],
            scope=Scope(said["scope"]),
            area=said["area"],
            audience=Audience(said["audience"]),
        )


class AimsForm(GovForm):
    """The aim of each strand."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in StrandKind:
            self.fields[kind.value] = forms.CharField(
                label=kind.label, widget=forms.Textarea, max_length=2000, required=False
            )

    def aims(self) -> dict[StrandKind, str]:
        """Each strand's aim as typed, once the form is valid."""
        return {kind: self.cleaned_data[kind.value] for kind in StrandKind}


class ReaderForm(GovForm):
    """Somebody to let into a plan's audience."""

    reader = forms.ChoiceField(label="Let somebody in", help_text="Everyone here has an open account.")

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = self.fields["reader"]
        if isinstance(reader, forms.ChoiceField):
            reader.choices = [("", "Choose a person"), *people]

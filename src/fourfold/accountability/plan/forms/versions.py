"""What people type when a plan goes on in its next version."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from fourfold.accountability.plan.domain.states import StrandKind
from fourfold.accountability.plan.operations.actions import MOST_TITLE
from fourfold.accountability.plan.operations.versions import NextVersion, Settlement
from fourfold.accountability.plan.operations.versions.beginning import MOST_LABEL
from fourfold.accountability.plan.operations.versions.ordering import MOST_REASON
from fourfold.ground.web.forms import GovForm

Choices = Sequence[tuple[str, str]]
CARRY, DOCUMENT = "carry", "document"


class NextVersionForm(GovForm):
    """How the next version begins."""

    label = forms.CharField(
        label="What is the new version called?", max_length=MOST_LABEL, help_text="For example, 2026 refresh"
    )
    label_before = forms.CharField(
        label="And the plan as it is now?",
        max_length=MOST_LABEL,
        required=False,
        help_text="For example, 2019 to 2026",
    )
    source = forms.ChoiceField(
        label="What does it begin from?",
        widget=forms.RadioSelect,
        choices=[(CARRY, "From the plan as it is now"), (DOCUMENT, "From a document that was already written")],
        initial=CARRY,
    )
    with_complete = forms.BooleanField(
        label="Carry over complete actions too",
        required=False,
        help_text="Otherwise they stay with the version before.",
    )
    todays_agencies = forms.BooleanField(
        label="Name each agency as the body it is today",
        required=False,
        initial=True,
        help_text="For example, the Probation Service for the National Probation Service.",
    )
    file = forms.FileField(
        label="The document",
        required=False,
        max_length=200,
        help_text="Word, Excel, CSV or tab-separated text. We propose what continues what; you decide.",
    )

    def clean(self) -> dict[str, Any]:
        """A document is asked for only where it is to begin from one."""
        if self.cleaned_data.get("source") == DOCUMENT and not self.cleaned_data.get("file"):
            self.add_error("file", "Choose the document")
        return self.cleaned_data

    @property
    def from_document(self) -> bool:
        """Whether it begins from a document, once the form is valid."""
        return bool(self.cleaned_data["source"] == DOCUMENT)

    def wanted(self) -> NextVersion:
        """What was typed, once the form is valid."""
        said = self.cleaned_data
        return NextVersion(said["label"], said["label_before"], "", said["with_complete"], said["todays_agencies"])


class DropForm(GovForm):
    """Why something of the version before is not carried over."""

    reason = forms.CharField(
        label="Why is it dropped?",
        max_length=MOST_REASON,
        required=False,
        widget=forms.Textarea,
        help_text="Readers of both versions see this.",
    )


class MoveForm(GovForm):
    """Where in a draft an action stands."""

    strand = forms.ChoiceField(
        label="Strand", widget=forms.RadioSelect, choices=[(kind.value, kind.label) for kind in StrandKind]
    )
    number = forms.IntegerField(label="Number", min_value=1, max_value=999, help_text="The others make room.")


class MergeForm(GovForm):
    """Another action to take in."""

    other = forms.ChoiceField(label="Which action comes into this one?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other = self.fields["other"]
        if isinstance(other, forms.ChoiceField):
            other.choices = list(others)


class SplitForm(GovForm):
    """One action as two."""

    first_title = forms.CharField(label="Short title of the first", max_length=MOST_TITLE)
    first_text = forms.CharField(label="What the first is", widget=forms.Textarea)
    second_title = forms.CharField(label="Short title of the second", max_length=MOST_TITLE)
    second_text = forms.CharField(label="What the second is", widget=forms.Textarea)

    def halves(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Title and text of both, once the form is valid."""
        said = self.cleaned_data
        return (said["first_title"], said["first_text"]), (said["second_title"], said["second_text"])


class SettleForm(GovForm):
    """What became of one piece of the version before."""

    DROPPED = "dropped"

    new = forms.ChoiceField(label="What continues it?")
    reason = forms.CharField(
        label="If nothing does: why is it dropped?",
        max_length=MOST_REASON,
        required=False,
        widget=forms.Textarea,
        help_text="Readers of both versions see this.",
    )

    def __init__(self, *args: Any, news: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = self.fields["new"]
        if isinstance(new, forms.ChoiceField):
            new.choices = [("", "Choose"), (self.DROPPED, "Nothing: it is dropped"), *news]

    def settlement(self, old_id: UUID) -> Settlement:
        """What was decided, once the form is valid."""
        chosen = self.cleaned_data["new"]
        new_id = None if chosen == self.DROPPED else UUID(chosen)
        return Settlement(old_id, new_id, self.cleaned_data["reason"])

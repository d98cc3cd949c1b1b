"""A line of the schedule, with pickers from the catalogue. Its data set is chosen first: fields follow from it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.ground.web.forms import DateInputField, GovForm
from fourfold.trust.access.domain.resources import Handling, SubjectKind
from fourfold.trust.agreements.domain.terms import Line
from fourfold.trust.agreements.forms.terms import Choices, DraftForm, offer
from fourfold.trust.agreements.paper.phrases import HANDLING, REGIMES
from fourfold.trust.catalogue.domain.entries import Regime

KINDS = [
    (SubjectKind.CHILD.value, _("Children")),
    (SubjectKind.ADULT.value, _("Adults")),
    (SubjectKind.NOBODY.value, _("Nobody who can be known")),
]
ROLES = {
    "at-risk": _("At risk"),
    "victim": _("Harmed"),
    "witness": _("Witness"),
    "suspect": _("Suspected of a crime"),
    "convicted": _("Found guilty of a crime"),
    "none": _("None of these"),
}
MANY = forms.CheckboxSelectMultiple


class DataSetForm(GovForm):
    """Which data set a new line is about."""

    data_set = forms.ChoiceField(label=_("Which data set is it about?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, data_sets: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "data_set", data_sets)


def _several(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, help_text=help_text, required=False, widget=MANY)


class LineForm(DraftForm):
    """Everything else of a line. It may be kept with gaps: the page says what is missing before it is signed."""

    fields_opened = _several(_("Fields"), _("Only what the purpose needs."))
    subject_kinds = _several(_("About"))
    subject_roles = _several(_("In which role"))
    provider_ids = _several(_("Who gives it"))
    recipient_ids = _several(_("Who gets it"))
    recipient_roles = _several(_("Which roles there"), _("Choose none for everybody who works there."))
    needs_relationship = forms.BooleanField(
        label=_("Only for those who work with the person"), required=False, initial=True
    )
    purpose = forms.ChoiceField(label=_("Purpose"), required=False)
    gateway = forms.ChoiceField(label=_("Gateway: the law that lets you share"), required=False)
    basis = forms.ChoiceField(label=_("Lawful basis"), required=False)
    conditions = _several(_("Conditions"), _("For special category data and data about crime."))
    regime = forms.ChoiceField(
        label=_("Under which law the recipient holds it"),
        widget=forms.RadioSelect,
        choices=[(regime.value, text) for regime, text in REGIMES.items()],
        initial=Regime.GENERAL.value,
    )
    handling = _several(_("Handling"))
    retention = forms.CharField(label=_("How long a recipient keeps it"), required=False, max_length=200)
    starts_on = DateInputField(label=_("From, if later than the agreement"), required=False)
    ends_on = DateInputField(label=_("Until, if earlier than the agreement"), required=False)

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "subject_kinds", [(key, str(text)) for key, text in KINDS])
        offer(self, "handling", [(key.value, HANDLING[key]) for key in Handling])
        for name, offered in choices.items():
            single = name in ("purpose", "gateway", "basis")
            offer(self, name, offered, empty=str(_("Choose one")) if single else "")

    @staticmethod
    def initial_of(line: Line, revision: int) -> dict[str, Any]:
        """What the form shows of a line."""
        several = ("subject_kinds", "subject_roles", "recipient_roles", "conditions", "handling")
        single = ("purpose", "gateway", "basis", "retention", "needs_relationship", "starts_on", "ends_on")
        return {
            "revision": revision,
            "regime": line.regime.value,
            "fields_opened": list(line.fields),
            "provider_ids": [str(one) for one in line.provider_ids],
            "recipient_ids": [str(one) for one in line.recipient_ids],
            **{name: list(getattr(line, name)) for name in several},
            **{name: getattr(line, name) for name in single},
        }

    def line(self, number: int, data_set: str) -> Line:
        """The line that was typed, once the form is valid."""
        said = self.cleaned_data
        return Line(
            number=number,
            data_set=data_set,
            fields=tuple(said["fields_opened"]),
            subject_kinds=tuple(said["subject_kinds"]),
            subject_roles=tuple(said["subject_roles"]),
            provider_ids=tuple(UUID(one) for one in said["provider_ids"]),
            recipient_ids=tuple(UUID(one) for one in said["recipient_ids"]),
            recipient_roles=tuple(said["recipient_roles"]),
            purpose=said["purpose"],
            gateway=said["gateway"],
            basis=said["basis"],
            conditions=tuple(said["conditions"]),
            handling=tuple(said["handling"]),
            regime=Regime(said["regime"]),
            needs_relationship=said["needs_relationship"],
            retention=said["retention"].strip(),
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
        )

"""The filters of the list of agreements. They live in the address; what is no choice is as if it were not given."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from fourfold.ground.web.forms import GovForm
from fourfold.trust.agreements.domain.life import Condition
from fourfold.trust.agreements.forms.terms import Choices, offer
from fourfold.trust.agreements.paper.phrases import KINDS


class FilterForm(GovForm):
    """Kind, where it stands, and whose."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    stands = forms.ChoiceField(label=_("Where it stands"), required=False)
    agency = forms.ChoiceField(label=_("Party"), required=False)

    def __init__(self, query: QueryDict, agencies: Choices) -> None:
        super().__init__(query)
        offer(self, "kind", [(kind.value, text) for kind, text in KINDS.items()], empty=str(_("Any kind")))
        offer(self, "stands", [(one.value, one.label) for one in Condition], empty=str(_("Anywhere")))
        offer(self, "agency", agencies, empty=str(_("Any agency")))
        self.is_valid()

    def chosen(self, name: str) -> str:
        """The value of a choice, or an empty string."""
        return str(self.cleaned_data.get(name) or "")

"""Choosing whose record of processing is shown."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.ground.web.forms import GovForm


class AgencyForm(GovForm):
    """One agency of those that are there today."""

    agency = forms.ChoiceField(label=_("Agency"))

    def __init__(self, *args: Any, offered: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(key), name) for key, name in offered]

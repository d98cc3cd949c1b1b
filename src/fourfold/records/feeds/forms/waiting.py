"""A row that waits, as a form: its values as they were sent, what is wrong beside them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from fourfold.engines.tabular.contract import Column, Contract, Kind
from fourfold.ground.web.forms import GovForm
from fourfold.records.feeds.wording import kind_text

LONGEST = 5_000
"""Characters that may be typed into one value; how long it may be, the contract says."""
_LINE = 100


class RowForm(GovForm):
    """One row, a field a column. Whether its values keep the contract, the contract alone says, not the form."""

    def __init__(self, *args: Any, contract: Contract, sent: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in contract.columns:
            self.fields[column.key] = _field(column, sent.get(column.key, ""))
            self.fields[column.key].initial = sent.get(column.key, "")

    def values(self) -> dict[str, str]:
        """The row as it was typed, by the columns' keys."""
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


def _field(column: Column, sent: str) -> forms.Field:
    label = column.label if column.required else _("%(label)s (may be empty)") % {"label": column.label}
    if column.kind is Kind.CODE:
        return forms.ChoiceField(label=label, choices=_codes(column, sent), required=False)
    widget = (
        forms.Textarea(attrs={"rows": 3}) if column.max_length > _LINE and len(sent) > _LINE else forms.TextInput()
    )
    return forms.CharField(
        label=label, help_text=_hint(column), required=False, max_length=LONGEST, strip=False, widget=widget
    )


def _codes(column: Column, sent: str) -> list[tuple[str, str]]:
    """The list, and in front of it what was sent, when that is none of it: it stays until another is chosen."""
    known = [(code, _said(code, label)) for code, label in column.codes.items()]
    other = [(sent, _("“%(value)s”, as it was sent") % {"value": sent})] if sent and sent not in column.codes else []
    return [*other, ("", _("Empty")), *known]


def _said(code: str, label: str) -> str:
    return label if label.casefold() == code.casefold() else f"{label} ({code})"


def _hint(column: Column) -> str:
    """How the value is written, where its form could be doubted."""
    return "" if column.kind is Kind.TEXT and not column.pattern_says else kind_text(column)

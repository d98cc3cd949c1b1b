"""What of a data set is asked for: a period, whom it is about, how closely age and home are told."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.ground.web.forms import GovForm
from fourfold.records.datasets.domain.asking import Asked
from fourfold.records.datasets.domain.shaping import Age, Place
from fourfold.records.feeds.queries.records import SUSPECTED
from fourfold.records.feeds.wording import month_text, role_label
from fourfold.trust.access.domain.resources import SubjectRole
from fourfold.trust.catalogue.domain.entries import DataSet

MONTHS = 36
USUAL = 12


class AskForm(GovForm):
    """Choices that the lines of agreements allow, and no others."""

    since = forms.ChoiceField(label=gettext_lazy("From"))
    until = forms.ChoiceField(label=gettext_lazy("To the end of"))
    role = forms.ChoiceField(label=gettext_lazy("People"), required=False)
    age = forms.ChoiceField(label=gettext_lazy("Age"))
    place = forms.ChoiceField(label=gettext_lazy("Home"))

    def __init__(self, query: QueryDict, data_set: DataSet, fields: Collection[str], today: date) -> None:
        months = [f"{_back(today, number):%Y-%m}" for number in range(MONTHS)]
        self.is_asked = "since" in query
        usual = {"since": months[USUAL - 1], "until": months[0], "age": Age.NONE, "place": Place.NONE}
        super().__init__(query if self.is_asked else usual)
        self._offer("since", [(month, month_text(month)) for month in months])
        self._offer("until", [(month, month_text(month)) for month in months])
        self._offer("age", _ages(fields))
        self._offer("place", _places(fields))
        held_apart = sorted(SUSPECTED & {SubjectRole(role) for role in data_set.subject_roles})
        if held_apart:
            apart = [(role.value, role_label(role)) for role in held_apart]
            self._offer("role", [("", _("Everybody but suspected or convicted")), *apart])
        else:
            del self.fields["role"]

    def clean(self) -> dict[str, object]:
        """The period ends no earlier than it begins."""
        said = super().clean() or {}
        if "since" in said and "until" in said and said["until"] < said["since"]:
            raise ValidationError({"until": _("The last month must be the first one or later.")})
        return said

    def asked(self, recipient_id: UUID, data_set: DataSet) -> Asked:
        """What is asked for, of a form that is valid."""
        said = self.cleaned_data
        return Asked(
            recipient_id,
            data_set.key,
            date.fromisoformat(f"{said['since']}-01"),
            _back(date.fromisoformat(f"{said['until']}-01"), -1),
            SubjectRole(said["role"]) if said.get("role") else None,
            Age(said["age"]),
            Place(said["place"]),
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def _ages(fields: Collection[str]) -> list[tuple[str, str]]:
    told = [(Age.BAND.value, _("Age bands")), (Age.EXACT.value, _("Age in years"))]
    return [(Age.NONE.value, _("Left out")), *(told if "born_on" in fields else [])]


def _places(fields: Collection[str]) -> list[tuple[str, str]]:
    told = [(Place.NONE.value, _("Left out"))]
    if not {"postcode", "lsoa"}.isdisjoint(fields):
        told.append((Place.DISTRICT.value, _("District")))
    if "postcode" in fields:
        told.append((Place.SECTOR.value, _("Postcode sector")))
    if not {"postcode", "lsoa"}.isdisjoint(fields):
        told.append((Place.LSOA.value, _("Small area (LSOA)")))
    return told


def _back(day: date, months: int) -> date:
    """The first day of the month so many months before; later, for fewer than none."""
    whole = day.year * 12 + day.month - 1 - months
    return date(whole // 12, whole % 12 + 1, 1)

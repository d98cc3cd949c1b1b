"""What every page of this room shows around itself, and how the catalogue's keys are called."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.requests.domain.states import Condition

STATES = {
    Condition.WAITS: "not-started",
    Condition.LATE: "off-track",
    Condition.WHOLE: "complete",
    Condition.PART: "on-track",
    Condition.REFUSED: "at-risk",
    Condition.WITHDRAWN: "not-started",
}
"""The badge of each condition: its shape and colour stand beside the word."""


def tabs(here: str, *, answers: bool) -> list[dict[str, Any]]:
    """The parts of the room. `answers`: whether there is anything for the reader to answer at all."""
    listed = reverse("requests:requests")
    items = [
        (_("To answer"), f"{listed}?side=to-us", "to-us") if answers else None,
        (_("Asked by us"), f"{listed}?side=by-us", "by-us"),
        (_("Figures"), reverse("requests:figures"), "figures"),
    ]
    return [{"text": text, "href": href, "active": key == here} for text, href, key in filter(None, items)]


def called(known: Catalogue, kind: str, key: str) -> str:
    """The label of an entry of the catalogue; its key where it is there no more."""
    entry = getattr(known, kind).get(key)
    return str(entry.label) if entry else key


def fields_called(known: Catalogue, data_set: str, keys: Iterable[str]) -> list[str]:
    """The labels of some fields, in the order of the data set."""
    wanted = set(keys)
    found = known.data_sets.get(data_set)
    ordered = [field.label for field in found.fields if field.key in wanted] if found else []
    return ordered or sorted(wanted)

"""Published rows, about nobody: exact counts, and the rows themselves, for everybody who has signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds.models import OpenRow
from fourfold.trust.partnership.domain.roles import Standing

MOST_SHOWN = 5_000
"""Rows that can be paged through; more are narrowed, or downloaded."""
MOST_IN_FILE = 100_000
"""Rows of one download."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of a contract. None: any; an empty text: those without one. `month`: its first day."""

    contract: str
    month: date | None = None
    district: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that have these in common, and how many they are."""

    month: date | None
    district: str
    category: str
    rows: int

    def is_in(self, wanted: Wanted) -> bool:
        """Whether its rows are wanted."""
        return (
            wanted.month in (None, self.month)
            and wanted.district in (None, self.district)
            and wanted.category in (None, self.category)
        )


def groups(actor: Standing, contract: str) -> list[Group]:
    """Every row of a contract that is seen, counted by month, district and category. From an index alone."""
    found = (
        _seen(actor, Wanted(contract))
        .order_by("month", "district_code", "category")
        .values_list("month", "district_code", "category")
        .annotate(rows=Count("*"))
    )
    return [Group(*one) for one in found]


def rows(actor: Standing, wanted: Wanted, window: slice) -> Sequence[OpenRow]:
    """A part of the rows, newest month first."""
    return list(_seen(actor, wanted).order_by("-month", "-district_code", "-category", "-pk")[window])


def _seen(actor: Standing, wanted: Wanted) -> "QuerySet[OpenRow]":
    if not actor.is_active:
        raise NotFound("open-data", wanted.contract)
    found = OpenRow.objects.filter(contract=wanted.contract)
    if wanted.month is not None:
        found = found.filter(month=wanted.month)
    if wanted.district is not None:
        found = found.filter(district_code=wanted.district)
    if wanted.category is not None:
        found = found.filter(category=wanted.category)
    return found

"""Two to five records side by side: what is equal stays quiet, what differs is marked inside the words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_date, show_moment
from fourfold.records.feeds.domain.records import BORN_ON
from fourfold.records.feeds.queries.sight import Shown
from fourfold.records.identity.domain.differing import (
    Piece,
    date_differs,
    differing,
    is_reordered,
    is_same,
    is_transposed,
    likeness,
)
from fourfold.records.identity.domain.opinions import LETTERS
from fourfold.records.identity.queries.tasks import Side
from fourfold.trust.catalogue.domain.entries import DataSet
from fourfold.trust.catalogue.domain.loading import load_catalogue

ORDER = ("name", "other_names", "born_on", "sex", "address", "postcode", "nhs_number", "upn", "pnc_id")
"""The fields that are compared, in the order in which they are shown."""
MOST_FURTHER = 2
"""As many other ways in which a subject is described are shown of one field."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a side says in one field: `pieces` with what differs marked, `further` other ways of saying it, or that it
    says nothing (`nothing`)."""

    letter: str
    pieces: tuple[Piece, ...] = ()
    further: tuple[str, ...] = ()
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One field. `says`: in words whether the sides are the same; `differs`: whether that needs an eye."""

    label: str
    says: str
    differs: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a side comes from."""

    letter: str
    reference: str
    person: str
    holder: str
    records: tuple[dict[str, str], ...]


def sources_of(sides: Sequence[Side]) -> list[Source]:
    """Agency, data set, day and way in of each record, the one that is compared first."""
    return [
        Source(
            letter=LETTERS[place],
            reference=side.shown[0].record.reference,
            person=reverse("identity:person", args=[side.subject_id]),
            holder=side.shown[0].record.holder.name,
            records=tuple(_record(shown) for shown in side.shown),
        )
        for place, side in enumerate(sides)
    ]


def rows_of(sides: Sequence[Side]) -> list[Row]:
    """The fields that are shared of every side whose data set has them, and in which at least one says something."""
    return [row for field in ORDER if (row := _row(field, sides)) is not None]


def _record(shown: Shown) -> dict[str, str]:
    record = shown.record
    came = _("came in %(moment)s") % {"moment": show_moment(record.recorded_at)}
    if record.row_number is not None:
        came = _("%(came)s, row %(number)s of a file") % {"came": came, "number": f"{record.row_number:,}"}
    return {
        "title": _data_set(shown).label,
        "href": reverse("feeds:record", args=[record.pk]),
        "when": show_date(record.occurred_on),
        "came": came,
    }


def _data_set(shown: Shown) -> DataSet:
    return load_catalogue().data_sets[shown.record.data_set]


def _row(field: str, sides: Sequence[Side]) -> Row | None:
    held = [_is_held(side, field) for side in sides]
    if not all(is_open for has, is_open in held if has):
        return None
    said = [_said(side, field) for side in sides]
    if not any(said):
        return None
    firsts = [values[0] if values else "" for values in said]
    cells = tuple(
        Cell(LETTERS[place], nothing=_("Not recorded") if held[place][0] else _("Not in this data set"))
        if not values
        else Cell(
            LETTERS[place],
            tuple(_pieces(field, values[0], _other(firsts, place))),
            tuple(_plain(field, value) for value in values[1 : 1 + MOST_FURTHER]),
        )
        for place, values in enumerate(said)
    )
    label = next(item.label for side in sides for item in _data_set(side.shown[0]).fields if item.key == field)
    says, differs = _says(field, firsts)
    return Row(label, says, differs, cells)


def _is_held(side: Side, field: str) -> tuple[bool, bool]:
    """Whether a data set of the side has the field, and whether it is shared in all that have it."""
    having = [shown for shown in side.shown if any(item.key == field for item in _data_set(shown).fields)]
    return bool(having), all(field in shown.decision.fields for shown in having)


def _said(side: Side, field: str) -> list[str]:
    """The different ways in which the side says it, that of the record that is compared first."""
    found: list[str] = []
    for shown in side.shown:
        value = shown.values.get(field, "")
        if value and not any(is_same(value, other) for other in found):
            found.append(value)
    return found


def _other(firsts: Sequence[str], place: int) -> str:
    """What a cell is compared with: of two the other one, of several that which is likest to all."""
    spoken = [value for value in firsts if value]
    if len(spoken) > 2:
        return max(spoken, key=lambda value: sum(likeness(value, other) for other in spoken))
    return next((value for other, value in enumerate(firsts) if value and other != place), firsts[place])


def _pieces(field: str, value: str, other: str) -> list[Piece]:
    if field != BORN_ON:
        return differing(value, other)
    day = date.fromisoformat(value)
    year, month, day_of_month = date_differs(value, other)
    return [
        Piece(str(day.day), day_of_month),
        Piece(" "),
        Piece(f"{day:%B}", month),
        Piece(" "),
        Piece(str(day.year), year),
    ]


def _plain(field: str, value: str) -> str:
    return show_date(date.fromisoformat(value)) if field == BORN_ON else value


def _says(field: str, firsts: Sequence[str]) -> tuple[str, bool]:
    spoken = [value for value in firsts if value]
    unlike = [value for value in spoken[1:] if not is_same(value, spoken[0])]
    if not unlike and len(spoken) == len(firsts):
        return _("Same"), False
    if not unlike and len(spoken) > 1:
        return _("Same where recorded"), False
    if not unlike:
        return _("In one only"), False
    if field == BORN_ON and all(is_transposed(value, spoken[0]) for value in unlike):
        return _("Day and month the other way round"), True
    if all(is_reordered(value, spoken[0]) for value in unlike):
        return _("Same words, another order"), True
    return _("Differs"), True

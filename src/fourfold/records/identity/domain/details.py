"""How a record describes the person it is about: the details that the linkage engine compares."""

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from typing import Any

COLUMNS = {
    "forename": "forename",
    "surname": "surname",
    "date_of_birth": "born_on",
    "sex": "sex",
    "address": "address",
    "postcode": "postcode",
    "nhs_number": "nhs_number",
    "upn": "upn",
    "pnc_id": "pnc_id",
}
"""The engine's columns, and the field of the catalogue that holds each where a record has no such column."""
FIELDS = tuple(dict.fromkeys(["name", "other_names", *list(COLUMNS.values())[2:]]))
"""Fields of the catalogue that tell who somebody is."""


@dataclass(frozen=True, slots=True)
class Details:
    """One way to describe somebody, in the columns of the linkage engine; empty where nothing is said."""

    forename: str = ""
    surname: str = ""
    date_of_birth: str = ""
    sex: str = ""
    address: str = ""
    postcode: str = ""
    nhs_number: str = ""
    upn: str = ""
    pnc_id: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return not any(astuple(self))

    def as_text(self) -> str:
        """What it says, however it is spaced or capitalised: the same said again is the same text."""
        return "\x1f".join(" ".join(value.casefold().split()) for value in astuple(self))


ENGINE = tuple(field.name for field in fields(Details))


def details_of(values: Mapping[str, str], cells: Mapping[str, Any]) -> Iterator[Details]:
    """The ways in which a record describes its subject: by its name, and by each other name that it gives.

    `values`: by the catalogue's fields; `cells`: the columns of a delivery's row, {} for a record handed in by hand.
    Identifiers come unsealed. A name in one piece counts as forenames and, its last word, a surname.
    """
    said = {column: str(cells.get(column) or values.get(field) or "") for column, field in COLUMNS.items()}
    if "forename" not in cells and "surname" not in cells:
        said["forename"], said["surname"] = _parted(values.get("name", ""))
    yield Details(**said)
    for other in str(cells.get("other_names") or values.get("other_names") or "").split(";"):
        forename, surname = _parted(other)
        if surname:
            yield Details(**said | {"forename": forename or said["forename"], "surname": surname})


def _parted(name: str) -> tuple[str, str]:
    words = name.split()
    return " ".join(words[:-1]), words[-1] if words else ""

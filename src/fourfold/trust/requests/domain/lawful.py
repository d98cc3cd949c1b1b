"""Whether the law lets a request be answered: the rules of a line, without what its agreement carries."""

from dataclasses import dataclass
from datetime import date

from fourfold.ground.kernel.errors import Problem
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.catalogue.domain.entries import PERSONAL, DataSet, DataSetKind
from fourfold.trust.catalogue.domain.law import line_problems
from fourfold.trust.catalogue.domain.lines import Body, LineFacts

NOBODY_KNOWN = (
    "“{}” tells of nobody who can be known, so there is nobody to ask about. Agreements open it as a whole."
)
LOOK_UP = "“{}” is asked in its own system, not here. The page about look-ups says who may."
NO_PERSON = "Choose at least one field that tells of the person."
_FIELD = {"fields": "fields_asked", "provider_ids": "data_set", "recipient_ids": "data_set", "regime": "purpose"}
_CARRIED = frozenset({"basis", "conditions"})
"""Lawful basis and conditions stand in the agreement that permits requests."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: which fields of which data set, from whom, for whom, why, by which law, until when."""

    data_set: str
    fields: tuple[str, ...]
    provider: Body
    recipient: Body
    purpose: str
    gateway: str
    until: date


def law_problems(wanted: Wanted, catalogue: Catalogue, on: date) -> list[Problem]:
    """What the law does not let be asked or answered on a day, each with what would fit instead."""
    data_set = catalogue.data_sets.get(wanted.data_set)
    if data_set is None:
        return [Problem("Choose a data set of the catalogue.", "data_set")]
    if data_set.kind is DataSetKind.LOOK_UP:
        return [Problem(LOOK_UP.format(data_set.label), "data_set")]
    if not tells_of_people(data_set):
        return [Problem(NOBODY_KNOWN.format(data_set.label), "data_set")]
    if not any(field.key in wanted.fields and field.sensitivity in PERSONAL for field in data_set.fields):
        return [Problem(NO_PERSON, "fields_asked")]
    purpose = catalogue.purposes.get(wanted.purpose)
    if purpose is None:
        return [Problem("Choose a purpose of the catalogue.", "purpose")]
    line = LineFacts(
        data_set=wanted.data_set,
        fields=wanted.fields,
        providers=(wanted.provider,),
        recipients=(wanted.recipient,),
        purpose=wanted.purpose,
        gateway=wanted.gateway,
        basis="",
        conditions=(),
        regime=purpose.regime,
        starts_on=on,
        ends_on=wanted.until,
    )
    found = [problem for problem in line_problems(line, catalogue, on) if problem.where not in _CARRIED]
    return [Problem(f"{one.message} {one.mend}".strip(), _FIELD.get(one.where, one.where)) for one in found]


def tells_of_people(data_set: DataSet) -> bool:
    """Whether its records are about people who can be known."""
    return any(field.sensitivity in PERSONAL for field in data_set.fields)

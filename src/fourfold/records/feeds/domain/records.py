"""What a record says, before and after it is kept, and the rules that hold for it whatever its data set."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fourfold.ground.kernel.errors import Problem
from fourfold.trust.access.domain.resources import Handling, SubjectKind, SubjectRole
from fourfold.trust.catalogue.domain.entries import DataSet, DataSetKind, Sensitivity

LONGEST = 500
"""Characters of one value."""
NAME = "name"
BORN_ON = "born_on"
LOCKED = frozenset({NAME, BORN_ON})
"""Who shares no more of a data set than these shares that there is a record, to somebody who knows both (ADR 18)."""


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record as its holder hands it in. Values by the fields' keys of the catalogue, all of them text.

    A field whose key ends in `_on` holds a date (`2026-11-22`), in `_at` a moment (`2026-11-22T15:15`).
    `reference`: the person whom Fourfold knows by it; empty for somebody new, or nobody (`subject_kind`).
    `person`: the holder's own mark for somebody new, so that several records of one batch are about one person.
    """

    data_set: str
    subject_kind: SubjectKind
    subject_role: SubjectRole
    occurred_on: date
    values: Mapping[str, str]
    handling: Handling = Handling.SENSITIVE
    reference: str = ""
    person: str = ""
    is_restricted: bool = False
    is_synthetic: bool = False


def problems_of(record: NewRecord, data_set: DataSet | None, today: date) -> Iterator[Problem]:
    """What keeps a record from being taken. `where` is the field's key, or the name of the record's own part."""
    if data_set is None:
        yield Problem(f"No data set is called “{record.data_set}”. Use a key of the catalogue.", "data_set")
        return
    if data_set.kind is not DataSetKind.RECORDS:
        yield Problem(f"{data_set.label} is looked up elsewhere: it holds no records here.", "data_set")
    if record.occurred_on > today:
        yield Problem(f"{record.occurred_on} is in the future. Enter the day on which it happened.", "occurred_on")
    yield from _subject_problems(record, data_set)
    known = {item.key for item in data_set.said}
    for key, value in record.values.items():
        if key not in known:
            yield Problem(f"{data_set.label} has no field “{key}”. It has: {', '.join(sorted(known))}.", key)
        else:
            yield from _value_problems(key, value)
    if not record.values:
        yield Problem("The record says nothing. Give at least one of its fields.", "values")


def is_anonymised(data_set: DataSet) -> bool:
    """Whether its records tell of nobody who can be known: no field holds personal data."""
    return all(item.sensitivity is Sensitivity.NONE for item in data_set.said)


def _subject_problems(record: NewRecord, data_set: DataSet) -> Iterator[Problem]:
    about_nobody = record.subject_kind is SubjectKind.NOBODY
    if is_anonymised(data_set) and not about_nobody:
        yield Problem(f"{data_set.label} is anonymised: it tells of nobody. Say so.", "subject_kind")
    if about_nobody and not is_anonymised(data_set):
        yield Problem(f"{data_set.label} is about people. Say whether about a child or an adult.", "subject_kind")
    if about_nobody and (record.reference or record.person):
        yield Problem("A record about nobody has no reference. Take it out.", "reference")
    if about_nobody and record.is_restricted:
        yield Problem("A record about nobody is not restricted: no one is named on it.", "is_restricted")
    if record.subject_role not in data_set.subject_roles:
        allowed = ", ".join(data_set.subject_roles)
        yield Problem(f"{data_set.label} knows people as: {allowed}. Choose one of these.", "subject_role")


def _value_problems(key: str, value: object) -> Iterator[Problem]:
    if not isinstance(value, str) or not value.strip():
        yield Problem("Leave a field out instead of giving it empty, and write values as text.", key)
    elif len(value) > LONGEST:
        yield Problem(f"This has {len(value)} characters. Shorten it to {LONGEST}.", key)
    elif "\x00" in value:
        yield Problem("This holds a character that cannot be kept (NUL). Take it out.", key)
    elif key.endswith("_on") and not _reads(date.fromisoformat, value):
        yield Problem(f"“{value[:40]}” is not a date. Write it like 2026-11-22.", key)
    elif key.endswith("_at") and not _reads(datetime.fromisoformat, value):
        yield Problem(f"“{value[:40]}” is not a moment. Write it like 2026-11-22T15:15.", key)


def _reads(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True

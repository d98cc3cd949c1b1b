"""What happened to made-up people, as the records of the agencies that would hold it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from fourfold.project.demonstration.story.records.drawing import Somebody, words
from fourfold.records.feeds.domain.records import NewRecord
from fourfold.trust.access.domain.resources import Handling, SubjectKind, SubjectRole

BACK = 730
"""Days of history."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A record, and the key of the agency that holds it."""

    holder: str
    record: NewRecord


class Life:
    """Two years of one person."""

    def __init__(self, who: Somebody, chance: Random, today: date) -> None:
        self.who, self.chance, self.today = who, chance, today
        self.council = "medway-council" if who.is_of_medway else "kent-county-council"
        self.youth_justice = "medway-youth-justice" if who.is_of_medway else "kent-youth-justice"

    def records(self) -> Iterator[Kept]:
        """Everything, in no particular order."""
        if self.who.is_child(self.today):
            yield from self._missing()
            yield from self._social_care()
            yield from self._school()
            yield from self._youth_justice()
        yield from self._incidents()

    def _missing(self) -> Iterator[Kept]:
        drawn = self.chance.choice((0, 0, 0, 1, 1, 2, 3))
        for _episode in range(drawn if self.who.missing is None else self.who.missing):
            gone = self._moment(self._day(), 15, 23)
            back = gone + timedelta(hours=self.chance.randint(3, 60))
            values = self._said("missing_from", "risk_level", "found_where", "exploitation_concern")
            times = {"reported_at": _written(gone), "returned_at": _written(back)}
            yield self._kept(
                "kent-police", "missing-episodes", SubjectRole.AT_RISK, gone.date(), values | times | self._home()
            )
            if self.chance.randrange(10) < 8:
                yield self._interview(back)

    def _interview(self, back: datetime) -> Kept:
        offered = back + timedelta(hours=self.chance.randint(4, 48))
        values = self._said("reasons", "people_and_places", "harm", "follow_up") | {"worker": "Missing children team"}
        values["offered_at"] = _written(offered)
        held = offered + timedelta(hours=self.chance.randint(4, 40))
        if self.chance.randrange(10) < 7:
            values["held_at"] = _written(held)
        on = min(held.date(), self.today)
        return self._kept(self.council, "return-home-interviews", SubjectRole.AT_RISK, on, values)

    def _social_care(self) -> Iterator[Kept]:
        if self.who.missing is None and self.chance.randrange(10) >= 4:
            return
        since = self._day()
        values = self._said("status") | {"status_since": f"{since:%B %Y}", "worker": self._one("workers")}
        if values["status"] == "Child protection plan":
            values |= self._said("plan_category")
        if values["status"] == "Looked after":
            values |= self._said("placement")
        yield self._kept(self.council, "childrens-social-care", SubjectRole.AT_RISK, since, values | self._home())

    def _school(self) -> Iterator[Kept]:
        if self.chance.randrange(10) >= 6:
            return
        town = self.who.address.rpartition(", ")[2]
        for _term in range(self.chance.randint(1, 3)):
            values = self._said("absence", "suspensions", "timetable", "special_needs")
            values |= {"school": f"{town}, {self._one('schools')}", "worker": "Inclusion officer for the district"}
            values["safeguarding_concern"] = self._one("concerns")
            yield self._kept(self.council, "education", SubjectRole.NONE, self._day(), values)

    def _youth_justice(self) -> Iterator[Kept]:
        if self.chance.randrange(20) >= 3:
            return
        values = {key: self._one(key + "s") for key in ("intervention",)} | self._said(
            "conditions", "needs", "attendance"
        )
        values |= {"offence": self._one("suspect_offences"), "worker": "Youth justice, case manager on duty"}
        yield self._kept(self.youth_justice, "youth-justice", SubjectRole.CONVICTED, self._day(), values)

    def _incidents(self) -> Iterator[Kept]:
        for role, offences, of_ten in (
            (SubjectRole.VICTIM, "victim_offences", 3),
            (SubjectRole.WITNESS, "witness_offences", 1),
            (SubjectRole.SUSPECT, "suspect_offences", 2),
        ):
            if self.chance.randrange(10) < of_ten:
                yield self._incident(role, offences)
        for _incident in range(self.who.harmed):
            yield self._incident(SubjectRole.VICTIM, "victim_offences")

    def _incident(self, role: SubjectRole, offences: str) -> Kept:
        at = self._moment(self._day(), 8, 23)
        values = {
            "occurred_at": _written(at),
            "offence": self._one(offences),
            "place": self._one("places"),
            "weapon": self._one("weapons"),
            "outcome": self._one("outcomes"),
            "vulnerability": self._one("vulnerabilities"),
        }
        if role is SubjectRole.VICTIM:
            values["injury"] = self._one("injuries")
        return self._kept("kent-police", "police-incidents", role, at.date(), values | self._home())

    def _kept(self, holder: str, data_set: str, role: SubjectRole, on: date, values: dict[str, str]) -> Kept:
        child = self.who.is_child(on)
        known = {"name": self.who.name, "born_on": self.who.born_on.isoformat()}
        number = f"{data_set[:2].upper()}/{on:%y}/{self.chance.randrange(100_000):05}"
        numbered = {} if data_set == "education" else {"local_reference": number}
        return Kept(
            holder,
            NewRecord(
                data_set=data_set,
                subject_kind=SubjectKind.CHILD if child else SubjectKind.ADULT,
                subject_role=role,
                occurred_on=on,
                values=known | values | numbered | {"sex": self.who.sex},
                handling=Handling.SENSITIVE,
                person=self.who.key,
                is_synthetic=True,
            ),
        )

    def _home(self) -> dict[str, str]:
        return {"address": self.who.address}

    def _one(self, phrases: str) -> str:
        return str(self.chance.choice(words("phrases.toml")[phrases]))

    def _said(self, *fields: str) -> dict[str, str]:
        return {field: self._one(field) for field in fields}

    def _day(self) -> date:
        return self.today - timedelta(days=self.chance.randint(4, BACK))

    def _moment(self, day: date, earliest: int, latest: int) -> datetime:
        return datetime.combine(
            day, time(self.chance.randint(earliest, latest), self.chance.choice((0, 10, 25, 40, 55)))
        )


def attendances(chance: Random, today: date) -> Iterator[Kept]:
    """Anonymised assault attendances of each hospital: no field could tell who was hurt."""
    said = words("phrases.toml")["assaults"]
    for holder, sites in said["sites"].items():
        for days_ago in range(30, BACK):
            for _attendance in range(chance.choice((0, 1, 1, 2, 2, 3))):
                day = today - timedelta(days=days_ago)
                at = datetime.combine(day, time(chance.randint(0, 23), chance.choice((0, 15, 30, 45))))
                values = {
                    "assaulted_at": _written(at),
                    "site_code": chance.choice(sites),
                    "method": chance.choice(said["methods"]),
                    "location_type": chance.choice(said["locations"]),
                    "location_description": chance.choice(said["places"]),
                }
                record = NewRecord(
                    data_set="assault-attendances",
                    subject_kind=SubjectKind.NOBODY,
                    subject_role=SubjectRole.NONE,
                    occurred_on=day,
                    values=values,
                    handling=Handling.OFFICIAL,
                    is_synthetic=True,
                )
                yield Kept(holder, record)


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"

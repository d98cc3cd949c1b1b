"""Requests to share in the year: refused with reasons, accepted whole and in part, one late, one that waits."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from importlib import resources
from typing import Any
from uuid import UUID

from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.trust.access.domain.resources import SubjectKind
from fourfold.trust.access.queries import looker_of
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.requests import operations
from fourfold.trust.requests.domain.refusals import Detriment, Reason
from fourfold.trust.requests.domain.states import Outcome, Urgency
from fourfold.trust.requests.queries.finding import person_by_id

FILE = "requests.toml"
Told = dict[str, Any]


def scenes(stage: Stage) -> Iterator[Scene]:
    """Every request, its answer or its withdrawal."""
    told = tomllib.loads(resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    for one in told["request"]:
        yield from Asked(one, stage).scenes()


class Asked:
    """One request of the story."""

    def __init__(self, told: Told, stage: Stage) -> None:
        self.told, self.stage = told, stage
        self.id: UUID | None = None

    def scenes(self) -> Iterator[Scene]:
        """Asked, then answered, taken back, or neither."""
        told = self.told
        yield Scene(told["day"], told["by"], f"{told['by']} asks {told['asked']}", self._ask)
        if answer := told.get("answer"):
            yield Scene(answer["day"], answer["by"], f"{answer['by']} answers {told['by']}", self._answer)
        if withdrawn := told.get("withdrawn"):
            yield Scene(withdrawn, told["by"], f"{told['by']} withdraws a request", self._withdraw)

    def _ask(self, actor: Standing, now: datetime) -> None:
        told = self.told
        new = operations.NewRequest(
            asking_id=self.stage.agencies[told["asking"]],
            asked_id=self.stage.agencies[told["asked"]],
            data_set=told["data_set"],
            fields=tuple(told["fields"]),
            subject_kind=SubjectKind(told["kind"]),
            purpose=told["purpose"],
            gateway=told["gateway"],
            why=told["why"],
            urgency=Urgency(told["urgency"]),
            wanted_until=self._day(told["until"]),
            agreement_id=None,
            subject_id=_worked_with(actor, now, told["worked_with"]) if "worked_with" in told else None,
            about=told.get("about", ""),
        )
        self.id = operations.ask(actor=actor, now=now, new=new).pk

    def _answer(self, actor: Standing, now: datetime) -> None:
        said = self.told["answer"]
        reply = operations.Reply(
            outcome=Outcome(said["outcome"]),
            fields=tuple(said.get("fields", ())),
            until=self._day(said["until"]) if "until" in said else None,
            reason=Reason(said["reason"]) if "reason" in said else None,
            detriment=Detriment(said["detriment"]) if "detriment" in said else None,
            words=said["words"],
        )
        operations.answer(actor=actor, now=now, request_id=self._made(), reply=reply)

    def _withdraw(self, actor: Standing, now: datetime) -> None:
        operations.withdraw(actor=actor, now=now, request_id=self._made())

    def _made(self) -> UUID:
        if self.id is None:
            raise LookupError(f"{self.told['by']} has not asked yet.")
        return self.id

    def _day(self, day: int) -> date:
        return self.stage.days.loaded_on + timedelta(days=day)


def _worked_with(actor: Standing, now: datetime, place: int) -> UUID:
    """One of the people whom the actor works with and sees."""
    looker = looker_of(actor)
    seen = [one for one in sorted(looker.related) if person_by_id(looker, one, now)]
    if not seen:
        raise LookupError(f"{actor.name} sees nobody whom they work with.")
    return seen[place % len(seen)]

"""Rights in the year: people ask about their own data, and officers answer; a hold that must be looked at again."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from importlib import resources
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from fourfold.accountability.rights.domain.requests import (
    Behalf,
    Channel,
    Identity,
    Outcome,
    Reach,
    RequestKind,
)
from fourfold.accountability.rights.domain.requests import Standing as Right
from fourfold.accountability.rights.operations.handling import (
    Checks,
    acknowledge,
    ask_holders,
    close,
    decide_checks,
    name_person,
)
from fourfold.accountability.rights.operations.holds import place_hold
from fourfold.accountability.rights.operations.lodging import NewRequest, lodge, lodge_publicly
from fourfold.accountability.rights.queries.requests import candidates, request_for_actor
from fourfold.ground.kernel.clock import today
from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.trust.partnership.domain.roles import Standing

Told = Mapping[str, Any]


def scenes(stage: Stage) -> Iterator[Scene]:
    """What `rights.toml` tells."""
    told = tomllib.loads(resources.files(__package__).joinpath("rights.toml").read_text(encoding="utf-8"))
    for one in told["request"]:
        yield from _Request(one, stage).scenes()
    yield _hold(told["hold"], stage)


def _hold(said: Told, stage: Stage) -> Scene:
    def play(actor: Standing, now: datetime) -> None:
        person = candidates(actor, said["name"])[0]
        place_hold(
            actor=actor,
            now=now,
            holder_id=stage.agencies[said["agency"]],
            person=person,
            why=said["why"],
            review_on=today(now) + timedelta(days=said["review"]),
        )

    return Scene(said["day"], said["by"], "Legal hold placed", play)


class _Request:
    """One request, from the day on which it comes."""

    def __init__(self, said: Told, stage: Stage) -> None:
        self.said, self.stage = said, stage
        self.id: UUID = uuid5(NAMESPACE_URL, f"fourfold:demonstration:rights:{said['key']}")

    def scenes(self) -> Iterator[Scene]:
        """Lodged, acknowledged, checked and closed, as far as it is told."""
        said, by = self.said, self.said["by"]
        steps = (
            ("day", said.get("taken_by", by), "asked", self._lodge),
            ("acknowledged", by, "acknowledged", self._acknowledge),
            ("checked", by, "who asks", self._check),
            ("closed", by, "closed", self._close),
        )
        for key, who, what, play in steps:
            if key in said:
                yield Scene(said[key], who, f"Request {said['key']}: {what}", play)

    def _lodge(self, actor: Standing, now: datetime) -> None:
        said = self.said
        new = NewRequest(
            kind=RequestKind(said["kind"]),
            agency_id=self.stage.agencies[said["agency"]],
            about_name=said["name"],
            words=said.get("words", ""),
            behalf=Behalf(said.get("behalf", Behalf.SELF)),
            asker_name=said.get("asker", ""),
            asker_says=said.get("asker_says", ""),
            reach=Reach(said["reach"]),
            contact=said["contact"],
            care=said.get("care", ""),
        )
        if "taken_by" in said:
            lodge(actor=actor, now=now, request_id=self.id, new=new, channel=Channel.TELEPHONE)
        else:
            lodge_publicly(now=now, request_id=self.id, new=new)

    def _acknowledge(self, actor: Standing, now: datetime) -> None:
        acknowledge(actor=actor, now=now, request_id=self.id, on=today(now))

    def _check(self, actor: Standing, now: datetime) -> None:
        said = self.said
        checks = Checks(
            identity=Identity.CONFIRMED,
            identity_how=said["identity"],
            identity_on=today(now),
            standing=Right(said["right"]),
            standing_why=said["why"],
            contact=said["contact"],
            contact_is_safe=True,
        )
        asked = request_for_actor(actor, self.id)
        decide_checks(actor=actor, now=now, request_id=self.id, version=asked.version, checks=checks)
        if "found" in said:
            name_person(actor=actor, now=now, request_id=self.id, person=candidates(actor, said["found"])[0])
            ask_holders(actor=actor, now=now, request_id=self.id)

    def _close(self, actor: Standing, now: datetime) -> None:
        outcome = Outcome(self.said["outcome"])
        close(actor=actor, now=now, request_id=self.id, outcome=outcome, why=self.said["told"])

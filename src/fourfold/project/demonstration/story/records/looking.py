"""How people look beside the usual way: look-ups in a hospital, an emergency and its review, a declared relative."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from fourfold.project.demonstration.story.stage import Scene
from fourfold.records.feeds.domain.lookups import Answer, Setting
from fourfold.records.feeds.operations import NewLookUp, record_look_up
from fourfold.records.feeds.queries.sight import Sight
from fourfold.trust.access import operations as access
from fourfold.trust.access.domain.conflicts import RELATIVE, NewDeclaration
from fourfold.trust.access.domain.emergencies import EmergencyAsked
from fourfold.trust.access.looking import looking
from fourfold.trust.partnership.domain.roles import Standing

PURPOSE = "safeguarding-children"
MATRON, WORKER, OFFICER = "bukola.ige", "jo.farrow", "adaeze.cole"
RELATED = "gareth.ellwood"
LOOK_UPS = (
    (-5, Setting.EMERGENCY_DEPARTMENT, "MFT-ED-77120", Answer.ANSWERED),
    (-3, Setting.EMERGENCY_DEPARTMENT, "MFT-ED-77214", Answer.NO_ANSWER),
    (-1, Setting.PAEDIATRIC_WARD, "MFT-PW-0931", Answer.ANSWERED),
)
WHY = "He rang the duty line from a car and would not say where he is. His own worker cannot be reached tonight."
FOUND = (
    "Right to use it: the call is on the duty log, and no more was read than needed. He was found within the hour."
)


def scenes(references: Mapping[str, str]) -> Iterator[Scene]:
    """`references` holds those of the people of `people.toml`, by `person-` and their place, once records are in."""
    for day, setting, local, answer in LOOK_UPS:
        yield Scene(day, MATRON, "look-up in CP-IS", partial(_look_up, setting, local, answer))
    yield from _emergency(references)

    def declare(actor: Standing, now: datetime) -> None:
        access.declare(actor=actor, now=now, new=NewDeclaration(RELATIVE, reference=references["person-2"]))

    yield Scene(-4, RELATED, "A relative declared", declare)


def _look_up(setting: Setting, local: str, answer: Answer, actor: Standing, now: datetime) -> None:
    with looking(actor, PURPOSE) as looker:
        new = NewLookUp(setting=setting, local_reference=local, asked_at=now - timedelta(minutes=20), answer=answer)
        record_look_up(sight=Sight(looker, PURPOSE, now), now=now, new=new)


def _emergency(references: Mapping[str, str]) -> Iterator[Scene]:
    begun: list[UUID] = []

    def begin(actor: Standing, now: datetime) -> None:
        asked = EmergencyAsked(reference=references["person-1"], purpose=PURPOSE, reason=WHY, hours=2)
        begun.append(access.begin_emergency(actor=actor, now=now, asked=asked).pk)

    def review(actor: Standing, now: datetime) -> None:
        access.review_emergency(actor=actor, now=now, emergency_id=begun[0], was_appropriate=True, review=FOUND)

    yield Scene(-4, WORKER, "Emergency access", begin)
    yield Scene(-2, OFFICER, "Emergency access reviewed", review)

"""The directory's year: who is reached how, who took a role up or handed it on, who is away. Played by its people."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from importlib import resources
from typing import Any
from uuid import UUID

from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.trust.partnership import operations
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.queries import person_for_actor

FILE = "directory.toml"
BEGUN = -300
"""When the coordinator said what agencies should have, and people said how they are reached."""
ADMINISTRATOR = "ruth.callender"
COORDINATOR = "marianne.osei"

Told = dict[str, Any]


def read() -> dict[str, list[Told]]:
    """What the file tells, by the kind of entry."""
    file = resources.files(__package__).joinpath(FILE)
    found: dict[str, list[Told]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def scenes(stage: Stage) -> Iterator[Scene]:
    """Everything that the file tells, each as the person whose act it is."""
    told = read()
    for one in told["contact"]:
        yield Scene(BEGUN, one["who"], "Directory: contact details", partial(_contact, stage, one))
    for one in told["expects"]:
        yield Scene(BEGUN, COORDINATOR, "Directory: roles expected", partial(_expect, stage, one))
    for one in told["gives"]:
        yield Scene(one["day"], ADMINISTRATOR, "Directory: role given", partial(_give, stage, one))
    for one in told["ends"]:
        yield Scene(one["day"], ADMINISTRATOR, "Directory: role ended", partial(_end, stage, one))
    for one in told["hands_over"]:
        yield Scene(one["day"], ADMINISTRATOR, "Directory: role handed over", partial(_hand_over, stage, one))
    for one in told["away"]:
        yield Scene(min(one["from"], -1) - 3, one["who"], "Directory: away", partial(_away, stage, one))


def _day(stage: Stage, day: int) -> date:
    return stage.days.loaded_on + timedelta(days=day)


def _person(stage: Stage, key: str) -> UUID:
    found = stage.person(key)
    if found is None:
        raise LookupError(f"{key} is not in the directory.")
    return found


def _role(stage: Stage, actor: Standing, told: Told) -> UUID:
    """The role that an entry speaks of."""
    roles = person_for_actor(actor, _person(stage, told["who"])).roles.all()
    agency = stage.agencies[told["agency"]] if "agency" in told else None
    return next(role.pk for role in roles if role.kind == told["role"] and agency in (None, role.agency_id))


def _contact(stage: Stage, told: Told, actor: Standing, now: datetime) -> None:
    details = {"email": told.get("email", ""), "telephone": told["telephone"]}
    operations.set_contact(actor=actor, now=now, person_id=_person(stage, told["who"]), **details)


def _expect(stage: Stage, told: Told, actor: Standing, now: datetime) -> None:
    kinds = [RoleKind(kind) for kind in told["roles"]]
    since = _day(stage, BEGUN)
    operations.expect_roles(actor=actor, now=now, agency_id=stage.agencies[told["agency"]], kinds=kinds, since=since)


def _give(stage: Stage, told: Told, actor: Standing, now: datetime) -> None:
    operations.give_role(
        actor=actor,
        now=now,
        person_id=_person(stage, told["who"]),
        agency_id=stage.agencies[told["agency"]],
        kind=RoleKind(told["role"]),
        since=_day(stage, told["day"]),
    )


def _end(stage: Stage, told: Told, actor: Standing, now: datetime) -> None:
    role_id = _role(stage, actor, told)
    operations.end_role(actor=actor, now=now, role_id=role_id, until=_day(stage, told["day"]))


def _hand_over(stage: Stage, told: Told, actor: Standing, now: datetime) -> None:
    asked = operations.HandOver(
        _role(stage, actor, told), _person(stage, told["to"]), _day(stage, told["day"]), stays=True
    )
    operations.hand_over(actor=actor, now=now, asked=asked)


def _away(stage: Stage, told: Told, actor: Standing, now: datetime) -> None:
    covers = {_role(stage, actor, told): _person(stage, told["by"])}
    days = _day(stage, told["from"]), _day(stage, told["back"])
    operations.record_absence(
        actor=actor, now=now, new=operations.NewAbsence(_person(stage, told["who"]), *days, covers)
    )
